"""A drill as the cells of a notebook: statement, starter, hints, tests, solution, walkthrough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardwright.markup.jupyter import for_jupyter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cardwright.model.base import Text
    from cardwright.model.card import Card, Drill
    from cardwright.model.kb import KnowledgeBase
    from cardwright.site.words import Words

STARTER, TESTS, SOLUTION = "starter", "tests", "solution"
"""Names of the cells that every lab has."""

MAY_RAISE = "raises-exception"
"""Jupyter's own tag of a cell that may fail without ending "Run all": the tests, as long as the starter is there."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: Markdown, or code and what it prints. `name` is its id in the notebook; a hidden source is folded."""

    name: str
    source: str
    is_code: bool = False
    printed: str = ""
    tags: tuple[str, ...] = ()
    hidden: bool = False


def code_cells(drill: Drill, printed: Sequence[str]) -> dict[str, Cell]:
    """The cells of code by name, the same in every language; `printed` is what those of the walkthrough print."""
    cells = [
        Cell(STARTER, drill.starter, is_code=True, tags=(STARTER,)),
        Cell(TESTS, drill.tests, is_code=True, tags=(TESTS, MAY_RAISE)),
        Cell(SOLUTION, drill.solution, is_code=True, tags=(SOLUTION,), hidden=True),
    ]
    outputs = iter(printed)
    cells += [
        Cell(step_name(number), cell.code, is_code=True, printed=next(outputs, ""))
        for number, cell in enumerate(drill.walkthrough)
        if cell.code
    ]
    return {cell.name: cell for cell in cells}


def step_name(number: int) -> str:
    """Name of a code cell of the walkthrough, by its place among all cells there."""
    return f"walkthrough-{number + 1}"


class LabWriter:
    """Writes the cells of labs in one language."""

    def __init__(self, kb: KnowledgeBase, language: str, words: Words) -> None:
        self._root = f"{kb.site_url}{language}/"
        self._language = language
        self._words = words

    def cells(self, card: Card, code: Mapping[str, Cell]) -> list[Cell]:
        """The whole notebook of a card with a drill; `code` is what `code_cells` says."""
        assert card.drill  # noqa: S101 - labs are made of drills
        return list(self._cells(card, card.drill, code))

    def _cells(self, card: Card, drill: Drill, code: Mapping[str, Cell]) -> Iterator[Cell]:
        words = self._words
        yield Cell("statement", self._statement(card, drill))
        yield self._heading("starter-heading", words["drill_starter"], words["lab_starter_lead"])
        yield code[STARTER]
        if drill.hints:
            yield self._heading("hints", words["lab_hints"], *self._hints(drill))
        yield self._heading("tests-heading", words["drill_tests"], words["lab_tests_lead"])
        yield code[TESTS]
        yield self._heading("solution-heading", words["lab_solution"], words["lab_solution_lead"])
        yield code[SOLUTION]
        if drill.walkthrough:
            yield self._heading("walkthrough", words["lab_walkthrough"], words["lab_walkthrough_lead"])
        for number, step in enumerate(drill.walkthrough):
            if step.text:
                yield Cell(f"{step_name(number)}-text", self._text(step.text))
            if step.code:
                yield code[step_name(number)]

    def _statement(self, card: Card, drill: Drill) -> str:
        words = self._words
        facts = [
            words["drill_minutes"].format(minutes=drill.minutes),
            words[card.level.value],
            words["lab_needs_numpy" if drill.requires else "lab_needs"],
            f"[{words['lab_card']}]({self._address('card', card.id)})",
        ]
        return f"# {' '.join(self._text(card.question).split())}\n\n{words['lab_lead']}\n\n{' · '.join(facts)}"

    def _hints(self, drill: Drill) -> Iterator[str]:
        for number, hint in enumerate(drill.hints, start=1):
            title = self._words["drill_hint"].format(number=number)
            yield f"<details><summary>{title}</summary>\n\n{self._text(hint)}\n\n</details>"

    @staticmethod
    def _heading(name: str, title: str, *paragraphs: str) -> Cell:
        return Cell(name, "\n\n".join((f"## {title}", *paragraphs)))

    def _text(self, text: Text) -> str:
        return for_jupyter(text.best(self._language)[1], self._address).strip()

    def _address(self, kind: str, id_: str) -> str:
        return f"{self._root}cards/{id_}/" if kind == "card" else f"{self._root}glossary/#{id_}"
