"""The same source is cited in the same way on every card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardwright.problems import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardwright.model.card import Card, Source
    from cardwright.model.library import Library

CODE = "same-source"


def check(library: Library) -> Iterator[Finding]:
    """A finding for each source that another card, earlier in the order of ids, cites by another name or address."""
    by_address: dict[str, tuple[Card, Source]] = {}
    by_title: dict[str, tuple[Card, Source]] = {}
    for card in sorted(library.cards, key=lambda card: card.id):
        for place, source in enumerate(card.sources):
            first, other = by_address.setdefault(source.key, (card, source))
            if _cited(other) != _cited(source):
                yield _finding(card, place, "title", f"`{first.id}` cites it as {_shown(other)}")
            first, other = by_title.setdefault(source.title.casefold(), (card, source))
            if other.key != source.key and (other.authors, other.year) == (source.authors, source.year):
                yield _finding(card, place, "title", f"`{first.id}` cites it {_at(other)}")


def _finding(card: Card, place: int, field: str, message: str) -> Finding:
    help_ = "cite it alike on both cards; `where` may differ"
    return Finding(card.document, ("sources", place, field), CODE, message, help_, Severity.WARNING)


def _cited(source: Source) -> tuple[str, str | None, int | None]:
    return source.title, source.authors, source.year


def _at(source: Source) -> str:
    return f"at {source.address}" if source.address else "without an address"


def _shown(source: Source) -> str:
    return ", ".join(f"`{part}`" for part in _cited(source) if part)
