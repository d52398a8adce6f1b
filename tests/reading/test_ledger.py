"""What was released, read from a file that a release wrote and that a merge may have broken."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cardwright.project import Project
from cardwright.reading.ledger import read_ledger
from cardwright.reading.load import load
from markdown_fixtures import write_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    write_project(tmp_path, {"decks/ledger.json": released()})
    return Project(tmp_path)


def released(*ids: str) -> str:
    """A ledger with notes of these ids."""
    note = {"lang": "en", "hash": "0123456789abcdef", "mod": 1795000000, "born": "1.0.0"}
    notes = {f"g{n}": {"id": id_, **note} for n, id_ in enumerate(ids)}
    return json.dumps({"format": 1, "releases": [{"version": "1.0.0", "time": 1795000000}], "notes": notes})


def said(project: Project, raw: bytes) -> list[tuple[int, int, str]]:
    (project.decks / "ledger.json").write_bytes(raw)
    return [(p.mark.line, p.mark.column, p.message) for p in read_ledger(project)[1]]


def test_without_a_ledger_nothing_was_released(project: Project):
    (project.decks / "ledger.json").unlink()
    assert load(project).library.released == frozenset()


def test_notes_of_a_card_its_follow_ups_and_pitfalls_are_one_card(project: Project):
    assert said(project, released("a", "a/follow-up/next", "a/pitfall/one", "b/follow-up/other").encode()) == []
    assert load(project).library.released == {"a", "b"}


def test_a_card_whose_file_cannot_be_read_does_not_count_as_gone(project: Project):
    said(project, released("scaling", "heads").encode())
    (project.content / "cards/attention/scaling.yaml").write_text("level mid\n", encoding="utf-8")
    assert load(project).library.released == {"heads"}


def test_wrong_bytes_have_a_line_and_a_column(project: Project):
    assert said(project, '{\n "ñ": "'.encode() + b'\xff"}') == [(2, 8, "byte 0xFF is not UTF-8")]


def test_an_empty_ledger_is_broken(project: Project):
    assert said(project, b"") == [(1, 1, "not JSON: Expecting value")]


def test_half_a_surrogate_in_a_guid_is_no_trouble(project: Project):
    assert len(said(project, b'{"format": 1, "notes": {"\\ud800": {}}}')) == 1


def test_a_folder_in_its_place_is_a_problem_and_the_library_is_read_all_the_same(project: Project):
    (project.decks / "ledger.json").unlink()
    (project.decks / "ledger.json").mkdir()
    loaded = load(project)
    assert [(p.path, p.mark, p.code) for p in loaded.problems] == [("decks/ledger.json", None, "ledger")]
    assert loaded.library


def test_the_day_is_that_of_the_clock_unless_another_is_given(project: Project):
    before = datetime.now(UTC).date()
    assert before <= load(project).library.today <= datetime.now(UTC).date()
    assert load(project, today=date(2031, 1, 1)).library.today == date(2031, 1, 1)
