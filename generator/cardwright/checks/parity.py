"""A translation says the same: code, formulas, numbers, links, lists and tables are those of the source."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cardwright.markup.numbers import number_words, numbers
from cardwright.markup.prose import diagram_words, list_items, quotation, tables, taken_apart, without_markers
from cardwright.problems import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cardwright.markup.numbers import Number
    from cardwright.markup.prose import Prose
    from cardwright.model.library import Library
    from cardwright.problems import Location

CODE = "parity"

_WORTH_A_LOOK = re.compile(r"[\d`\\|]|\]\(|://|<|^ *[-*+] ", re.MULTILINE)
_LINES = re.compile(r"\n *(?:[-*+|:]|\d+[.)])")
_WORDS_IN_MATH = re.compile(r"\\(text|operatorname|mathrm|textrm|textbf|textit|mbox)(\*?)\s*\{([^{}]*)\}")
_LETTERS = re.compile(r"[^\W\d_]+(?:[\s.,'-]+[^\W\d_]+)*\.?")
_SPACE_IN_MATH = re.compile(r"(?P<needed>\\[A-Za-z]+\s(?=[A-Za-z]))|\s+")
_WORD = re.compile(r"[^\W\d_]+")
_REMARK = re.compile(r"(?:^|\s)#.*$", re.MULTILINE)
_PROGRAM = re.compile(r"[`~]{3,} *(?:\{ *\.?)?(?!text\b|txt\b|markdown\b|md\b)\w")


class Thing(NamedTuple):
    """Something that must stand in both languages: what it is compared by, and where it stands in its text."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two texts that are compared, its parts and its numbers."""

    language: str
    text: str
    prose: Prose
    numbers: list[Number]

    @classmethod
    def of(cls, language: str, text: str) -> Side:
        """A text, taken apart."""
        prose = taken_apart(text)
        return cls(language, text, prose, list(numbers(without_markers(prose.words), language)))


def check(library: Library) -> Iterator[Finding]:
    """A finding for each sort of thing in which a translation differs from its source."""
    source, *others = library.kb.languages
    for document, location, text in library.texts:
        for language in others:
            if source in text and language in text:
                pair = _seen(location, text[source]), _seen(location, text[language])
                if _WORTH_A_LOOK.search(pair[0]) or _WORTH_A_LOOK.search(pair[1]):
                    yield from _compared(document, location, Side.of(source, pair[0]), Side.of(language, pair[1]))


def _seen(location: Location, text: str) -> str:
    return diagram_words(text) if location[-2:] == ("diagram", "source") else text


def _compared(document: str, location: Location, source: Side, other: Side) -> Iterator[Finding]:
    for noun, things in _SORTS.items():
        if noun == "number" and _same_numbers(source, other):
            continue
        ours, theirs = list(things(source)), list(things(other))
        if not ours and not theirs:
            continue
        if sorted(t.key for t in ours) == sorted(t.key for t in theirs):
            if noun == "number" and ours:
                yield from _units(document, location, source, other)
            continue
        only, extra = _missing(ours, theirs), _missing(theirs, ours)
        if noun == "number":
            only, extra = _not_in_words(only, other), _not_in_words(extra, source)
        if only or extra:
            yield _difference(document, location, noun, (source, only), (other, extra))
    yield from _shapes(document, location, source, other)


def _same_numbers(source: Side, other: Side) -> bool:
    """Whether all numbers agree with their units: a quick look, since they nearly always do."""
    return sorted((n.value, n.unit) for n in source.numbers) == sorted((n.value, n.unit) for n in other.numbers)


def _missing(ours: list[Thing], theirs: list[Thing]) -> list[Thing]:
    """What stands here more often than there; the last ones of each."""
    surplus = Counter(t.key for t in ours)
    surplus.subtract(Counter(t.key for t in theirs))
    found = []
    for thing in reversed(ours):
        if surplus[thing.key] > 0:
            surplus[thing.key] -= 1
            found.append(thing)
    return found[::-1]


def _not_in_words(things: list[Thing], other: Side) -> list[Thing]:
    """Without the numbers that the other text writes as words."""
    if not things:
        return things
    digits = number_words(other.language)
    said = {digits.get(word) for word in _WORD.findall(other.prose.words.lower())}
    return [t for t in things if t.key not in said]


def _difference(
    document: str, location: Location, noun: str, ours: tuple[Side, list[Thing]], theirs: tuple[Side, list[Thing]]
) -> Finding:
    """One finding for all things of a sort; it points at what the translation has too many, else at the source."""
    said = " and ".join(_only(noun, *side, other) for side, (other, _) in ((ours, theirs), (theirs, ours)) if side[1])
    side, things = theirs if theirs[1] else ours
    quote = quotation(side.text, things[0].start, things[0].end)
    help_ = _misread(ours, theirs) if noun == "number" else None
    return Finding(document, (*location, side.language), CODE, said, help_ or _HELP[noun], quote=quote)


def _misread(ours: tuple[Side, list[Thing]], theirs: tuple[Side, list[Thing]]) -> str | None:
    """What to do where both languages write a number in the way of one of them: `1,128`."""
    side, things = ours
    read = {side.text[t.start : t.end]: t.key for t in things}
    for thing in theirs[1]:
        written = theirs[0].text[thing.start : thing.end]
        if written in read:
            there, here = side.language, theirs[0].language
            return f"`{written}` is {read[written]} in `{there}` and {thing.key} in `{here}`: write it as `{here}` does"
    return None


def _only(noun: str, side: Side, things: list[Thing], other: Side) -> str:
    written = (t.key if noun == "link" else " ".join(side.text[t.start : t.end].split()).strip("`") for t in things)
    shown = list(dict.fromkeys(written))
    plural = noun if len(shown) == 1 else f"{noun}s"
    more = "more often " if any(t.key in {o.key for o in _SORTS[noun](other)} for t in things) else ""
    preposition = "than" if more else "and not"
    quoted = ", ".join(f"`{s}`" for s in shown)
    return f"{plural} {quoted} {more}in `{side.language}` {preposition} in `{other.language}`"


def _units(document: str, location: Location, source: Side, other: Side) -> Iterator[Finding]:
    """A finding for a number that has one unit here and another one there; a unit may be left out."""
    ours, theirs = ({n.value: n for n in side.numbers if n.unit} for side in (source, other))
    known = {(n.value, n.unit) for n in source.numbers}
    for value, number in theirs.items():
        if value in ours and not any((value, n.unit) in known for n in other.numbers if n.value == value):
            units = ours[value].unit, number.unit
            message = f"`{value}` is `{units[0]}` in `{source.language}` and `{units[1]}` in `{other.language}`"
            quote = quotation(other.text, number.start, number.end)
            yield Finding(document, (*location, other.language), CODE, message, _HELP["number"], quote=quote)


def _shapes(document: str, location: Location, source: Side, other: Side) -> Iterator[Finding]:
    if not (_LINES.search(source.prose.words) or _LINES.search(other.prose.words)):
        return
    at = (*location, other.language)
    ours, theirs = list_items(source.prose.words), list_items(other.prose.words)
    if ours != theirs:
        message = f"{_items(ours)} in `{source.language}` and {theirs} in `{other.language}`"
        yield Finding(document, at, CODE, message, "give both texts the same list")
    shapes = tables(source.prose.words), tables(other.prose.words)
    if shapes[0] != shapes[1]:
        message = f"{_shape(shapes[0])} in `{source.language}` and {_shape(shapes[1])} in `{other.language}`"
        yield Finding(document, at, CODE, message, "give both texts the same table")


def _items(count: int) -> str:
    return "1 list item" if count == 1 else f"{count} list items"


def _shape(found: list[tuple[int, int]]) -> str:
    return " and ".join(f"a table of {rows} by {columns}" for rows, columns in found) or "no table"


def _code(side: Side) -> Iterator[Thing]:
    for part in side.prose.code:
        yield Thing(" ".join(part.text.split()), part.start, part.end)


def _blocks(side: Side) -> Iterator[Thing]:
    """Blocks of code; remarks in them, and blocks of text, may be translated."""
    for part in side.prose.blocks:
        program = _PROGRAM.match(part.text.lstrip())
        lines = _REMARK.sub("", part.text).split("\n")
        key = "\n".join(line.strip() for line in lines) if program else "text"
        yield Thing(key, part.start, part.start + part.text.find("\n"))


def _formulas(side: Side) -> Iterator[Thing]:
    for part in side.prose.formulas:
        tex = _WORDS_IN_MATH.sub(_untranslated, part.text)
        yield Thing(_SPACE_IN_MATH.sub(lambda m: m["needed"] or "", tex), part.start, part.end)


def _untranslated(match: re.Match[str]) -> str:
    return f"\\text{match[2]}{{{_LETTERS.sub('…', match[3]).strip()}}}"


def _numbers(side: Side) -> Iterator[Thing]:
    for number in side.numbers:
        yield Thing(number.value, number.start, number.end)


def _links(side: Side) -> Iterator[Thing]:
    for part in side.prose.targets:
        start = side.text.index(part.text, part.start)
        yield Thing(part.text, start, start + len(part.text))


_SORTS: dict[str, Callable[[Side], Iterator[Thing]]] = {
    "code": _code,
    "code block": _blocks,
    "formula": _formulas,
    "number": _numbers,
    "link": _links,
}
"""What is compared -> how it is found."""

_HELP = {
    "code": "code is the same in every language: copy it",
    "code block": "code is the same in every language, its remarks aside: copy it",
    "formula": "formulas are the same in every language, words in \\text{} aside: copy it",
    "number": "correct the number, or add what is missing",
    "link": "give both texts the same links",
}
