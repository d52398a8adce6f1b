"""The only door to PyYAML: one pass over libyaml's events builds plain data and can say where it stood.

Every scalar stays a string (so `no` is not False and `3.10` not 3.1); the model types it. What cards do
not use, and what YAML would change silently, is refused with the place and a way out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn, cast

import yaml

from cardwright.problems import Location, Mark
from cardwright.reading.syntax_errors import BACKSLASH, DIRECTIVE, IF_TEXT, SECOND_DOCUMENT, Refusal, explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Event = Any
    """An event of libyaml. PyYAML's stubs know neither its fields nor that it always has marks."""

MAX_DEPTH = 16
MAX_BYTES = 256 * 1024
MAX_REFUSALS = 10
"""Refusals of one file after which reading stops; a hostile file could have thousands."""

Data = str | None | list["Data"] | dict[str, "Data"]
"""Plain data as it stands in a file; None is a key without a value."""

_LINE_BREAKS = {
    "\x85": "U+0085 (next line)",
    "\u2028": "U+2028 (line separator)",
    "\u2029": "U+2029 (paragraph separator)",
}
_ODD_SPACES = {
    "\u00a0": "U+00A0 (no-break space)",
    "\u2007": "U+2007 (figure space)",
    "\u202f": "U+202F (narrow no-break space)",
    "\u3000": "U+3000 (ideographic space)",
    "\ufeff": "U+FEFF (byte order mark)",
    "\u200b": "U+200B (zero-width space)",
}
_LINE_END = re.compile(r"\r\n|\n|\r")
_ODD = "".join(_ODD_SPACES)
_INDENTATION = re.compile(rf"[ \t]*(?P<odd>[{_ODD}])[ \t{_ODD}]*")
_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff"
_BREAK_OR_CONTROL = re.compile(f"[{''.join(_LINE_BREAKS)}{_CONTROL}]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_HARMLESS_ESCAPES = {'"', "\\"}
_LANGUAGE = re.compile(r"(?!id$|of$|by$)[a-z]{2}")  # fields of two letters are no languages


@dataclass
class Parsed:
    """What a file holds: data, where each key and value stands, and what had to be refused.

    `data` is None when nothing could be read; `refused` has the places of values that were left out or
    must not be judged further. Marks are not kept: most files are clean, and nobody asks where in them something
    stands. They are read again for the few that somebody asks about.
    """

    text: str = ""
    data: Data = None
    refusals: list[Refusal] = field(default_factory=list)
    refused: set[Location] = field(default_factory=set)

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the file."""
        return lines_of(self.text)

    @property
    def keys(self) -> dict[Location, Mark]:
        """Where each key stands."""
        return self._marks[0]

    @property
    def values(self) -> dict[Location, Mark]:
        """Where each value stands."""
        return self._marks[1]

    @cached_property
    def _marks(self) -> tuple[dict[Location, Mark], dict[Location, Mark]]:
        if hidden_characters(self.text):  # nothing of it was read
            return {}, {}
        builder = _Builder(self.text, Parsed())
        with suppress(_Stop, yaml.MarkedYAMLError):
            builder.document()
        return _marked(builder.keys), _marked(builder.values)


class _Stop(Exception):  # noqa: N818 - control flow inside this module, not an error
    """Reading cannot go on; the reason has been noted."""


def lines_of(text: str) -> list[str]:
    """The lines of a file as YAML and editors count them: form feeds and the like end none."""
    return _LINE_END.split(text)


def read_yaml(text: str) -> Parsed:
    """Read one YAML document.

    Args:
        text: The whole file, decoded; a byte order mark at the start and Windows line ends are fine.

    Returns:
        The data and marks of all that could be read, and every refusal.
    """
    text = text.removeprefix("\ufeff")
    parsed = Parsed(text)
    parsed.refusals += hidden_characters(text)
    if not parsed.refusals:
        try:
            _Builder(text, parsed).document()
        except _Stop:
            pass
        except yaml.MarkedYAMLError as error:
            _note_syntax(explain(error, lines_of(text)), parsed)
    return parsed


def _note_syntax(refusal: Refusal, parsed: Parsed) -> None:
    """Add what libyaml stumbled over, unless it is a mere consequence of a comment inside a text."""
    near = range(refusal.mark.line - 1, refusal.mark.line + 1)
    if not any(r.code == "comment-in-text" and r.mark.line in near for r in parsed.refusals):
        parsed.refusals.append(refusal)


def hidden_characters(text: str) -> list[Refusal]:
    """Characters that look like nothing and change what YAML reads."""
    if not _BREAK_OR_CONTROL.search(text) and not any(odd in text for odd in _ODD):
        return []
    found = (
        refusal
        for number, line in enumerate(lines_of(text), 1)
        for refusal in (*_odd_indentation(number, line), *_odd_characters(number, line))
    )
    return list(islice(found, MAX_REFUSALS))


def _odd_indentation(number: int, line: str) -> Iterator[Refusal]:
    if indentation := _INDENTATION.match(line):
        column = indentation.start("odd")
        yield Refusal(
            Mark(number, column + 1, indentation.end() - column),
            "hidden-character",
            f"{_ODD_SPACES[line[column]]} stands in the indentation",
            "delete it, and indent with plain spaces",
        )


def _odd_characters(number: int, line: str) -> Iterator[Refusal]:
    for found in _BREAK_OR_CONTROL.finditer(line):
        character, mark = found.group(), Mark(number, found.start() + 1)
        if name := _LINE_BREAKS.get(character):
            message = f"{name} breaks the line where no editor shows it"
            yield Refusal(mark, "hidden-character", message, "delete it, and press Enter if a new line is meant")
        else:
            message = f"control character U+{ord(character):04X} cannot stand in YAML"
            yield Refusal(mark, "hidden-character", message, "delete the character")


class _Builder:
    """Builds data from events. Recursion is safe: it ends at MAX_DEPTH."""

    def __init__(self, text: str, parsed: Parsed) -> None:
        self._text = text
        self._parsed = parsed
        self._next = cast("Callable[[], Event]", yaml.CSafeLoader(text).get_event)
        self.keys: dict[Location, Event] = {}
        self.values: dict[Location, Event] = {}

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(m.end() for m in _LINE_END.finditer(self._text))]

    def document(self) -> None:
        event = self._next()  # the stream starts
        event = self._next()
        if isinstance(event, yaml.StreamEndEvent):
            self._empty()
        if event.version or event.tags:
            self._refuse(_mark(event), "directive", *DIRECTIVE)
        data = self._value(self._next(), (), 1)
        if data is None and not self._parsed.refusals:
            self._empty()
        self._next()  # the document ends
        event = self._next()
        if not isinstance(event, yaml.StreamEndEvent):
            self._refuse(_mark(event), "several-documents", *SECOND_DOCUMENT)
            raise _Stop
        self._parsed.data = data

    def _empty(self) -> NoReturn:
        self._refuse(Mark(1, 1), "empty-file", "there is nothing in this file", "write what belongs here, or remove it")
        raise _Stop

    def _refuse(self, mark: Mark, code: str, message: str, help_: str | None = None) -> None:
        self._parsed.refusals.append(Refusal(mark, code, message, help_))
        if len(self._parsed.refusals) == MAX_REFUSALS:
            raise _Stop

    def _value(self, event: Event, at: Location, depth: int) -> Data:
        self.values[at] = event
        if isinstance(event, yaml.AliasEvent):
            hint = f"write the value out; {IF_TEXT}"
            self._refuse(_mark(event), "alias", f"aliases (`*{event.anchor}`) are not used here", hint)
            self._parsed.refused.add(at)
            return None
        if event.anchor or event.tag:
            self._refuse_properties(event)
            self._parsed.refused.add(at)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, at)
        if depth > MAX_DEPTH:
            self._refuse(
                _mark(event), "too-deep", f"nested more than {MAX_DEPTH} levels deep", "a card needs ten at most"
            )
            raise _Stop
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(at, depth)
        return self._map(event, at, depth)

    def _list(self, at: Location, depth: int) -> list[Data]:
        items: list[Data] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*at, len(items)), depth + 1))
        return items

    def _map(self, start: Event, at: Location, depth: int) -> dict[str, Data]:
        items: dict[str, Data] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event, at)
            here = (*at, key)
            if key in items:
                first = _mark(self.keys[here])
                self._refuse(
                    _mark(event),
                    "duplicate-key",
                    f"`{key}` stands here a second time; the first is on line {first.line}",
                    "keep one of the two",
                )
                self._value(self._next(), (*at, f"{key} (again)"), depth + 1)
                continue
            self.keys[here] = event
            items[key] = self._value(self._next(), here, depth + 1)
        if start.flow_style and any(_LANGUAGE.fullmatch(key) and isinstance(items[key], str) for key in items):
            self._refuse(
                _mark(start),
                "flow-prose",
                "prose in a flow map: a comma in the text would end it",
                "write each language on its own line, without braces",
            )
            self._parsed.refused.add(at)
        return items

    def _key(self, event: Event, at: Location) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(_mark(event), "key", "a key must be a word, not a list or a map", IF_TEXT)
            raise _Stop
        if event.anchor or event.tag:
            self._refuse_properties(event)
        key = str(event.value)
        if key == "<<":
            self._refuse(_mark(event), "merge-key", "merge keys (`<<`) are not used here", "write the fields out")
            self._parsed.refused.add((*at, key))
        if not key:
            self._refuse(_mark(event), "key", "there is no key before the colon", "write one, or remove the line")
            self._parsed.refused.add((*at, key))
        return key

    def _refuse_properties(self, event: Event) -> None:
        hint = f"delete it; {IF_TEXT}"
        if event.anchor:
            self._refuse(_mark(event), "anchor", f"anchors (`&{event.anchor}`) are not used here", hint)
        if event.tag:
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self._refuse(_mark(event), "tag", f"tags (`{tag}`) are not used here", hint)

    def _scalar(self, event: Event, at: Location) -> str | None:
        if event.style == '"':
            self._check_escapes(event)
        if not event.style:
            if at and _LANGUAGE.fullmatch(str(at[-1])):
                self._check_comment(event, at)
            if event.value == "":
                return None
        return str(event.value)

    def _check_escapes(self, event: Event) -> None:
        start = self._offset(event.start_mark)
        raw = self._text[start : self._offset(event.end_mark)]
        for escape in _ESCAPE.finditer(raw):
            if escape.group(1) not in _HARMLESS_ESCAPES:
                mark = self._mark_at(start + escape.start(), 2)
                self._refuse(mark, "backslash", *BACKSLASH)
                return

    def _check_comment(self, event: Event, at: Location) -> None:
        end = self._offset(event.end_mark)
        rest = re.match(r"[ \t]*#[^\r\n]*", self._text[end : end + 500])
        if rest and "#" in rest.group():
            hash_at = end + rest.group().index("#")
            self._refuse(
                self._mark_at(hash_at, len(rest.group().rstrip()) - rest.group().index("#")),
                "comment-in-text",
                "text after ` #` is a comment and would be lost",
                "put the text in quotes or in a `>-` block; put a remark on its own line",
            )
            self._parsed.refused.add(at)

    def _offset(self, mark: Any) -> int:
        line: int = min(mark.line, len(self._line_starts) - 1)
        return min(self._line_starts[line] + int(mark.column), len(self._text))

    def _mark_at(self, offset: int, length: int) -> Mark:
        line = bisect_right(self._line_starts, offset) - 1
        return Mark(line + 1, offset - self._line_starts[line] + 1, length)


def _marked(events: dict[Location, Event]) -> dict[Location, Mark]:
    return {at: _mark(event) for at, event in events.items()}


def _mark(event: Event) -> Mark:
    start, end = event.start_mark, event.end_mark
    length = end.column - start.column if end.line == start.line else 1
    return Mark(start.line + 1, start.column + 1, max(length, 1))
