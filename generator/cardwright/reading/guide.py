"""From a file of Markdown to what a guide says in one language, with the place of each part."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardwright.markup.prose import taken_apart
from cardwright.problems import Location, Mark
from cardwright.reading.syntax_errors import Refusal
from cardwright.reading.yaml_reader import Parsed, hidden_characters, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

SHAPE = "guides/<id>.<language>.md"
"""What the path of a guide looks like below `content/`."""

_NAME = re.compile(r"(?P<id>[^.]+)\.(?P<language>[a-z]{2})\.md")
_TITLE = re.compile(r"#[ \t]+(?P<title>\S.*)")
_NO_PARAGRAPH = re.compile(r" {0,3}(?:#|>|\||[-*+] |\d+[.)] |`{3}|~{3})| {4}|\t")
_MORE_TITLES = re.compile(r"^#(?!#).*|(?<=\S\n)=+[ \t]*$", re.MULTILINE)


@dataclass
class ParsedGuide(Parsed):
    """A guide in one language: `data` holds title, summary and body, `places` says where each begins."""

    places: dict[Location, Mark] = field(default_factory=dict)

    @property
    def keys(self) -> dict[Location, Mark]:
        """Where each part begins: Markdown has no keys."""
        return self.places

    @property
    def values(self) -> dict[Location, Mark]:
        """Where each part begins."""
        return self.places


def id_and_language(name: str) -> tuple[str, str] | None:
    """What the name of a guide's file says; None if it is the name of something else."""
    match = _NAME.fullmatch(name)
    return (match["id"], match["language"]) if match else None


def read_guide(text: str, language: str) -> ParsedGuide:
    """Read a guide in one language: a line `# Title`, a paragraph that sums it up, and the rest.

    Args:
        text: The whole file, decoded; Windows line ends are fine.
        language: The language that the name of the file says.

    Returns:
        The parts under `title`, `summary` and `body`, and a refusal for what is not as it should be.
    """
    lines = lines_of(text)
    parsed = ParsedGuide(text)
    parsed.refusals += hidden_characters(text) or _faults(lines)
    if not parsed.refusals:
        rows = _rows(lines)
        ends = (*rows[1:], len(lines))
        parts = ["\n".join(lines[row:end]).rstrip() for row, end in zip(rows, ends, strict=True)]
        title = _TITLE.fullmatch(parts[0])
        column = title.start("title") if title else 0
        parsed.data = {"title": parts[0][column:], "summary": parts[1], "body": parts[2]}
        parsed.places = {
            (name, language): Mark(row + 1, column + 1 if name == "title" else 1)
            for name, row in zip(parsed.data, rows, strict=True)
        }
    return parsed


def _rows(lines: list[str]) -> tuple[int, int, int]:
    """The rows, from 0, in which title, summary and body begin; a part that is missing begins past the end."""
    summary = _next(lines, 1)
    after = next((row for row in range(summary, len(lines)) if not lines[row].strip()), len(lines))
    return 0, summary, _next(lines, after)


def _next(lines: list[str], start: int) -> int:
    """The first row from `start` on in which something stands."""
    return next((row for row in range(start, len(lines)) if lines[row].strip()), len(lines))


def _faults(lines: list[str]) -> list[Refusal]:
    """The first thing that keeps a file from being a guide, or every heading that claims to be a second title."""
    if not any(line.strip() for line in lines):
        return [Refusal(Mark(1, 1), "empty-file", "there is nothing in this file", "write what belongs here")]
    if not _TITLE.fullmatch(lines[0].rstrip()):
        mark = Mark(1, 1, max(1, len(lines[0])))
        return [Refusal(mark, "guide", "the first line is not a title", "begin the file with `# ` and a title")]
    _, summary, body = _rows(lines)
    if summary == len(lines) or _NO_PARAGRAPH.match(lines[summary]):
        mark = Mark(1, 1, len(lines[0])) if summary == len(lines) else Mark(summary + 1, 1, len(lines[summary]))
        help_ = "write a paragraph that says what the page is about: lists and search engines show it"
        return [Refusal(mark, "guide", "no summary stands below the title", help_)]
    if body == len(lines):
        mark = Mark(summary + 1, 1, len(lines[summary]))
        return [Refusal(mark, "guide", "nothing stands below the summary", "write the page")]
    return list(_second_titles(lines, body))


def _second_titles(lines: list[str], start: int) -> Iterator[Refusal]:
    words = taken_apart("\n".join(lines[start:])).words
    for match in _MORE_TITLES.finditer(words):
        row = start + words.count("\n", 0, match.start())
        mark = Mark(row + 1, 1, len(lines[row]))
        yield Refusal(mark, "guide", "a page has one title, in its first line", "begin the heading with `##`")
