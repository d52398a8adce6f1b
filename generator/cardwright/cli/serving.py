"""What `cardwright serve` does after an edit: read, check and show what it touches, or say what is wrong."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from cardwright.checks import Memory as Findings
from cardwright.cli.common import drawn, refuse
from cardwright.errors import CardwrightError
from cardwright.markup.typesetting import Typeset
from cardwright.preview.news import Board
from cardwright.preview.server import Server
from cardwright.preview.watching import Watch
from cardwright.problems import errors_in
from cardwright.reading.load import Memory, load
from cardwright.report import Format, Tally, report
from cardwright.site.live import LiveSite, Shown
from cardwright.snippets.walkthrough import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from cardwright.model.library import Library
    from cardwright.problems import Problem
    from cardwright.project import Project
    from cardwright.site.pages import Release

    Decks = Callable[[Library, Typeset], tuple[Release, Sequence[Path]]]
    """Builds the decks: what the site offers, and the files."""


class Preview:
    """The site of a project as it is being edited.

    Args:
        project: Where things are.
        decks: Builds the decks.
        index: Makes the search index of a folder with the site of a library; nothing if there is to be no search.
    """

    def __init__(self, project: Project, decks: Decks, index: Callable[[Library, Path], None] | None) -> None:
        self._project = project
        self._build_decks = decks
        self._index = index
        self._place = project.build / "preview"
        self._board = Board()
        self._site = LiveSite(project, self._place)
        self._memory, self._findings = Memory(), Findings()
        self._shown: Shown | None = None
        self._decks: tuple[Release, Sequence[Path]] | None = None
        self._pending: set[Path] = set()

    def run(self, port: int) -> None:
        """Show the site, and follow what is edited, until Ctrl-C.

        Raises:
            CardwrightError: The port is in use, or the looks of the site are damaged from the start.
            typer.Exit: The content is.
        """
        project = self._project
        with Watch((project.content, project.site, project.decks), (project.mkdocs_config,)) as watch:
            library = self._read()
            if isinstance(library, list):
                refuse(library, project)
            self._show(library)
            prefix = urlsplit(library.kb.site_url).path or "/"
            with Server(self._place, prefix, port, self._board) as server:
                print(f"{server.address} (Ctrl-C ends it)", flush=True)
                try:
                    while True:
                        self._follow(watch.wait())
                finally:
                    self._keep()

    def _follow(self, edited: set[Path]) -> None:
        """Bring the site up to date after an edit, or say why it cannot be."""
        self._pending |= edited
        try:
            library = self._read()
            if isinstance(library, list):
                self._refuse(self._told(library))
                return
            if (cards := self._cards()) and self._shown:
                self._show_cards(library, cards)
            self._show(library)
        except CardwrightError as error:
            self._refuse("\n".join(filter(None, (f"error: {error.message}", error.hint and f"help: {error.hint}"))))

    def _read(self) -> Library | list[Problem]:
        """The library, or what is wrong with it."""
        loaded = load(self._project, memory=self._memory)
        problems = list(loaded.problems)
        if loaded.library:
            problems += map(loaded.problem, self._findings.check(loaded.library))
        self._problem = loaded.problem
        if loaded.library and not errors_in(problems):
            return loaded.library
        return problems

    def _cards(self) -> list[str]:
        """The cards that were edited, if nothing else was."""
        folder = self._project.content / "cards"
        cards = [path.stem for path in self._pending if path.is_relative_to(folder) and path.suffix == ".yaml"]
        return cards if len(cards) == len(self._pending) else []

    def _show_cards(self, library: Library, ids: Sequence[str]) -> None:
        """Show the pages of some cards before anything else: somebody is looking at one of them."""
        before = self._shown
        if before is None:
            return
        some = tuple(card for card in library.all_cards if card.id in ids)
        new = self._drawn(replace(library, all_cards=some, tracks=(), guides=()), self._project.cache / "preview")
        both = Typeset(
            {**before.typeset.math, **new.math},
            {**before.typeset.diagrams, **new.diagrams},
            before.typeset.texts,
            {**before.typeset.drawings, **new.drawings},
        )
        self._announce(self._site.show_cards(Shown(library, both, before.release, before.printed), ids))

    def _show(self, library: Library) -> None:
        """Show everything."""
        made = self._drawn(library, self._project.cache)
        if self._shown:
            made = replace(made, texts=self._shown.typeset.texts)
        if self._decks is None or any(map(self._matters_to_decks, self._pending)):
            self._decks = self._build_decks(library, made)
        release, files = self._decks
        looks = any(not path.is_relative_to(self._project.content) for path in self._pending)
        self._shown = Shown(library, made, release, self._printed(library))
        pages = self._site.show(self._shown, files, looks_changed=looks)
        if self._index and pages:
            self._index(library, self._place)
        if self._pending:
            self._announce(pages)
        self._pending.clear()

    def _drawn(self, library: Library, cache: Path) -> Typeset:
        made, findings = drawn(library, cache, self._project.cache)
        if findings:
            raise CardwrightError(self._told([self._problem(finding) for finding in findings]).removeprefix("error: "))
        return made

    def _printed(self, library: Library) -> Mapping[str, tuple[str, ...]]:
        walked = walk(library, self._project)
        if walked.findings:
            told = self._told([self._problem(finding) for finding in walked.findings])
            raise CardwrightError(told.removeprefix("error: "))
        return walked.printed

    def _matters_to_decks(self, path: Path) -> bool:
        """Whether decks are built again for the sake of an edit: cards reach them with the next build."""
        return path.is_relative_to(self._project.decks) or path.parent == self._project.content

    def _announce(self, pages: set[str]) -> None:
        prefix = urlsplit(self._shown.library.kb.site_url).path if self._shown else "/"
        self._board.tell(frozenset(f"{prefix}{page}" for page in pages))
        if pages:
            some = ", ".join(sorted(pages)[:3])
            print(f"{some}{f' and {len(pages) - 3:,} more' if len(pages) > 3 else ''}", flush=True)

    def _refuse(self, message: str) -> None:
        """Say what is wrong, here and in the browser; the last good pages stay."""
        print(message, file=sys.stderr, flush=True)
        self._board.tell(message=message)

    def _told(self, problems: Iterable[Problem]) -> str:
        problems = list(problems)
        return report(problems, Format.TEXT, Tally.of(problems, 0, 0), self._project.root, Path.cwd()).strip()

    def _keep(self) -> None:
        self._site.keep()
        if self._shown:
            self._shown.typeset.texts.keep()
