"""Pages about the knowledge base itself: drills, sources, contributing, licenses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cardwright.model.base import Line, Record, Text, Url
from cardwright.model.card import Kind
from cardwright.reading.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardwright.model.card import Card
    from cardwright.model.library import Cited, Library
    from cardwright.project import Project
    from cardwright.site.views import CardViews, View
    from cardwright.site.words import Words


class Shipped(Record):
    """Something of other people's that the site ships."""

    name: Line
    """What it is called."""

    use: Text
    """What the site has it for."""

    license: Line
    """SPDX identifier of its license."""

    url: Url
    """Where it comes from."""


class _Licenses(Record):
    shipped: tuple[Shipped, ...]


def read_licenses(project: Project) -> tuple[Shipped, ...]:
    """What the site ships of other people's, from `site/licenses.yaml`.

    Raises:
        CardwrightError: The file is missing or damaged.
    """
    return read_settings(project, project.site / "licenses.yaml", _Licenses, "the list of licenses").shipped


class ReferencePages:
    """What these pages show, in one language: template and values of each."""

    def __init__(
        self, library: Library, views: CardViews, language: str, words: Words, shipped: tuple[Shipped, ...]
    ) -> None:
        self._library = library
        self._views = views
        self._language = language
        self._words = words
        self._shipped = shipped

    def all(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Name of each page (also that of its template and of its words) -> the values that its template needs."""
        yield "drills", self._drills()
        yield "sources", self._sources()
        yield "contribute", {"repository": self._library.kb.repository_url}
        yield "licenses", {"shipped": [self._row(one) for one in self._shipped], "license": self._library.kb.license}

    def _drills(self) -> dict[str, Any]:
        drills = [card for card in self._library.cards if card.kind is Kind.DRILL and card.drill]
        return {"drills": [self._drill(card) for card in drills]}

    def _drill(self, card: Card) -> View:
        minutes = card.drill and card.drill.minutes
        return self._views.row(card) | {"id": card.id, "title": self._views.title(card), "minutes": minutes}

    def _sources(self) -> dict[str, Any]:
        cited = self._library.cited
        return {
            "papers": [self._cited(one) for one in cited if one.is_paper],
            "documents": [self._cited(one) for one in cited if not one.is_paper],
        }

    def _cited(self, cited: Cited) -> View:
        source, cards = cited
        return {
            "title": source.title,
            "authors": source.authors,
            "year": source.year,
            "href": source.address,
            "cards": [self._views.row(card) | {"title": self._views.title(card)} for card in cards],
        }

    def _row(self, one: Shipped) -> View:
        return {"name": one.name, "use": one.use.best(self._language)[1], "license": one.license, "url": one.url}
