"""What a release writes down, and what a build makes of it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from building import cardwright, small_project_at
from cardwright.anki.build import collect, release, verify_release
from cardwright.anki.ledger import brought, ledger_text, note_hash, stamps
from cardwright.anki.package import FIRST_TIME
from cardwright.errors import CardwrightError
from cardwright.model.base import Text
from cardwright.model.ledger import Ledger
from cardwright.reading.ledger import read_ledger

DAY = 86_400
CARD = "kv-cache-memory"


@pytest.fixture
def collection(ten, drawings, project):
    return collect(ten, drawings, project)


@pytest.fixture
def edited(ten, drawings, project):
    """The collection after an edit of one English answer."""
    card = ten.card_by_id[CARD]
    other = card.model_copy(update={"answer": Text({**card.answer.root, "en": "About 1 TB."})})
    cards = tuple(other if c.id == CARD else c for c in ten.all_cards)
    return lambda ledger: collect(replace(ten, all_cards=cards, ledger=ledger), drawings, project)


def with_ledger(collection, ledger):
    return replace(collection, library=replace(collection.library, ledger=ledger))


def test_before_the_first_release_everything_has_one_time(collection):
    times = stamps(Ledger())
    assert {times.note(note) for note in collection.notes} == {FIRST_TIME}
    assert times.note_type(collection.outfit.note_type) == FIRST_TIME


def test_a_release_writes_down_every_note_and_the_note_type(collection, project):
    ledger = release(collection, project, "1.0.0", FIRST_TIME + DAY)
    assert ledger.last.version == "1.0.0"
    assert {guid: (e.id, e.lang, e.hash, e.mod, e.born) for guid, e in ledger.notes.items()} == {
        note.guid: (note["Id"], note["Lang"], note_hash(note), FIRST_TIME + DAY, "1.0.0") for note in collection.notes
    }
    assert [entry.id for entry in ledger.note_types.values()] == ["Cardwright QA"]


def test_the_file_is_read_as_it_was_written_and_has_a_line_for_each_note(collection, project):
    ledger = release(collection, project, "1.0.0", FIRST_TIME + DAY)
    assert read_ledger(project) == (ledger, [])
    text = project.ledger.read_text(encoding="utf-8")
    assert text == ledger_text(ledger)
    assert sum('"hash"' in line for line in text.splitlines()) == len(ledger.notes) + 1
    ids = [json.loads("{" + line.strip().rstrip(",") + "}") for line in text.splitlines() if '"lang"' in line]
    assert ids == sorted(ids, key=lambda one: [(e["id"], e["lang"]) for e in one.values()])


def test_only_what_changed_is_younger_after_a_release(collection, edited, project):
    first = release(collection, project, "1.0.0", FIRST_TIME + DAY)
    later = edited(first)
    between = stamps(first)
    changed = [note for note in later.notes if between.note(note) != FIRST_TIME + DAY]
    assert [(note["Id"], note["Lang"], between.note(note)) for note in changed] == [(CARD, "en", FIRST_TIME + DAY + 1)]
    assert (later.changes("en").changed, later.changes("es").changed) == (1, 0)
    second = release(later, project, "1.0.1", FIRST_TIME + 2 * DAY)
    assert [e.mod for e in second.notes.values()].count(FIRST_TIME + 2 * DAY) == 1
    assert {e.born for e in second.notes.values()} == {"1.0.0"}
    assert not with_ledger(later, second).changes("en")
    assert (brought(second, "en").new, brought(second, "en").changed) == (0, 1)
    assert not brought(second, "es")


def test_what_goes_stays_in_the_ledger_and_is_counted(collection, ten, drawings, project):
    first = release(collection, project, "1.0.0", FIRST_TIME + DAY)
    card = ten.card_by_id[CARD]
    fewer = card.model_copy(update={"pitfalls": dict(list(card.pitfalls.items())[1:])})
    cards = tuple(fewer if c.id == CARD else c for c in ten.all_cards)
    later = collect(replace(ten, all_cards=cards, ledger=first), drawings, project)
    assert (later.changes("en").gone, later.changes("en").new) == (1, 0)
    assert release(later, project, "1.1.0", FIRST_TIME + 2 * DAY).notes.keys() == first.notes.keys()


@pytest.mark.parametrize("version", ["1.0.0", "0.9.9"])
def test_a_version_that_is_not_newer_is_refused(collection, project, version):
    first = release(collection, project, "1.0.0", FIRST_TIME + DAY)
    before = project.ledger.read_bytes()
    with pytest.raises(CardwrightError, match=r"is not newer than 1\.0\.0"):
        release(with_ledger(collection, first), project, version, FIRST_TIME + 2 * DAY)
    assert project.ledger.read_bytes() == before


def test_ten_is_newer_than_nine(collection, project):
    first = release(collection, project, "1.9.0", FIRST_TIME + DAY)
    assert release(with_ledger(collection, first), project, "1.10.0", FIRST_TIME + 2 * DAY).last.version == "1.10.0"


def test_a_clock_that_is_behind_is_refused(collection, project):
    first = release(collection, project, "1.0.0", FIRST_TIME + DAY)
    with pytest.raises(CardwrightError, match="the clock of this machine is behind"):
        release(with_ledger(collection, first), project, "1.0.1", FIRST_TIME + DAY + 1)


def test_a_tag_is_verified_against_what_was_stamped(collection, edited, project):
    with pytest.raises(CardwrightError, match=r"was not stamped for 1\.0\.0: its last release is none"):
        verify_release(collection, "1.0.0")
    first = release(collection, project, "1.0.0", FIRST_TIME + DAY)
    verify_release(with_ledger(collection, first), "1.0.0")
    with pytest.raises(CardwrightError, match=rf"these have changed since 1\.0\.0 was stamped: {CARD}$"):
        verify_release(edited(first), "1.0.0")


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A project in which somebody has typed the commands of a release."""
    project = small_project_at(tmp_path_factory.mktemp("released") / "project")
    done = cardwright(project, "decks", "--release", "1.0.0")
    assert done.returncode == 0, done.stderr
    return project, done.stdout


def test_the_command_says_what_a_release_changes(released):
    project, said = released
    assert said.splitlines()[0].startswith("en: ")
    assert " new, 0 changed, 0 no longer there" in said.splitlines()[0]
    assert "decks/ledger.json: 1.0.0; merge it, then tag that commit v1.0.0" in said
    assert cardwright(project, "decks", "--verify", "1.0.0").returncode == 0


def test_a_build_never_touches_the_ledger(released):
    project, _ = released
    before = project.ledger.read_bytes()
    assert cardwright(project, "decks").returncode == 0
    assert cardwright(project, "build", "--pages").returncode == 0
    assert project.ledger.read_bytes() == before
    page = (project.pages / "en" / "decks.md").read_text(encoding="utf-8")
    assert "Version 1.0.0, 20" in page
    assert "It brought " in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--verify", "2.0.0"), "was not stamped for 2.0.0"),
        (("--release", "1.0.0"), "1.0.0 is not newer than 1.0.0"),
        (("--release", "soon"), "`soon` is no version"),
        (("--release", "2.0.0", "--verify", "2.0.0"), "exclude each other"),
    ],
)
def test_a_release_that_cannot_be_is_refused(released, arguments, said):
    project, _ = released
    before = project.ledger.read_bytes()
    done = cardwright(project, "decks", *arguments)
    assert (done.returncode, said in done.stderr) == (1, True)
    assert "Traceback" not in done.stderr
    assert project.ledger.read_bytes() == before


@pytest.mark.parametrize(("text", "said"), [("{", "not JSON"), ('{"format": 9}', "of a newer Cardwright")])
def test_a_ledger_that_cannot_be_read_stops_every_build_and_the_packages_stay(tmp_path, text, said):
    project = small_project_at(tmp_path / "project")
    assert cardwright(project, "decks").returncode == 0
    before = {path: path.read_bytes() for path in project.built_decks.iterdir()}
    project.ledger.write_text(text, encoding="utf-8")
    for arguments in (("decks",), ("decks", "--release", "1.0.0")):
        done = cardwright(project, *arguments)
        assert (done.returncode, said in done.stderr) == (1, True)
    assert {path: path.read_bytes() for path in project.built_decks.iterdir()} == before
    assert project.ledger.read_text(encoding="utf-8") == text
