"""From the library to notes: a pure function."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import pytest

from cardwright.anki.html import code, inert, mathjax, output
from cardwright.anki.notes import notes
from cardwright.anki.words import read_words
from cardwright.errors import CardwrightError
from cardwright.markup.formulas import Formula
from cardwright.markup.plain import plain


@pytest.fixture
def words(project):
    return read_words(project, "en")


def alone(library, card):
    return replace(library, all_cards=(library.card_by_id[card],))


def test_two_notes_of_one_guid_are_refused(library, drawings, words, monkeypatch):
    """Anki would take both, and updates would reach only one of them."""
    monkeypatch.setattr("cardwright.anki.notes.guid", lambda *_: "0123456789")
    with pytest.raises(CardwrightError, match="two notes have the guid 0123456789: ") as caught:
        notes(library, drawings, "en", words)
    assert caught.value.hint == "rename the newer of the two ids; a released one must stay"


def test_the_notes_of_one_card_have_the_guids_that_they_always_have(library, drawings, words):
    every = {n.guid: n.fields for n in notes(library, drawings, "en", words)}
    some = notes(alone(library, "kv-cache-memory"), drawings, "en", words)
    assert {n.card for n in some} == {"kv-cache-memory"}
    assert all(every[n.guid] == n.fields for n in some)


def test_a_drill_is_asked_with_its_starter_and_answered_with_its_solution(library, drawings, words):
    card = next(c for c in library.cards if c.drill)
    note = next(n for n in notes(alone(library, card.id), drawings, "en", words))
    first_line = card.drill.starter.split()[0]
    assert first_line in note["QuestionCode"]
    assert f'href="https://cardwright.example/en/cards/{card.id}/#drill"' in note["AnswerCode"]


def test_a_diagram_says_what_it_shows(library, drawings, words):
    note = next(n for n in notes(alone(library, "kv-cache-memory"), drawings, "en", words))
    assert note["Diagram"].startswith('<div class="cw-diagram" role="img" aria-label="Memory budget of eight H200s: ')
    assert note["Diagram"].endswith("</svg></div>")


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (Formula("a < b & c", display=False), r"\(a &lt; b &amp; c\)"),
        (Formula("x_{1_{2}}", display=True), r"\[x_{1_{2}}\]"),
    ],
)
def test_formulas_are_left_to_mathjax(formula, written):
    assert mathjax(formula) == written


@pytest.mark.parametrize(
    ("field", "harmless"),
    [
        ("[sound:a.mp3]", "&#91;sound:a.mp3]"),
        ("[anki:tts lang=en]a[/anki:tts]", "&#91;anki:tts lang=en]a&#91;/anki:tts]"),
        ("[latex]a[/latex]", "&#91;latex]a&#91;/latex]"),
        ("[$]a[/$] [$$]b[/$$]", "&#91;$]a&#91;/$] &#91;$$]b&#91;/$$]"),
        (r"[a] \[b\] a[0] [$5]", r"[a] \[b\] a[0] [$5]"),
    ],
)
def test_brackets_mean_nothing_to_anki(field, harmless):
    assert inert(field) == harmless


@pytest.mark.parametrize(("lines", "hidden"), [(1, 0), (12, 0), (13, 1), (40, 28)])
def test_twelve_lines_are_shown_and_the_rest_opens(lines, hidden):
    text = "\n".join(f"line_{n} = '''" if n == 5 else f"line_{n}" for n in range(lines))
    for html in (code(text, "The rest"), output(text, "The rest")):
        shown, _, rest = html.partition("<details")
        assert shown.count("line_") == min(lines, 12)
        assert rest.count("line_") == hidden
        assert ('<summary class="tappable">The rest</summary>' in rest) == bool(hidden)
        assert html.count("<span") == html.count("</span>")
        assert html.count("<pre>") == html.count("</pre>") == 1 + bool(hidden)


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_a_snippet_draws_stands_beside_its_output_with_words_for_it(library, drawings, project, language):
    cards = [card for card in library.cards if card.snippet and card.snippet.drawing]
    own = {n["Id"]: n for n in notes(library, drawings, language, read_words(project, language))}
    assert cards
    for card in cards:
        alt, picture = escape(plain(card.snippet.drawing.alt[language])), drawings.drawings[card.snippet.code]
        assert f'<div class="cw-drawing" role="img" aria-label="{alt}">{picture}</div>' in own[card.id]["AnswerCode"]
