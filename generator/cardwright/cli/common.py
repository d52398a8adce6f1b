"""What the verbs share: options, reading what is there, and ending with a message where it cannot be used."""

from __future__ import annotations

import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cardwright.errors import CardwrightError
from cardwright.project import Project
from cardwright.report import FailOn, Format, Tally, report

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cardwright.markup.typesetting import Typeset
    from cardwright.model.library import Library
    from cardwright.problems import Finding, Problem
    from cardwright.reading.load import Loaded

ProjectFolder = Annotated[
    Path | None,
    typer.Option("--project", metavar="FOLDER", help="The repository; found from here upwards if not given."),
]
ProblemFormat = Annotated[Format, typer.Option("--format", help="How to print problems.")]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", metavar="error|warning", help="Which problems make the command fail.")
]


def shown(path: Path) -> str:
    """A path as one would type it from here."""
    return os.path.relpath(path)


def project_at(folder: Path | None) -> Project:
    """The project in a folder, or around the one where the command was typed."""
    return Project.find((folder or Path.cwd()).resolve())


def checked(project: Project) -> tuple[Loaded, list[Problem]]:
    """The library and every problem that reading and the rules find."""
    from cardwright.checks import check as check_rules
    from cardwright.reading.load import load

    loaded = load(project)
    problems = list(loaded.problems)
    if loaded.library:
        problems += [loaded.problem(finding) for finding in check_rules(loaded.library)]
    return loaded, problems


def read(project: Project) -> tuple[Loaded, Library]:
    """What could be read, rules apart; if not even languages and topics are known, the process ends."""
    from cardwright.reading.load import load

    loaded = load(project)
    if loaded.library is None:
        refuse(loaded.problems, project)
    return loaded, loaded.library


def library_of(project: Project) -> tuple[Loaded, Library]:
    """What was read, if nothing in it is wrong; otherwise what is wrong is printed and the process ends."""
    from cardwright.problems import errors_in

    loaded, problems = checked(project)
    if errors_in(problems) or not loaded.library:
        refuse(problems, project)
    return loaded, loaded.library


def typeset_of(loaded: Loaded, library: Library, project: Project) -> Typeset:
    """Formulas, diagrams and what snippets draw, if all of it can be drawn; otherwise the process ends as above."""
    made, findings = drawn(library, project.cache)
    if findings:
        refuse([loaded.problem(finding) for finding in findings], project)
    return made


def drawn(library: Library, cache: Path, programs: Path | None = None) -> tuple[Typeset, list[Finding]]:
    """Everything that is drawn, and what cannot be.

    Args:
        library: Whose formulas, diagrams and snippets.
        cache: Folder for results; safe to delete.
        programs: Another one for those of snippets.
    """
    from dataclasses import replace

    from cardwright.markup.typesetting import typeset
    from cardwright.snippets.drawings import drawings

    made, findings = typeset(library, cache)
    pictures = drawings(library, programs or cache)
    if pictures.notice:
        print(pictures.notice, file=sys.stderr)
    return replace(made, drawings=pictures.pictures), [*findings, *pictures.findings]


def printed_of(loaded: Loaded, library: Library, project: Project) -> Mapping[str, tuple[str, ...]]:
    """What the walkthrough of each drill prints, if all of them run; otherwise the process ends as above."""
    from cardwright.snippets.walkthrough import walk

    walked = walk(library, project)
    if walked.notice:
        print(walked.notice, file=sys.stderr)
    if walked.findings:
        refuse([loaded.problem(finding) for finding in walked.findings], project)
    return walked.printed


def refuse(problems: list[Problem], project: Project, format_: Format = Format.TEXT) -> NoReturn:
    """Print problems and end the process."""
    tally = Tally.of(problems, 0, 0)
    print(report(problems, format_, tally, project.root, Path.cwd()), end="", file=sys.stderr)
    raise typer.Exit(1)


def sum_up(title: str, problems: list[Problem], tally: Tally) -> None:
    """Add a run to the page that GitHub shows for a workflow; there is none elsewhere."""
    from cardwright.report.github import files_address, page
    from cardwright.writing import append

    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        append(Path(place), page(title, problems, tally, files_address(os.environ)))


def must_exist(paths: list[Path]) -> None:
    """See to it that paths which somebody typed are there."""
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise CardwrightError(f"there is no {path}", hint="name files or folders below content/, or none for all")


def is_below(file: Path, paths: list[Path]) -> bool:
    """Whether a file is one of some paths or below one."""
    return any(file.is_relative_to(path.resolve()) for path in paths)


class Steps:
    """Says what a long command is doing, and in the end how long each part took."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True)
        self._seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show `name` while the block runs."""
        from rich.live import Live

        start = time.perf_counter()
        with Live(f"{name} …", console=self._console, transient=True, auto_refresh=False):  # a thread forbids forking
            yield
        self._seconds[name] = time.perf_counter() - start

    def summary(self) -> None:
        """Print the seconds of each step."""
        print(", ".join(f"{name} {seconds:.1f} s" for name, seconds in self._seconds.items()))
