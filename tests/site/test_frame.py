"""The frame of the pages: a drawer that keys open and close, code that can be copied."""

import re

import pytest

MENU = {"en": "Menu", "es": "Menú"}


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_drawer_says_whether_it_is_open_and_gives_the_focus_back(tab, language):
    tab.widen(390)
    tab.open(f"{language}/")
    menu = tab.page.get_by_role("button", name=MENU[language], exact=True)
    assert menu.get_attribute("aria-expanded") == "false"
    menu.press("Enter")
    assert menu.get_attribute("aria-expanded") == "true"
    assert tab.page.evaluate("document.activeElement.closest('#cw-drawer') !== null")
    tab.page.keyboard.press("Escape")
    assert menu.get_attribute("aria-expanded") == "false"
    assert menu.evaluate("button => button === document.activeElement")


def test_without_javascript_a_link_leads_to_the_topics(open_tab, real_address):
    tab = open_tab(real_address, width=390, java_script_enabled=False)
    tab.open("es/cards/kv-cache-memory/")
    assert not tab.page.get_by_role("button", name="Menú", exact=True).is_visible()
    tab.page.locator("header").get_by_role("link", name="Temas", exact=True).click()
    assert tab.page.url.endswith("/es/topics/")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_header_fits_at_every_width(tab, language):
    tab.open(f"{language}/explore/")
    for width in (320, 400, 480, 520, 720, 960, 1120, 1219, 1220, 1280, 1920):
        tab.widen(width)
        assert not (wide := tab.too_wide()), f"{width} px: {wide}"
        assert tab.page.locator(".cw-header").bounding_box()["height"] < 60, width


@pytest.mark.parametrize("language", ["en", "es"])
def test_code_can_be_copied(open_tab, real_address, real_library, language):
    copy, copied = {"en": ("Copy", "Copied"), "es": ("Copiar", "Copiado")}[language]
    tab = open_tab(real_address, permissions=["clipboard-read", "clipboard-write"])
    tab.open(f"{language}/cards/kv-cache-memory/")
    button = tab.page.locator(".cw-snippet").get_by_role("button", name=copy, exact=True)
    button.focus()
    button.press("Enter")
    tab.page.get_by_role("button", name=copied, exact=True).wait_for()
    text = tab.page.evaluate("navigator.clipboard.readText()")
    code = real_library.card_by_id["kv-cache-memory"].snippet.code
    assert re.sub(r"\s+$", "", text) == re.sub(r"\s+$", "", code)
