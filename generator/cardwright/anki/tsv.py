"""Notes as a table for people who use something else: tab-separated, with Anki's headers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardwright.anki.note_type import NoteType
    from cardwright.anki.package import Deck

_FIRST = ("guid", "note type", "deck", "tags")
"""Columns before the fields; Anki knows them by the headers."""


def table(decks: Sequence[Deck], note_type: NoteType) -> str:
    """Every note of some decks, a row each, with the headers by which Anki's text import puts each column in its place.

    Fields are HTML, as in the packages; a field with a line end, a tab or a quotation mark stands in quotation marks.
    """
    names = [field.name for field in note_type.identity.fields]
    headers = [
        "#separator:tab",
        "#html:true",
        *(f"#{name.replace(' ', '')} column:{number}" for number, name in enumerate(_FIRST, 1)),
        "#columns:" + "\t".join((*_FIRST, *names)),
    ]
    text = io.StringIO()
    writer = csv.writer(text, dialect="excel-tab", lineterminator="\n")
    for deck in decks:
        for note in deck.notes:
            writer.writerow((note.guid, note_type.identity.name, deck.name, " ".join(note.tags), *note.fields))
    return "\n".join(headers) + "\n" + text.getvalue()
