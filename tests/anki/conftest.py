"""A project whose outputs go to a temporary folder, and collections of the real Anki."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

from anki_versions import PYTHONS, RemoteAnki
from cardwright.cli.common import drawn
from cardwright.markup.typesetting import Typeset
from cardwright.model.library import Library
from cardwright.project import Project
from cardwright.reading.load import load

ROOT = Path(__file__).resolve().parents[2]

TOUCHED = ("kv-cache-memory", "bm25-vs-dense")
"""Cards that tests edit and retire."""


def _project(folder: Path, content: Path) -> Project:
    shutil.copytree(content, folder / "content")
    shutil.copytree(ROOT / "decks", folder / "decks")
    shutil.copytree(ROOT / "site" / "styles", folder / "site" / "styles")
    return Project(folder)


def _library(project: Project) -> Library:
    loaded = load(project)
    assert loaded.problems == []
    return loaded.library


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """The real content, looks and registry, copied: a test may change any of it."""
    return _project(tmp_path / "project", ROOT / "content")


@pytest.fixture(scope="session")
def library(unchanged: Project) -> Library:
    """The real library."""
    return _library(unchanged)


@pytest.fixture(scope="session")
def drawings(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Typeset:
    """Its formulas, diagrams and charts."""
    made, findings = drawn(library, tmp_path_factory.mktemp("cache"))
    assert findings == []
    return made


@pytest.fixture(scope="session")
def ten(library: Library) -> Library:
    """Ten cards of the real library, of ten topics: enough to lose something of, and quickly built."""
    first = {topic: cards[0] for topic, cards in library.cards_by_topic.items() if cards}
    chosen = {card.id for card in [*map(library.card_by_id.__getitem__, TOUCHED), *list(first.values())[:8]]}
    return replace(library, all_cards=tuple(card for card in library.all_cards if card.id in chosen))


@pytest.fixture(scope="session")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The real content, looks and registry, which no test may change."""
    return _project(tmp_path_factory.mktemp("unchanged") / "project", ROOT / "content")


@pytest.fixture
def hostile(tmp_path: Path) -> Project:
    """A project with one card that holds what breaks careless programs."""
    return _project(tmp_path / "hostile", Path(__file__).parent / "hostile" / "content")


class Anki:
    """A collection of Anki's, with what the tests do to it."""

    def __init__(self, path: Path) -> None:
        self._path = str(path)
        self.col = Collection(self._path)

    def take(self, package: Path) -> object:
        """Import a package with Anki's default options. Returns Anki's log."""
        request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
        log = self.col.import_anki_package(request).log
        self.reopen()  # Anki caches note types over an import
        return log

    def reopen(self) -> None:
        self.col.close()
        self.col = Collection(self._path)

    def rows(self, sql: str) -> list[tuple]:
        return [tuple(row) for row in self.col.db.all(sql)]

    def note(self, guid: str) -> object:
        return self.col.get_note(self.col.db.scalar("select id from notes where guid = ?", guid))


@contextmanager
def _collections(place: Path) -> Iterator[Callable[[], Anki]]:
    made: list[Anki] = []

    def make() -> Anki:
        folder = place / f"anki-{len(made)}"
        folder.mkdir()
        made.append(Anki(folder / "collection.anki2"))
        return made[-1]

    yield make
    for anki in made:
        anki.col.close()


@pytest.fixture
def new_collection(tmp_path: Path) -> Iterator[Callable[[], Anki]]:
    """Makes empty collections."""
    with _collections(tmp_path) as make:
        yield make


@pytest.fixture(scope="module")
def new_shared_collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Anki]]:
    """Makes empty collections that the tests of a module share."""
    with _collections(tmp_path_factory.mktemp("shared")) as make:
        yield make


@pytest.fixture
def anki(new_collection: Callable[[], Anki]) -> Anki:
    """An empty collection."""
    return new_collection()


@pytest.fixture(params=PYTHONS)
def any_anki(request, tmp_path) -> Iterator[Callable[[], RemoteAnki]]:
    """Makes empty collections of one version of Anki."""
    made: list[RemoteAnki] = []

    def make() -> RemoteAnki:
        folder = tmp_path / f"{request.param}-{len(made)}"
        folder.mkdir()
        made.append(RemoteAnki(PYTHONS[request.param], folder / "collection.anki2"))
        return made[-1]

    yield make
    for anki in made:
        anki.close()
