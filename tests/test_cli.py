"""The command line as people type it: what it prints, what it leaves behind, and its exit status."""

import json
import os
import re

import pytest

from building import BASE, cardwright, project_at


@pytest.fixture
def project(tmp_path):
    return project_at(tmp_path / "kb", BASE / "content")


def test_help_names_every_verb(project):
    said = cardwright(project, "--help").stdout
    for verb in ("new", "check", "fix", "status", "run", "build", "decks", "schema"):
        assert re.search(rf"\b{verb}\b", said)


def test_outside_of_a_project_the_message_says_how_to_name_one(project, tmp_path):
    done = cardwright(type(project)(tmp_path), "check")
    assert done.returncode == 1
    assert done.stderr.startswith("error: no content/kb.yaml in ")
    assert "--project" in done.stderr


def test_a_project_can_be_named_from_anywhere(project, tmp_path):
    done = cardwright(type(project)(tmp_path), "check", "--project", str(project.root))
    assert done.returncode == 0, done.stdout


def test_paths_are_relative_to_where_the_reader_is(project):
    card = next((project.content / "cards").rglob("*.yaml"))
    card.write_text(card.read_text(encoding="utf-8").replace("level: ", "level: x", 1), encoding="utf-8")
    inside = type(project)(card.parent)
    assert cardwright(inside, "check").stdout.startswith(f"{card.name}:")
    assert cardwright(inside, "check", "--format", "github").stdout.startswith(
        f"::error file={card.relative_to(project.root).as_posix()},"
    )


def test_check_reports_on_the_given_paths_only(project):
    (project.content / "cards" / "Wrong Name.txt").write_text("x", encoding="utf-8")
    assert cardwright(project, "check").returncode == 1
    assert cardwright(project, "check", "content/topics.yaml").returncode == 0
    assert cardwright(project, "check", "content/cards").returncode == 1


def test_a_path_that_does_not_exist_is_an_error(project):
    done = cardwright(project, "check", "content/cards/typo.yaml")
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "error: there is no content/cards/typo.yaml")


def test_build_refuses_content_that_check_refuses_and_writes_nothing(project):
    (project.content / "topics.yaml").write_text("- id: [", encoding="utf-8")
    done = cardwright(project, "build")
    assert done.returncode == 1
    assert "content/topics.yaml:1:" in done.stderr
    assert list(project.build.iterdir()) == [project.runtime]  # which was there before


def test_schema_writes_what_editors_read(project):
    before = {p.name: p.read_bytes() for p in project.schemas.iterdir()}
    for path in project.schemas.iterdir():
        path.unlink()
    assert cardwright(project, "schema").returncode == 0
    assert {p.name: p.read_bytes() for p in project.schemas.iterdir()} == before


def test_decks_are_written_and_named(tmp_path):
    project = project_at(tmp_path)
    done = cardwright(project, "decks")
    assert done.returncode == 0, done.stderr
    made = sorted(p.name for p in project.built_decks.iterdir())
    packages = [name for name in made if name.endswith(".apkg")]
    assert packages == [
        "cardwright-en-core.apkg",
        "cardwright-en.apkg",
        "cardwright-es-core.apkg",
        "cardwright-es.apkg",
    ]
    for name in packages:
        assert re.search(rf"^build/decks/{re.escape(name)}: [\d,]+ notes, [\d,]+ kB$", done.stdout, re.MULTILINE)


def test_an_unknown_card_cannot_be_previewed(project):
    done = cardwright(project, "decks", "--preview", "nope")
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "error: there is no published card `nope`")


def test_a_terminal_without_unicode_gets_escapes_instead_of_a_traceback(project):
    (project.content / "topics.yaml").write_text("- id: ñandú\n", encoding="utf-8")
    done = cardwright(project, "check", env={"PYTHONIOENCODING": "ascii", "PATH": "/usr/bin:/bin"})
    assert done.returncode == 1
    assert "\\xf1and\\xfa" in done.stdout
    assert "Traceback" not in done.stderr


def test_check_and_run_add_a_page_where_github_asks_for_one(project, tmp_path):
    card = next((project.content / "cards").rglob("*.yaml"))
    card.write_text(card.read_text(encoding="utf-8").replace("level: ", "level: x", 1), encoding="utf-8")
    place = tmp_path / "summary.md"
    place.write_text("# Before\n", encoding="utf-8")
    cardwright(project, "check", "--format", "github", env=os.environ | {"GITHUB_STEP_SUMMARY": str(place)})
    cardwright(project, "check", env=os.environ | {"GITHUB_STEP_SUMMARY": str(place)})
    written = place.read_text(encoding="utf-8")
    assert written.startswith("# Before\n## Check\n\n1 card: 1 error, 0 warnings, ")
    assert written.count("## Check") == 1


def test_check_fails_on_warnings_if_asked_to(project):
    card = next((project.content / "cards").rglob("*.yaml"))
    text = card.read_text(encoding="utf-8")
    card.write_text(re.sub(r"^sources:\n(- .*\n|  .*\n)+", "", text, flags=re.MULTILINE), encoding="utf-8")
    assert cardwright(project, "check").returncode == 0
    done = cardwright(project, "check", "--fail-on", "warning")
    assert (done.returncode, ", 0 warnings, " in done.stdout) == (1, False)


def test_a_report_for_programs_is_the_whole_output(project):
    printed = json.loads(cardwright(project, "check", "--format", "json").stdout)
    assert printed.keys() == {"version", "summary", "problems"}
    ran = json.loads(cardwright(project, "run", "--format", "json").stdout)
    assert ran["summary"].keys() == {"cards", "errors", "warnings", "seconds"}
