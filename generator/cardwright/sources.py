"""`sources`: every primary source with the cards that rest on it, as `docs/sources.md`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardwright.model.card import Card, Source
    from cardwright.model.library import Cited, Library

_HEAD = """\
# Sources

What the facts on the cards rest on: {papers} papers and books, {pages} pages of documentation, {cards} cards. Written
by `cardwright sources` from the `sources` of the cards; a test fails when it is out of date.
"""


def sources_page(library: Library) -> str:
    """The page: papers and books by author and year, then documentation by title, each with its cards."""
    papers = [one for one in library.cited if one.is_paper]
    pages = [one for one in library.cited if not one.is_paper]
    users = {card.id for one in library.cited for card in one.cards}
    head = _HEAD.format(papers=f"{len(papers):,}", pages=f"{len(pages):,}", cards=f"{len(users):,}")
    parts = (head, "## Papers and books\n", *_lines(papers), "", "## Documentation\n", *_lines(pages))
    return "\n".join(parts) + "\n"


def _lines(cited: Iterable[Cited]) -> Iterator[str]:
    for source, cards in cited:
        yield f"- {_described(source)} — {', '.join(map(_linked, cards))}"


def _linked(card: Card) -> str:
    return f"[{card.id}](../content/{card.document})"


def _described(source: Source) -> str:
    title = _escaped(source.title)
    linked = f"[{title}]({source.address})" if source.address else f"*{title}*"
    before = f"{_escaped(source.authors)}, " if source.authors else ""
    return f"{before}{linked}{f', {source.year}' if source.year else ''}"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\[]*_`<" else c for c in text)
