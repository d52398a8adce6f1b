"""Whatever names a card, a topic or a term names one that exists and is published."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from cardwright.markup.links import internal_links
from cardwright.markup.prose import quotation
from cardwright.model.base import texts
from cardwright.problems import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from cardwright.model.library import Library
    from cardwright.model.track import Select
    from cardwright.problems import Location

CODE = "reference"


class Reference(NamedTuple):
    """Something that names a card, a term or a topic: where it stands, and inside a text in which words.

    `kind` is `card`, `term`, `topic`, or `file` for a card that needs only a file.
    """

    document: str
    location: Location
    kind: str
    id: str
    quote: str | None = None


def check(library: Library) -> Iterator[Finding]:
    """A finding for each reference that leads nowhere."""
    for reference in _references(library):
        yield from _judge(library, reference)


def _references(library: Library) -> Iterator[Reference]:
    """Everything that is referred to."""
    for card in library.all_cards:
        yield from _links(card.document, card)
        for position, id_ in enumerate(card.related):
            yield Reference(card.document, ("related", position), "card", id_)
    for track in library.tracks:
        yield from _links(track.document, track)
        for position, step in enumerate(track.steps):
            at: Location = ("steps", position)
            yield from (Reference(track.document, (*at, "cards", n), "card", id_) for n, id_ in enumerate(step.cards))
            yield from _selected(track.document, (*at, "select"), step.select)
        for position, cell in enumerate(track.cells):
            yield from (
                Reference(track.document, ("cells", position, "cards", n), "card", id_)
                for n, id_ in enumerate(cell.cards)
            )
    for guide in library.guides:
        yield from _links(guide.document, guide)
    for position, retired in enumerate(library.retired):
        yield Reference("retired.yaml", (position, "id"), "file", retired.id)
        if retired.replaced_by:
            yield Reference("retired.yaml", (position, "replaced_by"), "card", retired.replaced_by)


def _links(document: str, model: object) -> Iterator[Reference]:
    for location, text in texts(model):
        for language in text.languages:
            for kind, id_ in internal_links(text[language]):
                start = text[language].find(f"]({kind}:{id_})") + len("](")
                quote = quotation(text[language], start, start + len(f"{kind}:{id_}"))
                yield Reference(document, (*location, language), kind, id_, quote)


def _selected(document: str, at: Location, select: Select | None) -> Iterator[Reference]:
    for position, topic in enumerate(select.topics if select else ()):
        yield Reference(document, (*at, "topics", position), "topic", topic)


def _judge(library: Library, reference: Reference) -> Iterator[Finding]:
    document, location, kind, id_, quote = reference
    known = _known(library, kind)
    if id_ in known:
        return
    gone = next((r for r in library.retired if r.id == id_), None)
    if kind == "card" and gone:
        instead = f"refer to `{gone.replaced_by}` instead" if gone.replaced_by else "remove the reference"
        yield Finding(document, location, CODE, f"card `{id_}` is retired", instead, quote=quote)
        return
    close = get_close_matches(id_, known, 1)
    noun = "card" if kind == "file" else kind
    otherwise = "restore its file, or remove the entry" if kind == "file" else f"write the {noun} first, or remove this"
    hint = f"did you mean `{close[0]}`?" if close else otherwise
    yield Finding(document, location, CODE, f"there is no {noun} `{id_}`", hint, quote=quote)


def _known(library: Library, kind: str) -> Collection[str]:
    if kind == "term":
        return library.term_by_id
    if kind == "topic":
        return library.topic_by_id
    if kind == "file":
        return {card.id for card in library.all_cards}
    return library.card_by_id
