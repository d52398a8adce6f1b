"""What the page for exploring shows: facets with counts, cards by topic, how topics refer to each other, coverage."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cardwright.model.card import Kind, Level, Round

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cardwright.model.card import Card
    from cardwright.model.library import Library
    from cardwright.site.views import CardViews, View
    from cardwright.site.words import Words

MOST_NEIGHBORS = 3
"""Topics that are named as close to a topic: those that its cards refer to most."""

OFTEN = 3
"""References that make two topics close; one or two alone say little."""


def facets(library: Library, words: Words, language: str) -> list[View]:
    """Level, kind, round and topic, each with the values that some card has and how many have it."""
    cards = library.cards
    labels: Mapping[str, Sequence[tuple[str, str]]] = {
        "level": [(level, words[level]) for level in Level],
        "kind": [(kind, words[f"kind_{kind}"]) for kind in Kind],
        "round": [(round_, words[f"round_{round_}"]) for round_ in Round],
        "topic": [(topic.id, topic.title.best(language)[1]) for topic in library.topics],
    }
    return [
        {"name": name, "legend": words[f"facet_{name}"], "options": _options(values, _counted(cards, name))}
        for name, values in labels.items()
    ]


def _options(values: Iterable[tuple[str, str]], counts: Mapping[str, int]) -> list[View]:
    return [{"value": str(value), "label": label, "cards": counts[value]} for value, label in values if counts[value]]


def _counted(cards: Iterable[Card], facet: str) -> Counter[str]:
    return Counter(value for card in cards for value in facet_values(card)[facet])


def facet_values(card: Card) -> dict[str, tuple[str, ...]]:
    """What a card is filed under."""
    return {
        "level": (card.level.value,),
        "kind": (card.kind.value,),
        "round": tuple(round_.value for round_ in card.rounds),
        "topic": (card.topic,),
    }


def groups(library: Library, views: CardViews, language: str) -> list[View]:
    """The topics that have cards, each with its cards."""
    return [
        {
            "id": topic.id,
            "title": topic.title.best(language)[1],
            "cards": [
                views.row(card) | {"id": card.id, "rounds": " ".join(card.rounds)}
                for card in library.cards_by_topic[topic.id]
            ],
        }
        for topic in library.topics
        if library.cards_by_topic[topic.id]
    ]


def coverage(library: Library, language: str) -> list[View]:
    """For each topic how many cards it has of each level, and the share of that in the largest such number."""
    most = max(Counter((card.topic, card.level) for card in library.cards).values(), default=1)
    rows = []
    for topic in library.topics:
        counts = Counter(card.level for card in library.cards_by_topic[topic.id])
        levels = [
            {"level": level.value, "cards": counts[level], "share": 100 * counts[level] // most} for level in Level
        ]
        rows.append({"id": topic.id, "title": topic.title.best(language)[1], "levels": levels, "cards": counts.total()})
    return rows


def bonds(library: Library) -> dict[tuple[str, str], int]:
    """How often the cards of two close topics name each other as related; a pair stands once, in reading order.

    Of many pairs, a map can show few: those in which one is the closest to the other, or each is close to the other.
    """
    order = {topic.id: n for n, topic in enumerate(library.topics)}
    pairs = Counter(
        tuple(sorted((card.topic, library.card_by_id[other].topic), key=order.__getitem__))
        for card in library.cards
        for other in card.related
        if other in library.card_by_id and library.card_by_id[other].topic != card.topic
    )
    often = {(first, second): count for (first, second), count in sorted(pairs.items()) if count >= OFTEN}
    close = {topic: neighbors(often, topic) for topic in order}
    return {
        (one, other): count
        for (one, other), count in often.items()
        if close[one][0] == other or close[other][0] == one or (other in close[one] and one in close[other])
    }


def neighbors(bonds_: Mapping[tuple[str, str], int], topic: str) -> list[str]:
    """The topics that are closest to one, first the closest."""
    counts = {next(t for t in pair if t != topic): count for pair, count in bonds_.items() if topic in pair}
    return sorted(counts, key=lambda other: (-counts[other], other))[:MOST_NEIGHBORS]
