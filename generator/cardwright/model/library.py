"""The library: everything there is, complete and cross-linked. What the outputs are made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from cardwright.model.base import texts
from cardwright.model.card import Card, Level, Source
from cardwright.model.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardwright.model.base import Text
    from cardwright.model.glossary import Term
    from cardwright.model.guide import Guide
    from cardwright.model.kb import KnowledgeBase, Retired
    from cardwright.model.topic import Topic
    from cardwright.model.track import Step, Track
    from cardwright.problems import Location


def _today() -> date:
    return datetime.now(UTC).date()


class Cited(NamedTuple):
    """A source, and the published cards that rest on it."""

    source: Source
    cards: tuple[Card, ...]

    @property
    def is_paper(self) -> bool:
        """Whether people wrote it under their names; documentation is named by its title."""
        return self.source.authors is not None


def _by_author(cited: Cited) -> tuple[object, ...]:
    source = cited.source
    return not cited.is_paper, (source.authors or "").casefold(), source.year or 0, source.title.casefold()


@dataclass(frozen=True)
class Library:
    """The knowledge base: frozen, without a file handle or a mark in it.

    `all_cards` holds what stands in files, retired cards and duplicates of an id included; outputs use
    `cards`. `ledger` says what people have in their Anki collections; `unread` holds the ids of cards whose files are
    there and could not be read. `today` is the day that the age of facts is counted to.
    """

    kb: KnowledgeBase
    topics: tuple[Topic, ...]
    all_cards: tuple[Card, ...]
    glossary: tuple[Term, ...] = ()
    tracks: tuple[Track, ...] = ()
    retired: tuple[Retired, ...] = ()
    guides: tuple[Guide, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    unread: frozenset[str] = frozenset()
    today: date = field(default_factory=_today)

    @cached_property
    def cards(self) -> tuple[Card, ...]:
        """The published cards, in reading order: by topic, level and id."""
        gone = {r.id for r in self.retired}
        topic_order = {topic.id: n for n, topic in enumerate(self.topics)}
        level_order = {level: n for n, level in enumerate(Level)}
        return tuple(
            sorted(
                (c for c in self.all_cards if c.id not in gone and c.topic in topic_order),
                key=lambda c: (topic_order[c.topic], level_order[c.level], c.id),
            )
        )

    @cached_property
    def retired_cards(self) -> tuple[tuple[Card, Retired], ...]:
        """The cards that are not published any more and that people have, each with what is said of it."""
        said = {retired.id: retired for retired in self.retired}
        own = sorted((c for c in self.all_cards if c.id in said and c.id in self.ledger.cards), key=lambda c: c.id)
        return tuple((card, said[card.id]) for card in own)

    @cached_property
    def cited(self) -> tuple[Cited, ...]:
        """Every source with the published cards that name it: by author and year, documentation last by title."""
        found: dict[str, tuple[Source, list[Card]]] = {}
        for card in sorted(self.cards, key=lambda card: card.id):
            for source in card.sources:
                _, own = found.setdefault(source.key, (source, []))
                if not own or own[-1] is not card:
                    own.append(card)
        return tuple(sorted((Cited(source, tuple(cards)) for source, cards in found.values()), key=_by_author))

    @cached_property
    def released(self) -> frozenset[str]:
        """Ids of the cards that people have; one whose file cannot be read now does not count as gone."""
        return self.ledger.cards - self.unread

    @cached_property
    def texts(self) -> tuple[tuple[str, Location, Text], ...]:
        """Every text that is published: path of its document below `content/`, place in the document, text."""
        return (
            *((card.document, at, text) for card in self.cards for at, text in texts(card)),
            *((track.document, at, text) for track in self.tracks for at, text in texts(track)),
            *((guide.document, at, text) for guide in self.guides for at, text in texts(guide)),
            *(("topics.yaml", at, text) for at, text in texts(self.topics)),
            *(("glossary.yaml", at, text) for at, text in texts(self.glossary)),
        )

    @cached_property
    def card_by_id(self) -> Mapping[str, Card]:
        """Published cards by id."""
        return {card.id: card for card in self.cards}

    @cached_property
    def topic_by_id(self) -> Mapping[str, Topic]:
        """Topics by id."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def term_by_id(self) -> Mapping[str, Term]:
        """Terms of the glossary by id."""
        return {term.id: term for term in self.glossary}

    @cached_property
    def cards_by_topic(self) -> Mapping[str, tuple[Card, ...]]:
        """Published cards of each topic, in reading order; topics without cards have an empty tuple."""
        return {topic.id: tuple(c for c in self.cards if c.topic == topic.id) for topic in self.topics}

    def studied(self, step: Step) -> tuple[Card, ...]:
        """What a step of a track studies: its cards in their order, then the others it selects, in reading order."""
        named = [self.card_by_id[id_] for id_ in step.cards if id_ in self.card_by_id]
        selected = [card for card in self.cards if step.select and step.select.matches(card)]
        return tuple({card.id: card for card in (*named, *selected)}.values())

    def studied_in(self, track: Track) -> tuple[Card, ...]:
        """Every card of a track, once: those of its steps, then those of the cells of its matrix."""
        ids = [card.id for step in track.steps for card in self.studied(step)]
        ids += [id_ for cell in track.cells for id_ in cell.cards if id_ in self.card_by_id]
        return tuple(self.card_by_id[id_] for id_ in dict.fromkeys(ids))

    @cached_property
    def tracks_by_card(self) -> Mapping[str, tuple[Track, ...]]:
        """The tracks that hold each published card, in the order of tracks; a card may be in none."""
        held: dict[str, list[Track]] = {card.id: [] for card in self.cards}
        for track in self.tracks:
            for card in self.studied_in(track):
                held[card.id].append(track)
        return {id_: tuple(tracks) for id_, tracks in held.items()}

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {card.id: n for row in self.cards_by_topic.values() for n, card in enumerate(row)}

    def neighbors(self, card: Card) -> tuple[Card | None, Card | None]:
        """The cards before and after a published card in its topic."""
        row, place = self.cards_by_topic[card.topic], self._places[card.id]
        return (row[place - 1] if place else None, row[place + 1] if place + 1 < len(row) else None)
