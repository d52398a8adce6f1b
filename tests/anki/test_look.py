"""Cards on the screen of a phone, in a real browser: nothing sticks out, everything can be tapped."""

from __future__ import annotations

from pathlib import Path

import pytest

from cardwright.anki.build import read_outfit
from cardwright.anki.preview import document, drawn_notes, sides
from cardwright.project import Project

MEASURE = """(pages) => pages.map((html) => {
  document.open();
  document.write(html);
  document.close();
  return measured();
})"""
MEASURED = """() => { window.measured = () => ({
  width: document.documentElement.scrollWidth,
  low: [...document.querySelectorAll("summary, .cw-run a, .cw-foot a")]
    .filter(e => e.getBoundingClientRect().height < 44).map(e => e.outerHTML),
  words: [...document.querySelectorAll(".cw-part > summary, .cw-foot a")].map(e => e.innerText.trim()),
  paper: getComputedStyle(document.body).backgroundColor,
  ink: getComputedStyle(document.querySelector(".cw-question")).color,
}); }"""
AT_ONCE = 50
"""Cards that the browser is given together: to ask for each one takes longer than to draw it."""


@pytest.fixture(scope="module")
def measures(library, drawings, browser):
    """Language -> id -> measures of the unfolded back; Spanish cards in night mode."""
    outfit = read_outfit(library, Project.find(Path(__file__).resolve()))
    page = browser.new_page(viewport={"width": 360, "height": 740})

    page.evaluate(MEASURED)

    def shown(note):
        back = sides(note, outfit.note_type).back
        return document(back, outfit.note_type.css, night=note["Lang"] == "es", unfolded=True)

    def measure(some):
        pages = [(note["Id"], shown(note)) for note in some]
        parts = [pages[start : start + AT_ONCE] for start in range(0, len(pages), AT_ONCE)]
        return {
            id_: found
            for part in parts
            for (id_, _), found in zip(part, page.evaluate(MEASURE, [html for _, html in part]), strict=True)
        }

    yield {language: measure(drawn_notes(library, drawings, outfit, language)) for language in library.kb.languages}
    page.close()


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_card_is_wider_than_the_screen(measures, language):
    assert {id_: found["width"] for id_, found in measures[language].items() if found["width"] > 360} == {}


@pytest.mark.parametrize("language", ["en", "es"])
def test_everything_that_is_tapped_is_44_pixels_high(measures, language):
    assert {id_: found["low"] for id_, found in measures[language].items() if found["low"]} == {}


def test_labels_stand_in_the_language_of_the_card(measures):
    labels = {lang: {word for found in some.values() for word in found["words"]} for lang, some in measures.items()}
    assert {"Why", "Follow-ups", "Report a mistake"} <= labels["en"]
    assert {"Por qué", "Repreguntas", "Avisar de un error"} <= labels["es"]
    assert not labels["en"] & labels["es"]


@pytest.mark.parametrize(
    ("language", "paper", "ink"),
    [("en", "rgb(251, 250, 246)", "rgb(32, 36, 43)"), ("es", "rgb(20, 23, 28)", "rgb(231, 228, 221)")],
    ids=["light", "night"],
)
def test_light_is_paper_and_night_is_dark(measures, language, paper, ink):
    assert {(found["paper"], found["ink"]) for found in measures[language].values()} == {(paper, ink)}
