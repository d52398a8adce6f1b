"""Without a connection: what was visited or kept is there, whole, of one version; and nothing else is pretended."""

from __future__ import annotations

import re

import pytest

from shelf import digests, kept, labels

CARD = "cards/scaled-dot-product-attention/"
OTHER_CARD = "cards/kv-cache-memory/"
TOPIC = "transformer-architecture"
WORDS = {
    "en": {
        "show": "Show answer",
        "keep": "Keep this topic offline",
        "keep all": "Keep everything offline",
        "kept": "Kept on this device, with its search",
        "remove": "Remove from this device",
        "unreachable": "No connection",
        "again": "Try again",
        "search": "Search",
        "query": "attention",
    },
    "es": {
        "show": "Mostrar respuesta",
        "keep": "Guardar este tema sin conexión",
        "keep all": "Guardar todo sin conexión",
        "kept": "Guardado en este dispositivo, con su búsqueda",
        "remove": "Quitar de este dispositivo",
        "unreachable": "Sin conexión",
        "again": "Reintentar",
        "search": "Buscar",
        "query": "atencion",
    },
}


@pytest.fixture(params=WORDS)
def language(request):
    return request.param


def offline(tab, *, cut=True):
    tab.page.context.set_offline(cut)


def visit(tab, path):
    """Open a page and wait until it is kept."""
    page = tab.open(path)
    kept(page, f"{path}index.html")
    return page


def keep(page, words, name="keep"):
    """Press the button that keeps something, and wait until it is kept; what the button said."""
    button = page.get_by_role("button", name=re.compile(words[name]))
    said = button.inner_text()
    button.click()
    page.get_by_text(words["kept"]).wait_for(timeout=120_000)  # all there is, on any machine
    return said


def expected(tab, *faults):
    """Take away the browser's own notes of a lost connection; every one of them must be of a kind that is named."""
    noted = ("console error: Failed to load resource", *faults)
    assert [fault for fault in tab.faults if not fault.startswith(noted)] == []
    tab.faults.clear()


def test_a_visited_page_opens_again_without_a_connection(tab, language):
    page = visit(tab, f"{language}/{CARD}")
    offline(tab)
    page.reload()
    page.get_by_text(WORDS[language]["show"], exact=True).click()
    assert page.locator(".cw-answer math").first.is_visible()
    assert page.locator(".cw-reveal").evaluate("box => getComputedStyle(box).borderTopLeftRadius") == "10px"
    page.locator(".cw-colors").click()
    assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == "slate"
    assert tab.faults == []


def test_a_page_that_is_not_there_says_so_and_lists_what_is(tab, language):
    words = WORDS[language]
    title = visit(tab, f"{language}/{CARD}").get_by_role("heading", level=1)
    question = tab.page.title().split(" · ")[0]
    offline(tab)
    page = tab.open(f"{language}/{OTHER_CARD}?from=elsewhere#why")
    page.get_by_role("heading", name=words["unreachable"]).wait_for()
    assert tab.status == 503
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("body").evaluate("body => getComputedStyle(body).display") == "grid", "it has its looks"
    page.get_by_role("link", name=question).click()
    page.wait_for_url(f"**/{language}/{CARD}")
    title.wait_for()
    tab.open(f"{language}/{OTHER_CARD}")
    offline(tab, cut=False)
    page.get_by_role("button", name=words["again"]).click()
    page.get_by_text(words["show"], exact=True).wait_for()
    expected(tab, "503: ")


def test_an_address_without_its_slash_finds_its_page_and_a_malformed_one_is_told_so(tab, language):
    words = WORDS[language]
    visit(tab, f"{language}/{CARD}")
    offline(tab)
    page = tab.open(f"{language}/{CARD.rstrip('/')}")
    page.wait_for_url(f"**/{language}/{CARD}")
    page.get_by_text(words["show"], exact=True).wait_for()
    tab.open(f"{language}/cards/%E0%A4%A")
    page.get_by_role("heading", name=words["unreachable"]).wait_for()
    expected(tab, "503: ")


def test_a_kept_topic_has_all_its_cards_and_a_search_that_leads_to_them(tab, real_library, language):
    words = WORDS[language]
    page = visit(tab, f"{language}/topics/{TOPIC}/")
    said = keep(page, words)
    assert re.search(r"\(\d+(,\d)? kB\)|\(\d+[.,]\d MB\)", said), "the size stands on the button before it is pressed"
    offline(tab)
    for card in real_library.cards_by_topic[TOPIC]:
        tab.open(f"{language}/cards/{card.id}/")
        assert tab.status == 200
        assert page.get_by_text(words["show"], exact=True).is_visible()
    for path in ("", "topics/", "glossary/", f"topics/{TOPIC}/"):
        tab.open(f"{language}/{path}")
        assert tab.status == 200
    page.get_by_role("button", name=words["search"]).first.click()
    page.keyboard.type(words["query"])
    found = page.get_by_role("option")
    found.first.wait_for()
    ours = {f"/library/{language}/cards/{card.id}/" for card in real_library.cards_by_topic[TOPIC]}
    hits = [link for link in found.all() if link.get_attribute("href") in ours]
    assert hits
    address = hits[0].get_attribute("href")
    hits[0].click()
    page.wait_for_url(f"**{address}")
    page.get_by_text(words["show"], exact=True).wait_for()
    expected(tab, "failed: ", "uncaught: Failed to fetch")  # what the search shows of cards that are not kept


def test_a_topic_is_kept_in_its_language_only(tab):
    keep(visit(tab, f"en/topics/{TOPIC}/"), WORDS["en"])
    offline(tab)
    tab.open(f"es/{CARD}").get_by_role("heading", name=WORDS["es"]["unreachable"]).wait_for()
    expected(tab, "503: ")


def test_progress_grows_from_what_is_there_to_the_whole(tab):
    page = visit(tab, f"en/topics/{TOPIC}/")
    page.evaluate("""() => {
      window.seen = [];
      const bar = document.querySelector(".cw-keep progress");
      const figures = document.querySelector(".cw-keep progress + span");
      const note = () => window.seen.push([bar.value / bar.max, figures.textContent, figures.checkVisibility()]);
      new MutationObserver(note).observe(figures, { childList: true });
    }""")
    keep(page, WORDS["en"])
    shares, texts, visible = zip(*page.evaluate("window.seen"), strict=True)
    assert len(shares) > 10
    assert list(shares) == sorted(shares)
    assert shares[0] < 0.6
    assert shares[-1] == 1
    assert all(visible)
    assert re.fullmatch(r"\d+ kB of \d\.\d MB|\d\.\d MB of \d\.\d MB", texts[0])
    assert re.fullmatch(r"(\d\.\d MB) of \1", texts[-1])
    assert not page.locator(".cw-keep progress").is_visible()


def test_a_download_can_be_stopped_and_goes_on_where_it_was(tab):
    page = visit(tab, f"en/topics/{TOPIC}/")
    whole = page.get_by_role("button", name=WORDS["en"]["keep"]).inner_text()
    page.context.route(f"**/{CARD}index.html", lambda _: None)  # this one never gets an answer
    page.get_by_role("button", name=WORDS["en"]["keep"]).click()
    kept(page, "en/cards/rope-mechanics/index.html")
    page.get_by_role("button", name="Stop").click()
    button = page.get_by_role("button", name=WORDS["en"]["keep"])
    button.wait_for()
    assert button.inner_text() != whole, "what has arrived need not come again"
    page.context.unroute(f"**/{CARD}index.html")
    keep(page, WORDS["en"])
    tab.faults.clear()  # the browser notes what was stopped


def test_a_download_that_breaks_off_says_so(tab):
    page = visit(tab, f"en/topics/{TOPIC}/")
    offline(tab)
    page.get_by_role("button", name=WORDS["en"]["keep"]).click()
    page.get_by_text("The download broke off.").wait_for()
    offline(tab, cut=False)
    keep(page, WORDS["en"])
    expected(tab, "failed: ")


def test_everything_can_be_kept_and_removed(tab, real_project, real_library, language):
    words = WORDS[language]
    page = visit(tab, f"{language}/topics/")
    before = labels(page)
    keep(page, words, "keep all")
    everything = labels(page)
    site = digests(real_project.built_site)
    assert {path: digest for path, digest in everything.items() if site[path] != digest} == {}
    pages = {path for path in site if path.startswith(f"{language}/") and path.endswith(".html")}
    assert pages <= everything.keys()
    tab.open(f"{language}/topics/{TOPIC}/")
    page.locator(".cw-keep [role=status]").wait_for()
    assert page.locator(".cw-keep button").is_hidden(), "a topic needs no keeping where everything is kept"
    offline(tab)
    for cards in real_library.cards_by_topic.values():
        if cards:
            tab.open(f"{language}/cards/{cards[-1].id}/")
            assert tab.status == 200
    offline(tab, cut=False)
    tab.open(f"{language}/topics/")
    page.get_by_role("button", name=words["remove"]).click()
    page.get_by_role("button", name=re.compile(words["keep all"])).wait_for()
    after = labels(page)
    assert after.keys() <= before.keys() | {"offline/site.json"}
    assert [path for path in after if path.startswith(("pagefind/", f"{language}/cards/"))] == []
    assert tab.faults == []


def test_removing_a_topic_leaves_what_another_needs(tab, real_library):
    topics = [topic for topic, cards in real_library.cards_by_topic.items() if len(cards) > 1][:2]
    page = visit(tab, f"en/topics/{topics[0]}/")
    keep(page, WORDS["en"])
    one = labels(page)
    visit(tab, f"en/topics/{topics[1]}/")
    keep(page, WORDS["en"])
    page.get_by_role("button", name=WORDS["en"]["remove"]).click()
    page.get_by_role("button", name=re.compile(WORDS["en"]["keep"])).wait_for()
    assert labels(page) == one


def test_no_request_leaves_the_site_not_even_from_the_worker(tab):
    asked = []
    tab.page.context.on("request", lambda request: asked.append((request.url, request.service_worker is not None)))
    page = visit(tab, f"en/topics/{TOPIC}/")
    keep(page, WORDS["en"])
    visit(tab, f"es/{CARD}")
    assert [url for url, _ in asked if not url.startswith(tab.root)] == []
    assert any(by_worker for _, by_worker in asked)


def test_without_service_workers_nothing_is_offered_and_nothing_breaks(open_tab, real_address):
    tab = open_tab(real_address)
    tab.page.add_init_script("delete Navigator.prototype.serviceWorker")
    for path in ("en/topics/", f"es/topics/{TOPIC}/", f"en/{CARD}"):
        page = tab.open(path)
        page.evaluate("new Promise((resolve) => requestIdleCallback(() => setTimeout(resolve, 50)))")
        assert page.locator(".cw-keep:visible, .cw-update:visible").count() == 0
    assert tab.faults == []


def test_without_javascript_nothing_is_offered(open_tab, real_address):
    page = open_tab(real_address, java_script_enabled=False).open(f"en/topics/{TOPIC}/")
    assert page.locator(".cw-keep:visible, .cw-update:visible").count() == 0
