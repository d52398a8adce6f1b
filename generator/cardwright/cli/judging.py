"""The verbs that judge and tell: check, run, status, diff."""

from __future__ import annotations

import sys
import time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardwright.cli.common import (
    FailOnOption,
    ProblemFormat,
    ProjectFolder,
    checked,
    is_below,
    must_exist,
    project_at,
    read,
    refuse,
    sum_up,
)
from cardwright.report import FailOn, Format, Tally, report

if TYPE_CHECKING:
    from cardwright.problems import Problem
    from cardwright.project import Project
    from cardwright.review.compare import Side

app = typer.Typer()


class StatusFormat(StrEnum):
    """How the state of the content is printed."""

    TEXT = "text"
    JSON = "json"


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Report on these files or folders only.")] = None,
    format_: ProblemFormat = Format.TEXT,
    fail_on: FailOnOption = FailOn.ERROR,
    project: ProjectFolder = None,
) -> None:
    """Read and check the content; exit status 1 if there is an error."""
    start = time.perf_counter()
    place = project_at(project)
    loaded, problems = checked(place)
    if paths:
        must_exist(paths)
        problems = [p for p in problems if _below(p, paths, place.root)]
    tally = Tally.of(problems, loaded.cards, time.perf_counter() - start)
    print(report(problems, format_, tally, place.root, Path.cwd()), end="")
    if format_ is Format.TEXT:
        print(tally)
    if format_ is Format.GITHUB:
        sum_up("Check", problems, tally)
    if fail_on.fails(problems):
        raise typer.Exit(1)


@app.command()
def run(
    ids: Annotated[list[str] | None, typer.Argument(metavar="[ID]…", help="Run these cards only.")] = None,
    update: Annotated[bool, typer.Option("--update", help="Record what snippets print.")] = False,
    format_: ProblemFormat = Format.TEXT,
    fail_on: FailOnOption = FailOn.ERROR,
    project: ProjectFolder = None,
) -> None:
    """Run snippets and drills and compare them with what the cards say; exit status 1 if there is an error."""
    from cardwright.snippets.run import run as run_code

    start = time.perf_counter()
    place = project_at(project)
    loaded, problems = checked(place)
    if loaded.library is None:
        refuse(problems, place, format_)
    outcome = run_code(loaded.library, place, ids or (), update=update)
    if outcome.recorded:
        loaded, _ = checked(place)  # recording moves lines
    found = [loaded.problem(finding) for finding in outcome.findings]
    tally = Tally.of(found, outcome.cards, time.perf_counter() - start)
    print(report(found, format_, tally, place.root, Path.cwd()), end="")
    if outcome.notice:
        print(outcome.notice, file=sys.stderr)
    if format_ is Format.TEXT:
        print(f"{outcome.summary()}, {tally.seconds:.1f} s")
    if format_ is Format.GITHUB:
        sum_up("Snippets and drills", found, tally)
    if fail_on.fails(found):
        raise typer.Exit(1)


@app.command()
def diff(
    base: Annotated[str, typer.Argument(help="Folder or git revision to compare with.")],
    head: Annotated[str | None, typer.Argument(help="Folder or git revision; the repository as it is if none.")] = None,
    output: Annotated[
        Path | None, typer.Option("--output", metavar="FOLDER", help="Write comment.md and review.json into a folder.")
    ] = None,
    project: ProjectFolder = None,
) -> None:
    """Say which cards differ from another revision, and how, as the comment on a pull request does."""
    from cardwright.review.changes import to_json
    from cardwright.review.comment import comment
    from cardwright.review.compare import compare
    from cardwright.review.revision import state_of
    from cardwright.writing import write

    place = project_at(project)
    with state_of(place, base) as old, state_of(place, head or str(place.root)) as new:
        review = compare(_side(old), _side(new))
    if output is None:
        print(comment(review), end="")
        return
    write(output / "comment.md", comment(review))
    write(output / "review.json", to_json(review))


@app.command()
def status(
    format_: Annotated[StatusFormat, typer.Option("--format", help="How to print it.")] = StatusFormat.TEXT,
    list_: Annotated[bool, typer.Option("--list", help="Name the cards, too.")] = False,
    project: ProjectFolder = None,
) -> None:
    """Show what is missing: translations that are absent, stale or machine-made, facts unverified for a year."""
    from datetime import UTC, datetime

    from cardwright.status import as_json, as_list, as_text, cells, columns
    from cardwright.status import status as status_of

    place = project_at(project)
    loaded, library = read(place)
    rows = status_of(library, datetime.now(tz=UTC).date())
    if format_ is StatusFormat.JSON:
        print(as_json(rows), end="")
    elif sys.stdout.isatty():
        _print_table(columns(rows), [cells(row) for row in rows])
    else:
        print(as_text(rows), end="")
    if list_ and format_ is StatusFormat.TEXT:
        print(as_list(rows), end="")
    if unread := loaded.cards - len(library.all_cards):
        print(f"left out, because `cardwright check` finds errors in them: {unread:,}", file=sys.stderr)


def _print_table(names: list[str], rows: list[list[str]]) -> None:
    """Print a table to a terminal, its last row apart."""
    from rich import box
    from rich.console import Console
    from rich.table import Table

    table = Table(*(name.replace(" ", "\n") for name in names), box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.columns[0].no_wrap = True
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows[:-1]:
        table.add_row(*row)
    table.add_section()
    table.add_row(*rows[-1])
    Console().print(table)


def _side(project: Project) -> Side:
    """A state of the knowledge base, whatever is wrong with it."""
    from cardwright.review.compare import Side

    loaded, problems = checked(project)
    return Side(loaded.library, frozenset(loaded.documents), problems)


def _below(problem: Problem, paths: list[Path], root: Path) -> bool:
    return is_below(root / problem.path, paths)
