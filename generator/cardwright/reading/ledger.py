"""Reads `decks/ledger.json`: what was released, or what is wrong with the file that says so."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from cardwright.model.ledger import FORMAT, Ledger
from cardwright.problems import Mark, Problem, Severity

if TYPE_CHECKING:
    from cardwright.problems import Location
    from cardwright.project import Project

_PATH = "decks/ledger.json"
_START = Mark(1, 1)
_RESTORE = "restore the file as the last release wrote it; it is never edited by hand"
_UPDATE = "take the version of Cardwright that wrote it: git pull, then make"


def read_ledger(project: Project) -> tuple[Ledger, list[Problem]]:
    """What was released, and what is wrong; an empty ledger if there is no file or it is broken."""
    try:
        text = _text(project.ledger.read_bytes())
        return _ledger(_data(text), text), []
    except FileNotFoundError:
        return Ledger(), []
    except _BrokenError as error:
        return Ledger(), [Problem(_PATH, error.mark, Severity.ERROR, "ledger", error.message, error.help)]
    except OSError as error:
        return Ledger(), [Problem(_PATH, None, Severity.ERROR, "ledger", f"cannot be read: {error.strerror}", _RESTORE)]


class _BrokenError(Exception):
    """Not what a release wrote."""

    def __init__(self, message: str, mark: Mark, help_: str = _RESTORE) -> None:
        super().__init__(message)
        self.message, self.mark, self.help = message, mark, help_


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _BrokenError(f"byte 0x{raw[error.start]:02X} is not UTF-8", _mark(raw[: error.start].decode())) from error


def _data(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise _BrokenError(f"not JSON: {error.msg}", Mark(error.lineno, error.colno)) from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of brackets
        raise _BrokenError("not JSON that a release wrote", _START) from error


def _ledger(data: Any, text: str) -> Ledger:
    if not isinstance(data, dict):
        raise _BrokenError("not a map, as releases write it", _START)
    found = data.get("format")
    if isinstance(found, int) and not isinstance(found, bool) and found > FORMAT:
        message = f"format {found} is of a newer Cardwright; this one knows {FORMAT}"
        raise _BrokenError(message, _place(("format",), text), _UPDATE)
    if found != FORMAT:
        raise _BrokenError(f"there is no `format: {FORMAT}` in it", _START)
    try:
        return Ledger.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        said = first["msg"][0].lower() + first["msg"][1:]
        raise _BrokenError(f"`{'.'.join(map(str, first['loc']))}`: {said}", _place(first["loc"], text)) from error


def _place(location: Location, text: str) -> Mark:
    """Where the keys that lead to a value stand, as far as they do: releases write each but once in its map."""
    start = place = 0
    for key in location:
        found = text.find(json.dumps(key, ensure_ascii=False), start) if isinstance(key, str) else -1
        if found < 0:
            break
        place, start = found, found + 1
    return _mark(text[:place])


def _mark(before: str) -> Mark:
    """The place behind a text."""
    return Mark(before.count("\n") + 1, len(before) - before.rfind("\n"))
