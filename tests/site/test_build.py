"""The build as a command: what changes, what stays, and what is said when something is wrong."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from building import ROOT, build, cardwright, files, forget, killed_when

CARD = "content/cards/attention/scaling.yaml"
DIAGRAM = """
diagram:
  source:
    en: |
      {source}
    es: |
      {source}
  alt:
    en: A picture.
    es: Una imagen.
"""


def edit(project, name, old, new):
    path = project.root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def complaint(project, *arguments):
    """What a command that must fail says."""
    done = cardwright(project, *(arguments or ("build",)))
    said = done.stdout + done.stderr
    assert done.returncode == 1, said
    assert "Traceback" not in said
    return said


def moments(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_a_second_build_changes_nothing_and_an_edit_changes_the_pages_of_its_card_only(small):
    build(small)
    before, times = files(small.built_site), moments(small.built_site)
    assert "nothing changed" in build(small)
    assert moments(small.built_site) == times
    edit(small, CARD, "variance of the logits near one", "variance of the logits close to one")
    edit(small, CARD, "Mantiene la varianza", "Conserva la varianza")
    assert "nothing changed" not in build(small)
    after = files(small.built_site)
    pages = {
        name for name in before.keys() | after.keys() if name.endswith(".html") and before.get(name) != after.get(name)
    }
    assert pages == {f"{language}/cards/scaling/index.html" for language in ("en", "es")}
    other = {name for name in before.keys() ^ after.keys() if not name.startswith(("pagefind/", "decks/"))}
    assert other == set()


def test_a_build_that_fails_or_is_killed_leaves_the_site_as_it_was(small):
    build(small)
    before = files(small.built_site)
    template = small.site / "overrides" / "main.html"
    whole = template.read_text(encoding="utf-8")
    for damage in ("{% block %}", "{{ nothing.at.all }}", "{% include 'missing.html' %}"):
        template.write_text(whole.replace("{% block content %}", "{% block content %}" + damage), encoding="utf-8")
        said = complaint(small)
        assert "error: " in said
        assert "MkDocs" in said
        assert files(small.built_site) == before
    template.write_text(whole + "<!-- changed -->", encoding="utf-8")
    edit(small, CARD, "variance of the logits near one", "variance of the logits close to one")
    new = small.build / ".site.new"
    shutil.rmtree(new, ignore_errors=True)
    for wait in (new.exists, (new / "pagefind").exists):
        killed = killed_when(small, wait)
        assert killed, "the build ended before it could be killed"
        assert files(small.built_site) == before
        shutil.rmtree(new)
    assert "nothing changed" not in build(small)
    assert not new.exists()
    assert sorted(path.name for path in small.build.iterdir() if path.name.startswith(".")) == []


def test_a_damaged_page_template_is_named(small):
    template = small.site / "pages" / "topic.md.j2"
    whole = template.read_text(encoding="utf-8")
    for damage, reason in (("{% if %}", "topic.md.j2:1"), ("{{ nowhere }}", "nowhere")):
        template.write_text(damage + whole, encoding="utf-8")
        said = complaint(small)
        assert "topic.md.j2" in said
        assert reason in said


def test_damaged_styles_and_scripts_are_named_with_their_line(small):
    (small.site / "app" / "main.ts").write_text("const = 1;\n", encoding="utf-8")
    assert "app/main.ts:1" in complaint(small)


def test_a_formula_that_does_not_parse_is_named_with_its_place(small):
    edit(small, CARD, "of the logits near one.", r"\(\frac{a\) near one.")
    edit(small, CARD, "de los logits cerca de uno.", r"\(\frac{a\) cerca de uno.")
    said = complaint(small)
    assert re.search(rf"^{CARD}:10:\d+: error formula: ", said, re.MULTILINE)
    assert r"`\frac{a`" in said


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("digraph { a -> }", "syntax error"),
        ('digraph { a [URL="javascript:alert(1)"] }', "`a` is not allowed"),
        ("<svg viewBox='0 0 1 1'><script>alert(1)</script></svg>", "`script` is not allowed"),
        ("<svg viewBox='0 0 1 1' onload='alert(1)'/>", "`onload` is not allowed"),
        ("<svg viewBox='0 0 1 1'><foreignObject/></svg>", "`foreignObject` is not allowed"),
        ("<svg viewBox='0 0 1 1'><use href='https://a.example/x#y'/></svg>", "leads out of the diagram"),
        ("<svg viewBox='0 0 1 1'><path></svg>", "not well-formed"),
        ("<svg/>", "viewBox"),
    ],
)
def test_a_diagram_that_cannot_be_drawn_is_named_with_its_place(small, source, reason):
    card = small.root / CARD
    text = card.read_text(encoding="utf-8") + DIAGRAM.format(source=source)
    card.write_text(text, encoding="utf-8")
    said = complaint(small)
    assert f"{CARD}:{text.splitlines().index('  source:') + 2}:" in said
    assert reason in said


def test_a_missing_text_of_the_interface_is_named_with_its_file(small):
    strings = small.site / "strings" / "es.yaml"
    kept = [line for line in strings.read_text(encoding="utf-8").splitlines() if not line.startswith("not_found:")]
    strings.write_text("\n".join(kept) + "\n", encoding="utf-8")
    said = complaint(small)
    assert "`not_found`" in said
    assert "es.yaml" in said


def test_missing_packages_of_node_are_said(small, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(ROOT / "generator" / "cardwright", elsewhere / "cardwright")
    edit(small, CARD, "near one.", r"near \(1\).")
    edit(small, CARD, "cerca de uno.", r"cerca de \(1\).")
    done = cardwright(small, "build", env={**os.environ, "PYTHONPATH": str(elsewhere)})
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "temml" in done.stderr
    assert "help: run `make`" in done.stderr


def test_plain_mkdocs_works_after_the_pages(small):
    build(small, "--pages")
    assert not small.built_site.exists()
    mkdocs = Path(sys.executable).with_name("mkdocs")
    done = subprocess.run([mkdocs, "build"], cwd=small.root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Why does attention divide" in (small.build / "mkdocs/cards/scaling/index.html").read_text("utf-8")


def test_the_same_input_gives_the_same_bytes_at_another_time_and_without_a_home(small):
    other_day = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    build(small, env={**other_day, "SOURCE_DATE_EPOCH": "1000000000", "HOME": ""})
    first = files(small.built_site)
    forget(small)
    del other_day["HOME"]
    build(small, env=other_day)
    second = files(small.built_site)
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
