"""What each cell of a walkthrough prints, for lab notebooks."""

import pytest

from cardwright.reading.load import load
from cardwright.snippets.walkthrough import walk

DRILL = """\
drill:
  minutes: 10
  starter: |
    def double(x):
        pass
  solution: |
    def double(x):
        return 2 * x
    print("the solution prints, too")
  tests: |
    assert double(2) == 4, "double(2) is 4"
  walkthrough:
  - text:
      en: Twice.
      es: El doble.
  - code: |
      {first}
  - code: |
      x = 1
  - text:
      en: Again.
      es: Otra vez.
    code: |
      print(double(x))
"""


@pytest.fixture
def walked(desk):
    def run(first="print(double(21))"):
        desk.put(DRILL.format(first=first))
        loaded = load(desk.project)
        return loaded, walk(loaded.library, desk.project, desk.runner)

    return run


def test_each_cell_has_its_own_output_and_the_solution_none(walked):
    _, done = walked()
    assert done.printed == {"counted": ("42\n", "", "2\n")}
    assert done.findings == ()


def test_what_is_known_is_not_run_again(walked, monkeypatch):
    walked()
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert walked()[1].printed["counted"][0] == "42\n"


def test_a_cell_that_fails_is_found_where_it_stands(walked):
    loaded, done = walked("print(doubel(21))")
    problem = loaded.problem(done.findings[0])
    assert done.printed == {}
    assert problem.code == "drill-walkthrough"
    assert problem.message.startswith("the walkthrough fails: line 1 of the walkthrough, cell 2 raised NameError")
    assert problem.excerpt.strip() == "print(doubel(21))"


@pytest.mark.parametrize(
    "first", ["print('\\x1e')", "import sys; sys.__stdout__ = sys.stdout = None", "import os; os.close(1)"]
)
def test_output_that_cannot_be_told_apart_is_found(walked, first):
    _, done = walked(first)
    assert done.printed == {}
    assert [finding.code for finding in done.findings] == ["drill-walkthrough"]


def test_a_cell_may_hide_print(walked):
    _, done = walked("double_print, print = print, lambda *words: double_print('mine', *words)")
    assert done.printed == {"counted": ("", "", "mine 2\n")}
