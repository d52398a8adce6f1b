"""The order of keys: that of the model's fields, which is the order in which a card is read."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from cardwright.model.base import Text
from cardwright.model.card import CardFile
from cardwright.reading.expected import choices_of, fields, type_at
from cardwright.reading.yaml_reader import Parsed, read_yaml
from cardwright.scaffold.lines import body, indent, is_blank, is_comment, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cardwright.problems import Location

_MODELINE = "# yaml-language-server:"
_HYPHENS = re.compile(r"[ ]*(?:- +)+")


def in_order(text: str, languages: Sequence[str]) -> tuple[str, list[Location]]:
    """A card's text with the keys of each map in order; comments above a key move with it.

    A map that cannot be put in order by moving whole lines, or that has unknown keys, stays as it is.

    Returns:
        The text, and the places of the maps that were put in order.
    """
    moved: list[Location] = []
    parsed = read_yaml(text)
    for at in list(_maps(parsed.data)):
        wanted = _wanted(_at(parsed.data, at), at, languages)
        if wanted:
            edited = _reordered(split(text), parsed, at, wanted)
            if _is_right(edited, parsed, at, wanted):
                text, parsed = edited, read_yaml(edited)
                moved.append(at)
    return text, moved


def _maps(data: Any, at: Location = ()) -> Iterator[Location]:
    """The place of every map, an outer one before those inside."""
    if isinstance(data, dict):
        yield at
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield from _maps(value, (*at, key))


def _at(data: Any, location: Location) -> Any:
    for step in location:
        data = data[step]
    return data


def _wanted(data: dict[str, Any], at: Location, languages: Sequence[str]) -> list[str]:
    """The keys of a map as they should follow each other; none if they do, or if one of them is unknown."""
    model = type_at(CardFile, at)
    is_text = isinstance(model, type) and issubclass(model, Text)
    known = list(languages) if is_text else fields(model) or choices_of(model)
    wanted = sorted(data, key=known.index) if known and data.keys() <= set(known) else list(data)
    return wanted if wanted != list(data) else []


def _is_right(edited: str, before: Parsed, at: Location, wanted: list[str]) -> bool:
    after = read_yaml(edited)
    return not after.refusals and after.data == before.data and list(_at(after.data, at)) == wanted


def _reordered(lines: list[str], parsed: Parsed, at: Location, wanted: list[str]) -> str:
    """The text with the lines of each key moved; whether that was right shows when it is read again."""
    marks = [parsed.keys[(*at, key)] for key in _at(parsed.data, at)]
    rows, column = [mark.line - 1 for mark in marks], marks[0].column - 1
    if any(lines[row][:column].strip(" ") for row in rows[1:]) or len(set(rows)) < len(rows):
        return "".join(lines)
    prefix = lines[rows[0]][:column]
    hyphens = prefix if _HYPHENS.fullmatch(prefix) else ""
    starts = [_first_start(lines, rows[0], column, has_hyphen=bool(hyphens)), *_starts(lines, rows, column)]
    end = _end(lines, rows[-1], column)
    lines[rows[0]] = " " * column + lines[rows[0]][column:]
    parts = [lines[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    keys = list(_at(parsed.data, at))
    first = keys.index(wanted[0])
    if hyphens:
        key_row = rows[first] - starts[first]
        parts[first][key_row] = hyphens + parts[first][key_row][column:]
    moved = [line for key in wanted for line in parts[keys.index(key)]]
    return "".join((*lines[: starts[0]], *moved, *lines[end:]))


def _starts(lines: Sequence[str], rows: Sequence[int], column: int) -> Iterator[int]:
    """Where what belongs to each key but the first begins: with the blank lines and comments above it."""
    for above, row in pairwise(rows):
        start = row
        while start - 1 > above and _stands_above(lines[start - 1], column):
            start -= 1
        yield start


def _stands_above(line: str, column: int) -> bool:
    return is_blank(line) or (is_comment(line) and indent(line) <= column)


def _first_start(lines: Sequence[str], row: int, column: int, *, has_hyphen: bool) -> int:
    """Where what belongs to the first key begins: comments at the head of a file, or of an entry, are not its own."""
    start = row
    while start > 0 and is_comment(lines[start - 1]) and indent(lines[start - 1]) == column:
        start -= 1
    return row if has_hyphen or start == 0 or lines[start].startswith(_MODELINE) else start


def _end(lines: Sequence[str], row: int, column: int) -> int:
    """The line after a map's last value; blank lines and comments that are not indented deeper stay behind it."""
    end = row + 1
    for number in range(row + 1, len(lines)):
        line = body(lines[number])
        if is_blank(line) or (is_comment(line) and indent(line) <= column):
            continue
        if indent(line) < column or (indent(line) == column and not line.lstrip(" ").startswith("- ")):
            break
        end = number + 1
    return end
