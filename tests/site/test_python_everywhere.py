"""Every program of the content does in the reader's browser what it did when it was recorded."""

import re
from pathlib import Path

import pytest

from cardwright.writing import link_tree
from firefox import clicked, firefox
from python_session import run
from serving import served

SNIPPET = re.compile(r'<div class="cw-snippet".*?(?=\n<h2 )', re.DOTALL)
PLACE = "en/cards/every-snippet/"
CLICK = (Path(__file__).parents[1] / "clicking.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def every_snippet(tmp_path_factory, real_project, real_library):
    """The site with a page of all snippets, as they stand on their cards, so that Python starts once; its address."""
    site = tmp_path_factory.mktemp("every") / "site"
    link_tree(real_project.built_site, site)
    cards = [card.id for card in real_library.cards if card.snippet]
    pages = {id_: (site / f"en/cards/{id_}/index.html").read_text("utf-8") for id_ in cards}
    snippets = {id_: SNIPPET.search(page)[0].replace('id="snippet-text"', f'id="{id_}"') for id_, page in pages.items()}
    whole = SNIPPET.sub(lambda _: "\n".join(snippets.values()), pages["kv-cache-memory"], count=1)
    place = site / PLACE / "index.html"
    place.parent.mkdir()
    place.write_text(whole, encoding="utf-8")
    with served(site) as address:
        yield address


def in_chromium(address, ids, request):
    page = request.getfixturevalue("open_tab")(address, locale="en-US").open(PLACE)
    assert page.locator("[data-cw-run]:visible").count() == len(ids)
    return {id_: page.locator(f"#{id_}").evaluate(CLICK) for id_ in ids}


def in_firefox(address, ids, _):
    return clicked(address + PLACE, ids)


@pytest.mark.parametrize("click", [in_chromium, *([in_firefox] if firefox() else [])])
def test_run_on_every_snippet_shows_its_recorded_output(every_snippet, real_library, request, click):
    recorded = {card.id: (card.snippet.output or "").strip() for card in real_library.cards if card.snippet}
    shown = click(every_snippet, list(recorded), request)
    assert {id_: output for id_, (output, _) in shown.items()} == recorded
    assert {status for _, status in shown.values() if "The output is the recorded one" not in status} == set()
    assert len(recorded) > 30


def test_every_drill_accepts_its_solution(tab, real_library):
    page = tab.open("en/cards/drill-attention/")
    drills = [card for card in real_library.cards if card.drill]
    wrong = {}
    for card in drills:
        requires, tests = card.drill.requires, card.drill.tests
        checks = run(page, [("solution.py", card.drill.solution)], tests=tests, requires=requires)["checks"]
        if {check["outcome"] for check in checks} != {"passed"} or len(checks) < 3:
            wrong[card.id] = [check for check in checks if check["outcome"] != "passed"]
    assert len(drills) > 10
    assert wrong == {}


def test_a_starter_is_told_what_is_missing(tab, real_library):
    page = tab.open("en/cards/drill-attention/")
    drill = real_library.card_by_id["drill-bpe"].drill
    checks = run(page, [("starter.py", drill.starter)], tests=drill.tests)["checks"]
    assert (checks[0]["outcome"], checks[0]["message"]) == ("failed", "train returns nothing yet")
