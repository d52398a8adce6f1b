"""The verbs that build what people study from: build, serve, decks."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cardwright.cli.common import ProjectFolder, Steps, library_of, printed_of, project_at, shown, typeset_of
from cardwright.errors import CardwrightError

if TYPE_CHECKING:
    from cardwright.anki.build import Collection, Package
    from cardwright.anki.ledger import Changes
    from cardwright.markup.typesetting import Typeset
    from cardwright.model.library import Library
    from cardwright.project import Project
    from cardwright.site.pages import News, Release

app = typer.Typer()


@app.command()
def build(
    pages: Annotated[bool, typer.Option("--pages", help="Stop after the Markdown pages.")] = False,
    project: ProjectFolder = None,
) -> None:
    """Build everything: decks, pages, site and search."""
    from cardwright.unchanged import inputs_of, is_unchanged, remember

    place = project_at(project)
    steps = Steps()
    with steps.step("what changed"):
        inputs = inputs_of(place)
        unchanged = not pages and is_unchanged(place, inputs)
    if unchanged:
        print(f"{shown(place.built_site)} (nothing changed)")
    else:
        _build(place, steps, to_pages=pages)
        if not pages:
            remember(place, inputs)
    steps.summary()


def _build(place: Project, steps: Steps, *, to_pages: bool) -> None:
    from cardwright.anki.build import collect
    from cardwright.site.build import build_site, write_pages

    with steps.step("check"):
        loaded, library = library_of(place)
    with steps.step("math and diagrams"):
        typeset = typeset_of(loaded, library, place)
    with steps.step("labs"):
        printed = printed_of(loaded, library, place)
    with steps.step("decks"):
        collection = collect(library, typeset, place)
        packages = _write(collection, place)
    with steps.step("pages"):
        generated = write_pages(library, typeset, place, _release(collection, packages), printed=printed)
        typeset.texts.keep()
    if to_pages:
        return
    with steps.step("site"):
        changed = build_site(library, generated, place, _files(packages))
    print(f"{shown(place.built_site)}{'' if changed else ' (nothing changed)'}")


@app.command()
def runtime(project: ProjectFolder = None) -> None:
    """Fetch and put together the Python that runs in the reader's browser, unless it is there."""
    from cardwright.runtime.assembly import assemble

    steps = Steps()
    with steps.step("Python for the browser"):
        done = assemble(project_at(project))
    print(f"{shown(done.folder)}: {done.size / 1e6:.1f} MB{'' if done.made else ' (nothing changed)'}")
    steps.summary()


@app.command()
def serve(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where to listen; 0 takes any.")] = 8000,
    search: Annotated[bool, typer.Option("--search", help="Make the search index too, after every edit.")] = False,
    project: ProjectFolder = None,
) -> None:
    """Show the site on this machine and follow what is edited."""
    from cardwright.anki.build import collect
    from cardwright.cli.serving import Preview
    from cardwright.site.titles import index_and_titles

    place = project_at(project)

    def build_decks(library: Library, typeset: Typeset) -> tuple[Release, list[Path]]:
        collection = collect(library, typeset, place)
        packages = _write(collection, place)
        return _release(collection, packages), _files(packages)

    Preview(place, build_decks, index_and_titles if search else None).run(port)


@app.command()
def decks(
    preview: Annotated[
        str | None, typer.Option("--preview", metavar="ID", help="Show a card as Anki would, instead of building.")
    ] = None,
    release: Annotated[
        str | None, typer.Option("--release", metavar="VERSION", help="Write to the ledger that this is a release.")
    ] = None,
    verify: Annotated[
        str | None, typer.Option("--verify", metavar="VERSION", help="Refuse to build anything but this release.")
    ] = None,
    digest: Annotated[
        Path | None, typer.Option("--digest", metavar="FILE", help="Write digests of the rows, the same everywhere.")
    ] = None,
    project: ProjectFolder = None,
) -> None:
    """Build the Anki decks."""
    from cardwright.anki.build import collect, verify_release
    from cardwright.writing import write

    if sum(option is not None for option in (preview, release, verify)) > 1:
        raise CardwrightError("--preview, --release and --verify exclude each other", hint="give one of them")
    place = project_at(project)
    loaded, library = library_of(place)
    typeset = typeset_of(loaded, library, place)
    if preview is not None:
        from cardwright.anki.preview import preview as preview_card

        for page in preview_card(library, typeset, place, preview):
            print(shown(page))
        return
    collection = collect(library, typeset, place)
    if verify is not None:
        verify_release(collection, verify.removeprefix("v"))  # tags have one in front
    if release is not None:
        collection = _stamped(collection, place, release)
    packages = _write(collection, place)
    if digest is not None:
        write(digest, "".join(f"{package.digest}  {package.path.name}\n" for package in packages))


def _stamped(collection: Collection, project: Project, version: str) -> Collection:
    """Write a release to the ledger, say what it changes, and give the notes as they are after it."""
    from dataclasses import replace

    from cardwright.anki.build import release

    for language in collection.published:
        changes = collection.changes(language)
        print(f"{language}: {changes.new:,} new, {changes.changed:,} changed, {changes.gone:,} no longer there")
    ledger = release(collection, project, version, int(time.time()))
    print(f"{shown(project.ledger)}: {version}; merge it, then tag that commit v{version}")
    return replace(collection, library=replace(collection.library, ledger=ledger))


def _write(collection: Collection, project: Project) -> list[Package]:
    """Write the packages and say so."""
    from cardwright.anki.build import write_packages

    packages = write_packages(collection, project)
    for package in packages:
        print(f"{shown(package.path)}: {package.notes:,} notes, {package.size / 1000:,.0f} kB")
    return packages


def _files(packages: list[Package]) -> list[Path]:
    """Everything that can be downloaded."""
    return [path for package in packages for path in (package.path, package.table) if path]


def _release(collection: Collection, packages: list[Package]) -> Release:
    """What the site offers: the site does not know decks, nor decks the site."""
    from cardwright.anki.ledger import brought
    from cardwright.site.pages import Download, Release

    downloads = [
        Download(
            package.path.name,
            package.language,
            package.extent,
            package.notes,
            package.size,
            table=package.table.name if package.table else None,
        )
        for package in packages
    ]
    ledger = collection.library.ledger
    return Release(
        downloads,
        ledger.last.version if ledger.last else None,
        ledger.last.time if ledger.last else None,
        brought={language: _news(brought(ledger, language)) for language in collection.published},
        since={language: _news(collection.changes(language)) for language in collection.published if ledger.last},
    )


def _news(changes: Changes) -> News:
    from cardwright.site.pages import News

    return News(changes.new, changes.changed, changes.gone)
