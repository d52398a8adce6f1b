"""Terms of the glossary on cards: listed, and explained on hover and on focus."""

import pytest

CARD = "cards/kv-cache-memory/"


@pytest.mark.parametrize(("language", "name", "words"), [("en", "KV cache", "keys"), ("es", "caché KV", "keys")])
def test_a_term_is_explained_on_hover_and_on_focus(tab, language, name, words):
    tab.open(f"{language}/{CARD}")
    link = tab.page.locator(".cw-terms").get_by_role("link", name=name, exact=True)
    meaning = tab.page.locator(f"#{link.get_attribute('aria-describedby')}")
    assert words in meaning.text_content().lower() or "key" in meaning.text_content().lower()
    assert not meaning.is_visible()
    link.hover()
    assert meaning.is_visible()
    tab.page.mouse.move(0, 0)
    assert not meaning.is_visible()
    link.focus()
    assert meaning.is_visible()
    tab.page.keyboard.press("Escape")
    assert not meaning.is_visible()


def test_a_link_in_the_text_shows_the_meaning_within_the_screen(tab, real_library):
    card = next(card for card in real_library.cards if "](term:" in (card.why["en"] if card.why else ""))
    tab.widen(360)
    tab.open(f"en/cards/{card.id}/")
    link = tab.page.locator(".cw-prose a.cw-term").first
    link.scroll_into_view_if_needed()
    link.focus()
    box = link.locator(".cw-meaning").bounding_box()
    assert box["width"] > 100
    assert 0 <= box["x"] <= box["x"] + box["width"] <= 360
    assert box["y"] >= 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_term_leads_to_its_place_in_the_glossary(tab, language):
    tab.open(f"{language}/{CARD}")
    link = tab.page.locator(".cw-terms a").first
    target = link.get_attribute("href").partition("#")[2]
    link.click()
    assert tab.page.url.endswith(f"/{language}/glossary/#{target}")
    tab.page.locator(f"#{target}").wait_for()


def test_meanings_are_on_paper_too(tab):
    tab.open(f"en/{CARD}")
    tab.page.emulate_media(media="print")
    assert tab.page.locator(".cw-terms [role=tooltip]").first.is_visible()
