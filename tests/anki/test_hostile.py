"""Texts that break careless programs, on the rendered card."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from cardwright.markup.typesetting import typeset
from cardwright.reading.load import load
from publishing import build_decks


class Page(HTMLParser):
    """What a browser makes of HTML: text, elements, and whether every element was closed in turn."""

    VOID = ("hr", "br")

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.open = "", [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def count(self, tag):
        return sum(name == tag for name, _ in self.tags)


@pytest.fixture
def cards(anki, hostile):
    """Id -> the two sides, as the real Anki renders them."""
    library = load(hostile).library
    drawn, findings = typeset(library, hostile.cache)
    assert findings == []
    anki.take(build_decks(library, drawn, hostile)["en", "complete"].path)
    shown = {}
    for card in (anki.col.get_card(c) for c in anki.col.find_cards("")):
        out = card.render_output()
        assert out.question_av_tags == out.answer_av_tags == []
        shown[card.note()["Id"]] = Page(out.question_text), Page(out.answer_text)
    return shown


@pytest.fixture
def front(cards):
    return cards["hostile-texts"][0]


@pytest.fixture
def back(cards):
    return cards["hostile-texts"][1]


def test_angle_brackets_and_braces_stay_text(front):
    expected = "Is List<int> a List<int>, when a < b and b > c, with {{ braces }}, {{c1::no cloze}} and {% percent %}?"
    assert expected in front.text
    assert "Angles < 90° & more" in front.text


def test_math_reaches_mathjax_whole(back):
    assert r"\(a < b \land c > d \land x_{a_{b}} \in \{x_{1_{2}}\}\)" in back.text
    assert r"\[\frac{1}{x^{2^{3}}} < \text{R\&D}\]" in back.text


def test_html_in_prose_is_shown_and_never_run(back):
    assert "<b>not bold</b>, <script>alert(1)</script>, & and &amp;, AT&T" in " ".join(back.text.split())
    assert back.count("script") == back.count("b") == 0


def test_fields_are_no_templates(back):
    assert '"quotes" and {{Answer}}.' in back.text


def test_brackets_are_no_sounds_and_no_latex(back):
    text = " ".join(back.text.split())
    assert "[sound:no.mp3], [anki:tts lang=en]no[/anki:tts], [latex]no[/latex] and [$]no[/$]." in text
    assert back.count("img") == 0


def test_nine_columns_stand_in_a_box_that_scrolls(back):
    assert back.count("th") == back.count("td") == 9
    boxes = [attrs for tag, attrs in back.tags if tag == "div" and attrs.get("class") == "cw-table"]
    assert len(boxes) == 1
    assert "i<9" in back.text


def test_links_lead_to_the_site(back):
    hrefs = [attrs["href"] for tag, attrs in back.tags if tag == "a"]
    assert "https://site.example/path/en/cards/hostile-texts/" in hrefs
    assert "https://site.example/path/en/glossary/#a-term" in hrefs
    assert "https://forge.example/owner/name/issues/new?title=hostile-texts" in hrefs


def test_emoji_and_right_to_left_survive(back):
    assert "🧠👩🏽‍🔬" in back.text
    assert "שלום עולם, مرحبا بالعالم" in back.text
    assert "Café" in back.text


def test_code_is_colored_by_class_and_says_what_it_said(back):
    assert """return x < 3 and "{{Front}}" != '</code></pre>'""" in back.text
    assert not [attrs for _, attrs in back.tags if "style" in attrs]


@pytest.mark.usefixtures("cards")
def test_twelve_lines_of_forty_are_shown_at_once(anki):
    html = anki.note(anki.col.db.scalar("select guid from notes where flds like 'hostile-texts\x1f%'"))["AnswerCode"]
    shown, hidden = html.split("<details", 1)
    assert shown.count("\n") == 12
    numbers = re.findall(r"line_(\d\d)", hidden)
    assert numbers == [f"{n:02}" for n in range(12, 40)]
    assert "1 &lt; 2 &amp; 3 &gt; 2\n&lt;b&gt;not bold" in hidden


def test_follow_ups_and_pitfalls_ask_about_their_card(cards):
    rung, _ = cards["hostile-texts/follow-up/generics"]
    assert "Is List<int> a List<int>" in rung.text
    assert r"What does Map<String, List<int>> mean where \(n < m\)?" in rung.text
    pitfall, answer = cards["hostile-texts/pitfall/comparison"]
    assert "A candidate says:" in pitfall.text
    assert "It is always true that a < b." in pitfall.text
    assert "What is wrong?" in pitfall.text
    assert r"Not if \(b \le a\), {{/Answer}} or }}." in answer.text
