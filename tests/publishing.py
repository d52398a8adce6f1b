"""Releases as a maintainer makes them: stamped into a ledger, built, and put aside."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from cardwright.anki.build import Extent, collect, release, write_packages
from cardwright.model.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from cardwright.anki.build import Package
    from cardwright.anki.notes import Note
    from cardwright.anki.package import Stamps
    from cardwright.markup.typesetting import Typeset
    from cardwright.model.library import Library
    from cardwright.project import Project


def build_decks(
    library: Library, typeset: Typeset, project: Project, times: Stamps | None = None
) -> dict[tuple[str, str], Package]:
    """The packages of a library as `cardwright decks` writes them: language and extent -> package."""
    packages = write_packages(collect(library, typeset, project), project, times)
    return {(package.language, package.extent.value): package for package in packages}


class Publisher:
    """Makes one release after another. What was released is kept below `shelf`."""

    def __init__(self, project: Project, typeset: Typeset, shelf: Path) -> None:
        self.project = project
        self.ledger = Ledger()
        self._typeset = typeset
        self._shelf = shelf

    def publish(self, library: Library, version: str, time: int) -> dict[tuple[str, str], Path]:
        """Stamp and build a release: language and extent -> package."""
        self.ledger = release(self._collection(library), self.project, version, time)
        return self.build(library, version)

    def build(self, library: Library, name: str) -> dict[tuple[str, str], Path]:
        """Build without a release."""
        packages = write_packages(self._collection(library), self.project)
        folder = self._shelf / name
        shutil.copytree(self.project.built_decks, folder)
        return {(p.language, p.extent.value): folder / p.path.name for p in packages}

    def notes(self, library: Library, language: str, extent: Extent = Extent.COMPLETE) -> dict[str, Note]:
        """Id -> note, as a build would have them now."""
        return {note["Id"]: note for note in self._collection(library).of(language, extent)}

    def _collection(self, library: Library):
        return collect(replace(library, ledger=self.ledger), self._typeset, self.project)
