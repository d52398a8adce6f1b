"""The page of a drill: writing, checking against hidden tests, hints, the question before the solution, attempts."""

import re

import pytest
from playwright.sync_api import expect

from building import ROOT
from python_session import run

CARD = "cards/drill-attention/"
MUTANTS = ROOT / "tests" / "drills"
CHECKED = 60_000
"""Milliseconds in which Python has started and the checks have run."""

SAMPLES = ("drill-attention", "drill-bpe", "drill-lora")
"""Drills whose wrong solutions are refused here too; all of them are in `tests/snippets/test_drills.py`."""

AXE = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
RUN_AXE = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}"""
HIDDEN_TESTS = "document.querySelector('[data-cw-tests]').textContent"


def mutant(id_, name):
    return (MUTANTS / id_ / f"{name}.py").read_text(encoding="utf-8")


def write(page, code):
    """Put code into the editor, as somebody who pastes it."""
    if page.locator("[data-cw-write]").is_visible():
        page.locator("[data-cw-write]").click()
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(code)


def check(page, outcome):
    """Check what is written and wait until it is judged."""
    page.locator("[data-cw-check]").click()
    expect(status(page, outcome)).to_be_visible(timeout=CHECKED)


def status(page, outcome):
    return page.locator(f".cw-drill__status[data-outcome={outcome}]")


def attempts(page):
    return page.locator(".cw-drill__attempts li")


def test_attempts_from_wrong_to_right_are_judged_kept_and_brought_back(tab, real_library):
    page = tab.open(f"en/{CARD}")
    drill = real_library.card_by_id["drill-attention"].drill
    wrong = mutant("drill-attention", "ignores_causal")
    write(page, wrong)
    check(page, "failed")
    expect(page.locator(".cw-drill__status")).to_have_text("16 of 17 checks passed")
    failed = page.locator(".cw-verdict--failed")
    expect(failed.locator("strong")).to_have_text("causal=False differs from the loop over all keys")
    expect(page.locator(".cw-drill__results summary")).to_have_text("Passed: 16")

    write(page, drill.solution)
    page.keyboard.press("Control+Enter")
    expect(status(page, "passed")).to_have_text("All 17 checks passed", timeout=CHECKED)
    expect(failed).to_have_count(0)

    page.reload()
    expect(attempts(page)).to_have_count(2)
    expect(attempts(page).first).to_contain_text("All 17 checks passed")
    assert page.locator(".cw-drill__desk code").text_content().strip() == drill.solution.strip()
    attempts(page).last.get_by_role("button", name="Restore").click()
    assert page.locator(".cw-drill__desk code").text_content().strip() == wrong.strip()
    attempts(page).last.get_by_role("button", name="Delete").click()
    expect(attempts(page)).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "attempts"
    page.reload()
    expect(attempts(page)).to_have_count(1)

    page.locator("[data-cw-reset]").click()
    assert page.locator(".cw-drill__desk code").text_content().strip() == drill.starter.strip()
    expect(attempts(page)).to_have_count(2)  # what had been restored and never checked
    expect(attempts(page).first).to_contain_text("not checked")

    page = tab.open("en/drills/")
    expect(page.locator("a", has_text="causal multi-head")).to_contain_text("solved")


def test_every_solution_passes_in_the_browser_and_wrong_ones_fail_with_a_message(tab, real_library):
    page = tab.open(f"en/{CARD}")
    drills = {card.id: card.drill for card in real_library.cards if card.drill}
    for id_, drill in drills.items():
        code = [("solution.py", drill.solution)]
        right = run(page, code, tests=drill.tests, requires=drill.requires)
        outcomes = {check["outcome"] for check in right["checks"]}
        assert (id_, right["end"], outcomes) == (id_, "finished", {"passed"})
        if id_ not in SAMPLES:
            continue
        wrong = min((MUTANTS / id_).glob("*.py")).read_text(encoding="utf-8")
        judged = run(page, [("solution.py", wrong)], tests=drill.tests, requires=drill.requires)
        failed = [check for check in judged["checks"] if check["outcome"] == "failed"]
        assert failed, id_
        assert all(check["message"] for check in failed), id_
    assert page.evaluate(HIDDEN_TESTS) == drills["drill-attention"].tests


def test_a_starter_that_returns_nothing_and_code_that_breaks_are_told_apart(tab):
    page = tab.open(f"en/{CARD}")
    check(page, "failed")
    expect(page.locator(".cw-drill__status")).to_have_text(re.compile(r"^0 of \d+ checks passed$"))
    expect(page.locator(".cw-verdict").first).to_be_visible()
    write(page, "import numpy as np\n\nprint('so far')\nsoftmax = 1 / 0\n")
    check(page, "failed")
    expect(page.locator(".cw-drill__status")).to_have_text("Your code broke off before the checks")
    expect(page.locator(".cw-drill__results")).to_contain_text("ZeroDivisionError: division by zero")
    expect(page.locator(".cw-drill__results")).to_contain_text("so far")
    assert "worker" not in page.locator(".cw-drill__results").inner_text()


def test_an_endless_loop_is_stopped_and_the_next_check_works(tab):
    page = tab.open(f"en/{CARD}")
    write(page, "while True:\n    pass\n")
    page.locator("[data-cw-check]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cw-drill__status")).to_have_text("Running …", timeout=CHECKED)
    assert page.evaluate("document.activeElement.matches('[data-cw-stop]')")
    page.keyboard.press("Enter")
    expect(page.locator(".cw-drill__status")).to_have_text("Stopped.", timeout=CHECKED)
    assert page.evaluate("document.activeElement.matches('[data-cw-check]')")
    expect(attempts(page)).to_have_count(0)
    write(page, mutant("drill-attention", "divides_by_model_width"))
    check(page, "failed")
    expect(page.locator(".cw-verdict--failed").first).to_contain_text("differs from the double loop")


@pytest.mark.parametrize(("language", "width", "scheme"), [("es", 390, "light"), ("en", 1280, "dark")])
def test_what_a_check_and_a_question_show_is_accessible(open_tab, real_address, language, width, scheme):
    tab = open_tab(real_address, width=width, color_scheme=scheme, bypass_csp=True)  # axe is a script of ours
    page = tab.open(f"{language}/{CARD}")
    write(page, "print('so far')\n" + mutant("drill-attention", "ignores_causal"))
    check(page, "failed")
    page.locator(".cw-drill__results summary").click()
    page.evaluate(AXE)
    assert page.evaluate(RUN_AXE) == []
    assert tab.too_wide() == []
    page.locator("[data-cw-solution] summary").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate(RUN_AXE) == []


def test_hints_come_one_at_a_time(tab):
    page = tab.open(f"en/{CARD}")
    hints = page.locator("[data-cw-hint]")
    assert [hint.is_visible() for hint in hints.all()] == [True, False, False, False]
    page.locator("[data-cw-hint] summary").first.focus()
    page.keyboard.press("Enter")
    expect(hints.nth(1)).to_be_visible()
    expect(hints.nth(2)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(hints.nth(1)).to_be_visible()  # what was offered stays


@pytest.mark.parametrize(
    ("language", "no", "yes"), [("en", "Keep trying", "Show it"), ("es", "Seguir intentando", "Verla")]
)
def test_the_solution_is_shown_to_those_who_confirm(tab, language, no, yes):
    page = tab.open(f"{language}/{CARD}")
    solution, dialog = page.locator("[data-cw-solution]"), page.get_by_role("dialog")
    for refuse in (lambda: page.keyboard.press("Escape"), lambda: page.get_by_role("button", name=no).click()):
        solution.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(dialog).to_be_visible()
        expect(page.get_by_role("button", name=no)).to_be_focused()
        refuse()
        expect(dialog).to_be_hidden()
        expect(solution.locator("summary")).to_be_focused()
        assert solution.get_attribute("open") is None
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=yes)).to_be_focused()
    page.keyboard.press("Enter")
    expect(solution.locator(".highlight")).to_be_visible()


def test_the_clock_counts_down_when_asked_and_speaks_seldom(tab):
    page = tab.page
    page.clock.install()
    tab.open(f"en/{CARD}")
    face, said = page.get_by_role("timer"), page.locator(".cw-drill__status")
    expect(face).to_have_text("20:00")
    page.clock.run_for(5_000)
    expect(face).to_have_text("20:00")
    page.get_by_role("button", name="Start the clock").click()
    page.clock.run_for(60_000)
    expect(face).to_have_text("19:00")
    expect(said).to_have_text("")
    page.clock.run_for(9 * 60_000)
    expect(said).to_have_text("10 minutes left")
    page.get_by_role("button", name="Pause the clock").click()
    page.clock.run_for(60_000)
    expect(face).to_have_text("10:00")
    page.reload()
    expect(face).to_have_text("10:00")
    page.get_by_role("button", name="Start the clock").click()
    page.clock.run_for(10 * 60_000 + 30_000)
    expect(face).to_have_text("+0:30")
    expect(said).to_have_text("Time is up")
    assert page.evaluate("document.activeElement.matches('[data-cw-clock]')")  # the focus was never moved


def test_what_is_kept_may_be_anything(tab):
    """An older version of the site, or somebody's hand, wrote it."""
    page = tab.open(f"en/{CARD}")
    for junk in ("{", "null", "3", '{"attempts": 3}', '{"attempts": [null, {"code": 1}], "spent": "x", "draft": {}}'):
        page.evaluate("(junk) => localStorage.setItem('cardwright.drill.drill-attention', junk)", junk)
        page.reload()
        expect(page.get_by_role("timer")).to_have_text("20:00")
        expect(attempts(page)).to_have_count(0)


def test_without_scripts_everything_can_be_read(open_tab, real_address, real_library):
    page = open_tab(real_address, java_script_enabled=False).open(f"en/{CARD}")
    drill = real_library.card_by_id["drill-attention"].drill
    text = page.locator(".cw-drill").inner_text()
    assert "20 minutes" in text
    for part in (drill.starter, drill.solution):
        assert part.strip().splitlines()[-1].strip() in text
    assert page.locator("[data-cw-hint]:visible").count() == len(drill.hints)
    assert page.locator(".cw-drill :is(button, dialog, [role=timer]):visible").count() == 0
    assert "_loop" not in text  # the tests stay hidden


def test_pages_without_a_drill_load_nothing_of_it_and_pages_with_one_little(tab):
    fetched = []
    tab.page.on("response", lambda response: fetched.append(response.url.rpartition("/")[2]))
    tab.open("en/cards/kv-cache-memory/")
    assert not [name for name in fetched if name.startswith(("drill", "work"))]
    fetched.clear()
    tab.open(f"en/{CARD}")
    assert {name.partition(".")[0] for name in fetched} >= {"drill"}
    assert not [name for name in fetched if name.startswith(("work", "panel", "session", "editor", "pyodide"))]
