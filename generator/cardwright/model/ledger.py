"""The ledger of releases: what people have in their Anki collections, and since when it says what it says."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import Ge
from pydantic import Field

from cardwright.model.base import LanguageCode, Line, Record

FORMAT = 1
"""Format of `decks/ledger.json` that this version writes and reads."""

Version = Annotated[str, Field(pattern=r"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)$")]
"""Three numbers, as in `1.4.0`."""

Seconds = Annotated[int, Ge(1)]
"""A time in seconds since 1970, UTC."""


class Release(Record):
    """A version that was published."""

    version: Version
    """Its number."""

    time: Seconds
    """When it was stamped. What changed with it carries this time in Anki."""


class Entry(Record):
    """A note, or a note type, that people have."""

    id: Line
    """Card, or card, part and item (`kv-cache-memory/pitfall/query-heads`); the name of a note type."""

    lang: LanguageCode | None = None
    """Language of a note."""

    hash: Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]
    """Digest of what it said in the last release that changed it."""

    mod: Seconds
    """Time of that release."""

    born: Version
    """First release that had it."""


class Ledger(Record):
    """`decks/ledger.json`. Releases write it; nobody edits it. What is in it once stays in it."""

    format: Literal[1] = 1
    """Format of the file."""

    releases: tuple[Release, ...] = ()
    """Every release, oldest first."""

    note_types: dict[str, Entry] = {}
    """Id of each note type -> what it was."""

    notes: dict[str, Entry] = {}
    """Guid of each note -> what it was."""

    @property
    def last(self) -> Release | None:
        """The newest release, if there is one."""
        return self.releases[-1] if self.releases else None

    @property
    def cards(self) -> frozenset[str]:
        """Ids of the cards that any release held."""
        return frozenset(entry.id.partition("/")[0] for entry in self.notes.values())
