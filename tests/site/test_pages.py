"""Pages of cards that nobody would write: they show what the card says, and do nothing else."""

import re

import pytest
import yaml

from browsing import WIDTHS
from cardwright.model.kb import Retired
from cardwright.model.translation import digest
from libraries import card, rung, said, site_of
from serving import served

SCRIPT = "<script>alert('card')</script><img src=x onerror=alert(1)>"
TEMPLATES = "{{ config.site_dir }} {% raw %} {# none #}"
LONG_LINE = "values = [" + ", ".join(str(number) for number in range(100)) + "]"
FENCES = 'TEXT = """\n```\nnot a fence\n```\n\n## not a heading\n\n- not a list\n"""\nprint(TEXT)'
QUOTES = """Why do "quotes", 'apostrophes' & <tags> survive: ¿ñ? 日本 🧮 #1 [x] {y} \\ end"""
TABLE = "\n".join(
    "|" + "|".join(f" {word}{column} " for column in range(9)) + "|" if word else "|" + "---|" * 9
    for word in ("heading", "", "averagelongword", "another")
)


def marked(id_, by):
    """A card whose translation was made from its source as it stands."""
    return card(id_, translations={"es": {"of": digest(card(id_), "en"), "by": by}})


CARDS = (
    card(
        "hostile",
        question=said(f"What does {SCRIPT} do with {TEMPLATES}?"),
        answer=said(
            f"Nothing: {SCRIPT}, {TEMPLATES}, [a link](javascript:alert(2)), [another](JAVASCRIPT:alert(3)), "
            "[third](data:text/html,x), ![picture](https://cardwright.example/x.png), <https://cardwright.example/>, "
            "&lt;b&gt; &amp; `<i>` and List<int>.\n\n<div onclick=alert(4)>block</div>"
        ),
        pitfalls={"one": {"claim": said(SCRIPT), "truth": said(TEMPLATES)}},
        diagram={"source": said("digraph { a -> b }"), "alt": said(f'" onload="alert(5) {SCRIPT} {TEMPLATES}')},
        snippet={"code": f"print({TEMPLATES!r}, {SCRIPT!r})", "output": f"{TEMPLATES} {SCRIPT}\n"},
        sources=[{"title": f"{SCRIPT} {TEMPLATES}", "authors": SCRIPT, "where": TEMPLATES, "doi": "10.1000/x"}],
        signals={"mid": [said(SCRIPT)]},
        examples={"weak": said(SCRIPT), "strong": said(TEMPLATES)},
    ),
    card(
        "long",
        question=said("Why " + "does a question go on and on " * 10 + "?"),
        answer=said(f"A table:\n\n{TABLE}\n\n```python\n{LONG_LINE}\n```\n\n" + "unbroken" * 40),
        follow_ups={f"f{number}": rung(f"number {number}") for number in range(40)},
        snippet={"code": LONG_LINE, "output": "9" * 400 + "\n"},
    ),
    card("quoted", question=said(QUOTES), answer=said(QUOTES)),
    card(
        "untranslated",
        question={"en": "What has nobody translated?"},
        answer={"en": "This card."},
        pitfalls={"one": {"claim": {"en": "Everybody did."}, "truth": {"en": "Nobody did."}}},
        follow_ups={"next": {"level": "mid", "question": {"en": "And next?"}, "answer": {"en": "Nothing."}}},
        related=["linked"],
        snippet={"code": "print(1)", "output": "1\n"},
    ),
    card("changed", question=said("What has changed since?"), translations={"es": {"of": "00000000", "by": "machine"}}),
    marked("reviewed", by="author"),
    marked("automatic", by="machine"),
    card("linked", question=said("What is a [KV cache](term:kv-cache) for, and [where](https://cardwright.example/)?")),
    card("fenced", snippet={"code": FENCES, "output": FENCES + "\n"}, answer=said(f"````text\n{FENCES}\n````")),
    card("gone", question=said("What is the retired question of zyzzyva?")),
)
RETIRED = (Retired(id="gone", since="2026-11", why="Nobody asks."),)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return site_of(tmp_path_factory.mktemp("pages") / "project", *CARDS, retired=RETIRED)


@pytest.fixture(scope="module")
def address(site):
    with served(site.folder) as found:
        yield found


@pytest.mark.parametrize("language", ["en", "es"])
def test_hostile_texts_are_shown_and_nothing_runs(address, open_tab, language):
    tab = open_tab(address)
    page = tab.open(f"{language}/cards/hostile/")
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    texts = page.locator("main").inner_text()
    for part in (".cw-head h1", ".cw-answer .cw-prose", ".cw-pitfall summary", ".cw-snippet code", ".cw-output samp"):
        shown = page.locator(part).first.inner_text()
        assert SCRIPT in shown, part
    assert texts.count(TEMPLATES) >= 7
    assert "<div onclick=alert(4)>block</div>" in texts
    assert "<b> & <i> and List<int>." in texts
    assert page.title().startswith(f"What does {SCRIPT} do with {TEMPLATES}?")
    assert page.locator("article script, article img, article [onclick], article [onload]").count() == 0
    hrefs = [link.get_attribute("href") for link in page.locator(".cw-answer a").all()]
    assert hrefs == ["https://cardwright.example/"]
    assert "![picture](https://cardwright.example/x.png)" in texts
    tab.open(f"{language}/")
    tab.open(f"{language}/topics/attention/")
    assert SCRIPT in page.locator("main").inner_text()


def test_a_hostile_text_found_by_the_search_is_only_text(address, open_tab):
    page = open_tab(address).open("en/")
    page.keyboard.press("/")
    page.keyboard.type("onerror")
    option = page.get_by_role("option").first
    option.wait_for()
    assert "<script>" in option.inner_text()
    assert page.locator("dialog script, dialog img").count() == 0


@pytest.mark.parametrize("name", ["long", "fenced", "hostile"])
def test_wide_and_long_things_scroll_in_themselves(address, open_tab, name):
    tab = open_tab(address)
    page = tab.open(f"en/cards/{name}/")
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    for width in WIDTHS:
        tab.widen(width)
        assert not (wide := tab.too_wide()), f"{width} px: {wide}"


def test_long_things_are_whole(site):
    page = site.page("en/cards/long")
    assert page.text.count("Question number ") == 40
    assert "averagelongword8" in page.text
    assert page.text.count(LONG_LINE) == 2
    assert len(page.meta("description")) <= 155


@pytest.mark.parametrize("language", ["en", "es"])
def test_code_that_looks_like_markdown_stays_as_it_is(site, language):
    page = site.page(f"{language}/cards/fenced")
    assert page.text.count(FENCES) == 3, "in the answer, in the snippet and in its output"
    assert "not-a-heading" not in page.ids


def test_titles_survive_the_front_matter(site):
    for language in ("en", "es"):
        front = site.markdown[language]["cards/quoted.md"].split("---\n")[1]
        assert yaml.safe_load(front)["title"] == QUOTES
        page = site.page(f"{language}/cards/quoted")
        assert page.title == f"{QUOTES} · Test"
        assert page.meta("description") == QUOTES
        assert page.text.count(QUOTES) >= 2


def test_an_untranslated_card_says_so_and_says_what_language_it_is_in(site, address, open_tab):
    page = site.page("es/cards/untranslated")
    assert page.language == "es"
    assert [link["href"] for link in page.links_of("canonical")] == [
        "https://cardwright.example/library/en/cards/untranslated/"
    ]
    shown = open_tab(address).open("es/cards/untranslated/")
    assert shown.get_by_text("Esta tarjeta aún no está traducida; se muestra en inglés.").is_visible()
    for text in ("What has nobody translated?", "This card.", "Everybody did.", "And next?"):
        nearest = shown.locator("article").get_by_text(text).first
        assert nearest.evaluate("element => element.closest('[lang]').lang") == "en", text
    words = ("Mostrar respuesta", "Mostrar siempre", "Errores comunes", "Lo que viene después", "intermedio", "Salida")
    for text in words:
        for nearest in shown.locator("article").get_by_text(text).all():
            assert nearest.evaluate("element => element.closest('[lang]').lang") == "es", text
    english = site.page("en/cards/untranslated")
    assert "not been translated" not in english.text


def test_an_untranslated_card_has_its_language_in_every_list(site):
    topic = (site.folder / "es" / "topics" / "attention" / "index.html").read_text(encoding="utf-8")
    assert re.search(r'<span[^>]* lang="en">What has nobody translated\?</span>', topic)


STALE = "El texto en inglés cambió después de esta traducción; puede que no coincidan."
MACHINE = "Es una traducción automática que nadie ha revisado todavía."


@pytest.mark.parametrize(
    ("name", "notices"),
    [("changed", [STALE, MACHINE]), ("automatic", [MACHINE]), ("reviewed", []), ("linked", [])],
)
def test_a_translation_that_needs_care_says_so_before_the_answer(address, open_tab, name, notices):
    tab = open_tab(address)
    page = tab.open(f"es/cards/{name}/")
    assert page.locator(".cw-notice").all_inner_texts() == notices
    assert all(notice.is_visible() for notice in page.locator(".cw-notice").all())
    assert page.locator(".cw-notice ~ .cw-answer").count() == (1 if notices else 0)
    assert tab.open(f"en/cards/{name}/").locator(".cw-notice").count() == 0


def test_an_untranslated_card_is_found_by_the_search(address, open_tab):
    page = open_tab(address).open("es/")
    page.keyboard.press("/")
    page.keyboard.type("nobody translated")
    option = page.get_by_role("option").first
    option.wait_for()
    assert "What has nobody translated?" in option.inner_text()


def test_the_words_of_a_retired_card_are_nowhere(site, address, open_tab):
    for folder in ("en", "es"):
        for path in (site.folder / folder).rglob("*.html"):
            assert "zyzzyva" not in path.read_text(encoding="utf-8"), path
    page = open_tab(address).open("en/")
    page.keyboard.press("/")
    page.keyboard.type("zyzzyva")
    page.get_by_role("status").get_by_text(re.compile("^Nothing|result")).wait_for()
    assert all("/gone/" not in a.get_attribute("href") for a in page.get_by_role("option").locator("a").all())


def test_a_topic_without_cards_says_so(site):
    assert "No cards yet." in site.page("en/topics/serving").text
    assert "Aún no hay tarjetas." in site.page("es/topics/serving").text


def test_links_inside_a_question_are_links_in_its_title_only(site):
    for path in ("en/cards/linked", "en/topics/attention", "en", "en/cards/untranslated"):
        assert site.page(path).nested_links == [], path
    assert "../../glossary/#kv-cache" in site.page("en/cards/linked").addresses()
    assert "What is a KV cache for, and where?" in site.page("en/topics/attention").text
