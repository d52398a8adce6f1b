"""The only door to genanki: notes to the bytes of an `.apkg`, the same bytes for the same notes.

What genanki lacks is added in small subclasses: a time for each note and for the note type, ids that
follow from guids, ids of fields and templates, and a database that never touches the disk.
"""

from __future__ import annotations

import hashlib
import io
import re
import sqlite3
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Any

import genanki

from cardwright.anki.identity import note_ids
from cardwright.anki.notes import FIELDS, SORT_FIELD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardwright.anki.note_type import NoteType
    from cardwright.anki.notes import Note

FIRST_TIME = 1_793_491_200
"""2026-11-01 in seconds: when every note and the note type were made, as long as nothing has been released."""

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_TAG = re.compile(r"<[^>]*>")
_INSERT_NOTE = "INSERT INTO notes VALUES(?,?,?,?,-1,?,?,?,0,0,'')"
_INSERT_CARD = "INSERT INTO cards VALUES(?,?,?,0,?,-1,0,0,?,0,0,0,0,0,0,0,0,'')"


def _first_time(_: object) -> int:
    return FIRST_TIME


@dataclass(frozen=True, slots=True)
class Stamps:
    """When things last changed, in seconds: Anki updates what is newer than what it has, and skips the rest."""

    note: Callable[[Note], int] = _first_time
    note_type: Callable[[NoteType], int] = _first_time


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck with its notes; `name` is the full name, parents first, joined by `::`; `description` is Markdown."""

    id: int
    name: str
    description: str
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The bytes of an `.apkg`, and a digest of the rows in it.

    The bytes are the same for every build with one Python and one SQLite; the digest is the same for all of them.
    """

    data: bytes
    digest: str


def write_package(decks: Sequence[Deck], note_type: NoteType, stamps: Stamps) -> Written:
    """An `.apkg` with these decks.

    Args:
        decks: Decks in the order in which they are written.
        note_type: What all notes are made with.
        stamps: When each note and the note type last changed.
    """
    ids = note_ids(note.guid for deck in decks for note in deck.notes)
    model = _model(note_type, stamps)
    package = genanki.Package([_Deck(deck, model, ids, stamps) for deck in decks])
    connection = sqlite3.connect(":memory:")
    try:
        package.write_to_db(connection.cursor(), FIRST_TIME, iter(()))
        connection.commit()
        database, digest = connection.serialize(), _digest(connection)
    finally:
        connection.close()
    return Written(_zipped({"collection.anki2": database, "media": b"{}"}), digest)


def _digest(connection: sqlite3.Connection) -> str:
    """SHA-256 of every row of every table in a fixed order."""
    rows = hashlib.sha256()
    for table in ("col", "notes", "cards", "revlog", "graves"):
        for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1"):  # noqa: S608 - the names stand above
            rows.update("\x1e".join(map(str, row)).encode() + b"\x1d")
    return rows.hexdigest()


class _Model(genanki.Model):  # type: ignore[misc]  # genanki has no types
    """A model with a time of its own; its id is text, as keys of Anki's JSON are."""

    def __init__(self, mod: int, **settings: Any) -> None:
        super().__init__(**settings)
        self._mod = mod

    def to_json(self, timestamp: float, deck_id: int) -> dict[str, Any]:
        """The model as Anki stores it, for any deck."""
        del timestamp, deck_id
        json: dict[str, Any] = super().to_json(self._mod, 1)
        return json


class _Note(genanki.Note):  # type: ignore[misc]  # genanki has no types
    """A note whose id and time are given, and its one card, as rows of the database."""

    def __init__(self, note: Note, model: _Model, id_: int, mod: int) -> None:
        super().__init__(model=model, fields=list(note.fields), guid=note.guid, tags=note.tags, due=note.due)
        self._id = id_
        self._mod = mod

    def note_row(self, model: int) -> tuple[object, ...]:
        """Values of `_INSERT_NOTE`."""
        return self._id, self.guid, model, self._mod, self._format_tags(), self._format_fields(), self._sort_text()

    def card_row(self, deck: int) -> tuple[object, ...]:
        """Values of `_INSERT_CARD`."""
        return self._id, self._id, deck, self._mod, self.due

    def _sort_text(self) -> str:
        """What Anki's browser shows and sorts by: the words of the question."""
        return " ".join(unescape(_TAG.sub(" ", self.fields[self.model.sort_field_index])).split())


class _Deck(genanki.Deck):  # type: ignore[misc]  # genanki has no types
    """A deck that inserts its notes and cards at once; genanki's clock and counter are not used."""

    def __init__(self, deck: Deck, model: _Model, ids: dict[str, int], stamps: Stamps) -> None:
        super().__init__(deck.id, deck.name, deck.description)
        self.add_model(model)
        self._rows = [_Note(note, model, ids[note.guid], stamps.note(note)) for note in deck.notes]

    def write_to_db(self, cursor: sqlite3.Cursor, timestamp: float, id_gen: Iterator[int]) -> None:
        """Insert the deck, its notes and their cards."""
        super().write_to_db(cursor, timestamp, id_gen)
        for model in self.models:
            cursor.executemany(_INSERT_NOTE, (note.note_row(int(model)) for note in self._rows))
        cursor.executemany(_INSERT_CARD, (note.card_row(self.deck_id) for note in self._rows))

    def to_json(self) -> dict[str, Any]:
        """The deck as Anki stores it; genanki does not know that descriptions can be Markdown."""
        json: dict[str, Any] = super().to_json() | {"md": True}
        return json


def _model(note_type: NoteType, stamps: Stamps) -> _Model:
    identity = note_type.identity
    template = identity.template
    sides = {"qfmt": note_type.front, "afmt": note_type.back}
    return _Model(
        stamps.note_type(note_type),
        model_id=str(identity.id),
        name=identity.name,
        fields=[{"name": f.name, "id": f.id} for f in identity.fields],
        templates=[{"name": template.name, "id": template.id, **sides}],
        css=note_type.css,
        sort_field_index=FIELDS.index(SORT_FIELD),
    )


def _zipped(entries: dict[str, bytes]) -> bytes:
    """A compressed archive without a clock or a machine in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in sorted(entries.items()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = _UNIX
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()
