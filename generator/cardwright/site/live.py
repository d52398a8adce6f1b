"""The site of the preview: pages are made again in their places, one by one, without search."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardwright.site.assets import WORKER, Assets
from cardwright.site.build import Generated, bundled, complete, job_of, materials_of, write_pages
from cardwright.site.engine import Engine
from cardwright.site.languages import listening
from cardwright.site.pages import Pages
from cardwright.site.words import read_words
from cardwright.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from cardwright.markup.typesetting import Typeset
    from cardwright.model.library import Library
    from cardwright.project import Project
    from cardwright.site.pages import Release


_NO_WORKER = """\
// What a service worker keeps would hide edits: this one keeps nothing, and goes.
addEventListener("install", () => skipWaiting());
addEventListener("activate", () => registration.unregister());
"""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the site is made of; `printed` is what the cells of each drill's walkthrough print, by card."""

    library: Library
    typeset: Typeset
    release: Release
    printed: Mapping[str, tuple[str, ...]]


class LiveSite:
    """A site below `place` that follows what it is made of. After an error it is as it was, or made anew next time."""

    def __init__(self, project: Project, place: Path) -> None:
        self._project = project
        self._place = place
        self._engines: dict[str, Engine] = {}
        self._before: Generated | None = None
        self._assets: Assets | None = None
        self._written: set[Path] = set()
        shutil.rmtree(place, ignore_errors=True)

    def show_cards(self, shown: Shown, ids: Iterable[str]) -> set[str]:
        """Bring the pages of some cards up to date, and nothing else, if they are there already.

        Returns:
            Addresses of the pages that changed, relative to the place.

        Raises:
            CardwrightError: A template is damaged, or the disk is full.
        """
        ids = [id_ for id_ in ids if id_ in shown.library.card_by_id]
        materials = materials_of(shown.library, shown.typeset, self._project, shown.release)
        for language, engine in list(self._engines.items()):
            pages = dict(Pages(materials, language).card(id_) for id_ in ids)
            known = self._before.pages[language] if self._before else {}
            if pages.keys() <= known.keys():
                for name, text in pages.items():
                    write(self._project.pages / language / name, text)
                with self._following(language, engine):
                    engine.refresh(pages)
        return self._changed()

    def show(self, shown: Shown, decks: Sequence[Path], *, looks_changed: bool) -> set[str]:
        """Bring everything up to date.

        Args:
            shown: What the site is made of.
            decks: Files that are offered below `decks/`.
            looks_changed: Whether stylesheets, app or settings may have changed.

        Returns:
            Addresses of the pages that changed, relative to the place.

        Raises:
            CardwrightError: A template is damaged, or the disk is full.
        """
        if looks_changed or self._assets is None:
            self._engines.clear()
            self._assets = None
        library = shown.library
        self._assets = self._assets or bundled(
            self._project, library.kb.name, read_words(self._project, library.kb.languages)
        )
        made = write_pages(library, shown.typeset, self._project, shown.release, self._assets, printed=shown.printed)
        for language in library.kb.languages:
            self._show_language(library, language, made)
        complete(self._place, library, made, decks)
        write(self._place / WORKER, _NO_WORKER)
        self._before = made
        return self._changed()

    def keep(self) -> None:
        """Write what was made to the cache of pages."""
        for engine in self._engines.values():
            engine.keep()

    def _show_language(self, library: Library, language: str, made: Generated) -> None:
        engine, pages = self._engines.get(language), made.pages[language]
        if engine and self._before and self._is_of_the_same_shape(self._before, made, language):
            before = self._before.pages[language]
            edited = [name for name, text in pages.items() if text != before[name]]
            with self._following(language, engine):
                if engine.refresh(name for name in edited if name.endswith(".md")):
                    for name in edited:
                        if not name.endswith(".md"):  # a notebook: what looks like one in its name is named by content
                            write(self._place / language / name, pages[name])
                    return
        self._remove_lost(language, made)
        with listening() as complaints:
            engine = Engine(job_of(library, language, self._project, self._place), complaints, self._write)
            engine.build()
        self._engines[language] = engine

    @staticmethod
    def _is_of_the_same_shape(before: Generated, made: Generated, language: str) -> bool:
        """Whether nothing but the texts of pages changed."""
        return (
            before.themes[language] == made.themes[language]
            and before.pages[language].keys() == made.pages[language].keys()
        )

    def _remove_lost(self, language: str, made: Generated) -> None:
        """Remove the pages whose sources are gone."""
        if (engine := self._engines.pop(language, None)) and self._before:
            for name in self._before.pages[language].keys() - made.pages[language].keys():
                if name.endswith(".md"):
                    place = engine.place_of(name)
                    place.unlink(missing_ok=True)
                    self._written.add(place)

    @contextmanager
    def _following(self, language: str, engine: Engine) -> Iterator[None]:
        """Let an engine work; one that failed is not used again."""
        del self._engines[language]
        with listening() as complaints:
            engine.complaints = complaints
            yield
        self._engines[language] = engine

    def _write(self, path: Path, data: str) -> None:
        if write(path, data):
            self._written.add(path)

    def _changed(self) -> set[str]:
        """Addresses of the pages that were written since the last time."""
        names = {path.relative_to(self._place).as_posix() for path in self._written}
        self._written.clear()
        return {name.removesuffix("index.html") for name in names}
