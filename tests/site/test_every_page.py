"""Every type of page in both languages, on a phone and on a desk: nothing sticks out, complains or goes outside."""

import pytest

from browsing import WIDTHS
from building import ROOT
from cardwright.model.card import Kind

LANGUAGES = ("en", "es")
PLAIN = ("", "topics/", "explore/", "tracks/", "guides/", "drills/", "decks/", "glossary/")
TRACKS = sorted(path.stem for path in (ROOT / "content" / "tracks").glob("*.yaml"))
LABS = sorted(
    path.stem for path in (ROOT / "content" / "cards").glob("*/*.yaml") if "\ndrill:" in path.read_text("utf-8")
)
GUIDES = sorted(path.name.removesuffix(".en.md") for path in (ROOT / "content" / "guides").glob("*.en.md"))
SHOW_INSTEAD = """async (address) => {
  const html = await (await fetch(address)).text();
  const other = new DOMParser().parseFromString(html, "text/html").querySelector("article");
  document.querySelector("article").replaceWith(other);
}"""
OPEN_ALL = "document.querySelectorAll('details').forEach((details) => { details.open = true; })"


@pytest.fixture(scope="module")
def visitor(open_module_tab, real_address):
    """A tab that goes from page to page, as a reader does."""
    return open_module_tab(real_address)


def assert_fits(tab):
    for width in WIDTHS:
        tab.widen(width)
        assert not (wide := tab.too_wide()), f"{width} px: {wide}"


def assert_good(tab, path):
    """Loads without a fault, and fits at every width, closed and with everything open."""
    tab.open(path)
    assert tab.status == 200
    assert_fits(tab)
    tab.page.evaluate(OPEN_ALL)
    assert_fits(tab)
    assert tab.faults == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PLAIN)
def test_a_page_above_the_cards_is_good(visitor, language, path):
    assert_good(visitor, f"{language}/{path}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_topic_is_good(visitor, real_library, language):
    assert_good(visitor, f"{language}/topics/{real_library.topics[0].id}/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", Kind)
def test_the_page_of_a_card_of_each_kind_is_good(visitor, real_library, language, kind):
    card = next(card for card in real_library.cards if card.kind is kind)
    assert_good(visitor, f"{language}/cards/{card.id}/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_card_sticks_out_on_a_small_phone(open_tab, real_address, real_library, language):
    """Each card takes the place of the one before it: to load all pages whole takes four times as long."""
    tab = open_tab(real_address, width=WIDTHS[0])
    wide = {}
    page = tab.open(f"{language}/cards/drill-attention/")  # it has the styles of drills, too
    for card in real_library.cards:
        page.evaluate(SHOW_INSTEAD, f"../{card.id}/")
        page.evaluate(OPEN_ALL)
        if found := tab.too_wide():
            wide[card.id] = found
    assert wide == {}
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("track", TRACKS)
def test_the_page_of_a_track_is_good(visitor, language, track):
    assert_good(visitor, f"{language}/tracks/{track}/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lab", LABS)
def test_the_page_of_a_lab_is_good(visitor, language, lab):
    assert_good(visitor, f"{language}/labs/{lab}/")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("guide", GUIDES)
def test_the_page_of_a_guide_is_good(visitor, language, guide):
    assert_good(visitor, f"{language}/guides/{guide}/")


def test_the_choice_of_a_language_is_good(open_tab, real_address):
    tab = open_tab(real_address, java_script_enabled=False)  # with it, the page leads on at once
    tab.open("")
    assert tab.status == 200
    assert [link.inner_text().split("\n")[0] for link in tab.page.get_by_role("link").all()] == ["English", "Español"]
    for width in WIDTHS:
        tab.widen(width)
        overflow = tab.page.locator("main").evaluate("m => m.getBoundingClientRect().right > innerWidth")
        assert not overflow


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_for_wrong_addresses_is_good_but_for_its_status(tab, language):
    address = tab.root + f"{language}/cards/no/such/card/"
    tab.open(f"{language}/cards/no/such/card/")
    assert tab.status == 404
    assert_fits(tab)
    of_the_page = [
        fault for fault in tab.faults if fault == f"404: {address}" or fault.startswith("console error: Failed")
    ]
    assert tab.faults == of_the_page
    assert len(of_the_page) == 2, "the browser and the tab each note the status of the page itself, and nothing else"
    tab.faults.clear()
