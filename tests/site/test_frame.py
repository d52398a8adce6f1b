"""The frame of the pages: a drawer that keys open and close, code that can be copied."""

import re

import pytest

MENU = {"en": "Menu", "es": "Menú"}
TO_DARK = {"en": "Switch to dark mode", "es": "Cambiar a modo oscuro"}
TO_LIGHT = {"en": "Switch to light mode", "es": "Cambiar a modo claro"}
COLORS = """() => ({
  paper: getComputedStyle(document.body).backgroundColor,
  link: getComputedStyle(document.querySelector("article a")).color,
  bar: [...new Set([...document.querySelectorAll("meta[name=theme-color]")].map((meta) => meta.content))],
})"""
LIGHT, DARK = "rgb(251, 250, 246)", "rgb(20, 23, 28)"


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


@pytest.mark.parametrize(("language", "skip"), [("en", "Skip to content"), ("es", "Saltar al contenido")])
def test_the_first_key_skips_to_what_the_page_is_about(tab, language, skip):
    page = tab.open(f"{language}/cards/kv-cache-memory/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == skip
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")  # the link above the question, and not one below its answer
    assert page.evaluate("document.activeElement.closest('.cw-crumbs') !== null")


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


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_button_changes_the_colors_at_once_and_for_all_pages(tab, language):
    page = tab.open(f"{language}/topics/")
    assert page.evaluate(COLORS)["paper"] == LIGHT
    page.get_by_role("button", name=TO_DARK[language]).press("Enter")
    dark = page.evaluate(COLORS)
    assert dark == {"paper": DARK, "link": "rgb(231, 228, 221)", "bar": [DARK]}, "nothing fades"
    page = tab.open(f"{language}/tracks/")
    assert page.evaluate(COLORS)["paper"] == DARK
    page.get_by_role("button", name=TO_LIGHT[language]).click()
    assert page.evaluate(COLORS)["paper"] == LIGHT
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(COLORS)["paper"] == LIGHT, "a choice outlasts what the device wants"


def test_who_chose_no_colors_has_those_of_the_device(open_tab, real_address):
    tab = open_tab(real_address, color_scheme="dark")
    tab.page.route("**/*.js", lambda route: route.continue_() if "early" in route.request.url else route.abort())
    assert tab.open("en/topics/").evaluate(COLORS)["paper"] == DARK, "before any other script"
    tab.page.unroute("**/*.js")
    page = tab.open("en/topics/")
    button = page.get_by_role("button", name=TO_LIGHT["en"])
    button.wait_for()
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name=TO_DARK["en"]).wait_for()
    assert page.evaluate(COLORS)["paper"] == LIGHT
    tab.faults.clear()  # the scripts that were kept away


def test_without_javascript_nothing_is_offered_that_needs_it(open_tab, real_address):
    tab = open_tab(real_address, java_script_enabled=False)
    tab.open("en/cards/kv-cache-memory/")
    assert [button.inner_text() for button in tab.page.get_by_role("button").all() if button.is_visible()] == []
