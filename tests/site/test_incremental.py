"""A build after an edit gives, byte for byte, what a build from nothing gives: caches are never wrong."""

import os
import re
import resource
import shutil
import signal
import subprocess
from dataclasses import dataclass

import pytest

from building import build, command, files, forget, killed_when, small_project_at
from cardwright.project import Project

CARD = "content/cards/attention/scaling.yaml"
SECOND = "content/cards/attention/second.yaml"


@dataclass(frozen=True)
class Edit:
    """A text of a file, and what somebody writes in its place."""

    path: str
    old: str
    new: str

    def apply(self, project):
        path = project.root / self.path
        text = path.read_text(encoding="utf-8")
        assert self.old in text, self
        path.write_text(text.replace(self.old, self.new), encoding="utf-8")


EDITS = {
    "the text of a card": Edit(CARD, "variance of the logits", "spread of the logits"),
    "the question of a card": Edit(SECOND, "Why does attention divide", "Why would attention divide"),
    "the level of a card": Edit(CARD, "level: mid", "level: staff"),
    "the title of a topic": Edit("content/topics.yaml", "Attention", "Paying attention"),
    "a meaning in the glossary": Edit("content/glossary.yaml", "[caché KV]", "[memoria KV]"),
    "the name of everything": Edit("content/kb.yaml", "name: ", "name: New "),
    "a text of the interface": Edit("site/strings/es.yaml", "Mostrar respuesta", "Ver respuesta"),
    "a template of pages": Edit("site/pages/card.md.j2", '<div class="cw-foot">', '<div class="cw-foot" id="foot">'),
    "a template of the theme": Edit("site/overrides/partials/cw-footer.html", "cw-footer", "cw-footer cw-new"),
    "a template of the sitemap": Edit("site/overrides/sitemap.xml", "<loc>", "<!-- new --><loc>"),
    "a template of the root": Edit("site/root/404.html.j2", "</body>", "<!-- new --></body>"),
    "what the search sees of a template": Edit(
        "site/overrides/main.html",
        "{{ page.content }}",
        "<p data-pagefind-body>{{ cw.language }}</p>{{ page.content }}",
    ),
    "a stylesheet": Edit("site/styles/print.css", "@media print {", "@media print { .new { color: inherit } "),
    "a script": Edit("site/app/main.ts", "setUpReveal();", "setUpReveal(); document.body.dataset.new = '1';"),
    "the settings of MkDocs": Edit("mkdocs.yml", "  - toc\n", "  - toc: {permalink: true}\n"),
    "the registry of decks": Edit("decks/registry.yaml", "complete: cardwright-en.apkg", "complete: new-en.apkg"),
    "the look of decks": Edit("decks/cardwright-qa/style.css", "}", "} /* new */"),
}


def without(path):
    return lambda project: (project.root / path).unlink()


def renamed(project):
    (project.root / SECOND).rename((project.root / SECOND).with_name("third.yaml"))


CHANGES = {
    **{name: edit.apply for name, edit in EDITS.items()},
    "a card that is gone": without(SECOND),
    "a card of another name": renamed,
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A project of two cards, built."""
    project = small_project_at(tmp_path_factory.mktemp("built") / "project")
    text = (project.root / CARD).read_text(encoding="utf-8")
    (project.root / SECOND).write_text(text, encoding="utf-8")
    build(project)
    return project


def copied(project, root):
    """The same project elsewhere, with everything that its build left."""
    shutil.copytree(project.root, root, symlinks=True)
    return Project(root)


@pytest.fixture
def project(built, tmp_path):
    """Such a project, for one test to change."""
    return copied(built, tmp_path / "project")


def edit_much(project):
    for name in ("the question of a card", "a template of the theme", "the text of a card"):
        EDITS[name].apply(project)


@pytest.fixture(scope="module")
def much_edited(built, tmp_path_factory):
    """What a build from nothing makes of `edit_much`."""
    project = copied(built, tmp_path_factory.mktemp("edited") / "project")
    edit_much(project)
    forget(project)
    build(project)
    return made(project)


def made(project):
    """Everything that a build makes; Pagefind writes filters, and what names their files, in any order."""
    unsettled = re.compile(r"site/pagefind/(filter/.*|.*\.pf_meta|pagefind-entry\.json)")
    found = {
        f"{folder.name}/{name}": data
        for folder in (project.built_site, project.built_decks, project.pages)
        for name, data in files(folder).items()
    }
    return {name: data for name, data in found.items() if not unsettled.fullmatch(name)}


def differences(one, other):
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_build_after_an_edit_is_a_build_from_nothing(project, change):
    before = made(project)
    change(project)
    build(project)
    after = made(project)
    assert differences(before, after), "nothing was built, so that nothing is proved"
    forget(project)
    build(project)
    assert differences(after, made(project)) == []


def test_a_build_after_an_edit_and_its_reversal_is_the_first_one(project):
    before = made(project)
    edit = EDITS["the question of a card"]
    edit.apply(project)
    build(project)
    Edit(edit.path, edit.new, edit.old).apply(project)
    build(project)
    assert differences(before, made(project)) == []


def caches(project):
    return sorted(path for path in project.cache.rglob("*") if path.is_file())


DAMAGES = {
    "deleted": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "another shape": lambda path: path.write_bytes(b"{}"),
    "lists": lambda path: path.write_bytes(b"[]\n[]\n"),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "other words": lambda path: path.write_bytes(path.read_bytes().replace(b"attention", b"attentive")),
}


def damaged_together(count):
    """Which of `count` caches are damaged in one build, and how: each in every way, and any two also apart."""
    names = list(DAMAGES)
    for turn in range(len(names)):
        yield {place: names[(place + turn) % len(names)] for place in range(count)}
    for bit in range((count - 1).bit_length()):
        for value in (0, 1):
            yield {place: names[(place + bit) % len(names)] for place in range(count) if place >> bit & 1 == value}


def test_any_cache_may_be_deleted_or_damaged(project):
    before, paths = made(project), caches(project)
    for damages in damaged_together(len(paths)):
        shutil.rmtree(project.built_site)
        for place, name in damages.items():
            DAMAGES[name](paths[place])
        build(project)
        said = {paths[place].name: name for place, name in damages.items()}
        assert differences(before, made(project)) == [], said
        assert caches(project) == paths


def test_caches_hold_nothing_of_pages_that_are_gone_nor_of_builds_that_were_killed(project):
    names = caches(project)
    size = sum(path.stat().st_size for path in names)
    (project.root / SECOND).unlink()
    for half in (project.cache / ".texts.json.abcdefgh", project.cache / "site" / ".en.pages.abcdefgh"):
        half.write_bytes(b"half")
        os.utime(half, (1, 1))
    build(project)
    assert caches(project) == names
    assert sum(path.stat().st_size for path in names) < size
    assert all(b"cards/second" not in path.read_bytes() for path in names)


def test_what_somebody_did_to_the_finished_site_is_undone(project):
    before = made(project)
    for harm in (
        lambda: (project.built_site / "en" / "index.html").write_text("harm", encoding="utf-8"),
        lambda: (project.built_site / "en" / "new.html").write_text("harm", encoding="utf-8"),
        lambda: shutil.rmtree(project.built_site / "pagefind"),
        (project.built_decks / "cardwright-en.apkg").unlink,
        lambda: shutil.rmtree(project.pages),
    ):
        harm()
        assert differences(before, made(project))
        build(project)
        assert differences(before, made(project)) == []


def test_the_search_is_indexed_again_only_if_something_that_it_sees_changed(project):
    index = project.built_site / "pagefind" / "pagefind.js"
    first = index.stat().st_ino
    EDITS["a template of the theme"].apply(project)
    EDITS["a stylesheet"].apply(project)
    build(project)
    assert index.stat().st_ino == first
    EDITS["the text of a card"].apply(project)
    build(project)
    assert index.stat().st_ino != first


WRITTEN = ("build/decks/cardwright-en.apkg", "build/cache/texts.json", "build/pages/en/cards/scaling.md")


@pytest.mark.parametrize("name", [*WRITTEN, "build/cache/site/en.pages", "build/.site.new/pagefind/pagefind.js"])
def test_a_build_that_is_killed_leaves_nothing_wrong_behind(project, much_edited, name):
    site, mark = files(project.built_site), project.root / name
    before = mark.stat().st_ino if mark.exists() else None
    edit_much(project)
    assert killed_when(project, lambda: mark.exists() and mark.stat().st_ino != before), "it ended before"
    assert files(project.built_site) == site
    build(project)
    assert differences(much_edited, made(project)) == []


def full_disk(room):
    """Let no file grow beyond some bytes, as on a disk that is nearly full: small writes succeed, large ones do not."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))


@pytest.mark.parametrize("room", [2_000, 60_000], ids=["at-once", "while-copying"])
def test_a_full_disk_is_said_and_leaves_the_site_whole(project, much_edited, room):
    site = files(project.built_site)
    edit_much(project)
    process = subprocess.run(
        command("build"),
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: full_disk(room),
    )
    assert process.returncode == 1
    assert "Traceback" not in process.stderr
    assert re.search(r"^error: .*File too large", process.stderr, re.MULTILINE)
    assert re.search(r"^help: .*untouched; make room", process.stderr, re.MULTILINE)
    assert files(project.built_site) == site
    build(project)
    assert differences(much_edited, made(project)) == []


def test_an_edit_made_while_a_build_runs_is_built_by_the_next(project):
    os.utime(project.root / CARD)
    assert "nothing changed" in build(project), "times alone are no change"
    EDITS["the text of a card"].apply(project)
    assert "nothing changed" not in build(project)
