"""Tracks on the site: every kind of track, what is ticked off and remembered, and what is left without JavaScript."""

import json
import re

import pytest

from browsing import WIDTHS
from cardwright.model.track import Track
from libraries import card, said, site_of
from serving import served

SCRIPT = "<script>alert(1)</script>"
MARKS = "# *a* `b` [c](card:one) { #d } {{ e }} <i> & \\( x \\)"
WEEKS = [
    {"title": said(MARKS), "when": {"week": 1}, "goal": said(SCRIPT), "cards": ["one"]},
    {"title": said("Second of the week"), "when": {"week": 1}, "select": {"rounds": ["paper"]}},
    {"title": said("Next week"), "when": {"week": 2}, "cards": ["one", "two"]},
]
ROUND = {
    "title": said("Coding"),
    "when": {"round": "coding", "minutes": 60},
    "graded": [said("Shapes"), said(SCRIPT)],
    "fails": [said("Silence")],
    "select": {"topics": ["attention"]},
}
AXES = {
    "rows": [{"id": f"row-{n}", "title": said(f"Row {n}")} for n in range(3)],
    "columns": [{"id": f"column-{n}", "title": said(f"Column {n}")} for n in range(9)],
}
CELLS = [
    {"row": "row-1", "column": "column-8", "text": said(f"Far away {SCRIPT}"), "cards": ["one"]},
    {"row": "row-0", "column": "column-0", "text": said("averagelongword " * 10)},
]
ITEMS = [
    {"title": said("Write *attention*"), "goal": said("From a blank file."), "cards": ["two"]},
    {"title": {"en": "Sleep", "es": "Dormir"}},
]


def track(id_, kind, **fields):
    plain = {"id": id_, "kind": kind, "title": said(f"The {kind}"), "summary": said(f"What the {kind} is for.")}
    return Track.model_validate({**plain, **fields})


TRACKS = (
    track("list", "checklist", steps=ITEMS),
    track("loop", "loop", steps=[ROUND]),
    track("grid", "matrix", **AXES, cells=CELLS),
    track("plan", "plan", title=said(f"A plan {SCRIPT}"), steps=WEEKS),
    track("role", "role", title={"en": "English only"}, summary={"en": "S."}, steps=[{"title": {"en": "Read"}}]),
)
CARDS = (card("one"), card("two"), *(card(f"more-{n:02}", level="senior") for n in range(10)))


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return site_of(tmp_path_factory.mktemp("tracks") / "project", *CARDS, tracks=TRACKS)


@pytest.fixture(scope="module")
def address(site):
    with served(site.folder) as found:
        yield found


def boxes(page, name=""):
    return page.get_by_role("checkbox", name=name)


def progress(page):
    return page.locator("article [role=status]").inner_text()


@pytest.mark.parametrize("path", ["", *(f"{track.id}/" for track in TRACKS)])
@pytest.mark.parametrize("language", ["en", "es"])
def test_a_track_of_each_kind_fits_and_nothing_in_it_runs(address, open_tab, language, path):
    tab = open_tab(address)
    page = tab.open(f"{language}/tracks/{path}")
    page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = true; })")
    for width in WIDTHS:
        tab.widen(width)
        assert not (wide := tab.too_wide()), f"{width} px: {wide}"
    assert page.locator("article script, article i").count() == 0


def test_tracks_stand_by_kind_with_their_steps_and_cards(address, open_tab):
    page = open_tab(address).open("en/tracks/")
    kinds = [re.sub(r"\W+$", "", h.inner_text()) for h in page.locator("article h2").all()]
    assert kinds == ["Study plans", "Roles", "Interview loops", "Checklists", "Overviews"]
    rows = {row.locator("h3").inner_text(): row.inner_text() for row in page.locator(".cw-tracks > li").all()}
    assert "3 steps · 2 cards" in rows[f"A plan {SCRIPT}"]
    assert "1 step · 12 cards · 60 min" in rows["The loop"]
    assert "1 card" in rows["The matrix"]
    assert "step" not in rows["The matrix"]
    page.get_by_role("link", name="The loop").click()
    page.wait_for_url("**/en/tracks/loop/")


@pytest.mark.parametrize(("language", "name"), [("en", "Tracks"), ("es", "Itinerarios")])
def test_the_header_and_the_drawer_lead_to_the_tracks(tab, language, name):
    page = tab.open(f"{language}/")
    page.locator(".cw-places").get_by_role("link", name=name, exact=True).click()
    page.wait_for_url(f"**/{language}/tracks/")
    tab.widen(390)
    tab.open(f"{language}/glossary/")
    page.locator(".cw-menu").click()
    page.locator(".cw-nav__places").get_by_role("link", name=name, exact=True).click()
    page.wait_for_url(f"**/{language}/tracks/")


def test_steps_of_a_week_stand_together_and_their_titles_are_only_words(site, address, open_tab):
    page = open_tab(address).open("es/tracks/plan/")
    headings = [re.sub(r"¶$", "", h.inner_text()).strip() for h in page.locator("article :is(h2, h3)").all()]
    words = "# a b c { #d } {{ e }} <i> & x"
    assert headings == ["Semana 1", words, "Second of the week", "Semana 2", "Next week"]
    assert page.locator("#step-1").inner_text().startswith(words)
    assert SCRIPT in page.locator("article").inner_text()
    toc = page.locator(".md-sidebar--secondary").text_content()
    assert "Second of the week" in toc
    assert [a for a in site.page("es/tracks/plan").ids if a.startswith("step-")] == ["step-1", "step-2", "step-3"]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "No cards for this step yet."), ("es", "Este paso aún no tiene tarjetas.")]
)
def test_a_step_that_selects_no_card_yet_says_so(site, language, words):
    assert site.page(f"{language}/tracks/plan").text.count(words) == 1
    assert words not in site.page(f"{language}/tracks/list").text, "an item without cards lacks none"


def test_a_round_says_how_long_it_is_what_is_graded_and_how_candidates_fail(address, open_tab):
    page = open_tab(address).open("es/tracks/loop/")
    texts = page.locator("article").inner_text()
    assert "Ronda 1 · 60 min" in texts
    for label, items in (("Qué se evalúa", ["Shapes", SCRIPT]), ("Cómo se falla", ["Silence"])):
        shown = page.locator(".cw-judged > div", has_text=label).locator("li").all_inner_texts()
        assert shown == items


def test_many_cards_of_a_step_are_behind_a_disclosure_and_none_is_lost(address, open_tab):
    page = open_tab(address).open("en/tracks/loop/")
    rows = page.locator(".cw-study")
    assert rows.count() == 12
    assert sum(row.is_visible() for row in rows.all()) == 8
    page.get_by_text("4 more cards").click()
    assert all(row.is_visible() for row in rows.all())


def test_a_matrix_is_a_table_with_headings_that_scrolls_in_itself_and_can_be_reached_by_key(address, open_tab):
    page = open_tab(address, width=800, bypass_csp=True).open("en/tracks/grid/")  # the waiting is a script of ours
    region = page.get_by_role("region", name="The matrix")
    assert region.evaluate("element => element.scrollWidth > element.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.cw-matrix').scrollLeft > 0")
    assert page.get_by_role("columnheader").count() == 9
    assert page.get_by_role("rowheader").all_inner_texts() == ["Row 0", "Row 1", "Row 2"]
    row = page.get_by_role("row", name="Row 1")
    assert f"Far away {SCRIPT}" in row.get_by_role("cell").last.inner_text()
    assert row.get_by_role("link", name="What is one?").get_attribute("href") == "../../cards/one/"


def test_on_a_phone_the_cells_of_a_matrix_stand_below_each_other_and_say_their_columns(address, open_tab):
    page = open_tab(address, width=390).open("en/tracks/grid/")
    region = page.get_by_role("region", name="The matrix")
    assert region.evaluate("element => element.scrollWidth <= element.clientWidth")
    lines = [line.strip() for line in region.inner_text().splitlines() if line.strip()]
    assert lines[lines.index("Row 1") + 1 :][:2] == ["Column 8", f"Far away {SCRIPT}"]
    assert page.get_by_role("columnheader").count() == 9
    assert f"Far away {SCRIPT}" in page.get_by_role("row", name="Row 1").get_by_role("cell").last.inner_text()


def test_studied_cards_are_remembered_counted_once_and_known_on_every_track(address, open_tab):
    tab = open_tab(address)
    page = tab.open("en/tracks/plan/")
    assert progress(page) == "0 of 2 cards studied"
    boxes(page, "Studied: What is one?").first.check()
    assert [box.is_checked() for box in boxes(page, "Studied: What is one?").all()] == [True, True]
    assert progress(page) == "1 of 2 cards studied"
    page.reload()
    assert progress(page) == "1 of 2 cards studied"
    tab.open("es/tracks/loop/")
    assert progress(page) == "1 de 12 tarjetas estudiadas"
    boxes(page, "Estudiada: What is one?").uncheck()
    tab.open("en/tracks/plan/")
    assert progress(page) == "0 of 2 cards studied"
    assert page.locator("progress").evaluate("bar => [bar.value, bar.max]") == [0, 2]


def test_items_of_a_checklist_are_remembered_in_either_language(address, open_tab):
    tab = open_tab(address)
    page = tab.open("en/tracks/list/")
    boxes(page, "Sleep").check()
    assert progress(page) == "1 of 2 done"
    tab.open("es/tracks/list/")
    assert boxes(page, "Dormir").is_checked()
    assert not boxes(page, "Write attention").is_checked()
    assert progress(page) == "1 de 2 completados"


@pytest.mark.parametrize("stored", ["{", "null", '{"one": true}', '[1, null, "two"]', '"one"'])
def test_what_another_program_stored_does_no_harm(address, open_tab, stored):
    tab = open_tab(address)
    page = tab.open("en/tracks/plan/")
    page.evaluate("value => localStorage.setItem('cardwright.studied', value)", stored)
    page.reload()
    assert progress(page) == f"{1 if 'two' in stored else 0} of 2 cards studied"
    boxes(page, "Studied: What is one?").first.check()
    kept = json.loads(page.evaluate("localStorage.getItem('cardwright.studied')"))
    assert "one" in kept
    assert all(isinstance(name, str) for name in kept)


def test_two_tabs_do_not_forget_what_the_other_ticked(address, open_tab):
    page = open_tab(address).open("en/tracks/plan/")
    other = page.context.new_page()
    other.goto(page.url)
    boxes(other, "Studied: What is one?").first.check()
    page.get_by_text("1 of 2 cards studied").wait_for()
    boxes(page, "Studied: What is two?").check()
    other.get_by_text("2 of 2 cards studied").wait_for()
    assert sorted(json.loads(page.evaluate("localStorage.getItem('cardwright.studied')"))) == ["one", "two"]


def test_a_browser_that_refuses_storage_still_ticks(address, open_tab):
    tab = open_tab(address)
    tab.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
    )
    page = tab.open("en/tracks/list/")
    boxes(page, "Sleep").check()
    boxes(page, "Write attention").check()
    assert progress(page) == "2 of 2 done"
    tab.faults.clear()  # Material's own script complains about the storage


def test_without_javascript_there_is_a_plain_list_and_nothing_to_tick(address, open_tab):
    tab = open_tab(address, java_script_enabled=False)
    page = tab.open("en/tracks/list/")
    assert page.locator(".cw-check").all_inner_texts() == ["Write attention", "Sleep"]
    tab.open("en/tracks/loop/")
    assert all(row.is_visible() for row in page.locator(".cw-study").all())
    for path in ("list", "loop", "plan", "grid"):
        tab.open(f"en/tracks/{path}/")
        assert page.get_by_role("checkbox").count() == 0
        assert not page.locator(".cw-progress").is_visible() if page.locator(".cw-progress").count() else True


def test_everything_of_a_track_is_on_paper(address, open_tab):
    page = open_tab(address).open("en/tracks/loop/")
    page.emulate_media(media="print")
    assert all(row.bounding_box()["height"] > 10 for row in page.locator(".cw-study").all())
    assert not any(box.is_visible() for box in page.locator(".cw-tick").all())


def test_a_track_that_is_not_translated_says_so_and_is_in_its_language(site, address, open_tab):
    page = open_tab(address).open("es/tracks/role/")
    assert page.get_by_text("Esta página aún no está traducida; se muestra en inglés.").is_visible()
    assert page.get_by_role("heading", name="English only").evaluate("h => h.closest('[lang]').lang") == "en"
    canonical = [link["href"] for link in site.page("es/tracks/role").links_of("canonical")]
    assert canonical == ["https://cardwright.example/library/en/tracks/role/"]
    row = open_tab(address).open("es/tracks/").locator(".cw-tracks > li", has_text="English only")
    assert row.get_attribute("lang") == "en"


def test_a_card_names_the_tracks_that_it_is_part_of(address, open_tab):
    page = open_tab(address).open("es/cards/one/")
    links = page.locator(".cw-badges a")
    assert [link.get_attribute("href") for link in links.all()] == [
        f"../../tracks/{t}/" for t in ("loop", "grid", "plan")
    ]
    assert "Forma parte de The loop, The matrix, A plan" in page.locator(".cw-badges").inner_text()
    links.first.click()
    page.wait_for_url("**/es/tracks/loop/")


def test_the_search_finds_a_track(tab):
    page = tab.open("es/")
    page.keyboard.press("/")
    page.keyboard.type("plan de cuatro semanas")
    page.get_by_role("option").filter(has_text="Plan de cuatro semanas").first.wait_for()


def test_the_tracks_of_the_repository_use_cards_of_many_topics_and_say_where_none_are(real_library):
    for track in real_library.tracks:
        topics = {card.topic for card in real_library.studied_in(track)}
        assert len(topics) >= 5, track.id
        assert all(step.cards or step.select for step in track.steps), track.id
    loop = next(track for track in real_library.tracks if track.id == "seven-round-loop")
    assert len(loop.steps) == 7
    assert 330 <= sum(step.when.minutes for step in loop.steps) <= 360
    assert all(step.graded and step.fails for step in loop.steps)
    plan = next(track for track in real_library.tracks if track.id == "four-week-plan")
    assert {step.when.week for step in plan.steps} == {1, 2, 3, 4}
