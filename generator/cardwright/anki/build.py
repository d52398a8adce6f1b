"""Library -> packages in `build/decks/`: for each language a complete one, a core one, and one of retired cards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cardwright.anki.ledger import Changes, changes, ledger_text, released, stamps, verify
from cardwright.anki.note_type import NoteType, read_note_type
from cardwright.anki.notes import Note, notes, retired_notes
from cardwright.anki.package import Deck, Stamps, write_package
from cardwright.anki.registry import Registry, check_decks, read_registry
from cardwright.anki.tsv import table
from cardwright.anki.words import Words, read_words
from cardwright.writing import remove_stale, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from cardwright.markup.typesetting import Typeset
    from cardwright.model.ledger import Ledger
    from cardwright.model.library import Library
    from cardwright.project import Project


class Extent(StrEnum):
    """Which notes of a language a package holds."""

    COMPLETE = "complete"
    """All that are published."""

    CORE = "core"
    """Those of whiteboard cards."""

    UPGRADE = "upgrade"
    """Those of retired cards, for people who have them."""


@dataclass(frozen=True, slots=True)
class Package:
    """A finished package: where it is and how many notes and bytes it has.

    `digest` is the same wherever the package is built; `table` is the same as text, of complete packages only.
    """

    path: Path
    language: str
    extent: Extent
    notes: int
    size: int
    digest: str
    table: Path | None = None


@dataclass(frozen=True, slots=True)
class Outfit:
    """What all packages share: numbers and names, words, and the note type."""

    registry: Registry
    words: Mapping[str, Words]
    note_type: NoteType


@dataclass(frozen=True, slots=True)
class Collection:
    """Everything that the packages of a library hold: the notes of each language, and those of retired cards."""

    library: Library
    outfit: Outfit
    published: Mapping[str, tuple[Note, ...]]
    retired: Mapping[str, tuple[Note, ...]]

    @property
    def notes(self) -> tuple[Note, ...]:
        """Every note of every language, the retired ones too."""
        return tuple(note for group in (self.published, self.retired) for own in group.values() for note in own)

    def changes(self, language: str) -> Changes:
        """What the notes of a language have that the last release had not."""
        return changes(self.library.ledger, (*self.published[language], *self.retired[language]), language)

    def of(self, language: str, extent: Extent) -> tuple[Note, ...]:
        """The notes of a package."""
        if extent is Extent.UPGRADE:
            return self.retired[language]
        return tuple(note for note in self.published[language] if note.core or extent is Extent.COMPLETE)


def read_outfit(library: Library, project: Project) -> Outfit:
    """Read `decks/` and see that it fits the library.

    Raises:
        CardwrightError: Something in `decks/` is missing or wrong.
    """
    registry = read_registry(project)
    check_decks(registry, library)
    words = {language: read_words(project, language) for language in library.kb.languages}
    return Outfit(registry, words, read_note_type(project, registry.note_type, words, library.kb))


def collect(library: Library, typeset: Typeset, project: Project) -> Collection:
    """The notes of every language.

    Args:
        library: What to make notes of.
        typeset: The drawn diagrams.
        project: Where things are.

    Raises:
        CardwrightError: `decks/` does not fit the library.
    """
    outfit = read_outfit(library, project)
    languages = library.kb.languages
    return Collection(
        library,
        outfit,
        {language: notes(library, typeset, language, outfit.words[language]) for language in languages},
        {language: retired_notes(library, typeset, language, outfit.words[language]) for language in languages},
    )


def write_packages(collection: Collection, project: Project, times: Stamps | None = None) -> list[Package]:
    """Write every package and every table, and remove what else is in `build/decks/`.

    All of them are made before the first is written, so that a fault leaves the previous ones together.

    Args:
        collection: The notes.
        project: Where things are.
        times: When each note and the note type last changed; what the ledger says if none.

    Raises:
        CardwrightError: A package cannot be written.
    """
    times = times or stamps(collection.library.ledger)
    made = [made for language in collection.published for made in _packages(collection, language, project, times)]
    for _, files in made:
        for path, data in files.items():
            write(path, data)
    remove_stale(project.built_decks, [path for _, files in made for path in files])
    return [package for package, _ in made]


def release(collection: Collection, project: Project, version: str, now: int) -> Ledger:
    """Write to the ledger that these notes are version `version`.

    Args:
        collection: The notes.
        project: Where the ledger is.
        version: Number of the release, newer than the last.
        now: Time in seconds since 1970.

    Raises:
        CardwrightError: The version or the time is not newer, or the ledger cannot be written.
    """
    ledger = released(collection.library.ledger, version, now, collection.notes, collection.outfit.note_type)
    write(project.ledger, ledger_text(ledger))
    return ledger


def verify_release(collection: Collection, version: str) -> None:
    """See to it that the ledger was stamped for a version and that no note has changed since.

    Raises:
        CardwrightError: It was not, or one has.
    """
    verify(collection.library.ledger, version, collection.notes, collection.outfit.note_type)


def _packages(
    collection: Collection, language: str, project: Project, times: Stamps
) -> Iterator[tuple[Package, dict[Path, str | bytes]]]:
    """Each package of a language, with the files that it consists of."""
    names = collection.outfit.registry.decks[language]
    files = {Extent.COMPLETE: names.complete, Extent.CORE: names.core, Extent.UPGRADE: names.upgrade}
    for extent, name in files.items():
        some = collection.of(language, extent)
        if extent is Extent.UPGRADE and not some:
            continue
        decks = list(_decks(collection, language, some))
        written = write_package(decks, collection.outfit.note_type, times)
        path = project.built_decks / name
        own: dict[Path, str | bytes] = {path: written.data}
        text = path.with_suffix(".tsv") if extent is Extent.COMPLETE else None
        if text:
            own[text] = table(decks, collection.outfit.note_type)
        yield Package(path, language, extent, len(some), len(written.data), written.digest, text), own


def _decks(collection: Collection, language: str, some: tuple[Note, ...]) -> Iterator[Deck]:
    """The deck of decks, then a deck for each topic with notes."""
    outfit = collection.outfit
    names, words = outfit.registry.decks[language], outfit.words[language]
    yield Deck(names.id, names.name, _described(words.deck_of_decks, collection, language, names.name, len(some)))
    by_topic: dict[str, list[Note]] = {}
    for note in some:
        by_topic.setdefault(note.topic, []).append(note)
    for topic, own in by_topic.items():
        deck = names.topics[topic]
        description = _described(words.deck, collection, language, deck.name, len(own))
        yield Deck(deck.id, outfit.registry.deck_name(language, topic), description, tuple(own))


def _described(text: str, collection: Collection, language: str, name: str, count: int) -> str:
    kb = collection.library.kb
    values = {
        "name": name,
        "count": str(count),
        "version": version_of(collection, language),
        "license": kb.license,
        "site": f"<{kb.site_url}{language}/>",
    }
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    return text.strip()


def version_of(collection: Collection, language: str) -> str:
    """The version of a build in words: that of the last release, if nothing has changed since."""
    words, last = collection.outfit.words[language], collection.library.ledger.last
    if last is None:
        return words.unreleased
    return words.later.replace("{version}", last.version) if collection.changes(language) else last.version
