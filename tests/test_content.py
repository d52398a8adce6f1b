"""The repository's own content: nothing is wrong with it, and its code does what the cards say."""

import json
import re

from building import ROOT, cardwright, project_at
from cardwright.anki import words as anki_words
from cardwright.model.base import texts
from cardwright.model.card import Kind, Level
from cardwright.project import Project
from cardwright.site.words import read_words
from cardwright.sources import sources_page


def test_check_finds_nothing(tmp_path):
    """Save that facts grow old: an old state of the repository still passes its tests."""
    done = cardwright(project_at(tmp_path), "check", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert [p for p in json.loads(done.stdout)["problems"] if p["code"] != "verified"] == []


def test_every_snippet_prints_what_is_recorded_and_every_drill_is_judged_right(tmp_path):
    done = cardwright(project_at(tmp_path), "run")
    assert done.returncode == 0, done.stdout
    assert ": 0 errors, " in done.stdout.splitlines()[-1]
    assert "unchanged" not in done.stdout, "nothing was cached: everything really ran"


def test_there_is_a_card_of_every_kind(real_library):
    assert {card.kind for card in real_library.cards} == set(Kind)


def test_every_card_topic_and_term_is_written_in_both_languages(real_library):
    everything = (*real_library.cards, *real_library.topics, *real_library.glossary)
    lacking = [text for item in everything for _, text in texts(item) if set(text.languages) != {"en", "es"}]
    assert lacking == []


def test_every_term_of_the_glossary_has_a_meaning(real_library):
    assert [term.id for term in real_library.glossary if term.meaning is None] == []


def test_site_and_decks_call_levels_and_kinds_by_the_same_names(real_library):
    project = Project(ROOT)
    site = read_words(project, real_library.kb.languages)
    for language in real_library.kb.languages:
        cards = anki_words.read_words(project, language)
        assert {level: site[language][level] for level in Level} == cards.levels.model_dump()
        assert {kind: site[language][f"kind_{kind}"] for kind in Kind} == cards.kinds.model_dump()


def test_the_page_of_sources_is_what_the_command_writes(real_library):
    assert (ROOT / "docs" / "sources.md").read_text(encoding="utf-8") == sources_page(real_library)


def test_the_map_of_what_is_covered_names_every_card_and_nothing_that_is_not_there(real_library):
    text = (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    cards, ways = (set(re.findall(r"`([^`]+)`", "".join(row[place] for row in rows))) for place in (1, 2))
    assert cards == {card.id for card in real_library.cards}
    assert ways <= {way.id for way in (*real_library.tracks, *real_library.guides)}


def test_no_step_of_a_track_is_without_cards(real_library):
    empty = [
        (track.id, place)
        for track in real_library.tracks
        for place, step in enumerate(track.steps)
        if not step.cards and not (step.select and any(map(step.select.matches, real_library.cards)))
    ]
    assert empty == []
    assert [(t.id, cell.row, cell.column) for t in real_library.tracks for cell in t.cells if not cell.cards] == []
