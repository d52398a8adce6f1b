"""Search: a dialog that keys open, steer and close, over the index of the page's language."""

import re
import shutil

import pytest

from serving import served

ATTENTION = "cards/scaled-dot-product-attention/"


@pytest.fixture(params=["en", "es"])
def language(request):
    return request.param


def name(language):
    return {"en": "Search", "es": "Buscar"}[language]


def dialog(page, language):
    return page.get_by_role("dialog", name=name(language))


def box(page, language):
    return page.get_by_role("combobox", name=name(language))


def found(tab, language, query):
    """Addresses and titles of what a query finds, in their order; the dialog opens if it is closed."""
    if not dialog(tab.page, language).is_visible():
        tab.page.get_by_role("button", name=name(language)).first.click()
    box(tab.page, language).fill("")
    tab.page.get_by_role("status").get_by_text(re.compile("Type|Escribe")).wait_for()
    box(tab.page, language).fill(query)
    status = tab.page.get_by_role("status").get_by_text(re.compile(r"^\d+ result|^Nothing|^Sin "))
    status.wait_for()
    links = tab.page.get_by_role("option").locator("a")
    return [
        (link.get_attribute("href"), link.locator("strong").inner_text()) for link in links.all()
    ], status.inner_text()


def test_accents_make_no_difference_in_spanish(tab):
    tab.open("es/")
    without, said = found(tab, "es", "atencion")
    with_accent, said_again = found(tab, "es", "atención")
    assert without == with_accent
    assert said == said_again
    assert re.fullmatch(r"\d+ resultados", said)
    assert any(href.endswith(f"/es/{ATTENTION}") for href, _ in without)
    assert all("/es/" in href for href, _ in without)


def test_english_finds_english_pages_below_the_prefix(tab):
    tab.open("en/topics/")
    results, said = found(tab, "en", "attention")
    assert re.fullmatch(r"\d+ results", said)
    assert any(href.endswith(f"/en/{ATTENTION}") for href, _ in results)
    assert all(href.startswith("/library/en/") for href, _ in results)


def test_only_cards_topics_tracks_guides_and_the_glossary_are_found(tab):
    tab.open("en/")
    for query in ("attention", "cache", "interview"):
        results, _ = found(tab, "en", query)
        assert all(re.match(r"/library/en/(cards/|topics/.|tracks/|guides/.|glossary/)", href) for href, _ in results)


def test_what_is_not_there_is_said(tab, language):
    tab.open(f"{language}/")
    results, said = found(tab, language, "жжжж")
    assert results == []
    assert said.startswith({"en": "Nothing found.", "es": "Sin resultados."}[language])


def test_keys_open_steer_and_close(tab, language):
    page = tab.open(f"{language}/glossary/")
    page.keyboard.press("Control+k")
    dialog(page, language).wait_for()
    assert box(page, language).evaluate("box => box === document.activeElement")
    page.keyboard.press("Escape")
    dialog(page, language).wait_for(state="hidden")
    page.keyboard.press("/")
    dialog(page, language).wait_for()
    assert box(page, language).input_value() == "", "the key that opens is not typed"
    page.keyboard.type("a/b k")
    assert box(page, language).input_value() == "a/b k"
    found(tab, language, "attention")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    option = page.get_by_role("option", selected=True)
    assert option.count() == 1
    assert box(page, language).get_attribute("aria-activedescendant") == option.get_attribute("id")
    assert box(page, language).get_attribute("aria-expanded") == "true"
    address = option.locator("a").get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{address}")
    assert page.locator("html").get_attribute("lang") == language


def test_escape_gives_the_focus_back(tab):
    page = tab.open("en/")
    opener = page.get_by_role("button", name="Search").first
    opener.focus()
    page.keyboard.press("Enter")
    dialog(page, "en").wait_for()
    page.keyboard.press("Escape")
    dialog(page, "en").wait_for(state="hidden")
    assert opener.evaluate("button => button === document.activeElement")


def test_enter_goes_to_the_first_result(tab):
    page = tab.open("en/")
    results, _ = found(tab, "en", "scaled dot-product attention")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{results[0][0]}")


def test_a_slash_typed_into_another_field_stays_there(tab):
    page = tab.open("en/")
    page.evaluate("document.querySelector('main').prepend(document.createElement('textarea'))")
    page.locator("main textarea").focus()
    page.keyboard.type("1/2")
    assert page.locator("main textarea").input_value() == "1/2"
    assert not dialog(page, "en").is_visible()


def test_a_missing_index_is_said(real_project, open_tab, tmp_path, language):
    broken = tmp_path / "site"
    shutil.copytree(real_project.built_site, broken, ignore=shutil.ignore_patterns("pagefind"))
    with served(broken) as address:
        tab = open_tab(address)
        page = tab.open(f"{language}/")
        page.keyboard.press("/")
        box(page, language).fill("attention")
        text = {"en": "The search could not be loaded.", "es": "No se pudo cargar la búsqueda."}[language]
        page.get_by_role("status").get_by_text(text).wait_for()
        assert [fault for fault in tab.faults if fault.startswith("uncaught")] == []
        page.close()
        tab.faults.clear()  # the browser's own notes that files are missing
