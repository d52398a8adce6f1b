"""The verbs and exit statuses. Heavy imports happen inside the verb that needs them."""

from __future__ import annotations

import atexit
import gc
import os
import shutil
import sys
import time
from contextlib import contextmanager
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from cardwright.errors import CardwrightError
from cardwright.model.card import Kind, Level
from cardwright.project import Project
from cardwright.report import FailOn, Format, Tally, report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardwright.anki.build import Package
    from cardwright.markup.typesetting import Typeset
    from cardwright.model.library import Library
    from cardwright.problems import Problem
    from cardwright.reading.load import Loaded
    from cardwright.review.compare import Side
    from cardwright.scaffold.fix import Fixed
    from cardwright.site.pages import Download

INTERRUPTED = 130


class StatusFormat(StrEnum):
    """How the state of the content is printed."""

    TEXT = "text"
    JSON = "json"


app = typer.Typer(
    add_completion=True,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Compile validated YAML topic cards into a bilingual site and Anki decks.",
)

ProjectFolder = Annotated[
    Path | None,
    typer.Option("--project", metavar="FOLDER", help="The repository; found from here upwards if not given."),
]
ProblemFormat = Annotated[Format, typer.Option("--format", help="How to print problems.")]
FailOnOption = Annotated[
    FailOn, typer.Option("--fail-on", metavar="error|warning", help="Which problems make the command fail.")
]


def main() -> None:
    """Run the command line: a known error is a message and its exit status, Ctrl-C is 130."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may not know every character
    gc.set_threshold(100_000)  # a command is over before looking for cycles among many small values pays
    atexit.register(gc.freeze)  # nor at the end, when Python would look once more
    try:
        app()
    except CardwrightError as error:
        print(f"error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"help: {error.hint}", file=sys.stderr)
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


@app.callback()
def _verbs() -> None:
    """Compile validated YAML topic cards into a bilingual site and Anki decks."""


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Report on these files or folders only.")] = None,
    format_: ProblemFormat = Format.TEXT,
    fail_on: FailOnOption = FailOn.ERROR,
    project: ProjectFolder = None,
) -> None:
    """Read and check the content; exit status 1 if there is an error."""
    start = time.perf_counter()
    place = _project(project)
    loaded, problems = _checked(place)
    if paths:
        _must_exist(paths)
        problems = [p for p in problems if _below(p, paths, place.root)]
    tally = Tally.of(problems, loaded.cards, time.perf_counter() - start)
    print(report(problems, format_, tally, place.root, Path.cwd()), end="")
    if format_ is Format.TEXT:
        print(tally)
    if format_ is Format.GITHUB:
        _sum_up("Check", problems, tally)
    if fail_on.fails(problems):
        raise typer.Exit(1)


@app.command()
def schema(project: ProjectFolder = None) -> None:
    """Write the JSON Schemas that editors read."""
    from cardwright.model.schemas import json_schemas
    from cardwright.writing import write_tree

    place = _project(project)
    write_tree(place.schemas, json_schemas(_library(place)[1].kb.languages))


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
    place = _project(project)
    loaded, problems = _checked(place)
    if loaded.library is None:
        _refuse(problems, place, format_)
    outcome = run_code(loaded.library, place, ids or (), update=update)
    if outcome.recorded:
        loaded, _ = _checked(place)  # recording moves lines
    found = [loaded.problem(finding) for finding in outcome.findings]
    tally = Tally.of(found, outcome.cards, time.perf_counter() - start)
    print(report(found, format_, tally, place.root, Path.cwd()), end="")
    if outcome.notice:
        print(outcome.notice, file=sys.stderr)
    if format_ is Format.TEXT:
        print(f"{outcome.summary()}, {tally.seconds:.1f} s")
    if format_ is Format.GITHUB:
        _sum_up("Snippets and drills", found, tally)
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

    place = _project(project)
    with state_of(place, base) as old, state_of(place, head or str(place.root)) as new:
        review = compare(_side(old), _side(new))
    if output is None:
        print(comment(review), end="")
        return
    write(output / "comment.md", comment(review))
    write(output / "review.json", to_json(review))


@app.command()
def build(
    pages: Annotated[bool, typer.Option("--pages", help="Stop after the Markdown pages.")] = False,
    project: ProjectFolder = None,
) -> None:
    """Build everything: decks, pages, site and search."""
    from cardwright.site.build import build_site, write_pages

    steps = _Steps()
    place = _project(project)
    with steps.step("check"):
        loaded, library = _library(place)
    with steps.step("math and diagrams"):
        typeset = _typeset(loaded, library, place)
    with steps.step("decks"):
        packages = _decks(library, typeset, place)
    with steps.step("pages"):
        generated = write_pages(library, typeset, place, [_download(package) for package in packages])
    if not pages:
        with steps.step("site"):
            changed = build_site(library, generated, place, [package.path for package in packages])
        print(f"{_shown(place.built_site)}{'' if changed else ' (nothing changed)'}")
    steps.summary()


@app.command()
def decks(
    preview: Annotated[
        str | None, typer.Option("--preview", metavar="ID", help="Show a card as Anki would, instead of building.")
    ] = None,
    project: ProjectFolder = None,
) -> None:
    """Build the Anki decks."""
    place = _project(project)
    loaded, library = _library(place)
    typeset = _typeset(loaded, library, place)
    if preview is None:
        _decks(library, typeset, place)
        return
    from cardwright.anki.preview import preview as preview_card

    for page in preview_card(library, typeset, place, preview):
        print(_shown(page))


@app.command()
def new(
    topic: Annotated[str, typer.Argument(help="A topic of content/topics.yaml.")],
    id_: Annotated[str, typer.Argument(metavar="ID", help="The card's permanent name, such as kv-cache-memory.")],
    kind: Annotated[Kind, typer.Option("--kind", help="What sort of question it is.")] = Kind.CONCEPT,
    level: Annotated[Level, typer.Option("--level", help="Seniority at which it is asked.")] = Level.MID,
    project: ProjectFolder = None,
) -> None:
    """Make the file of a card, ready to be filled in."""
    from cardwright.checks.kind_needs import NEEDS
    from cardwright.scaffold.new import Known, check_name, new_card
    from cardwright.writing import write

    place = _project(project)
    loaded, library = _read(place)
    files = {Path(name).stem for name in loaded.documents if name.startswith("cards/")}
    gone = library.released | {retired.id for retired in library.retired}
    check_name(topic, id_, Known(tuple(library.topic_by_id), files, gone))
    path = place.content / "cards" / topic / f"{id_}.yaml"
    write(path, new_card(kind, level, library.kb.languages, NEEDS.get(kind, ())))
    print(f"{_shown(path)}\n\nFill in what is empty, then:\n  {_typed()} check {_shown(path)}")
    print(f"  {_typed()} fix {_shown(path)}")


@app.command()
def fix(
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH|ID]…", help="Files or folders, or ids with --accept.")
    ] = None,
    diff: Annotated[bool, typer.Option("--diff", help="Show what would change, and write nothing.")] = False,
    accept: Annotated[
        str | None, typer.Option("--accept", metavar="LANG", help="Say that this translation is right again.")
    ] = None,
    project: ProjectFolder = None,
) -> None:
    """Mend what needs no author: key order, white space, digests, text that YAML would misread."""
    from cardwright.scaffold.fix import accepted, documents_of, fixed

    place = _project(project)
    loaded, library = _read(place)
    source, *others = library.kb.languages
    if accept is not None:
        if accept not in others or not targets:
            hint = f"name the language and the cards, as in: cardwright fix --accept {(*others, 'LANG')[0]} ID"
            raise CardwrightError(f"--accept {accept}: which translation of which card?", hint=hint)
        names = list(documents_of(targets, loaded.documents))
        done: list[Fixed | None] = [accepted(place.content / name, name, accept, source) for name in names]
    else:
        paths = [Path(target) for target in targets or ()]
        _must_exist(paths)
        names = [n for n in loaded.documents if not paths or _is_below(place.content / n, paths)]
        readable = [name for name in names if not loaded.documents[name].unreadable]
        mended = {name: fixed(place.content / name, name, library.kb.languages) for name in readable}
        done = [mended.get(name) for name in names]
    for file in filter(None, done):
        _say(file, place, is_diff=diff)
    if left := [loaded.documents[name] for name, file in zip(names, done, strict=True) if file is None]:
        for document in left:
            print(f"{_shown(place.root / document.path)}: cannot be read, and was left alone", file=sys.stderr)
        _refuse([problem for document in left for problem in document.problems()], place)


def _say(file: Fixed, project: Project, *, is_diff: bool) -> None:
    """Write a file that was mended and say what changed, or show the change only."""
    if is_diff:
        print(file.diff(file.path.relative_to(project.root).as_posix()), end="")
        return
    if file.changes:
        file.write()
    for change in file.changes:
        print(f"{_shown(file.path)}: {change}")


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

    place = _project(project)
    loaded, library = _read(place)
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


def _typed() -> str:
    """How this command was called, so that the next one can be called alike."""
    program = Path(sys.argv[0]).absolute()
    if program.name != "cardwright" or shutil.which("cardwright") == str(program):
        return "cardwright"
    return _shown(program) if program.is_relative_to(Path.cwd()) else str(program)


def _decks(library: Library, typeset: Typeset, project: Project) -> list[Package]:
    """Write the packages and say so."""
    from cardwright.anki.build import build_decks

    packages = build_decks(library, typeset, project)
    for package in packages:
        print(f"{_shown(package.path)}: {package.notes:,} notes, {package.size / 1000:,.0f} kB")
    return packages


def _download(package: Package) -> Download:
    """What the site offers of a package: the site does not know decks, nor decks the site."""
    from cardwright.site.pages import Download

    return Download(package.path.name, package.language, package.core, package.notes, package.size)


def _shown(path: Path) -> str:
    return os.path.relpath(path)


def _project(folder: Path | None) -> Project:
    return Project.find((folder or Path.cwd()).resolve())


def _checked(project: Project) -> tuple[Loaded, list[Problem]]:
    """The library and every problem that reading and the rules find."""
    from cardwright.checks import check as check_rules
    from cardwright.reading.load import load

    loaded = load(project)
    problems = list(loaded.problems)
    if loaded.library:
        problems += [loaded.problem(finding) for finding in check_rules(loaded.library)]
    return loaded, problems


def _read(project: Project) -> tuple[Loaded, Library]:
    """What could be read, rules apart; if not even languages and topics are known, the process ends."""
    from cardwright.reading.load import load

    loaded = load(project)
    if loaded.library is None:
        _refuse(loaded.problems, project)
    return loaded, loaded.library


def _side(project: Project) -> Side:
    """A state of the knowledge base, whatever is wrong with it."""
    from cardwright.review.compare import Side

    loaded, problems = _checked(project)
    return Side(loaded.library, frozenset(loaded.documents), problems)


def _library(project: Project) -> tuple[Loaded, Library]:
    """What was read, if nothing in it is wrong; otherwise what is wrong is printed and the process ends."""
    from cardwright.problems import errors_in

    loaded, problems = _checked(project)
    if errors_in(problems) or not loaded.library:
        _refuse(problems, project)
    return loaded, loaded.library


def _typeset(loaded: Loaded, library: Library, project: Project) -> Typeset:
    """Formulas and diagrams, if all of them can be drawn; otherwise the process ends as above."""
    from cardwright.markup.typesetting import typeset

    drawn, findings = typeset(library, project.cache)
    if findings:
        _refuse([loaded.problem(finding) for finding in findings], project)
    return drawn


def _refuse(problems: list[Problem], project: Project, format_: Format = Format.TEXT) -> NoReturn:
    tally = Tally.of(problems, 0, 0)
    print(report(problems, format_, tally, project.root, Path.cwd()), end="", file=sys.stderr)
    raise typer.Exit(1)


def _sum_up(title: str, problems: list[Problem], tally: Tally) -> None:
    """Add a run to the page that GitHub shows for a workflow; there is none elsewhere."""
    from cardwright.report.github import files_address, page
    from cardwright.writing import append

    if place := os.environ.get("GITHUB_STEP_SUMMARY"):
        append(Path(place), page(title, problems, tally, files_address(os.environ)))


def _must_exist(paths: list[Path]) -> None:
    for path in paths:
        if not path.exists() and not path.is_symlink():
            raise CardwrightError(f"there is no {path}", hint="name files or folders below content/, or none for all")


def _below(problem: Problem, paths: list[Path], root: Path) -> bool:
    return _is_below(root / problem.path, paths)


def _is_below(file: Path, paths: list[Path]) -> bool:
    return any(file.is_relative_to(path.resolve()) for path in paths)


class _Steps:
    """Says what a long command is doing, and in the end how long each part took."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(stderr=True)
        self._seconds: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show `name` while the block runs."""
        start = time.perf_counter()
        with self._console.status(f"{name} …"):
            yield
        self._seconds[name] = time.perf_counter() - start

    def summary(self) -> None:
        """Print the seconds of each step."""
        print(", ".join(f"{name} {seconds:.1f} s" for name, seconds in self._seconds.items()))


if __name__ == "__main__":
    main()
