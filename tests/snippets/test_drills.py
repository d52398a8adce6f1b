"""The tests of a drill tell right from wrong: solutions pass, starters fail, and so does every mutant of a solution.

A mutant is a wrong solution as a reader would write it: `tests/drills/<id of the card>/<what is wrong>.py`.
"""

from pathlib import Path

import pytest

from building import ROOT
from cardwright.project import Project
from cardwright.reading.load import load
from cardwright.snippets.job import Job, Part, Status
from cardwright.snippets.runner import runner_for_this_platform

MUTANTS = Path(__file__).parents[1] / "drills"
DRILLS = sorted(
    path.stem for path in (ROOT / "content" / "cards").glob("*/*.yaml") if "\ndrill:" in path.read_text("utf-8")
)
FEWEST = 3


@pytest.fixture(scope="module")
def drills():
    library = load(Project(ROOT)).library
    assert library
    return {card.id: card.drill for card in library.cards if card.drill}


def outcomes(drill, codes):
    """How each piece of code ends before the tests of a drill."""
    jobs = [Job((Part("code", code), Part("tests", drill.tests)), tuple(drill.requires)) for code in codes]
    return runner_for_this_platform().run(jobs)


def mutants_of(id_):
    return {path.stem: path.read_text("utf-8") for path in sorted((MUTANTS / id_).glob("*.py"))}


def test_every_drill_is_judged_here(drills):
    assert set(drills) == set(DRILLS)


def test_every_folder_of_mutants_belongs_to_a_drill():
    assert {path.name for path in MUTANTS.iterdir()} <= set(DRILLS)


@pytest.mark.parametrize("id_", DRILLS)
def test_the_solution_passes_and_the_starter_fails(drills, id_):
    solution, starter = outcomes(drills[id_], [drills[id_].solution, drills[id_].starter])
    assert (solution.status, solution.raised) == (Status.FINISHED, None)
    assert (starter.status, starter.raised.part) == (Status.RAISED, "tests")


@pytest.mark.parametrize("id_", DRILLS)
def test_every_mutant_fails_by_an_assertion_of_the_tests(drills, id_):
    mutants = mutants_of(id_)
    assert len(mutants) >= FEWEST, f"tests/drills/{id_}/ needs wrong solutions, at least {FEWEST}"
    ends = dict(zip(mutants, outcomes(drills[id_], mutants.values()), strict=True))
    how = {name: (end.status, end.raised and (end.raised.type, end.raised.part)) for name, end in ends.items()}
    assert how == dict.fromkeys(mutants, (Status.RAISED, ("AssertionError", "tests")))
