"""The page of all cards: facets and words narrow it down, and the address says how. Without scripts it is a list."""

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest

from browsing import WIDTHS
from cardwright.model.card import Kind, Level, Round
from cardwright.site.explore import facet_values
from html_pages import read_page

WORDS = {
    "en": {"query": "Words in the cards", "filters": "Filters", "reset": "Reset", "of": "of", "cards": "cards"},
    "es": {"query": "Palabras en las tarjetas", "filters": "Filtros", "reset": "Restablecer", "of": "de"},
}
LEGENDS = {
    "en": {"level": "Level", "kind": "Kind", "round": "Round", "topic": "Topic"},
    "es": {"level": "Nivel", "kind": "Tipo", "round": "Ronda", "topic": "Tema"},
}


@pytest.fixture(params=["en", "es"])
def language(request):
    return request.param


def shown(page):
    """Ids of the cards that can be seen, in their order."""
    return page.locator("[data-card]").evaluate_all(
        "rows => rows.filter(r => r.checkVisibility()).map(r => r.dataset.card)"
    )


def fitting(library, **chosen):
    """Ids of the cards that have one of the chosen values in every facet, in reading order."""
    return [
        card.id
        for card in library.cards
        if all(set(facet_values(card)[facet]) & set(values) for facet, values in chosen.items())
    ]


def option(page, facet, value):
    return page.locator(f"input[name={facet}][value='{value}']")


def counts(page, facet):
    """What stands at each value of a facet."""
    labels = page.locator(f".cw-facet--{facet} label")
    read = (
        "labels => labels.map(l => [l.querySelector('input').value, +l.querySelector('.cw-option__count').innerText])"
    )
    return dict(labels.evaluate_all(read))


def query(page, language):
    return page.get_by_role("searchbox", name=WORDS[language]["query"])


def said(page):
    return page.locator("main").get_by_role("status").inner_text()


def asked(page):
    return parse_qs(urlsplit(page.url).query)


def wait_for(page, text):
    page.locator("main").get_by_role("status").get_by_text(re.compile(text)).wait_for()


def test_without_scripts_all_cards_are_listed_under_their_topics(open_tab, real_address, real_library, language):
    tab = open_tab(real_address, java_script_enabled=False)
    page = tab.open(f"{language}/explore/")
    assert shown(page) == [card.id for card in real_library.cards]
    assert said(page).startswith(str(len(real_library.cards)))
    assert not page.get_by_role("search").is_visible()
    assert page.get_by_role("button", name=WORDS[language]["reset"]).count() == 0
    titles = [topic.title[language] for topic in real_library.topics if real_library.cards_by_topic[topic.id]]
    assert page.locator("main").get_by_role("heading", level=3).all_text_contents() == titles
    card = real_library.cards[0]
    page.locator(f"[data-card={card.id}] a").click()
    page.wait_for_url(f"**/{language}/cards/{card.id}/")


def test_each_value_that_some_card_has_is_offered_with_its_number(tab, real_library, language):
    page = tab.open(f"{language}/explore/")
    for facet, values in (("level", Level), ("kind", Kind), ("round", Round)):
        expected = Counter(value for card in real_library.cards for value in facet_values(card)[facet])
        assert counts(page, facet) == expected
        assert list(counts(page, facet)) == [value for value in values if expected[value]]
    assert counts(page, "topic") == Counter(card.topic for card in real_library.cards)
    for legend in LEGENDS[language].values():
        assert page.get_by_role("group", name=legend, exact=True).get_by_role("checkbox").count() > 0


def test_values_of_a_facet_are_alternatives_and_facets_are_conditions(tab, real_library, language):
    page = tab.open(f"{language}/explore/")
    option(page, "level", "mid").check()
    assert shown(page) == fitting(real_library, level=["mid"])
    option(page, "level", "senior").check()
    assert shown(page) == fitting(real_library, level=["mid", "senior"])
    option(page, "kind", "concept").check()
    expected = fitting(real_library, level=["mid", "senior"], kind=["concept"])
    assert shown(page) == expected
    assert 0 < len(expected) < len(real_library.cards)
    assert re.match(rf"{len(expected)} (of|de) {len(real_library.cards)} ", said(page))
    assert asked(page) == {"level": ["mid", "senior"], "kind": ["concept"]}


def test_numbers_follow_what_is_chosen_in_the_other_facets(tab, real_library, language):
    page = tab.open(f"{language}/explore/?level=mid&topic=rag-retrieval")
    wait_for(page, " (of|de) ")
    chosen = {"level": ["mid"], "topic": ["rag-retrieval"]}
    for facet in ("level", "kind", "round", "topic"):
        others = {name: values for name, values in chosen.items() if name != facet}
        for value, count in counts(page, facet).items():
            assert count == len(fitting(real_library, **others, **{facet: [value]})), (facet, value)


def test_words_and_facets_go_together_and_the_address_can_be_shared(
    tab, open_tab, real_address, real_library, language
):
    page = tab.open(f"{language}/explore/")
    query(page, language).fill("kv")
    wait_for(page, " (of|de) ")
    by_words = shown(page)
    assert "kv-cache-memory" in by_words
    assert 0 < len(by_words) < len(real_library.cards)
    option(page, "level", "senior").check()
    both = shown(page)
    assert both == [id_ for id_ in by_words if real_library.card_by_id[id_].level == "senior"]
    assert asked(page) == {"q": ["kv"], "level": ["senior"]}
    other = open_tab(real_address).open(page.url.removeprefix(real_address))
    wait_for(other, " (of|de) ")
    assert shown(other) == both
    assert query(other, language).input_value() == "kv"
    assert option(other, "level", "senior").is_checked()


def test_accents_and_half_words_make_no_difference_here_either(tab):
    page = tab.open("es/explore/?q=cuantización")
    wait_for(page, " de ")
    expected = shown(page)
    assert "weight-quantization" in expected
    page = tab.open("es/explore/?q=CUANTIZACION")
    wait_for(page, " de ")
    assert shown(page) == expected, "in the same order"
    page = tab.open("es/explore/?q=cuantizac")
    wait_for(page, " de ")
    assert "weight-quantization" in shown(page)


def test_back_and_forth_undo_and_redo_a_choice_at_a_time_and_a_word_at_once(tab, real_library, language):
    page = tab.open(f"{language}/explore/")
    option(page, "level", "mid").check()
    option(page, "kind", "concept").check()
    query(page, language).press_sequentially("cache", delay=200)
    page.wait_for_url("**q=cache*")
    page.go_back()
    assert shown(page) == fitting(real_library, level=["mid"], kind=["concept"])
    assert query(page, language).input_value() == ""
    page.go_back()
    assert shown(page) == fitting(real_library, level=["mid"])
    assert not option(page, "kind", "concept").is_checked()
    page.go_back()
    assert shown(page) == [card.id for card in real_library.cards]
    page.go_forward()
    assert shown(page) == fitting(real_library, level=["mid"])


def test_back_from_a_card_leads_to_the_same_cards(tab, real_library, language):
    page = tab.open(f"{language}/explore/")
    option(page, "level", "junior").check()
    expected = fitting(real_library, level=["junior"])
    page.locator(f"[data-card={expected[0]}] a").click()
    page.wait_for_url("**/cards/**")
    page.go_back()
    page.wait_for_url("**/explore/?level=junior")
    wait_for(page, " (of|de) ")
    assert shown(page) == expected
    assert option(page, "level", "junior").is_checked()


def test_reset_and_the_chosen_filters_undo(tab, real_library, language):
    page = tab.open(f"{language}/explore/?level=mid&level=senior&kind=concept")
    wait_for(page, " (of|de) ")
    chosen = page.get_by_role("list", name=re.compile("Chosen filters|Filtros elegidos"))
    assert chosen.get_by_role("button").count() == 3
    chosen.get_by_role("button", name=re.compile("(Remove|Quitar) (senior|sénior)")).click()
    assert shown(page) == fitting(real_library, level=["mid"], kind=["concept"])
    page.get_by_role("button", name=WORDS[language]["reset"]).click()
    assert shown(page) == [card.id for card in real_library.cards]
    assert asked(page) == {}
    assert not chosen.is_visible()
    assert query(page, language).evaluate("field => field === document.activeElement")


def test_where_nothing_fits_each_condition_can_be_dropped(tab, real_library, language):
    page = tab.open(f"{language}/explore/?q=hnsw&kind=behavioral")
    help_ = page.get_by_role("region", name={"en": "No card fits", "es": "Ninguna tarjeta cumple todo"}[language])
    help_.wait_for()
    assert shown(page) == []
    links = [link.evaluate("a => a.pathname") for link in help_.get_by_role("link").all()]
    assert links == [f"/library/{language}/topics/", f"/library/{language}/glossary/"]
    ways = help_.get_by_role("button")
    assert ways.count() == 2
    ways.filter(has_text="hnsw").click()
    assert shown(page) == fitting(real_library, kind=["behavioral"])
    assert not help_.is_visible()
    assert asked(page) == {"kind": ["behavioral"]}


def test_gibberish_that_begins_like_a_word_fits_no_card(tab, language):
    page = tab.open(f"{language}/explore/?q=attentionqxz")
    page.get_by_role("region", name=re.compile("No card fits|Ninguna tarjeta")).wait_for()
    assert shown(page) == []


def test_what_an_address_asks_for_is_only_text(tab):
    text = "<img src=x onerror=alert(1)>"
    page = tab.open(f"en/explore/?q={text}&level={text}&nothing=x")
    page.get_by_role("region", name="No card fits").wait_for()
    assert query(page, "en").input_value() == text
    assert page.locator("main img").count() == 0


def test_the_table_counts_topics_by_level_and_its_numbers_lead_to_their_cards(tab, real_library, language):
    page = tab.open(f"{language}/explore/")
    table = page.get_by_role("table")
    rows = table.get_by_role("row").all()[1:]
    assert len(rows) == len(real_library.topics)
    for row, topic in zip(rows, real_library.topics, strict=True):
        cards = real_library.cards_by_topic[topic.id]
        expected = [sum(card.level is level for card in cards) for level in Level]
        assert row.get_by_role("rowheader").inner_text() == topic.title[language]
        assert [int(cell) for cell in row.get_by_role("cell").all_inner_texts()] == [*expected, len(cards)]
    link = table.locator("a[href^='?topic=rag-retrieval&level=mid']")
    count = int(link.inner_text())
    link.click()
    assert asked(page) == {"topic": ["rag-retrieval"], "level": ["mid"]}
    assert shown(page) == fitting(real_library, topic=["rag-retrieval"], level=["mid"])
    assert len(shown(page)) == count
    assert page.locator(".cw-explore__count").evaluate("count => count === document.activeElement")
    page.go_back()
    assert table.is_visible()


def test_without_scripts_a_number_of_the_table_leads_to_its_topic(open_tab, real_address, language):
    page = open_tab(real_address, java_script_enabled=False).open(f"{language}/explore/")
    page.get_by_role("table").locator("a[href^='?topic=rag-retrieval&level=mid']").click()
    page.wait_for_url("**/explore/?topic=rag-retrieval&level=mid#topic-rag-retrieval")
    top = page.locator("#topic-rag-retrieval").bounding_box()["y"]
    assert 0 <= top < 800


@pytest.mark.parametrize("width", [390, 1280])
def test_the_map_shows_each_topic_once_leads_to_it_and_grows_with_its_cards(tab, real_library, language, width):
    tab.widen(width)
    page = tab.open(f"{language}/explore/")
    map_ = page.get_by_role("group", name=re.compile("Map of the topics|Mapa de los temas"))
    links = map_.get_by_role("link").all()
    counted = [len(real_library.cards_by_topic[topic.id]) for topic in real_library.topics]
    assert [link.get_attribute("href") for link in links] == [f"../topics/{t.id}/" for t in real_library.topics]
    for link, topic, cards in zip(links, real_library.topics, counted, strict=True):
        assert re.fullmatch(rf"{re.escape(topic.title[language])}: {cards} \w+", link.get_attribute("aria-label"))
    radii = [float(link.locator("circle").get_attribute("r")) for link in links]
    by_cards = sorted(zip(counted, radii, strict=True))
    assert [radius for _, radius in by_cards] == sorted(radii)
    assert radii[counted.index(max(counted))] > 1.5 * radii[counted.index(min(counted))]
    boxes = [link.bounding_box() for link in links]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= width for box in boxes)
    links[0].focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{language}/topics/{real_library.topics[0].id}/")


def test_the_map_is_told_in_words_too(tab, real_library, language):
    page = tab.open(f"{language}/explore/")
    page.get_by_text(re.compile("The map in words|El mapa en palabras")).click()
    told = page.locator(".cw-twin").get_by_role("listitem").all_inner_texts()
    assert len(told) == len(real_library.topics)
    for text, topic in zip(told, real_library.topics, strict=True):
        assert text.startswith(f"{topic.title[language]}: {len(real_library.cards_by_topic[topic.id])} ")


def test_keys_alone_narrow_down(tab, real_library):
    page = tab.open("en/explore/")
    query(page, "en").focus()
    for _ in range(2):
        page.keyboard.press("Tab")
    focused = page.evaluate("[document.activeElement.name, document.activeElement.value]")
    assert focused == ["level", "mid"]
    page.keyboard.press("Space")
    assert shown(page) == fitting(real_library, level=["mid"])


def test_on_a_phone_the_filters_open_on_demand(tab, real_library, language):
    tab.widen(390)
    page = tab.open(f"{language}/explore/")
    assert not option(page, "level", "mid").is_visible()
    page.get_by_text(WORDS[language]["filters"], exact=True).click()
    option(page, "level", "mid").check()
    assert shown(page) == fitting(real_library, level=["mid"])
    for width in WIDTHS:
        tab.widen(width)
        assert not (wide := tab.too_wide()), f"{width} px: {wide}"


@pytest.mark.parametrize(
    "asking", ["q=kv", "q=kv&kind=paper", "level=mid&level=senior&kind=concept&round=phone-screen"]
)
def test_it_fits_on_every_screen_whatever_is_asked(tab, language, asking):
    page = tab.open(f"{language}/explore/?{asking}")
    page.get_by_role("button", name=WORDS[language]["reset"]).wait_for()
    page.evaluate("document.querySelectorAll('main details').forEach((details) => { details.open = true; })")
    for width in WIDTHS:
        tab.widen(width)
        assert not (wide := tab.too_wide()), f"{width} px: {wide}"


def test_the_other_language_shows_the_same_cards(tab, language):
    other = {"en": "es", "es": "en"}[language]
    page = tab.open(f"{language}/explore/?level=senior&kind=concept")
    wait_for(page, " (of|de) ")
    before = shown(page)
    page.get_by_role("link", name={"en": "Español", "es": "English"}[language]).click()
    page.wait_for_url(f"**/{other}/explore/?level=senior&kind=concept")
    wait_for(page, " (of|de) ")
    assert shown(page) == before


@pytest.mark.parametrize("width", [390, 1280])
def test_it_is_among_the_places(tab, language, width):
    tab.widen(width)
    page = tab.open(f"{language}/glossary/")
    if width < 1000:
        page.locator(".cw-menu").click()
    page.get_by_role("link", name={"en": "Explore", "es": "Explorar"}[language], exact=True).locator(
        "visible=true"
    ).click()
    page.wait_for_url(f"**/{language}/explore/")


def test_it_is_in_the_sitemap(real_project, real_library, language):
    sitemap = (real_project.built_site / language / "sitemap.xml").read_text(encoding="utf-8")
    assert f"<loc>{real_library.kb.site_url}{language}/explore/</loc>" in sitemap


def test_the_page_describes_itself(real_project, language):
    page = read_page(real_project.built_site / language / "explore" / "index.html")
    assert page.language == language
    assert page.meta("description")
    assert len([name for name, _ in page.elements if name == "h1"]) == 1
    assert Counter(page.ids).most_common(1)[0][1] == 1
