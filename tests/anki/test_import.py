"""What the real Anki makes of the real packages."""

from __future__ import annotations

import re

import pytest

from cardwright.anki.build import read_outfit
from cardwright.anki.notes import FIELDS, Part, notes
from cardwright.anki.preview import sides
from publishing import build_decks

LANGUAGES = ("en", "es")


@pytest.fixture(scope="module")
def packages(library, drawings, unchanged):
    return build_decks(library, drawings, unchanged)


@pytest.fixture(scope="module")
def outfit(library, unchanged):
    return read_outfit(library, unchanged)


@pytest.fixture(scope="module")
def expected(library, drawings, outfit):
    return {language: notes(library, drawings, language, outfit.words[language]) for language in LANGUAGES}


@pytest.fixture(scope="module")
def both(new_shared_collection, packages):
    """A collection with the complete packages of both languages, to be looked at."""
    anki = new_shared_collection()
    for language in LANGUAGES:
        log = anki.take(packages[language, "complete"].path)
        assert len(log.new) == packages[language, "complete"].notes
        assert not [*log.conflicting, *log.duplicate, *log.first_field_match, *log.missing_deck, *log.empty_first_field]
    return anki


def test_every_note_arrives_once_with_one_card(both, expected):
    wanted = sorted(note.guid for some in expected.values() for note in some)
    assert sorted(both.col.db.list("select guid from notes")) == wanted
    assert both.rows("select nid, ord from cards order by nid") == both.rows("select id, 0 from notes order by id")


def test_notes_are_the_cards_their_follow_ups_and_their_pitfalls(library, expected):
    counts = [sum(note.part is part for note in expected["en"]) for part in Part]
    cards = library.cards
    assert counts == [len(cards), sum(len(c.follow_ups) for c in cards), sum(len(c.pitfalls) for c in cards)]


def test_fields_and_tags_arrive_unchanged(both, expected):
    for note in (n for some in expected.values() for n in some):
        arrived = both.note(note.guid)
        assert tuple(arrived.fields) == note.fields
        assert sorted(arrived.tags) == list(note.tags)


def test_ids_arrive_unchanged(both):
    assert both.rows("select id from notes order by id") == both.rows("select id from cards order by id")
    assert both.col.db.scalar("select max(mod) from notes") == 1_793_491_200


def test_every_card_renders_as_the_preview_renders_it(both, expected, outfit):
    note_type = outfit.note_type
    for note in (n for some in expected.values() for n in some):
        (card,) = both.note(note.guid).cards()
        shown = card.render_output()
        ours = sides(note, note_type)
        assert shown.question_text == ours.front
        assert shown.answer_text == ours.back


def test_no_side_is_empty_and_no_template_is_left_over(both):
    for card in (both.col.get_card(c) for c in both.col.find_cards("")):
        shown = card.render_output()
        front, answer = shown.question_text, shown.answer_text.partition('<hr id="answer">')[2]
        assert _words(front.partition('class="cw-question"')[2])
        assert _words(answer.partition('class="cw-answer"')[2].partition("<details")[0])
        for side in (front, answer):
            assert not re.search(r"\{\{[#^/]?\w+\}\}|\[\[\w+\]\]|Unknown field|template has a problem", side)


def _words(html):
    return re.sub(r"<[^>]*>", " ", html.partition(">")[2]).split()


def test_decks_have_the_names_of_the_registry(both, expected, outfit):
    registry = outfit.registry
    names = {registry.deck_name(language, note.topic) for language in LANGUAGES for note in expected[language]}
    tops = {registry.decks[language].name for language in LANGUAGES}
    assert {d.name for d in both.col.decks.all_names_and_ids(skip_empty_default=True)} == names | tops
    for note in expected["es"]:
        (card,) = both.note(note.guid).cards()
        assert both.col.decks.name(card.did) == registry.deck_name("es", note.topic)


def test_decks_describe_themselves(both, outfit):
    for language, word in (("en", "License"), ("es", "Licencia")):
        names = outfit.registry.decks[language]
        deck = both.col.decks.by_name(f"{names.name}::{names.topics['inference-serving'].name}")
        assert deck["md"]
        assert re.search(rf"\d+ not.*\n\n.*{word}: CC-BY-4.0 · <https://cardwright\.example/{language}/>", deck["desc"])


def test_nobody_gets_a_deck_without_cards(both):
    for deck in both.col.decks.all_names_and_ids(skip_empty_default=True):
        assert both.col.find_cards(f'deck:"{deck.name}"')


def test_the_note_type_has_its_ids_styles_and_sort_field(both, outfit):
    (kind,) = [m for m in both.col.models.all() if m["name"].startswith("Cardwright")]
    identity = outfit.registry.note_type
    assert (kind["name"], kind["id"]) == ("Cardwright QA", identity.id)
    assert [(f["name"], f["id"]) for f in kind["flds"]] == [(f.name, f.id) for f in identity.fields]
    assert [(t["name"], t["id"]) for t in kind["tmpls"]] == [(identity.template.name, identity.template.id)]
    assert kind["flds"][kind["sortf"]]["name"] == "Question"
    assert kind["css"] == outfit.note_type.css
    assert (kind["tmpls"][0]["qfmt"], kind["tmpls"][0]["afmt"]) == (outfit.note_type.front, outfit.note_type.back)


def test_cards_come_due_first_then_follow_ups_then_pitfalls(both, expected):
    for language in LANGUAGES:
        due = dict(both.rows("select n.guid, c.due from cards c join notes n on n.id = c.nid"))
        order = sorted((n for n in expected[language]), key=lambda n: due[n.guid])
        assert [n.guid for n in order] == [n.guid for n in expected[language]]
        assert [p.value for p in dict.fromkeys(n.part for n in order)] == ["card", "follow-up", "pitfall"]


def test_new_cards_only_and_nothing_but_cards(both):
    assert both.rows("select distinct type, queue, reps, ivl, odid from cards") == [(0, 0, 0, 0, 0)]
    assert both.col.db.scalar("select count() from revlog") == 0


def test_no_media_is_missing_and_none_is_needed(both):
    check = both.col.media.check()
    assert (list(check.missing), list(check.unused)) == ([], [])
    assert not re.search(r"<img|<audio|<script|\ssrc=", "".join(both.col.db.list("select flds from notes")))


def test_anki_finds_nothing_to_repair(both):
    report, fine = both.col.fix_integrity()
    assert fine, report


def test_the_browser_sorts_by_the_question(both, expected):
    arrived = dict(both.rows("select guid, sfld from notes"))
    note = next(n for n in expected["en"] if n["Id"] == "kv-cache-memory")
    assert " ".join(arrived[note.guid].split()) == " ".join(note["Question"].split())


def test_the_core_package_is_part_of_the_complete_one(anki, packages, expected):
    anki.take(packages["en", "core"].path)
    core = {n.guid for n in expected["en"] if "cardwright::whiteboard" in n.tags}
    assert set(anki.col.db.list("select guid from notes")) == core
    before = anki.rows("select c.id, c.did, n.guid from cards c join notes n on n.id = c.nid order by 1")
    log = anki.take(packages["en", "complete"].path)
    assert len(log.new) == len(expected["en"]) - len(core)
    after = anki.rows("select c.id, c.did, n.guid from cards c join notes n on n.id = c.nid order by 1")
    assert set(before) < set(after)


def test_tags_say_part_level_kind_round_topic_and_whiteboard(expected):
    (card,) = [n for n in expected["es"] if n["Id"] == "kv-cache-memory"]
    (rung,) = [n for n in expected["es"] if n["Id"] == "kv-cache-memory/follow-up/h100-batch"]
    assert {
        "cardwright::part::card",
        "cardwright::level::senior",
        "cardwright::kind::calculation",
        "cardwright::round::phone-screen",
        "cardwright::topic::inference-serving",
        "cardwright::tag::kv-cache",
        "cardwright::whiteboard",
    } <= set(card.tags)
    assert "cardwright::part::follow-up" in rung.tags


def test_every_field_of_the_design_is_there_and_spare_ones_are_empty(expected):
    every = [n for some in expected.values() for n in some]
    assert all(len(n.fields) == len(FIELDS) for n in every)
    assert {n[f"Spare{k}"] for n in every for k in range(1, 5)} == {""}
    used = {name for name in FIELDS if any(n[name] for n in every)}
    assert used == {name for name in FIELDS if not name.startswith("Spare")}


def test_every_card_of_every_package_renders_on_every_version(any_anki, packages):
    for package in packages.values():
        collection = any_anki()
        assert collection.take(package.path)["new"] == package.notes
        assert collection.faults() == collection.twins() == []
