"""Two languages: each page says which one it is in and leads to itself in the other; `/` chooses and remembers."""

import re

import pytest

from html_pages import read_page

CARD = "cards/scaled-dot-product-attention/"
PATHS = ("", "topics/", "topics/transformer-architecture/", CARD, "tracks/four-week-plan/", "decks/", "glossary/")
OTHER = {"en": ("es", "Español"), "es": ("en", "English")}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", OTHER)
def test_a_page_leads_to_itself_in_the_other_language_and_back(tab, language, path):
    other, name = OTHER[language]
    page = tab.open(f"{language}/{path}")
    assert page.locator("html").get_attribute("lang") == language
    link = page.get_by_role("link", name=name, exact=True)
    assert (link.get_attribute("lang"), link.get_attribute("hreflang")) == (other, other)
    link.click()
    page.wait_for_url(f"**/{other}/{path}")
    assert page.locator("html").get_attribute("lang") == other
    page.get_by_role("link", name=OTHER[other][1], exact=True).click()
    page.wait_for_url(f"**/{language}/{path}")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_names_its_languages_and_its_own_address(real_project, real_library, path):
    site = real_library.kb.site_url
    heads = {}
    for language in OTHER:
        page = read_page(real_project.built_site / language / path / "index.html")
        heads[language] = {link["hreflang"]: link["href"] for link in page.links_of("alternate")}
        assert [link["href"] for link in page.links_of("canonical")] == [f"{site}{language}/{path}"]
        assert page.language == language
    assert heads["en"] == heads["es"]
    default = f"en/{path}" if path else ""
    assert heads["en"] == {"en": f"{site}en/{path}", "es": f"{site}es/{path}", "x-default": site + default}


@pytest.mark.parametrize(("locale", "language"), [("es-MX", "es"), ("en-US", "en"), ("fr-FR", "en")])
def test_the_start_chooses_the_language_of_the_browser(open_tab, real_address, locale, language):
    tab = open_tab(real_address, locale=locale)
    tab.page.goto(real_address, wait_until="commit")
    tab.page.wait_for_url(f"**/{language}/")


def test_the_start_remembers_a_switch_of_language(open_tab, real_address):
    tab = open_tab(real_address, locale="es-MX")
    tab.open("es/glossary/").get_by_role("link", name="English", exact=True).click()
    tab.page.wait_for_url("**/en/glossary/")
    tab.page.goto(real_address, wait_until="commit")
    tab.page.wait_for_url(re.compile(r"/(en|es)/$"))
    assert tab.path == "en/"


@pytest.mark.parametrize(
    ("language", "heading", "link"),
    [
        ("en", "There is no page here", "To the start page"),
        ("es", "Aquí no hay ninguna página", "Ir a la página de inicio"),
    ],
)
def test_a_wrong_address_is_answered_in_its_language_and_leads_home(tab, language, heading, link):
    page = tab.open(f"{language}/cards/no/such/card/")
    page.get_by_role("heading", name=heading).wait_for()
    assert page.get_by_role("heading").count() == 1
    assert page.locator("html").get_attribute("lang") == language
    page.get_by_role("link", name=link).click()
    page.wait_for_url(f"**/{language}/")
    assert tab.path == f"{language}/"
    tab.faults.clear()  # the status 404 of the page itself


def test_a_wrong_address_above_the_languages_is_answered_in_the_language_of_the_browser(open_tab, real_address):
    tab = open_tab(real_address, locale="es-MX")
    tab.open("nowhere").get_by_role("heading", name="Aquí no hay ninguna página").wait_for()
    tab.faults.clear()  # the status 404 of the page itself
