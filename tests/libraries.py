"""Small libraries made in Python, and the real sites made of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from building import BASE, project_at
from cardwright.markup.typesetting import typeset
from cardwright.model.card import Card
from cardwright.model.kb import Retired
from cardwright.model.library import Library
from cardwright.project import Project
from cardwright.reading.load import load
from cardwright.site.build import build_site, write_pages
from cardwright.site.pages import Release
from html_pages import PageFacts, read_page

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path


def said(text: str) -> dict[str, str]:
    """A text in both languages: the same, so that a test can look for it in each."""
    return {"en": text, "es": text}


def rung(name: str) -> dict[str, Any]:
    """A follow-up."""
    return {"level": "mid", "question": said(f"Question {name}?"), "answer": said(f"Answer {name}.")}


def card(id_: str, **fields: Any) -> Card:
    """A card of the topic `attention` with the fewest fields, and `fields` in their place."""
    plain: dict[str, Any] = {
        "id": id_,
        "topic": "attention",
        "level": "mid",
        "kind": "concept",
        "question": said(f"What is {id_}?"),
        "answer": said("An answer."),
        "pitfalls": {"one": {"claim": said("A claim."), "truth": said("A truth.")}},
        "follow_ups": {"next": rung("next")},
    }
    return Card.model_validate(plain | fields)


def library_of(*cards: Card, retired: Sequence[str] = ()) -> Library:
    """A library of some cards; those whose ids are `retired` are no longer published."""
    base = load(Project(BASE)).library
    assert base
    gone = tuple(Retired(id=id_, since="2026-11", why="Nobody asks.") for id_ in retired)
    return Library(base.kb, base.topics, cards, base.glossary, retired=gone)


@dataclass(frozen=True)
class Site:
    """A site that was built from a library made in Python."""

    library: Library
    markdown: Mapping[str, Mapping[str, str | bytes]]
    folder: Path

    def page(self, path: str) -> PageFacts:
        """What stands in a built page."""
        return read_page(self.folder / path / "index.html")


def site_of(root: Path, *cards: Card, retired: tuple[Retired, ...] = ()) -> Site:
    """Build the site of some cards in the folder `root`."""
    project = project_at(root, BASE / "content")
    base = load(project).library
    assert base
    library = Library(base.kb, base.topics, cards, base.glossary, retired=retired)
    drawn, findings = typeset(library, project.cache)
    assert findings == []
    generated = write_pages(library, drawn, project, Release())
    build_site(library, generated, project, [])
    return Site(library, generated.pages, project.built_site)
