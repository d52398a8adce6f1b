"""Every program of the content does in the reader's browser what it did when it was recorded."""

import re

from python_session import run

FIRST = "en/cards/kv-cache-memory/"
SNIPPET = re.compile(r'<div class="cw-snippet".*?(?=\n<h2 )', re.DOTALL)

_CLICK_AND_WAIT = """async (snippet) => {
  const reset = snippet.querySelector("[data-cw-reset]");
  const over = new Promise((resolve) => {
    new MutationObserver(() => reset.hidden || resolve()).observe(reset, { attributeFilter: ["hidden"] });
  });
  snippet.querySelector("[data-cw-run]").click();
  await over;
  return [snippet.querySelector("samp").innerText.trim(), snippet.querySelector("[role=status]").innerText];
}"""


def test_run_on_every_snippet_shows_its_recorded_output(tab, real_project, real_library):
    """The snippets of all pages, as they stand there, on one page: Python starts once, and each button is clicked."""
    cards = {card.id: card.snippet for card in real_library.cards if card.snippet}
    pages = {id_: (real_project.built_site / f"en/cards/{id_}/index.html").read_text("utf-8") for id_ in cards}
    snippets = {id_: SNIPPET.search(page)[0].replace('id="snippet-text"', f'id="{id_}"') for id_, page in pages.items()}
    first = SNIPPET.sub(lambda _: "\n".join(snippets.values()), pages["kv-cache-memory"], count=1)
    tab.page.route(f"**/{FIRST}", lambda route: route.fulfill(body=first, content_type="text/html; charset=utf-8"))
    page = tab.open(FIRST)
    assert page.locator("[data-cw-run]:visible").count() == len(cards) > 30
    differing = {}
    for id_, snippet in cards.items():
        output, status = page.locator(f"#{id_}").evaluate(_CLICK_AND_WAIT)
        if output != (snippet.output or "").strip() or "The output is the recorded one" not in status:
            differing[id_] = output, status
    assert differing == {}


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
