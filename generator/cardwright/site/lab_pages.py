"""The labs: for each drill a page that shows its notebook, and the notebook as a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardwright.site.lab import SOLUTION, STARTER, TESTS, Cell, LabWriter, code_cells, step_name
from cardwright.site.views import described, shielded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from cardwright.model.card import Card, Drill
    from cardwright.model.library import Library
    from cardwright.site.notebooks import Notebooks
    from cardwright.site.views import CardViews, View
    from cardwright.site.words import Words


@dataclass(frozen=True)
class Labs:
    """What is the same in every language: the cells of code of each drill, by card, and their HTML."""

    library: Library
    notebooks: Notebooks
    code: Mapping[str, Mapping[str, Cell]]
    shown: Mapping[Cell, tuple[str, str]]


def labs_of(library: Library, printed: Mapping[str, tuple[str, ...]], notebooks: Notebooks) -> Labs:
    """The labs of a library; `printed` is what the cells of each walkthrough print, by card.

    Raises:
        CardwrightError: mkdocs-jupyter writes cells in a way that is not known.
    """
    code = {card.id: code_cells(card.drill, printed.get(card.id, ())) for card in library.cards if card.drill}
    return Labs(library, notebooks, code, notebooks.shown(cell for cells in code.values() for cell in cells.values()))


class LabPages:
    """Writes the labs of one language."""

    def __init__(self, labs: Labs, views: CardViews, language: str, words: Words, page: Callable[..., str]) -> None:
        self._views = views
        self._language = language
        self._words = words
        self._page = page
        self._labs = labs
        self._writer = LabWriter(labs.library.kb, language, words)

    def all(self) -> Iterator[tuple[str, str]]:
        """Path of each page and each notebook -> its text."""
        for card in self._labs.library.cards:
            if card.drill:
                cells = self._writer.cells(card, self._labs.code[card.id])
                notebook = self._labs.notebooks.written(cells, self._language)
                yield f"labs/{card.id}.ipynb", notebook
                yield f"labs/{card.id}.md", self._lab(card, card.drill, notebook)

    def _lab(self, card: Card, drill: Drill, notebook: str) -> str:
        views, untranslated = self._views, self._language not in card.languages
        title = views.title(card)
        meta = {
            "title": self._words["lab_title"].format(title=title),
            "description": described(f"{self._words['lab_lead']} {title}"),
            "kind": "lab",
            "topic": card.topic,
            "written_in": card.languages[0] if untranslated else None,
        }
        lab = {
            "card": views.heading(card) | {"id": card.id, "href": f"../../cards/{card.id}/#drill"},
            "minutes": drill.minutes,
            "requires": bool(drill.requires),
            "hints": [views.block(hint) for hint in drill.hints],
            "size": f"{len(notebook.encode()) / 1000:.0f} kB",
            **{name: self._code(card, name) for name in (STARTER, TESTS, SOLUTION)},
            "steps": [
                {
                    "text": step.text and views.block(step.text),
                    "cell": self._code(card, step_name(number)) if step.code else None,
                }
                for number, step in enumerate(drill.walkthrough)
            ],
        }
        return self._page("lab.md.j2", meta, lab=lab)

    def _code(self, card: Card, name: str) -> View:
        code, printed = self._labs.shown[self._labs.code[card.id][name]]
        return {"code": shielded(code), "printed": printed and shielded(printed)}
