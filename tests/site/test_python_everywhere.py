"""Every program of the content does in the reader's browser what it did when it was recorded."""

from python_session import run


def test_every_snippet_prints_its_recorded_output(tab, real_library):
    page = tab.open("en/cards/kv-cache-memory/")
    cards = [card for card in real_library.cards if card.snippet]
    differing = {}
    for card in cards:
        result = run(page, card.snippet.code, requires=card.snippet.requires)
        printed = (result["end"], result["stdout"].strip(), result["stderr"])
        if printed != ("finished", (card.snippet.output or "").strip(), ""):
            differing[card.id] = (printed, result["error"])
    assert len(cards) > 30
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
