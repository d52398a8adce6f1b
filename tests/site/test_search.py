"""Search: a dialog that keys open, steer and close, over the index of the page's language."""

import re
import shutil
import unicodedata
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest

import libraries
from cardwright.markup.plain import plain
from cardwright.site.words import read_words
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
    pages = tab.page.get_by_role("option").filter(has=tab.page.locator("strong"))
    return [
        (page.get_attribute("href"), page.locator("strong").inner_text()) for page in pages.all()
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


def words_of(text):
    """As the search compares them: lower case without accents."""
    bare = "".join(c for c in unicodedata.normalize("NFD", plain(text)) if not unicodedata.combining(c))
    return [word for word in re.split(r"\W+", bare.lower()) if word]


def rare_words(library, language):
    """Long words that stand in the title of one card only -> id of that card."""
    titles = {card.id: set(words_of(card.question[language])) for card in library.cards}
    counts = Counter(word for words in titles.values() for word in words)
    return {
        word: id_
        for id_, words in titles.items()
        for word in sorted(words)
        if counts[word] == 1 and len(word) >= 9 and word.isalpha()
    }


def test_half_a_word_of_a_title_finds_its_card(tab, real_library, language):
    tab.open(f"{language}/")
    words = rare_words(real_library, language)
    assert len(words) > 20
    for word, id_ in list(words.items())[::9]:
        results, _ = found(tab, language, word[:-3])
        assert f"/library/{language}/cards/{id_}/" in [href for href, _ in results], word[:-3]


@pytest.fixture(scope="module")
def small_address(tmp_path_factory):
    """A site of cards whose texts hold words that no title holds."""
    texts = {
        "one": {"en": "Verification takes time.", "es": "La clasificación lleva tiempo."},
        "two": {"en": "They verify nothing.", "es": "Los modelos clasifican textos."},
        "three": {"en": "Nothing of the kind.", "es": "Nada de eso."},
    }
    cards = [libraries.card(id_, answer=text) for id_, text in texts.items()]
    with served(libraries.site_of(tmp_path_factory.mktemp("search") / "project", *cards).folder) as address:
        yield address


@pytest.mark.parametrize(("language", "half"), [("en", "verificat"), ("es", "clasificac"), ("es", "CLASIFICACIÓ")])
def test_half_a_word_that_stands_in_texts_only_finds_its_card(open_tab, small_address, language, half):
    tab = open_tab(small_address)
    tab.open(f"{language}/")
    hrefs = [href for href, _ in found(tab, language, half)[0]]
    assert f"/library/{language}/cards/one/" in hrefs
    assert f"/library/{language}/cards/three/" not in hrefs


@pytest.mark.parametrize("query", ["KV-cache", "kv_cache", "kv/cache", "¿KV cache?", "«KV» cache"])
def test_signs_between_words_make_no_difference(tab, query):
    tab.open("en/")
    plain_, said = found(tab, "en", "kv cache")
    assert found(tab, "en", query) == (plain_, said)


def test_a_word_with_a_tail_that_makes_it_none_finds_nothing(tab, real_library, language):
    tab.open(f"{language}/")
    for word in list(rare_words(real_library, language))[:3]:
        assert found(tab, language, word)[0] != []
        results, said = found(tab, language, f"{word}qxz")
        assert results == []
        assert said in {"Nothing found.", "Sin resultados."}
        results, _ = found(tab, language, f"attention {word}qxz")
        assert results == [], "every word must be there"


def test_words_of_the_frame_find_only_cards_that_say_them_too(tab, real_project, real_library, language):
    words = read_words(real_project, ("en", "es"))[language]
    tab.open(f"{language}/")
    for said in ("pitfalls_lead", "follow_ups_lead"):
        results, _ = found(tab, language, words[said])
        cards = {href for href, _ in results if "/cards/" in href}
        assert len(cards) < len(real_library.cards) / 50


def test_a_term_is_found_in_either_language_and_leads_to_its_meaning(tab, real_library, language):
    term = next(term for term in real_library.glossary if term.term == "KV cache")
    tab.open(f"{language}/")
    for name_ in (term.term, term.es[0]):
        results, _ = found(tab, language, name_)
        assert results[0][0] == f"/library/{language}/glossary/#{term.id}"
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(f"**/{language}/glossary/#{term.id}")
    assert tab.page.locator(f"#{term.id}").is_visible()


def part_of(tab, language, query, ending):
    """Choose the part of a page whose address ends so, with the keyboard, and go there."""
    found(tab, language, query)
    options = tab.page.get_by_role("option").all()
    endings = [option.get_attribute("href").endswith(ending) for option in options]
    assert any(endings), [option.get_attribute("href") for option in options]
    for _ in range(endings.index(True) + 1):
        tab.page.keyboard.press("ArrowDown")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(f"**{ending}")


def test_a_pitfall_is_found_as_part_of_its_card_and_opened(tab, real_library, language):
    card = real_library.card_by_id["kv-cache-memory"]
    id_, pitfall = next(iter(card.pitfalls.items()))
    tab.open(f"{language}/")
    part_of(tab, language, plain(pitfall.truth[language]), f"/cards/{card.id}/#pitfall-{id_}")
    assert tab.page.locator(f"#pitfall-{id_} .cw-rung__answer").is_visible()


def test_a_follow_up_below_another_is_found_and_opened_with_those_above_it(tab, real_library, language):
    card, first, id_, second = next(
        (card, first, id_, second)
        for card in real_library.cards
        for first, rung in card.follow_ups.items()
        for id_, second in rung.follow_ups.items()
        if "\\(" not in second.question.best("en")[1]  # nobody types LaTeX
    )
    anchor = f"follow-up-{first}--{id_}"
    tab.open(f"{language}/")
    part_of(tab, language, plain(second.question[language]), f"/cards/{card.id}/#{anchor}")
    assert tab.page.locator(f"[id='{anchor}'] > .cw-rung__answer").is_visible()


def test_home_and_end_move_among_the_results_once_one_is_chosen(tab, language):
    page = tab.open(f"{language}/")
    found(tab, language, "attention")
    page.keyboard.press("Home")
    assert page.get_by_role("option", selected=True).count() == 0
    assert box(page, language).evaluate("box => box.selectionStart") == 0
    options = page.get_by_role("option")
    for keys, place in (("ArrowDown End", -1), ("Home", 0), ("ArrowUp", -1), ("ArrowDown", 0)):
        for key in keys.split():
            page.keyboard.press(key)
        chosen = page.get_by_role("option", selected=True)
        assert chosen.get_attribute("id") == options.nth(place).get_attribute("id"), keys
        assert box(page, language).get_attribute("aria-activedescendant") == chosen.get_attribute("id")


def test_escape_closes_at_once_although_something_is_typed(tab, language):
    page = tab.open(f"{language}/")
    found(tab, language, "attention")
    page.keyboard.press("Escape")
    assert not dialog(page, language).is_visible()
    page.keyboard.press("/")
    assert dialog(page, language).is_visible()
    assert box(page, language).input_value() == "attention"


def test_results_lead_on_to_the_page_for_exploring_with_the_same_words(tab, language):
    page = tab.open(f"{language}/topics/")
    _, said = found(tab, language, "kv cache")
    page.get_by_role("link", name={"en": "Refine in Explore", "es": "Afina en Explorar"}[language]).click()
    page.wait_for_url(f"**/{language}/explore/?**")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["kv cache"]}
    assert re.match(r"\d+", said)


def test_without_results_the_dialog_says_what_may_help(tab, language):
    page = tab.open(f"{language}/cards/kv-cache-basics/")
    found(tab, language, "жжжж")
    inside = dialog(page, language)
    assert inside.get_by_role("listitem").count() >= 4
    hrefs = [link.evaluate("a => a.pathname") for link in inside.get_by_role("link").all()]
    assert hrefs == [f"/library/{language}/explore/", f"/library/{language}/topics/"]
    found(tab, language, "attention")
    assert inside.get_by_role("listitem").count() == 0, "help is for those who found nothing"


def test_nothing_of_the_index_is_fetched_before_somebody_searches(tab, language):
    fetched = []
    tab.page.on("request", lambda request: fetched.append(urlsplit(request.url).path))
    page = tab.open(f"{language}/")
    page.wait_for_load_state("networkidle")
    assert [path for path in fetched if "/pagefind/" in path] == []
    found(tab, language, "attention")
    parts = [path for path in fetched if "/pagefind/" in path]
    assert f"/library/pagefind/titles.{language}.json" in parts
    assert len(parts) == len(set(parts)), "nothing twice"


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
    address = option.get_attribute("href")
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
