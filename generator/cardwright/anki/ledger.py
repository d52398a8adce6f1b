"""When each note last changed: read from the ledger by every build, written to it by a release only."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import ValidationError

from cardwright.anki.package import FIRST_TIME, Stamps
from cardwright.errors import CardwrightError
from cardwright.model.ledger import Entry, Ledger, Release

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from cardwright.anki.note_type import NoteType
    from cardwright.anki.notes import Note

_LENGTH = 16


def note_hash(note: Note) -> str:
    """Digest of what a note says: its fields and its tags."""
    return _digest((*note.fields, *note.tags))


def note_type_hash(note_type: NoteType) -> str:
    """Digest of how notes look: templates, stylesheet and the names of the fields."""
    names = (field.name for field in note_type.identity.fields)
    return _digest((note_type.front, note_type.back, note_type.css, *names))


def stamps(ledger: Ledger) -> Stamps:
    """Times for a build: a note that says what it said carries the time of the release that made it say so.

    What has changed since the last release, or is new, is a second younger than that release: new to everybody who has
    it, and older than the next one. Before the first release everything carries one fixed time.
    """
    if ledger.last is None:
        return Stamps()
    since = ledger.last.time + 1

    def time(entry: Entry | None, now: str) -> int:
        return entry.mod if entry and entry.hash == now else since

    return Stamps(
        note=lambda note: time(ledger.notes.get(note.guid), note_hash(note)),
        note_type=lambda kind: time(ledger.note_types.get(str(kind.identity.id)), note_type_hash(kind)),
    )


def released(ledger: Ledger, version: str, now: int, notes: Iterable[Note], note_type: NoteType) -> Ledger:
    """The ledger after a release.

    Args:
        ledger: What was released before; all of it stays, since people have it.
        version: Number of the release.
        now: Its time in seconds since 1970.
        notes: Every note of every package of the release.
        note_type: What they are made with.

    Raises:
        CardwrightError: The version or the time is not newer than those of the last release.
    """
    release = _release(version, now)
    _check_order(ledger.last, release)
    kind = str(note_type.identity.id)
    types = {
        kind: _entry(ledger.note_types.get(kind), note_type.identity.name, None, note_type_hash(note_type), release)
    }
    own = {n.guid: _entry(ledger.notes.get(n.guid), n["Id"], n["Lang"], note_hash(n), release) for n in notes}
    return Ledger(
        releases=(*ledger.releases, release),
        note_types={**ledger.note_types, **types},
        notes={**ledger.notes, **own},
    )


def ledger_text(ledger: Ledger) -> str:
    """The file: a line for each note, ordered by id, so that a release shows what it changed."""
    notes = dict(sorted(ledger.notes.items(), key=lambda item: (item[1].id, item[1].lang or "", item[0])))
    return (
        f'{{\n  "format": {ledger.format},\n'
        f'  "releases": {_lines("[", (_json(r) for r in ledger.releases), "]")},\n'
        f'  "note_types": {_lines("{", _entries(ledger.note_types), "}")},\n'
        f'  "notes": {_lines("{", _entries(notes), "}")}\n}}\n'
    )


@dataclass(frozen=True, slots=True)
class Changes:
    """How the notes of a language differ from the last release: how many are new, changed, or in it no more."""

    new: int
    changed: int
    gone: int

    def __bool__(self) -> bool:
        """Whether there is any difference."""
        return bool(self.new or self.changed or self.gone)


def changes(ledger: Ledger, notes: Sequence[Note], language: str) -> Changes:
    """What a build of a language has that the last release had not."""
    known = ledger.notes
    here = {note.guid for note in notes}
    return Changes(
        new=sum(note.guid not in known for note in notes),
        changed=sum(note.guid in known and known[note.guid].hash != note_hash(note) for note in notes),
        gone=sum(entry.lang == language and guid not in here for guid, entry in known.items()),
    )


def brought(ledger: Ledger, language: str) -> Changes:
    """What the last release had that the one before had not; what it no longer had is not in the ledger."""
    last = ledger.last
    own = [entry for entry in ledger.notes.values() if last and entry.lang == language and entry.mod == last.time]
    new = sum(last is not None and entry.born == last.version for entry in own)
    return Changes(new=new, changed=len(own) - new, gone=0)


def verify(ledger: Ledger, version: str, notes: Iterable[Note], note_type: NoteType) -> None:
    """See to it that the ledger was stamped for a version and that nothing has changed since.

    Raises:
        CardwrightError: Another version was stamped last, or a note or the note type says something else.
    """
    if ledger.last is None or ledger.last.version != version:
        last = ledger.last.version if ledger.last else "none"
        raise CardwrightError(
            f"decks/ledger.json was not stamped for {version}: its last release is {last}",
            hint=f"run `cardwright decks --release {version}`, merge what it wrote, and tag that commit",
        )
    wrong = [n["Id"] for n in notes if _hash(ledger.notes.get(n.guid)) != note_hash(n)]
    if _hash(ledger.note_types.get(str(note_type.identity.id))) != note_type_hash(note_type):
        wrong.insert(0, f"the note type {note_type.identity.name}")
    if wrong:
        more = f" and {len(wrong) - 5:,} more" if len(wrong) > 5 else ""
        raise CardwrightError(
            f"these have changed since {version} was stamped: {', '.join(wrong[:5])}{more}",
            hint="stamp a newer version, or tag the commit that was stamped",
        )


def _release(version: str, now: int) -> Release:
    try:
        return Release(version=version, time=now)
    except ValidationError as error:
        raise CardwrightError(f"`{version}` is no version", hint="three numbers, as in 1.4.0") from error


def _check_order(last: Release | None, release: Release) -> None:
    if last and _numbers(release.version) <= _numbers(last.version):
        raise CardwrightError(
            f"{release.version} is not newer than {last.version}, which was released already",
            hint="releases are numbered upwards, as in 1.4.0 after 1.3.2",
        )
    before = last.time if last else FIRST_TIME
    if release.time <= before + 1:
        raise CardwrightError(
            "the clock of this machine is behind the last release; Anki would take nothing of the new one",
            hint="set the clock and try again",
        )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))


def _entry(before: Entry | None, id_: str, language: str | None, now: str, release: Release) -> Entry:
    if before is None:
        return Entry(id=id_, lang=language, hash=now, mod=release.time, born=release.version)
    mod = before.mod if before.hash == now else release.time
    return before.model_copy(update={"id": id_, "hash": now, "mod": mod})


def _hash(entry: Entry | None) -> str | None:
    return entry.hash if entry else None


def _digest(texts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(texts).encode()).hexdigest()[:_LENGTH]


def _entries(entries: Mapping[str, Entry]) -> Iterator[str]:
    return (f"{json.dumps(key)}: {_json(entry)}" for key, entry in entries.items())


def _json(record: Release | Entry) -> str:
    return json.dumps(record.model_dump(exclude_none=True), ensure_ascii=False)


def _lines(opening: str, lines: Iterable[str], closing: str) -> str:
    body = ",\n".join(f"    {line}" for line in lines)
    return f"{opening}\n{body}\n  {closing}" if body else f"{opening}{closing}"
