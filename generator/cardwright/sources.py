"""`sources`: every primary source with the cards that rest on it, as `docs/sources.md`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardwright.model.card import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardwright.model.library import Library

_HEAD = """\
# Sources

What the facts on the cards rest on: {papers} papers and books, {pages} pages of documentation, {cards} cards. Written
by `cardwright sources` from the `sources` of the cards; a test fails when it is out of date.
"""


@dataclass(slots=True)
class _Cited:
    source: Source
    cards: list[str] = field(default_factory=list)


def sources_page(library: Library) -> str:
    """The page: papers and books by author and year, then documentation by title, each with its cards."""
    cited: dict[str, _Cited] = {}
    for card in sorted(library.cards, key=lambda card: card.id):
        for source in card.sources:
            own = cited.setdefault(source.key, _Cited(source))
            if card.id not in own.cards:
                own.cards.append(card.id)
    places = {card.id: f"../content/cards/{card.topic}/{card.id}.yaml" for card in library.cards}
    papers = [one for one in cited.values() if one.source.authors]
    pages = [one for one in cited.values() if not one.source.authors]
    users = {card for one in cited.values() for card in one.cards}
    head = _HEAD.format(papers=f"{len(papers):,}", pages=f"{len(pages):,}", cards=f"{len(users):,}")
    papers.sort(key=lambda one: ((one.source.authors or "").casefold(), one.source.year or 0, one.source.title))
    pages.sort(key=lambda one: one.source.title.casefold())
    parts = [head, "## Papers and books\n", *_lines(papers, places), "", "## Documentation\n", *_lines(pages, places)]
    return "\n".join(parts) + "\n"


def _lines(cited: Iterable[_Cited], places: dict[str, str]) -> Iterable[str]:
    for one in cited:
        cards = ", ".join(f"[{card}]({places[card]})" for card in one.cards)
        yield f"- {_described(one.source)} — {cards}"


def _described(source: Source) -> str:
    title = _escaped(source.title)
    linked = f"[{title}]({source.address})" if source.address else f"*{title}*"
    before = f"{_escaped(source.authors)}, " if source.authors else ""
    return f"{before}{linked}{f', {source.year}' if source.year else ''}"


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\[]*_`<" else c for c in text)
