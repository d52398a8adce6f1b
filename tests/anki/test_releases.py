"""Years of updates, on the importers of two versions of Anki: nobody loses what they put in."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from anki_versions import RemoteAnki
from cardwright.anki.build import Extent, read_outfit
from cardwright.anki.notes import FIELDS, RETIRED_TAG
from cardwright.anki.package import FIRST_TIME, Deck, Stamps, write_package
from cardwright.model.base import Text
from cardwright.model.kb import Retired
from cardwright.model.library import Library
from publishing import Publisher

DAY = 86_400
EARLY, LATE = FIRST_TIME + DAY, int(time.time()) + DAY
"""Times of the first and of the second release: what somebody writes today lies between them."""

CARD, FOLLOW_UP, PITFALL = "kv-cache-memory", "h100-batch", "query-heads"
GONE = "bm25-vs-dense"
"""The card that is edited, one of its follow-ups and pitfalls, and a card that is retired."""

WHY, TAGS, ANSWER = FIELDS.index("Why"), 1, FIELDS.index("Answer")


@pytest.fixture
def anki(any_anki) -> RemoteAnki:
    """An empty collection of each version."""
    return any_anki()


@pytest.fixture
def publisher(project, drawings, tmp_path) -> Publisher:
    return Publisher(project, drawings, tmp_path / "shelf")


class Owner:
    """Somebody who studies: after the first release they have reviewed, written, tagged, flagged, suspended, moved."""

    def __init__(self, anki: RemoteAnki, publisher: Publisher, library: Library) -> None:
        self.anki = anki
        first = publisher.publish(library, "1.0.0", EARLY)
        for language in ("en", "es"):
            assert anki.take(first[language, "complete"])["new"] > 50
        notes = publisher.notes(library, "en")
        self.guid = {id_: note.guid for id_, note in notes.items()}
        for round_ in range(2):
            for place, guid in enumerate([*list(self.guid.values())[:12], *map(self.guid.get, self.touched)]):
                anki.review(guid, 1 + (place + round_) % 4)
        own = [self.guid[f"{GONE}/pitfall/count-is-linear"], self.guid[f"{CARD}/pitfall/gb-and-gib"]]
        for guid in own:
            anki.write(guid, "Why", "A remark of my own.")
            anki.tag(guid, "mine")
        for id_ in self.touched:
            anki.flag(self.guid[id_], 3)
        anki.suspend(self.guid[f"{CARD}/pitfall/{PITFALL}"])
        anki.suspend(self.guid[f"{CARD}/pitfall/weight-bytes"])
        anki.move(self.guid[CARD], "My own deck")
        self.own = own
        self.before = anki.learned(), anki.notes()
        assert len(self.before[0]["reviews"]) >= 30

    touched = (CARD, f"{CARD}/follow-up/{FOLLOW_UP}", f"{CARD}/pitfall/{PITFALL}", GONE)
    """Notes that are reviewed and flagged, and that a later release changes, moves or retires."""

    def assert_kept(self, changed: set[str] = frozenset(), new: int = 0) -> None:
        """All that its owner put in is there; other notes than `changed` and `new` ones are as they were."""
        learned, notes = self.anki.learned(), self.anki.notes()
        for guid, card in self.before[0]["cards"].items():
            assert learned["cards"][guid] == card, guid
        assert learned["reviews"] == self.before[0]["reviews"]
        assert len(notes) == len(self.before[1]) + new
        assert {guid for guid, note in self.before[1].items() if notes[guid] != note} == set(changed)
        assert self.anki.twins() == self.anki.faults() == []
        assert len(self.anki.note_types()) == 1


@pytest.fixture
def owner(anki, publisher, ten) -> Owner:
    return Owner(anki, publisher, ten)


def updated(library, id_, **changes):
    """A library with a card changed."""
    return replace(
        library, all_cards=tuple(c.model_copy(update=changes) if c.id == id_ else c for c in library.all_cards)
    )


@pytest.fixture
def edited(ten):
    """They, after an edit of the English answer of a card and of one of its pitfalls."""
    card = ten.card_by_id[CARD]
    pitfall = card.pitfalls[PITFALL].model_copy(
        update={"truth": Text({**card.pitfalls[PITFALL].truth.root, "en": "Only the KV heads count."})}
    )
    answer = Text({**card.answer.root, "en": "About 1 TB, since \\( a < b \\)."})
    return updated(ten, CARD, answer=answer, pitfalls={**card.pitfalls, PITFALL: pitfall})


def test_the_versions_are_those_that_are_meant(anki, request):
    assert (anki.version() < "25") == ("2024" in request.node.name)


def test_a_release_changes_what_was_edited_and_nothing_that_people_put_in(owner, publisher, edited):
    second = publisher.publish(edited, "1.1.0", LATE)
    for language, count in (("en", 2), ("es", 0)):
        log = owner.anki.take(second[language, "complete"])
        assert (log["updated"], log["new"], log["conflicting"], log["missing_notetype"]) == (count, 0, 0, 0)
    changed = {owner.guid[CARD], owner.guid[f"{CARD}/pitfall/{PITFALL}"]}
    owner.assert_kept(changed)
    notes, source = owner.anki.notes(), publisher.notes(edited, "en")
    assert notes[owner.guid[CARD]][0] == list(source[CARD].fields)
    for guid in owner.own:
        assert (notes[guid][0][WHY], "mine" in notes[guid][TAGS]) == ("A remark of my own.", True)


def test_an_edit_of_ones_own_gives_way_when_the_source_changes_later(owner, publisher, edited):
    owner.anki.write(owner.guid[CARD], "Why", "My words.")
    owner.anki.tag(owner.guid[CARD], "mine")
    owner.anki.take(publisher.publish(edited, "1.1.0", LATE)["en", "complete"])
    fields, tags = owner.anki.notes()[owner.guid[CARD]]
    assert fields == list(publisher.notes(edited, "en")[CARD].fields)
    assert "mine" not in tags


def test_an_edit_of_ones_own_that_is_younger_than_the_release_stays(owner, publisher, edited):
    second = publisher.publish(edited, "1.1.0", EARLY + DAY)
    owner.anki.write(owner.guid[CARD], "Why", "My words.")
    owner.anki.take(second["en", "complete"])
    assert owner.anki.notes()[owner.guid[CARD]][0][WHY] == "My words."
    owner.assert_kept(changed={owner.guid[CARD], owner.guid[f"{CARD}/pitfall/{PITFALL}"]})


def test_a_retired_card_is_marked_and_only_its_owner_removes_it(owner, publisher, ten):
    retired = Retired(id=GONE, replaced_by=CARD, since="2026-12", why="Said better elsewhere.")
    fewer = replace(ten, retired=(retired,))
    second = publisher.publish(fewer, "1.1.0", LATE)
    log = owner.anki.take(second["en", "complete"])
    assert (log["updated"], log["new"]) == (0, 0)
    owner.assert_kept()
    gone = {guid for id_, guid in owner.guid.items() if id_.partition("/")[0] == GONE}
    log = owner.anki.take(second["en", "upgrade"])
    assert (log["updated"], log["new"], log["conflicting"]) == (len(gone), 0, 0)
    owner.assert_kept(gone)
    assert set(owner.anki.found(f"tag:{RETIRED_TAG}")) == gone
    assert "2026-12" in owner.anki.notes()[owner.guid[GONE]][0][FIELDS.index("Context")]
    assert owner.anki.delete(f"tag:{RETIRED_TAG}") == len(gone)
    assert owner.anki.faults() == []


def test_an_upgrade_package_holds_only_what_was_released(publisher, ten):
    retired = (Retired(id=GONE, since="2026-12", why="Never published."),)
    assert ("en", "upgrade") not in publisher.publish(replace(ten, retired=retired), "1.0.0", EARLY)


def test_a_follow_up_in_front_of_another_takes_nothing_from_it(owner, publisher, ten):
    card = ten.card_by_id[CARD]
    first = next(iter(card.follow_ups.values()))
    added = first.model_copy(update={"question": Text({"en": "And in FP4?", "es": "¿Y en FP4?"}), "follow_ups": {}})
    more = updated(ten, CARD, follow_ups={"fp4": added, **card.follow_ups})
    log = owner.anki.take(publisher.publish(more, "1.1.0", LATE)["en", "complete"])
    assert (log["new"], log["updated"], log["conflicting"]) == (1, 1, 0)
    owner.assert_kept({owner.guid[CARD]}, new=1)  # the card's own note lists its follow-ups


def test_a_pitfall_that_is_removed_stays_where_somebody_has_it(owner, publisher, ten):
    card = ten.card_by_id[CARD]
    fewer = {name: pitfall for name, pitfall in card.pitfalls.items() if name != PITFALL}
    log = owner.anki.take(publisher.publish(updated(ten, CARD, pitfalls=fewer), "1.1.0", LATE)["en", "complete"])
    assert (log["new"], log["updated"], log["conflicting"]) == (0, 1, 0)
    owner.assert_kept({owner.guid[CARD]})
    assert owner.guid[f"{CARD}/pitfall/{PITFALL}"] in publisher.ledger.notes


def test_a_restyled_note_type_arrives_and_touches_no_note(owner, publisher, ten):
    folder = publisher.project.decks / "cardwright-qa"
    (folder / "style.css").write_text((folder / "style.css").read_text() + "\n.restyled {}\n")
    (folder / "front.html").write_text(
        (folder / "front.html").read_text().replace("<article", "<article data-restyled")
    )
    log = owner.anki.take(publisher.publish(ten, "1.1.0", LATE)["en", "complete"])
    assert (log["new"], log["updated"], log["conflicting"]) == (0, 0, 0)
    ((_, _, css, front),) = owner.anki.note_types()
    assert ".restyled" in css
    assert "data-restyled" in front
    owner.assert_kept()


def test_a_spare_field_is_put_to_use(owner, publisher, ten, monkeypatch):
    """Its id tells Anki that it is the same field."""
    registry = publisher.project.decks / "registry.yaml"
    registry.write_text(registry.read_text().replace("name: Spare1", "name: Hints"))
    names = tuple("Hints" if name == "Spare1" else name for name in FIELDS)
    monkeypatch.setattr("cardwright.anki.note_type.FIELDS", names)
    monkeypatch.setattr("cardwright.anki.notes.FIELDS", names)
    log = owner.anki.take(publisher.publish(ten, "1.1.0", LATE)["en", "complete"])
    assert (log["new"], log["conflicting"]) == (0, 0)
    ((_, fields, _, _),) = owner.anki.note_types()
    assert fields == list(names)
    owner.assert_kept()


def test_two_languages_are_two_sets_of_decks_with_one_note_type(owner, publisher, ten):
    registry = read_outfit(ten, publisher.project).registry
    topics = {topic for topic, cards in ten.cards_by_topic.items() if cards}
    wanted = {registry.deck_name(language, topic) for language in ("en", "es") for topic in topics}
    assert set(owner.anki.decks()) == wanted | {"My own deck"}
    ids = {language: set(publisher.notes(ten, language)) for language in ("en", "es")}
    assert ids["en"] == ids["es"]
    assert owner.anki.faults() == owner.anki.twins() == []


def test_core_first_and_complete_later_strands_nobody(anki, publisher, ten):
    first = publisher.publish(ten, "1.0.0", EARLY)
    anki.take(first["en", "core"])
    core = [note.guid for note in publisher.notes(ten, "en", Extent.CORE).values()]
    for guid in core[:5]:
        anki.review(guid, 3)
    before, notes, decks = anki.learned(), anki.notes(), anki.decks()
    log = anki.take(first["en", "complete"])
    assert (log["updated"], log["conflicting"]) == (0, 0)
    assert log["new"] == len(publisher.notes(ten, "en")) - len(core)
    after = anki.learned()
    assert all(after["cards"][guid] == card for guid, card in before["cards"].items())
    assert after["reviews"] == before["reviews"]
    assert notes.items() <= anki.notes().items()
    assert decks.keys() <= anki.decks().keys()
    assert anki.faults() == []


def test_an_older_package_after_a_newer_one_changes_nothing(anki, publisher, ten, edited):
    first = publisher.publish(ten, "1.0.0", EARLY)
    second = publisher.publish(edited, "1.1.0", LATE)
    anki.take(second["en", "complete"])
    before = anki.learned(), anki.notes(), anki.note_types()
    log = anki.take(first["en", "complete"])
    assert (log["new"], log["updated"], log["conflicting"]) == (0, 0, 0)
    assert (anki.learned(), anki.notes(), anki.note_types()) == before


def test_the_same_package_twice_changes_nothing(owner, publisher, ten):
    log = owner.anki.take(publisher.build(ten, "again")["en", "complete"])
    assert (log["new"], log["updated"], log["conflicting"]) == (0, 0, 0)
    owner.assert_kept()


def test_a_build_between_two_releases_reaches_those_who_have_the_first(publisher, any_anki, ten, edited):
    anki = any_anki()
    anki.take(publisher.publish(ten, "1.0.0", LATE)["en", "complete"])
    anki.take(publisher.build(edited, "between")["en", "complete"])
    guid = publisher.notes(edited, "en")[CARD].guid
    assert "About 1 TB" in anki.notes()[guid][0][ANSWER]
    anki.take(publisher.publish(edited, "1.1.0", LATE + DAY)["en", "complete"])
    assert anki.faults() == anki.twins() == []


def test_decks_describe_themselves_in_markdown(owner, publisher, ten, edited):
    name = read_outfit(ten, publisher.project).registry.decks["en"].name
    text, is_markdown = owner.anki.description(name)
    assert is_markdown
    count = len(publisher.notes(ten, "en"))
    assert f"**{name}** · {count} notes" in text
    assert "Version: 1.0.0 · License: CC" in text
    assert f"<{ten.kb.site_url}en/>" in text
    owner.anki.take(publisher.publish(edited, "1.1.0", LATE)["en", "complete"])
    assert "Version: 1.1.0" in owner.anki.description(name)[0]


def test_a_table_updates_the_notes_that_a_package_brought(owner, publisher, edited):
    table = publisher.publish(edited, "1.1.0", LATE)["en", "complete"].with_suffix(".tsv")
    before = owner.anki.learned()
    log = owner.anki.take_table(table)
    assert (log["new"], log["conflicting"]) == (0, 0)
    assert owner.anki.learned()["cards"].keys() == before["cards"].keys()
    notes = owner.anki.notes()
    for id_, note in publisher.notes(edited, "en").items():
        assert notes[owner.guid[id_]][0] == list(note.fields)


def test_ten_thousand_notes(anki, publisher, ten):
    """Notes of our own, many times over with other guids, in the decks that they belong to."""
    outfit = read_outfit(ten, publisher.project)
    own = list(publisher.notes(ten, "en").values())
    many = [replace(own[n % len(own)], guid=f"{n:010}", due=n + 1) for n in range(10_000)]
    decks = [Deck(1_700_000_000_000, "Many", "", tuple(many))]
    path = Path(publisher.project.root / "many.apkg")
    path.write_bytes(write_package(decks, outfit.note_type, Stamps()).data)
    assert anki.take(path)["new"] == 10_000
    anki.review("0000000007", 3)
    before = anki.learned()
    changed = [replace(n, fields=("changed", *n.fields[1:])) if n.due <= 100 else n for n in many]
    times = Stamps(note=lambda n: LATE if n.due <= 100 else FIRST_TIME)
    path.write_bytes(write_package([Deck(1_700_000_000_000, "Many", "", tuple(changed))], outfit.note_type, times).data)
    log = anki.take(path)
    assert (log["new"], log["updated"], log["conflicting"]) == (0, 100, 0)
    assert anki.learned() == before
