"""Which terms of the glossary a reader meets on a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardwright.markup.links import internal_links
from cardwright.markup.terms import Terms, prose_words, qualified

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardwright.model.base import Text
    from cardwright.model.card import Card
    from cardwright.model.glossary import Term
    from cardwright.model.library import Library

MOST = 8
"""Terms that are listed: more would be a glossary."""


class CardTerms:
    """Finds the terms of cards, by the words of the source language."""

    def __init__(self, library: Library) -> None:
        self._language = library.kb.source_language
        self._by_id = library.term_by_id
        # A word with a remark behind it, such as `rank (matrix)`, may mean something else here.
        self._terms = Terms(term for term in library.glossary if term.meaning and not qualified(term))
        self._found: dict[str, tuple[Term, ...]] = {}  # the same in every language

    def of(self, card: Card) -> tuple[Term, ...]:
        """Terms that a text of the card links to, then those that question, answer and reasoning use; each once."""
        if card.id not in self._found:
            found = dict.fromkeys((*self._linked(card), *self._used(card)))
            self._found[card.id] = tuple(self._by_id[id_] for id_ in list(found)[:MOST])
        return self._found[card.id]

    def _linked(self, card: Card) -> Iterator[str]:
        for text in _texts(card):
            links = internal_links(text[self._language])
            yield from (id_ for kind, id_ in links if kind == "term" and id_ in self._by_id)

    def _used(self, card: Card) -> Iterator[str]:
        for text in _texts(card):
            yield from (use.term.id for use in self._terms.used(prose_words(text[self._language])))


def _texts(card: Card) -> Iterator[Text]:
    yield from (text for text in (card.question, card.answer, card.why) if text)
