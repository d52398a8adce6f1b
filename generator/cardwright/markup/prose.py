"""A text taken apart: its code, its formulas, where its links lead, and the words that are left."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from cardwright.markup.formulas import FORMULA
from cardwright.markup.spans import FENCED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BLANK = "\N{OBJECT REPLACEMENT CHARACTER}"
_NOT_NEWLINE = re.compile(r"[^\n]")
_TARGET = re.compile(
    r"""(?<=\])\((?P<inline>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+"[^"]*")?\)
      | (?<!\w)<(?P<angled>[a-z]+:(?!:)[^<>\s]+)>
      | (?P<bare>https?://[^\s)>\]]*[^\s)>\].,;:!?»”"'])""",
    re.VERBOSE,
)
_LONGEST = 120
"""Characters that a quotation is made longer by, to tell it from an earlier place: what fits on a line."""
_WORD = re.compile(r"[^\W_]\S*")
_ITEM = re.compile(r" {0,3}(?:[-*+]|1[.)]) +\S")
_NUMBERED_ITEM = re.compile(r" *(?:[-*+]|\d+[.)]) +\S")
_MARKER = re.compile(r"^ *\d+[.)](?= +\S)")
_TABLE_LINE = re.compile(r" *\|?(?: *:?-+:? *\|)+(?: *:?-+:? *)?$")
_LABEL = re.compile(r'label\s*=\s*"((?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r"\\[nlr]")
_MARKUP = re.compile(r"<(?:style|defs)\b.*?</(?:style|defs)>|<!--.*?-->|<[^>]*>", re.DOTALL)


class Part(NamedTuple):
    """A stretch of a text that is not words: what it holds, and where it stands with its marks."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Prose:
    """What a text is made of.

    `words` is as long as the text, line for line: a stand-in character takes the place of each character of code,
    formulas and link targets, so that places in it are places in the text.
    """

    words: str
    blocks: list[Part] = field(default_factory=list)
    code: list[Part] = field(default_factory=list)
    formulas: list[Part] = field(default_factory=list)
    targets: list[Part] = field(default_factory=list)


def taken_apart(markdown: str) -> Prose:
    """The parts of a text."""
    prose = Prose(markdown)
    if "```" in markdown or "~~~" in markdown:
        prose.words = FENCED.sub(_keeper(prose.blocks, lambda m: m.group()), prose.words)
    if "`" in prose.words or "\\" in prose.words:
        prose.words = FORMULA.sub(lambda m: _code_or_formula(prose, m), prose.words)
    if "](" in prose.words or "://" in prose.words or "<" in prose.words:
        prose.words = _TARGET.sub(
            _keeper(prose.targets, lambda m: m["inline"] or m["angled"] or m["bare"] or ""), prose.words
        )
    return prose


def _keeper(parts: list[Part], text: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """A replacement that keeps what it takes out."""

    def keep(match: re.Match[str]) -> str:
        parts.append(Part(text(match), *match.span()))
        return _blanks(match.group())

    return keep


def _code_or_formula(prose: Prose, match: re.Match[str]) -> str:
    code, display, inline = match.group("code", "display", "inline")
    if code:
        prose.code.append(Part(code.strip("`").strip(), *match.span()))
    else:
        prose.formulas.append(Part(display or inline, *match.span()))
    return _blanks(match.group())


def _blanks(text: str) -> str:
    """Stand-ins for a stretch of text, line for line."""
    return _NOT_NEWLINE.sub(_BLANK, text) if "\n" in text else _BLANK * len(text)


def count_words(markdown: str) -> int:
    """How many words a reader reads; a formula counts as one, code blocks and the bars of tables do not count."""
    prose = taken_apart(markdown)
    words = _WORD.findall(without_markers(prose.words))
    return len(words) + len(prose.formulas) + sum(len(code.text.split()) for code in prose.code)


def without_markers(words: str) -> str:
    """Words without the numbers in front of the items of lists; a year that begins a line of a paragraph is none."""
    if not ("\n" in words or words[:1].isdigit()):
        return words
    return "\n".join(
        _MARKER.sub(lambda m: _BLANK * len(m.group()), line) if starts else line
        for line, starts, _ in _item_lines(words)
    )


def _item_lines(words: str) -> Iterator[tuple[str, bool, bool]]:
    """Each line, whether an item begins there, and whether a list was going on before it.

    The first item begins after an empty line, or with 1.
    """
    before, inside = "", False
    for line in words.split("\n"):
        starts = bool((_NUMBERED_ITEM if inside or not before.strip() else _ITEM).match(line))
        yield line, starts, inside
        inside = starts or (inside and (line.startswith(" ") or not line.strip()))
        before = line


def lists(words: str) -> list[int]:
    """How many items each list of a text has, those of nested lists included."""
    sizes: list[int] = []
    for _, starts, inside in _item_lines(words):
        if starts and not inside:
            sizes.append(0)
        if starts:
            sizes[-1] += 1
    return sizes


def list_items(words: str) -> int:
    """How many items the lists of a text have in all."""
    return sum(lists(words))


def tables(words: str) -> list[tuple[int, int]]:
    """Rows (without the heading) and columns of each table of a text."""
    lines = words.split("\n")
    found = []
    for number, line in enumerate(lines):
        if _TABLE_LINE.match(line):
            rows = 0
            while number + rows + 1 < len(lines) and "|" in lines[number + rows + 1]:
                rows += 1
            found.append((rows, line.strip().strip("|").count("|") + 1))
    return found


def diagram_words(source: str) -> str:
    """What a reader of a diagram sees, a label a line: the labels of Graphviz DOT, the texts of SVG."""
    if source.lstrip().startswith("<"):
        return "\n".join(filter(None, (line.strip() for line in _MARKUP.sub("\n", source).split("\n"))))
    return "\n".join(_ESCAPE.sub(" ", label) for label in _labels(source))


def _labels(source: str) -> Iterator[str]:
    for match in _LABEL.finditer(source):
        yield match[1]


def quotation(markdown: str, start: int, end: int) -> str:
    """The part of a text from `start` to `end`, and what follows as far as it takes to find it there first."""
    limit = markdown.find("\n", end)
    limit = min(len(markdown) if limit < 0 else limit, end + _LONGEST)
    while end < limit and markdown.find(markdown[start:end]) < start:
        end += 1
    return markdown[start:end]
