"""Notebooks run as readers run them: all in the sandbox, some in a real Jupyter kernel with "Run All"."""

import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest

from building import ROOT
from cardwright.site.lab import MAY_RAISE, SOLUTION, STARTER, TESTS
from cardwright.site.notebooks import Notebooks
from cardwright.snippets.job import Job, Part, Status
from cardwright.snippets.runner import runner_for_this_platform
from cardwright.snippets.walkthrough import MARK

LANGUAGES = ("en", "es")
DRILLS = sorted(p.stem for p in (ROOT / "content" / "cards").glob("*/*.yaml") if "\ndrill:" in p.read_text("utf-8"))
IN_A_KERNEL = [("en", "drill-attention"), ("es", "drill-lru-ttl-cache")]
BETWEEN = Part("between", f"__import__('sys').stdout.write({MARK!r})")


def solved(cells):
    """A notebook whose reader has written the solution where the starter was."""
    solution = next(cell.source for cell in cells if cell.name == SOLUTION)
    return [replace(cell, source=solution) if cell.name == STARTER else cell for cell in cells]


def job(cells, requires):
    parts = [part for cell in cells if cell.is_code for part in (Part(cell.name, cell.source), BETWEEN)]
    return Job(tuple(parts), tuple(requires))


def in_a_kernel(cells, folder):
    """The cells of code after "Run All" in the kernel that a reader would have, by name."""
    path = folder / "lab.ipynb"
    path.write_text(Notebooks(folder / "cache.json").written(cells, "en"), encoding="utf-8")
    command = [sys.executable, "-m", "jupyter", "execute", "--inplace", str(path)]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return {cell.id: cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"}


def printed(cell):
    return "".join(output.text for output in cell.outputs if output.output_type == "stream" and output.name == "stdout")


def errors(cell):
    return [output.ename for output in cell.outputs if output.output_type == "error"]


def test_every_drill_has_a_notebook_in_every_language(real_labs):
    assert set(real_labs.cells) == {(language, id_) for language in LANGUAGES for id_ in DRILLS}


def outcomes(real_labs, notebooks):
    """How each notebook ends, by the id of its card: all run in one warm process."""
    jobs = [job(cells, real_labs.library.card_by_id[id_].drill.requires) for id_, cells in notebooks.items()]
    return dict(zip(notebooks, runner_for_this_platform().run(jobs), strict=True))


def test_with_the_solution_every_cell_runs_and_prints_what_the_page_shows(real_labs):
    notebooks = {id_: solved(real_labs.cells["en", id_]) for id_ in DRILLS}  # code is the same in every language
    for id_, result in outcomes(real_labs, notebooks).items():
        assert (result.status, result.raised) == (Status.FINISHED, None), id_
        steps = [cell for cell in notebooks[id_] if cell.is_code and cell.name.startswith("walkthrough")]
        printed_now = result.stdout.split(MARK)[:-1]
        assert printed_now[len(printed_now) - len(steps) :] == [cell.printed for cell in steps], id_
        assert [cell.printed for cell in steps] == list(real_labs.printed[id_])


def test_with_the_starter_the_tests_fail_and_are_allowed_to(real_labs):
    notebooks = {id_: real_labs.cells["en", id_] for id_ in DRILLS}
    ends = {id_: (end.status, end.raised.part) for id_, end in outcomes(real_labs, notebooks).items()}
    assert ends == dict.fromkeys(DRILLS, (Status.RAISED, TESTS))
    assert {tuple(c.name for c in cells if MAY_RAISE in c.tags) for cells in notebooks.values()} == {(TESTS,)}


@pytest.mark.parametrize(("language", "id_"), IN_A_KERNEL)
def test_run_all_goes_through_a_notebook_as_it_is_downloaded(real_labs, tmp_path, language, id_):
    cells = real_labs.cells[language, id_]
    ran = in_a_kernel(cells, tmp_path)
    assert errors(ran[TESTS]) == ["AssertionError"]
    assert {name for name, cell in ran.items() if errors(cell)} == {TESTS}
    assert {c.name: printed(ran[c.name]) for c in cells if c.printed} == {c.name: c.printed for c in cells if c.printed}


@pytest.mark.parametrize(("language", "id_"), IN_A_KERNEL)
def test_run_all_passes_the_tests_of_a_solved_notebook(real_labs, tmp_path, language, id_):
    ran = in_a_kernel(solved(real_labs.cells[language, id_]), tmp_path)
    assert {name: errors(cell) for name, cell in ran.items() if errors(cell)} == {}
    assert all(cell.execution_count for cell in ran.values())
