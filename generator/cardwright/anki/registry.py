"""The registry: every number and name by which Anki knows our decks and note type. Frozen once released."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, Annotated, Any

from annotated_types import MinLen
from pydantic import AfterValidator, BeforeValidator, StringConstraints
from pydantic_core import PydanticCustomError

from cardwright.errors import CardwrightError
from cardwright.model.base import Id, LanguageCode, Line, Record
from cardwright.reading.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardwright.model.library import Library
    from cardwright.project import Project

_NUMBER = re.compile(r"[1-9][0-9]{9,12}")


def _number(value: Any) -> Any:
    if not (isinstance(value, str) and _NUMBER.fullmatch(value)):
        raise PydanticCustomError("whole_number", "expected a whole number")
    return value


def _different(items: tuple[Field, ...]) -> tuple[Field, ...]:
    """Each field's name and id stands once."""
    for position, item in enumerate(items):
        for earlier in items[:position]:
            if item.name == earlier.name or item.id == earlier.id:
                context = {"item": item.name, "position": position}
                raise PydanticCustomError("repeated_item", "`{item}` is listed twice", context)
    return items


Number = Annotated[int, BeforeValidator(_number)]
"""A permanent id of Anki's: ten to thirteen digits, chosen once and written down."""

FileName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.apkg$")]
"""Name of a package: lower-case words and hyphens, `.apkg` at the end."""


class Field(Record):
    """A field of the note type. Its id stays when the name changes."""

    name: Line
    """Name, as templates and people see it."""

    id: Number
    """Permanent id."""


class Template(Record):
    """The one card template."""

    name: Line
    """Name, as people see it."""

    id: Number
    """Permanent id."""


class NoteTypeIdentity(Record):
    """Name and numbers of the note type."""

    name: Line
    """Name, as people see it."""

    id: Number
    """Permanent id."""

    template: Template
    """The one card template."""

    fields: Annotated[tuple[Field, ...], MinLen(1), AfterValidator(_different)]
    """Fields in their permanent order: never add, remove or reorder; rename a spare one."""


class DeckIdentity(Record):
    """A deck: Anki finds it again by its name."""

    id: Number
    """Permanent id."""

    name: Line
    """Permanent name; for a topic, the part after `::`."""


class LanguageDecks(Record):
    """The decks and packages of one language."""

    id: Number
    """Permanent id of the deck that holds the topics."""

    name: Line
    """Permanent name of the deck that holds the topics."""

    complete: FileName
    """File name of the package with every note."""

    core: FileName
    """File name of the package with the notes of whiteboard cards."""

    upgrade: FileName
    """File name of the package with the notes of retired cards."""

    topics: dict[Id, DeckIdentity]
    """Topic to its deck."""


class Registry(Record):
    """Every number and name by which Anki knows us."""

    note_type: NoteTypeIdentity
    """The note type."""

    decks: dict[LanguageCode, LanguageDecks]
    """Language to its decks."""

    def deck_name(self, language: str, topic: str) -> str:
        """Full name of a topic's deck."""
        decks = self.decks[language]
        return f"{decks.name}::{decks.topics[topic].name}"


def read_registry(project: Project) -> Registry:
    """The registry of the project.

    Raises:
        CardwrightError: The file is missing, does not fit, or uses a number twice.
    """
    path = project.decks / "registry.yaml"
    registry = read_settings(project, path, Registry, "the registry of decks")
    seen: dict[int, str] = {}
    for number, name in _deck_numbers(registry):
        if number in seen:
            raise CardwrightError(
                f"decks/registry.yaml: the id {number} is given to {seen[number]} and to {name}",
                hint="a released id stays; give the newer one another",
            )
        seen[number] = name
    return registry


def check_decks(registry: Registry, library: Library) -> None:
    """See to it that every topic with cards has a deck in each language that the cards are written in.

    Raises:
        CardwrightError: A deck is missing; the hint is the lines to add.
    """
    for language in library.kb.languages:
        if language not in registry.decks:
            raise CardwrightError(
                f"decks/registry.yaml has no decks for the language `{language}`",
                hint=f"add `{language}:` under `decks:`, with the fields that stand under the other languages",
            )
    missing = list(_missing(registry, library))
    if missing:
        where = "; ".join(f"{language}: {topic}" for language, topic in missing)
        raise CardwrightError(
            f"decks/registry.yaml has no deck for {where}",
            hint="\n".join(_lines_to_add(registry, library, missing)),
        )


def _deck_numbers(registry: Registry) -> Iterator[tuple[int, str]]:
    for language, decks in registry.decks.items():
        yield decks.id, f"decks.{language}"
        yield from ((deck.id, f"decks.{language}.topics.{topic}") for topic, deck in decks.topics.items())


def _missing(registry: Registry, library: Library) -> Iterator[tuple[str, str]]:
    for language in library.kb.languages:
        known = registry.decks[language].topics
        cards = (*library.cards, *(card for card, _ in library.retired_cards))
        needed = {card.topic for card in cards if language in card.languages}
        yield from ((language, topic.id) for topic in library.topics if topic.id in needed - known.keys())


def _lines_to_add(registry: Registry, library: Library, missing: Iterable[tuple[str, str]]) -> Iterator[str]:
    used = {number for number, _ in _deck_numbers(registry)}
    yield "add these lines, and never change them once a package has been published:"
    for language, topic in missing:
        number = _fresh_number(f"{language}:{topic}", used)
        used.add(number)
        _, title = library.topic_by_id[topic].title.best(language)
        yield f"under decks.{language}.topics:"
        yield f"      {topic}:"
        yield f"        id: {number}"
        yield f"        name: '{title.strip().replace(chr(39), 2 * chr(39))}'"


def _fresh_number(name: str, used: set[int]) -> int:
    """A proposal for an id: the same for the same name, so that asking twice gives one answer."""
    number = 10**12 + int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big") % (7 * 10**11)
    while number in used:
        number += 1
    return number
