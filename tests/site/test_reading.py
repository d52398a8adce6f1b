"""Reading a card: what is closed, what opens it, and that nothing is lost without JavaScript or on paper."""

import re

import pytest

CARD = "cards/scaled-dot-product-attention/"
WORDS = {
    "en": ("Show answer", "Always show answers", "Every query takes its dot product"),
    "es": ("Mostrar respuesta", "Mostrar siempre las respuestas", "Se calcula el producto escalar"),
}
VISIBLE = "element => element.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })"
LOST = f"""() => [...document.querySelectorAll("article details p, article details li, article details .highlight")]
  .filter((element) => !({VISIBLE})(element) || element.getBoundingClientRect().height === 0)
  .map((element) => element.textContent.slice(0, 60))"""


@pytest.fixture(params=WORDS)
def language(request):
    return request.param


def answer(page):
    return page.locator(".cw-answer .cw-prose p").first


def test_the_answer_is_closed_until_asked_for(tab, language):
    show, _, begins = WORDS[language]
    page = tab.open(f"{language}/{CARD}")
    assert not answer(page).is_visible()
    page.get_by_text(show, exact=True).click()
    assert answer(page).is_visible()
    assert answer(page).inner_text().startswith(begins)
    assert not page.get_by_text(show, exact=True).is_visible()


def test_keys_open_the_answer(tab):
    page = tab.open(f"en/{CARD}")
    page.locator("summary", has_text="Show answer").focus()
    page.keyboard.press("Enter")
    assert answer(page).is_visible()


def test_always_showing_answers_is_remembered(tab, language):
    _, always, _ = WORDS[language]
    page = tab.open(f"{language}/{CARD}")
    switch = page.get_by_role("switch", name=always)
    assert not switch.is_checked()
    switch.check()
    assert answer(page).is_visible()
    page.reload()
    assert answer(page).is_visible()
    tab.open(f"{language}/cards/kv-cache-memory/")
    assert page.get_by_role("switch", name=always).is_checked()
    assert answer(page).is_visible()
    page.get_by_role("switch", name=always).uncheck()
    assert not answer(page).is_visible()
    tab.open(f"{language}/{CARD}")
    assert not answer(page).is_visible()


def test_nothing_is_lost_without_javascript(open_tab, real_address, real_library, language):
    tab = open_tab(real_address, java_script_enabled=False)
    for card in ("scaled-dot-product-attention", "drill-attention"):
        page = tab.open(f"{language}/cards/{card}/")
        assert answer(page).is_visible()
        rungs = page.locator(".cw-ladder .cw-rung__answer > p:first-child")
        assert rungs.count() == len(list(real_library.card_by_id[card].ladder()))
        assert all(rung.is_visible() and rung.bounding_box()["height"] > 10 for rung in rungs.all())
        assert all(p.is_visible() for p in page.locator(".cw-pitfall .cw-rung__answer").all())
        assert page.get_by_role("switch").count() == 0


def test_everything_is_on_paper(tab, language):
    page = tab.open(f"{language}/{CARD}")
    assert page.evaluate(LOST) != []
    page.emulate_media(media="print")
    assert answer(page).is_visible()
    assert page.evaluate(LOST) == []
    for chrome in ("header", ".cw-switch", ".cw-pager"):
        assert not page.locator(chrome).first.is_visible()


def test_an_address_can_name_the_answer(tab):
    page = tab.open(f"en/{CARD}#answer")
    assert answer(page).is_visible()


def test_follow_ups_of_a_whiteboard_card_open_one_in_the_other_three_levels_deep(tab):
    page = tab.open(f"en/{CARD}")
    rungs = [
        page.locator("summary", has_text=text)
        for text in ("What are the shapes", "Where does the causal mask go", "Attention logits grow to 200")
    ]
    for above, rung in zip([None, *rungs], rungs, strict=False):
        assert above is None or not rung.is_visible()
        if above is not None:
            above.click()
        assert rung.is_visible()
    rungs[-1].click()
    deepest = page.locator(".cw-ladder .cw-ladder .cw-ladder .cw-rung__answer")
    assert deepest.get_by_text("Loss spikes or diverges").is_visible()
    assert deepest.locator(".cw-ladder").count() == 0


def test_a_card_shows_pitfalls_signals_sources_and_output(tab, real_library, language):
    card = real_library.card_by_id["scaled-dot-product-attention"]
    page = tab.open(f"{language}/{CARD}")
    assert page.locator(".cw-pitfall").count() == len(card.pitfalls)
    page.locator(".cw-pitfall summary").first.click()
    assert page.locator(".cw-pitfall .cw-rung__answer").first.is_visible()
    assert page.locator(".cw-signals > div").count() == 4
    assert page.locator(".cw-signals li").count() == sum(map(len, card.signals.values()))
    assert page.locator(".cw-output samp").inner_text().strip() == card.snippet.output.strip()
    hrefs = [link.get_attribute("href") for link in page.locator(".cw-sources a").all()]
    assert hrefs == [source.url or f"https://arxiv.org/abs/{source.arxiv}" for source in card.sources]


def test_code_is_colored_by_class(tab):
    page = tab.open(f"en/{CARD}")
    assert page.locator(".cw-snippet .highlight .k").first.inner_text() == "import"
    color = "element => getComputedStyle(element).color"
    assert page.locator(".highlight .k").first.evaluate(color) != page.locator(".highlight code").first.evaluate(color)
    assert page.locator("article [style*=color]").count() == 0


def test_formulas_are_mathml_and_none_is_left_as_source(tab, language):
    page = tab.open(f"{language}/{CARD}")
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    assert page.locator("h1 math").count() == 1
    assert page.locator(".cw-answer math[display=block]").count() == 1
    assert page.locator(".cw-answer math").first.bounding_box()["width"] > 10
    assert not re.search(r"\\[(\[a-z]", page.locator("main").inner_text())
    assert "\\" not in page.title()


def test_a_diagram_says_in_words_what_it_shows(tab, real_library, language):
    page = tab.open(f"{language}/{CARD}")
    alt = real_library.card_by_id["scaled-dot-product-attention"].diagram.alt[language]
    picture = page.get_by_role("img", name=alt, exact=True)
    assert picture.count() == 1
    assert picture.locator("svg").bounding_box()["height"] > 100
    inside = {"en": "softmax over keys", "es": "softmax sobre keys"}[language]
    assert inside in picture.text_content()


def test_cards_lead_to_each_other(tab, real_library):
    first, second, *_ = (*next(row for row in real_library.cards_by_topic.values() if row), None)
    page = tab.open(f"en/{CARD}")
    page.get_by_role("link", name="logits", exact=True).click()
    page.wait_for_url("**/en/glossary/#logit")
    assert page.locator("#logit").bounding_box()["y"] < 800
    tab.open(f"en/{CARD}")
    related = page.locator("#related ~ ul a")
    assert [link.get_attribute("href") for link in related.all()] == [
        f"../../cards/{id_}/" for id_ in real_library.card_by_id["scaled-dot-product-attention"].related
    ]
    related.first.click()
    page.wait_for_url(f"**/en/cards/{real_library.card_by_id['scaled-dot-product-attention'].related[0]}/")
    if second:
        page = tab.open(f"en/cards/{first.id}/")
        page.locator("a[rel=next]").click()
        page.wait_for_url(f"**/en/cards/{second.id}/")
        page.locator("a[rel=prev]").click()
        page.wait_for_url(f"**/en/cards/{first.id}/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colors_follow_the_system_and_a_choice_is_remembered(open_tab, real_address, scheme):
    tab = open_tab(real_address, color_scheme=scheme)
    page = tab.open(f"en/{CARD}")
    color = "getComputedStyle(document.body).backgroundColor"
    before = page.evaluate(color)
    other = {"light": "dark", "dark": "light"}[scheme]
    page.get_by_title(f"Switch to {other} mode").click()
    after = page.evaluate(color)
    assert brightness(before) > brightness(after) if scheme == "light" else brightness(before) < brightness(after)
    page.reload()
    assert page.evaluate(color) == after
    tab.open("es/")
    assert page.evaluate(color) == after


def brightness(color):
    return sum(int(number) for number in re.findall(r"\d+", color)[:3])
