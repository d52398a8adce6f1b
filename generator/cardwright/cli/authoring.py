"""The verbs that write what stands in the repository: new, fix, schema, sources."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardwright.cli.common import ProjectFolder, is_below, library_of, must_exist, project_at, read, refuse, shown
from cardwright.errors import CardwrightError
from cardwright.model.card import Kind, Level

if TYPE_CHECKING:
    from cardwright.project import Project
    from cardwright.scaffold.fix import Fixed

app = typer.Typer()


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

    place = project_at(project)
    loaded, library = read(place)
    files = {Path(name).stem for name in loaded.documents if name.startswith("cards/")}
    gone = library.released | {retired.id for retired in library.retired}
    check_name(topic, id_, Known(tuple(library.topic_by_id), files, gone))
    path = place.content / "cards" / topic / f"{id_}.yaml"
    write(path, new_card(kind, level, library.kb.languages, NEEDS.get(kind, ())))
    print(f"{shown(path)}\n\nFill in what is empty, then:\n  {_typed()} check {shown(path)}")
    print(f"  {_typed()} fix {shown(path)}")


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

    place = project_at(project)
    loaded, library = read(place)
    source, *others = library.kb.languages
    if accept is not None:
        if accept not in others or not targets:
            hint = f"name the language and the cards, as in: cardwright fix --accept {(*others, 'LANG')[0]} ID"
            raise CardwrightError(f"--accept {accept}: which translation of which card?", hint=hint)
        names = list(documents_of(targets, loaded.documents))
        done: list[Fixed | None] = [accepted(place.content / name, name, accept, source) for name in names]
    else:
        paths = [Path(target) for target in targets or ()]
        must_exist(paths)
        files = [name for name in loaded.documents if name.endswith(".yaml")]  # a guide is Markdown: nothing to mend
        names = [name for name in files if not paths or is_below(place.content / name, paths)]
        readable = [name for name in names if not loaded.documents[name].unreadable]
        mended = {name: fixed(place.content / name, name, library.kb.languages) for name in readable}
        done = [mended.get(name) for name in names]
    for file in filter(None, done):
        _say(file, place, is_diff=diff)
    if left := [loaded.documents[name] for name, file in zip(names, done, strict=True) if file is None]:
        for document in left:
            print(f"{shown(place.root / document.path)}: cannot be read, and was left alone", file=sys.stderr)
        refuse([problem for document in left for problem in document.problems()], place)


def _say(file: Fixed, project: Project, *, is_diff: bool) -> None:
    """Write a file that was mended and say what changed, or show the change only."""
    if is_diff:
        print(file.diff(file.path.relative_to(project.root).as_posix()), end="")
        return
    if file.changes:
        file.write()
    for change in file.changes:
        print(f"{shown(file.path)}: {change}")


def _typed() -> str:
    """How this command was called, so that the next one can be called alike."""
    program = Path(sys.argv[0]).absolute()
    if program.name != "cardwright" or shutil.which("cardwright") == str(program):
        return "cardwright"
    return shown(program) if program.is_relative_to(Path.cwd()) else str(program)


@app.command()
def schema(project: ProjectFolder = None) -> None:
    """Write the JSON Schemas that editors read."""
    from cardwright.model.schemas import json_schemas
    from cardwright.writing import write_tree

    place = project_at(project)
    write_tree(place.schemas, json_schemas(library_of(place)[1].kb.languages))


@app.command()
def sources(project: ProjectFolder = None) -> None:
    """Write docs/sources.md: every source and the cards that rest on it."""
    from cardwright.sources import sources_page
    from cardwright.writing import write

    place = project_at(project)
    write(place.docs / "sources.md", sources_page(library_of(place)[1]))
