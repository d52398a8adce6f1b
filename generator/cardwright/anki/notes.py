"""From the library to notes: a card, each of its follow-ups, each of its pitfalls."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from cardwright.anki.fields import FieldWriter
from cardwright.anki.html import inert, mathjax
from cardwright.anki.identity import guid
from cardwright.errors import CardwrightError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cardwright.anki.words import Words
    from cardwright.markup.formulas import Formula
    from cardwright.markup.typesetting import Typeset
    from cardwright.model.card import Card, FollowUp, Level, Pitfall
    from cardwright.model.library import Library

FIELDS = (
    *(
        "Id",
        "Lang",
        "Part",
        "Kind",
        "Level",
        "Topic",
        "Context",
        "Question",
        "QuestionCode",
        "Answer",
        "Why",
        "Diagram",
    ),
    *("AnswerCode", "FollowUps", "Pitfalls", "Signals", "Sources", "Url", "Spare1", "Spare2", "Spare3", "Spare4"),
)
"""Names of the fields in their permanent order; their ids stand in `decks/registry.yaml`."""

SORT_FIELD = "Question"

RETIRED_TAG = "cardwright::retired"
"""Tag of notes that are not published any more."""


class Part(StrEnum):
    """What a note is made from."""

    CARD = "card"
    FOLLOW_UP = "follow-up"
    PITFALL = "pitfall"

    @property
    def letter(self) -> str:
        """How the guid names it."""
        return self.value[0]


@dataclass(frozen=True, slots=True)
class Note:
    """A note: who it is, where it belongs and what it says.

    `fields` has a value for each of `FIELDS`, in that order; `due` is the note's place in the complete package
    of its language, from 1; `core` says whether the core package has it too.
    """

    guid: str
    card: str
    topic: str
    part: Part
    due: int
    core: bool
    tags: tuple[str, ...]
    fields: tuple[str, ...]

    def __getitem__(self, name: str) -> str:
        """The value of a field."""
        return self.fields[FIELDS.index(name)]


def notes(
    library: Library,
    typeset: Typeset,
    language: str,
    words: Words,
    formula: Callable[[Formula], str] = mathjax,
) -> tuple[Note, ...]:
    """The notes of a language in the order in which they come due: cards, follow-ups, pitfalls.

    Args:
        library: The published cards; those without the language are left out.
        typeset: The drawn diagrams.
        language: Language of the notes.
        words: Words of that language.
        formula: How formulas are written.

    Raises:
        CardwrightError: Two notes would have the same guid.
    """
    writer = FieldWriter(library, typeset, language, words, formula)
    made = _made([c for c in library.cards if language in c.languages], writer, library.kb.namespace, language)
    _refuse_twins(made)
    return made


def retired_notes(library: Library, typeset: Typeset, language: str, words: Words) -> tuple[Note, ...]:
    """The notes of retired cards that some release held: as they were, tagged, and with a word of what came of them.

    Args:
        library: The retired cards and the ledger.
        typeset: The drawn diagrams.
        language: Language of the notes.
        words: Words of that language.
    """
    writer = FieldWriter(library, typeset, language, words, mathjax)
    cards = [card for card, _ in library.retired_cards if language in card.languages]
    said = {card.id: writer.retired(retired) for card, retired in library.retired_cards}
    return tuple(
        replace(note, tags=tuple(sorted((*note.tags, RETIRED_TAG))), fields=_with_context(note, said[note.card]))
        for note in _made(cards, writer, library.kb.namespace, language)
        if note.guid in library.ledger.notes
    )


def _with_context(note: Note, remark: str) -> tuple[str, ...]:
    """The fields of a note with a remark over its question."""
    context = f"{remark}<br>{note['Context']}" if note["Context"] else remark
    return tuple(context if name == "Context" else value for name, value in zip(FIELDS, note.fields, strict=True))


def _made(cards: Sequence[Card], writer: FieldWriter, namespace: str, language: str) -> tuple[Note, ...]:
    drafts = [
        *(_card(card, writer) for card in cards),
        *(_follow_up(card, name, rung, writer) for card in cards for name, rung in card.follow_ups.items()),
        *(_pitfall(card, name, pitfall, writer) for card in cards for name, pitfall in card.pitfalls.items()),
    ]
    return tuple(_note(draft, due, namespace, language) for due, draft in enumerate(drafts, 1))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A note without its identity: `item` is the permanent name of the follow-up or pitfall."""

    card: Card
    part: Part
    item: str
    level: Level
    fields: Mapping[str, str]


def _card(card: Card, writer: FieldWriter) -> _Draft:
    fields = {
        "Id": card.id,
        "Question": writer.inline(card.question),
        "QuestionCode": writer.question_code(card),
        "Answer": writer.block(card.answer),
        "Why": writer.block(card.why),
        "Diagram": writer.diagram(card),
        "AnswerCode": writer.answer_code(card),
        "FollowUps": writer.follow_ups(card.follow_ups),
        "Pitfalls": writer.pitfalls(card),
        "Signals": writer.signals(card),
        "Sources": writer.sources(card),
    }
    return _Draft(card, Part.CARD, "", card.level, _shared(card, card.level, writer) | fields)


def _follow_up(card: Card, name: str, rung: FollowUp, writer: FieldWriter) -> _Draft:
    fields = {
        "Id": f"{card.id}/{Part.FOLLOW_UP}/{name}",
        "Context": writer.inline(card.question),
        "Question": writer.inline(rung.question),
        "Answer": writer.block(rung.answer),
        "FollowUps": writer.follow_ups(rung.follow_ups),
    }
    return _Draft(card, Part.FOLLOW_UP, name, rung.level, _shared(card, rung.level, writer) | fields)


def _pitfall(card: Card, name: str, pitfall: Pitfall, writer: FieldWriter) -> _Draft:
    fields = {
        "Id": f"{card.id}/{Part.PITFALL}/{name}",
        "Context": writer.inline(card.question),
        "Question": writer.claim(pitfall),
        "Answer": writer.block(pitfall.truth),
    }
    return _Draft(card, Part.PITFALL, name, card.level, _shared(card, card.level, writer) | fields)


def _shared(card: Card, level: Level, writer: FieldWriter) -> dict[str, str]:
    return {
        "Kind": writer.kind(card),
        "Level": writer.level(level),
        "Topic": writer.topic(card),
        "Url": writer.url(card),
    }


def _note(draft: _Draft, due: int, namespace: str, language: str) -> Note:
    card = draft.card
    fields = {**draft.fields, "Lang": language, "Part": draft.part.value}
    return Note(
        guid=guid(namespace, card.id, draft.part.letter, draft.item, language),
        card=card.id,
        topic=card.topic,
        part=draft.part,
        due=due,
        core=card.whiteboard,
        tags=tuple(sorted(_tags(draft))),
        fields=tuple(inert(unicodedata.normalize("NFC", fields.get(name, ""))) for name in FIELDS),
    )


def _tags(draft: _Draft) -> Iterator[str]:
    card = draft.card
    yield f"cardwright::part::{draft.part}"
    yield f"cardwright::level::{draft.level}"
    yield f"cardwright::kind::{card.kind}"
    yield f"cardwright::topic::{card.topic}"
    yield from (f"cardwright::round::{r}" for r in card.rounds)
    yield from (f"cardwright::tag::{t}" for t in card.tags)
    if card.whiteboard:
        yield "cardwright::whiteboard"


def _refuse_twins(made: Iterable[Note]) -> None:
    """Anki would take both notes of a guid, and updates would reach only one of them."""
    seen: dict[str, Note] = {}
    for note in made:
        twin = seen.setdefault(note.guid, note)
        if twin is not note:
            raise CardwrightError(
                f"two notes have the guid {note.guid}: {twin['Id']} and {note['Id']}",
                hint="rename the newer of the two ids; a released one must stay",
            )
