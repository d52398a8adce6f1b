"""A file of content: its text, its data, and the way from a place inside it to a line and a column."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.problems import Finding, Location, Mark, Problem, Severity
from cardwright.reading.yaml_reader import MAX_BYTES, Parsed, lines_of, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read, or could not be.

    `path` is relative to the root of the repository and `name` to `content/`, with forward slashes.
    """

    path: str
    name: str
    parsed: Parsed = field(default_factory=Parsed)
    unreadable: tuple[Problem, ...] = ()

    @property
    def lines(self) -> list[str]:
        """The lines of the file, as editors count them."""
        return self.parsed.lines

    @property
    def is_whole(self) -> bool:
        """Whether the file could be read and nothing in it had to be refused."""
        return not self.unreadable and not self.parsed.refusals

    def is_refused(self, location: Location) -> bool:
        """Whether reading has already said what is wrong at a place."""
        return any(location[:n] in self.parsed.refused for n in range(len(location) + 1))

    def problems(self) -> list[Problem]:
        """Why the file, or a part of it, could not be taken as it is."""
        refused = (self.problem_at(r.mark, r.code, r.message, r.help) for r in self.parsed.refusals)
        return [*self.unreadable, *refused]

    def problem_at(
        self,
        mark: Mark | None,
        code: str,
        message: str,
        help_: str | None = None,
        severity: Severity = Severity.ERROR,
    ) -> Problem:
        """A problem of this file at a mark."""
        excerpt = self.lines[mark.line - 1] if mark and mark.line <= len(self.lines) else None
        return Problem(self.path, mark, severity, code, message, help_, excerpt)

    def problem(self, finding: Finding) -> Problem:
        """A rule's finding, with the line and column that it means."""
        mark = self.mark(finding.location, at_key=finding.at_key)
        if finding.quote:
            mark = self._quoted(finding.quote, mark)
        if not finding.location:  # the file as a whole: its first line explains nothing
            return Problem(self.path, mark, finding.severity, finding.code, finding.message, finding.help)
        return self.problem_at(mark, finding.code, finding.message, finding.help, finding.severity)

    def mark(self, location: Location, *, at_key: bool = False) -> Mark:
        """Where a value stands (or its key): the nearest place that exists, else the start of the file."""
        while location:
            if location in self.parsed.values:
                break
            location, at_key = location[:-1], True
        if not location:
            return Mark(1, 1)
        value = self.parsed.values[location]
        key = self.parsed.keys.get(location)
        return key if key and (at_key or value.line > key.line) else value

    def _quoted(self, quote: str, start: Mark) -> Mark:
        """Where `quote` stands first inside the value at `start`; `start` itself if it stands nowhere on one line."""
        needle = quote.partition("\n")[0]
        following = (m.line for m in self.parsed.keys.values() if m > start)
        end = min(following, default=len(self.lines) + 1)
        for number in range(start.line, max(end, start.line + 1)):
            column = self.lines[number - 1].find(needle, start.column - 1 if number == start.line else 0)
            if column >= 0:
                return Mark(number, column + 1, len(needle))
        return start


def open_document(path: Path, root: Path, content: Path, read: Callable[[str], Parsed] = read_yaml) -> Document:
    """Read a file of content with `read`; what is wrong with it is inside the document, never raised."""
    place, name = path.relative_to(root).as_posix(), path.relative_to(content).as_posix()
    try:
        raw = _bytes(path, content)
        text = raw.decode("utf-8-sig")
    except _UnreadableError as refusal:
        return Document(place, name, unreadable=(_unreadable(place, *refusal.args),))
    except UnicodeDecodeError as error:
        return Document(place, name, unreadable=(_not_utf8(place, raw, error.start),))
    except OSError as error:
        reason = f"cannot be read: {error.strerror}"
        return Document(place, name, unreadable=(_unreadable(place, "unreadable", reason, "mend its permissions"),))
    return Document(place, name, read(text))


class _UnreadableError(Exception):
    """A file that must not be read; its arguments are code, message and help."""


def _bytes(path: Path, content: Path) -> bytes:
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(content)):
        raise _UnreadableError("symlink", "a link that leads out of content/", "put the file itself here")
    if path.is_dir():
        raise _UnreadableError("not-a-file", "a folder stands where a file is expected", "rename or remove it")
    if not path.exists():
        raise _UnreadableError(
            "missing-file", "the file does not exist", "restore it, or mend the link that leads to it"
        )
    if not path.is_file():
        raise _UnreadableError("not-a-file", "neither a file nor a link to one", "remove it")
    size = path.stat().st_size
    if size > MAX_BYTES:
        message = f"the file has {size:,} bytes; at most {MAX_BYTES:,} are read"
        raise _UnreadableError("too-large", message, "a card of this size cannot be studied; split it")
    return path.read_bytes()


def _not_utf8(path: str, raw: bytes, start: int) -> Problem:
    before = lines_of(raw[:start].decode("utf-8-sig"))
    mark = Mark(len(before), len(before[-1]) + 1)
    message = f"byte 0x{raw[start]:02X} is not UTF-8"
    return _unreadable(path, "encoding", message, "save the file as UTF-8", mark)


def _unreadable(path: str, code: str, message: str, help_: str | None = None, mark: Mark | None = None) -> Problem:
    return Problem(path, mark, Severity.ERROR, code, message, help_)
