"""Tracks: ways through the cards, as data. Plans, roles, interview loops, checklists, matrices."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from annotated_types import Ge, Le

from cardwright.model.base import Id, Record, Text, Unique, Whole
from cardwright.model.card import Card, Kind, Level, Round


class TrackKind(StrEnum):
    """What sort of track it is."""

    PLAN = "plan"
    ROLE = "role"
    LOOP = "loop"
    CHECKLIST = "checklist"
    MATRIX = "matrix"


class When(Record):
    """When a step comes: a week or a month of a plan, or a round of a loop with its minutes."""

    week: Annotated[int, Ge(1), Le(104), Whole] | None = None
    """Week of the plan, from 1."""

    month: Annotated[int, Ge(1), Le(24), Whole] | None = None
    """Month of the plan, from 1."""

    round: Round | None = None
    """Interview round."""

    minutes: Annotated[int, Ge(1), Le(600), Whole] | None = None
    """How long the round takes."""


class Select(Record):
    """Cards by what they are; a card must match every field that is given, by any of its values."""

    topics: Annotated[tuple[Id, ...], Unique] = ()
    """Topics to take cards from."""

    levels: Annotated[tuple[Level, ...], Unique] = ()
    """Levels to take."""

    kinds: Annotated[tuple[Kind, ...], Unique] = ()
    """Kinds to take."""

    rounds: Annotated[tuple[Round, ...], Unique] = ()
    """Rounds to take."""

    tags: Annotated[tuple[Id, ...], Unique] = ()
    """Tags to take."""

    def matches(self, card: Card) -> bool:
        """Whether a card has one of the values of every field that is given."""
        wanted = (
            (self.topics, {card.topic}),
            (self.levels, {card.level}),
            (self.kinds, {card.kind}),
            (self.rounds, set(card.rounds)),
            (self.tags, set(card.tags)),
        )
        return all(not values or not own.isdisjoint(values) for values, own in wanted)


class Step(Record):
    """A step of a track: what to reach, and the cards to study for it."""

    title: Text
    """A few words."""

    when: When | None = None
    """When it comes."""

    goal: Text | None = None
    """What somebody can do after it."""

    graded: tuple[Text, ...] = ()
    """What interviewers grade (loops)."""

    fails: tuple[Text, ...] = ()
    """How candidates fail (loops)."""

    cards: Annotated[tuple[Id, ...], Unique] = ()
    """Ids of cards to study, in order."""

    select: Select | None = None
    """Cards to study, by what they are."""


class Axis(Record):
    """A row or a column of a matrix."""

    id: Id
    """Name that cells refer to."""

    title: Text
    """Heading."""


class MatrixCell(Record):
    """Where a row and a column of a matrix meet."""

    row: Id
    """Id of the row."""

    column: Id
    """Id of the column."""

    text: Text
    """What stands in the cell."""

    cards: Annotated[tuple[Id, ...], Unique] = ()
    """Ids of cards that belong to it."""


class TrackFile(Record):
    """A track. The file is `content/tracks/<id>.yaml`."""

    kind: TrackKind
    """What sort of track it is: plan, role, loop, checklist or matrix."""

    title: Text
    """A few words."""

    summary: Text
    """One line that says whom it is for and what it gives."""

    steps: tuple[Step, ...] = ()
    """The steps, in order."""

    rows: tuple[Axis, ...] = ()
    """Rows of a matrix."""

    columns: tuple[Axis, ...] = ()
    """Columns of a matrix."""

    cells: tuple[MatrixCell, ...] = ()
    """Cells of a matrix."""


class Track(TrackFile):
    """A track in the library: what its file says, and the id that is the file's name."""

    id: Id
    """Permanent name; its address on the site."""

    @property
    def document(self) -> str:
        """Path of the track's file below `content/`."""
        return f"tracks/{self.id}.yaml"
