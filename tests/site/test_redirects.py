"""Addresses of retired cards: they lead on where another card took the place, and say so where none did."""

import re

import pytest

from cardwright.model.kb import Retired
from libraries import card, said, site_of
from serving import served

RETIRED = (
    Retired(id="old", replaced_by="new", since="2026-11", why="Merged into <b>another</b> {{ card }}."),
    Retired(id="lost", since="2026-10", why="Nobody asks."),
)
CARDS = (card("new", question=said("What is new?")), card("old"), card("lost"), card("other", related=["new"]))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return site_of(tmp_path_factory.mktemp("redirects") / "project", *CARDS, retired=RETIRED)


@pytest.fixture(scope="module")
def address(site):
    with served(site.folder) as found:
        yield found


@pytest.mark.parametrize("scripts", [True, False], ids=["with-javascript", "without"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_an_old_address_leads_to_the_card_that_took_its_place(address, open_tab, language, scripts):
    tab = open_tab(address, java_script_enabled=scripts)
    tab.page.goto(f"{address}{language}/cards/old/", wait_until="commit")
    tab.page.wait_for_url(f"**/{language}/cards/new/")
    tab.page.get_by_role("heading", name="What is new?", level=1).wait_for()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Another card took its place"), ("es", "Otra tarjeta ocupa su lugar")]
)
def test_the_page_of_an_old_address_has_a_link_and_words_and_names_the_new_address(site, language, words):
    page = site.page(f"{language}/cards/old")
    assert words in page.text
    assert "Merged into <b>another</b> {{ card }}." in page.text
    assert "../../cards/new/" in page.addresses()
    assert page.meta("robots") == "noindex"
    assert [link["href"] for link in page.links_of("canonical")] == [
        f"https://cardwright.example/library/{language}/cards/new/"
    ]
    refresh = [meta for meta in page.named("meta") if meta.get("http-equiv") == "refresh"]
    assert [meta["content"] for meta in refresh] == ["0; url=../new/"]


LOST = {
    "en": ("Retired card", "No other card takes its place.", "Topics"),
    "es": ("Tarjeta retirada", "Ninguna otra tarjeta la sustituye.", "Temas"),
}


@pytest.mark.parametrize("language", LOST)
def test_an_address_without_a_successor_stays_says_so_and_leads_to_the_topics(address, open_tab, site, language):
    heading, words, topics = LOST[language]
    page = open_tab(address).open(f"{language}/cards/lost/")
    assert page.get_by_role("heading", name=heading, level=1).is_visible()
    assert words in page.locator("article").inner_text()
    assert page.get_by_text("Nobody asks.").evaluate("element => element.closest('[lang]').lang") == "en"
    facts = site.page(f"{language}/cards/lost")
    assert facts.meta("robots") == "noindex"
    assert facts.links_of("canonical") == []
    assert not any(meta.get("http-equiv") == "refresh" for meta in facts.named("meta"))
    page.locator("article").get_by_role("link", name=topics).click()
    page.wait_for_url(f"**/{language}/topics/")


def test_retired_ids_are_in_no_list_no_search_and_no_sitemap(site, address, open_tab):
    for path in (site.folder / "en").rglob("*.html"):
        if path.parent.name not in {"old", "lost"}:
            assert not re.search(r"cards/(old|lost)/|\.\./(old|lost)/", path.read_text(encoding="utf-8")), path
    for language in ("en", "es"):
        sitemap = (site.folder / language / "sitemap.xml").read_text(encoding="utf-8")
        assert "cards/new/" in sitemap
        assert not re.search(r"cards/(old|lost)/", sitemap)
    page = open_tab(address).open("en/")
    page.keyboard.press("/")
    page.keyboard.type("Retired card")
    page.get_by_role("status").get_by_text(re.compile("^Nothing|result")).wait_for()
    assert page.get_by_role("option").locator("a[href*='/old/'], a[href*='/lost/']").count() == 0
