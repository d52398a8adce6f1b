"""A topic card: a question with its answer and everything that an interviewer hangs on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from annotated_types import Ge, Le, MinLen
from pydantic import Field

from cardwright.model.base import Code, Flag, Id, LanguageCode, Line, Month, Record, Text, Unique, Url, Whole
from cardwright.problems import Location

VERIFIED_MONTHS = 12
"""How long facts of this field keep."""


class Level(StrEnum):
    """Seniority at which the question is asked."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


class Kind(StrEnum):
    """What sort of question it is."""

    CONCEPT = "concept"
    COMPARISON = "comparison"
    CALCULATION = "calculation"
    SCENARIO = "scenario"
    DESIGN = "design"
    DRILL = "drill"
    PAPER = "paper"
    BEHAVIORAL = "behavioral"


class Round(StrEnum):
    """Interview round in which the question comes up."""

    RECRUITER = "recruiter"
    PHONE_SCREEN = "phone-screen"
    ML_SYSTEMS = "ml-systems"
    CODING = "coding"
    PAPER = "paper"
    RESEARCH_TALK = "research-talk"
    BEHAVIORAL = "behavioral"
    HIRING_MANAGER = "hiring-manager"


class Pitfall(Record):
    """A wrong belief and what is right."""

    claim: Text
    """The wrong belief, as a candidate would say it. At most 25 words."""

    truth: Text
    """What is right, and why. At most 45 words."""


class Rung(Record):
    """A question on the follow-up ladder."""

    level: Level
    """Seniority at which an interviewer expects this to be answered."""

    question: Text
    """What the interviewer asks next. At most 30 words."""

    answer: Text
    """What you would say. At most 70 words."""


class LastFollowUp(Rung):
    """A follow-up of the third level: the ladder ends here."""

    follow_ups: ClassVar[Mapping[str, LastFollowUp]] = {}


class NestedFollowUp(Rung):
    """A follow-up of the second level."""

    follow_ups: dict[Id, LastFollowUp] = {}
    """What is asked after this one: permanent name to follow-up. The third and last level."""


class FollowUp(Rung):
    """A follow-up of the first level."""

    follow_ups: dict[Id, NestedFollowUp] = {}
    """What is asked after this one: permanent name to follow-up. Three levels in all."""


AnyFollowUp = FollowUp | NestedFollowUp | LastFollowUp
"""A follow-up of any of the three levels."""


class Examples(Record):
    """The same answer told badly and well."""

    weak: Text
    """An answer that would not pass."""

    strong: Text
    """An answer that would."""


class Diagram(Record):
    """A picture kept as source and drawn to SVG when the site and the decks are built."""

    source: Text
    """Graphviz DOT, or SVG that uses the site's color variables, in each language."""

    alt: Text
    """What the picture shows, for readers who cannot see it."""


class Drawing(Record):
    """What the picture shows that the code draws with `cardwright.plot`."""

    alt: Text
    """What a reader sees in it, for those who cannot."""


class Snippet(Record):
    """Python that computes what the answer claims."""

    requires: Annotated[tuple[Literal["numpy"], ...], Unique] = ()
    """Packages that the code imports: `[]` or `[numpy]`."""

    code: Code
    """At most 30 lines that print their result, the same on every machine."""

    output: str | None = None
    """What the code prints; recorded by `cardwright run --update`, never typed."""

    drawing: Drawing | None = None
    """What the picture shows, if the code draws one with `line`, `bar` or `heatmap` of `cardwright.plot`."""


class Cell(Record):
    """A cell of a lab notebook: prose or code."""

    text: Text | None = None
    """Prose of the cell."""

    code: Code | None = None
    """Code of the cell; runs after the reader's solution."""


class Drill(Record):
    """A function or class to write from a blank file, judged by tests."""

    minutes: Annotated[int, Ge(1), Le(180), Whole]
    """Time that an interviewer would give."""

    requires: Annotated[tuple[Literal["numpy"], ...], Unique] = ()
    """Packages that the code imports: `[]` or `[numpy]`."""

    starter: Code
    """What the reader begins with. It must fail the tests."""

    solution: Code
    """A model solution. It must pass the tests."""

    tests: Code
    """Plain asserts with messages; they run after the reader's code, in the same namespace."""

    hints: tuple[Text, ...] = ()
    """From gentle to nearly there."""

    walkthrough: tuple[Cell, ...] = ()
    """Cells of the lab notebook, prose and code in turn."""


class Source(Record):
    """A primary source: a paper or official documentation. Never one that you have not seen."""

    title: Line
    """Title as published."""

    authors: Line | None = None
    """Family names, or `First et al.`"""

    year: Annotated[int, Ge(1900), Le(2100), Whole] | None = None
    """Year of publication."""

    arxiv: Annotated[str, Field(pattern=r"^([0-9]{4}\.[0-9]{4,5}|[a-z-]+/[0-9]{7})$")] | None = None
    """arXiv identifier, quoted: `"2305.13245"`."""

    doi: Annotated[str, Field(pattern=r"^10\.[0-9]{4,9}/[^\s]+$")] | None = None
    """Digital object identifier, without `https://doi.org/`."""

    url: Url | None = None
    """Address of official documentation or of a paper without an identifier."""

    where: Line | None = None
    """Where in the source: section, table, figure, page."""

    @property
    def address(self) -> str | None:
        """Where it can be read."""
        if self.arxiv:
            return f"https://arxiv.org/abs/{self.arxiv}"
        return f"https://doi.org/{self.doi}" if self.doi else self.url

    @property
    def key(self) -> str:
        """The same for the same source, whichever part of it is meant: its address, else its title."""
        return self.address or self.title.casefold()


class Translation(Record):
    """What a translation was made from. Written by tools, never by hand."""

    of: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
    """Digest of the source-language prose that the translation was made from."""

    by: Literal["author", "machine"]
    """Who translated."""


class CardFile(Record):
    """A topic card. The file is `content/cards/<topic>/<id>.yaml`: its path says topic and id."""

    level: Level
    """Seniority at which the question is asked: junior (0-2 years), mid (2-5), senior (5+), staff."""

    kind: Kind
    """What sort of question it is; some kinds need more fields (`calculation` a snippet and figures, `drill` a
    drill, `design`, `scenario` and `behavioral` signals)."""

    rounds: Annotated[tuple[Round, ...], Unique] = ()
    """Interview rounds in which it comes up."""

    tags: Annotated[tuple[Id, ...], Unique] = ()
    """Free tags, for search and Anki."""

    whiteboard: Flag = False
    """Whether it belongs to the core deck; its follow-ups go three levels deep."""

    verified: Month | None = None
    """Month in which the facts were last checked against the sources, such as `2026-11`."""

    question: Text
    """The question as an interviewer asks it: open, at most 30 words."""

    answer: Text
    """What you would say in a minute; begins with the answer. At most 100 words, and one list, table or formula."""

    why: Text | None = None
    """The reasoning, for reading rather than reciting. At most 220 words."""

    pitfalls: Annotated[dict[Id, Pitfall], MinLen(1)]
    """Wrong beliefs: permanent name to claim and truth."""

    follow_ups: Annotated[dict[Id, FollowUp], MinLen(1)]
    """What the interviewer asks next: permanent name to question and answer; each may hold more, in three levels."""

    signals: dict[Level, Annotated[tuple[Text, ...], MinLen(1)]] = {}
    """What an answer must show at each level; each level also needs what stands under the ones before."""

    examples: Examples | None = None
    """The same answer told badly and well."""

    diagram: Diagram | None = None
    """A picture that explains better than words."""

    snippet: Snippet | None = None
    """Python that computes what the answer claims."""

    drill: Drill | None = None
    """The exercise of a `drill` card, in the place of a snippet."""

    figures: Annotated[tuple[Line, ...], Unique] = ()
    """Numbers that stand in the snippet's output and in every language's answer or why."""

    sources: tuple[Source, ...] = ()
    """Primary sources that back the facts."""

    related: Annotated[tuple[Id, ...], Unique] = ()
    """Ids of cards that a reader would go to next."""

    allow: Annotated[tuple[Id, ...], Unique] = ()
    """Rules that this card breaks on purpose; an entry that is not needed is an error."""

    translations: dict[LanguageCode, Translation] = {}
    """What each translation was made from. Written by tools, never by hand."""


class Card(CardFile):
    """A card in the library: what its file says, and what the path of the file says."""

    id: Id
    """Permanent name: the address of the page, the Anki identity and what others refer to."""

    topic: Id
    """Id of the topic that the card belongs to."""

    @property
    def document(self) -> str:
        """Path of the card's file below `content/`."""
        return f"cards/{self.topic}/{self.id}.yaml"

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages that the card is written in: those of its question."""
        return self.question.languages

    def is_due_for_review(self, today: date) -> bool:
        """Whether nobody has checked the facts for a year, or ever."""
        age = self.months_since_verified(today)
        return age is None or age >= VERIFIED_MONTHS

    def months_since_verified(self, today: date) -> int | None:
        """Months since somebody last checked the facts, counted by the calendar; None if nobody says so."""
        if self.verified is None:
            return None
        year, month = map(int, self.verified.split("-"))
        return (today.year - year) * 12 + today.month - month

    def ladder(self) -> Iterator[tuple[Location, AnyFollowUp]]:
        """Every follow-up with its place in the card, a parent before its children."""
        yield from _climb(self.follow_ups, ("follow_ups",))


def _climb(rungs: Mapping[str, AnyFollowUp], at: Location) -> Iterator[tuple[Location, AnyFollowUp]]:
    for name, rung in rungs.items():
        here = (*at, name)
        yield here, rung
        yield from _climb(rung.follow_ups, (*here, "follow_ups"))
