"""The pages of tracks: all of them by kind, and each with its steps and what to study for them."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cardwright.markup.plain import plain
from cardwright.model.track import TrackKind
from cardwright.site.headings import heading
from cardwright.site.views import described

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from cardwright.model.base import Text
    from cardwright.model.card import Card
    from cardwright.model.library import Library
    from cardwright.model.track import MatrixCell, Step, Track, When
    from cardwright.site.views import CardViews, View
    from cardwright.site.words import Words

SHOWN = 8
"""Cards of a step that stand there at once; more of them are behind a disclosure."""


class TrackPages:
    """Writes the pages of tracks in one language.

    Args:
        library: Where tracks and cards come from.
        views: Views of cards for pages two folders below the start page.
        language: The language of the pages.
        words: The words of the interface in that language.
        page: Makes a page from a template, its front matter and its values.
    """

    def __init__(
        self, library: Library, views: CardViews, language: str, words: Words, page: Callable[..., str]
    ) -> None:
        self._library = library
        self._views = views
        self._language = language
        self._words = words
        self._page = page

    def all(self) -> Iterator[tuple[str, str]]:
        """Path of each page and its Markdown."""
        yield "tracks/index.md", self._index()
        for track in self._library.tracks:
            yield f"tracks/{track.id}.md", self._track(track)

    def _index(self) -> str:
        meta = {
            "title": self._words["tracks"],
            "description": self._words["tracks_lead"],
            "kind": "tracks",
            "hide": ["toc"],
        }
        kinds = [(kind, [t for t in self._library.tracks if t.kind is kind]) for kind in TrackKind]
        groups = [{"kind": kind.value, "tracks": [self._row(t) for t in tracks]} for kind, tracks in kinds if tracks]
        return self._page("tracks.md.j2", meta, groups=groups)

    def _row(self, track: Track) -> View:
        """A track in a list."""
        return {
            "id": track.id,
            "title": self._inline(track.title),
            "summary": self._inline(track.summary),
            "written_in": self._written_in(track.title),
            "steps": len(track.steps),
            "cards": len(self._library.studied_in(track)),
            "minutes": sum(step.when.minutes or 0 for step in track.steps if step.when),
        }

    def _track(self, track: Track) -> str:
        meta = {
            "title": self._plain(track.title),
            "description": described(self._plain(track.summary)),
            "kind": "track",
            "hide": ["toc"] if track.kind in {TrackKind.CHECKLIST, TrackKind.MATRIX} else None,
            "written_in": self._written_in(track.title),
        }
        return self._page(
            "track.md.j2",
            meta,
            track=self._row(track),
            kind=track.kind.value,
            groups=self._groups(track),
            matrix=self._matrix(track) if track.rows and track.columns else None,
        )

    def _groups(self, track: Track) -> list[View]:
        """The steps, those of one week or month together under its name."""
        numbered = list(enumerate(track.steps, 1))
        return [
            {"title": period, "steps": [self._step(track, number, step) for number, step in steps]}
            for period, steps in groupby(numbered, key=lambda pair: self._period(pair[1].when))
        ]

    def _period(self, when: When | None) -> str | None:
        if when and when.week:
            return self._words["track_week"].format(number=when.week)
        if when and when.month:
            return self._words["track_month"].format(number=when.month)
        return None

    def _step(self, track: Track, number: int, step: Step) -> View:
        rows = [self._card(card) for card in self._library.studied(step)]
        return {
            "number": number,
            "name": _name(track, step),
            "heading": heading(step.title.best(self._language)[1]),
            "title": self._inline(step.title),
            "minutes": step.when.minutes if step.when else None,
            "goal": step.goal and self._inline(step.goal),
            "graded": [self._inline(text) for text in step.graded],
            "fails": [self._inline(text) for text in step.fails],
            "has_cards": bool(step.cards or step.select),
            "cards": rows[:SHOWN],
            "more": rows[SHOWN:],
        }

    def _card(self, card: Card) -> View:
        return self._views.row(card) | {"id": card.id, "title": self._views.title(card)}

    def _matrix(self, track: Track) -> View:
        """A row of cells for each row of the matrix; a place that nobody wrote about is empty."""
        cells = {(cell.row, cell.column): cell for cell in track.cells}
        return {
            "columns": [self._inline(column.title) for column in track.columns],
            "rows": [
                {
                    "title": self._inline(row.title),
                    "cells": [self._cell(cells.get((row.id, column.id))) for column in track.columns],
                }
                for row in track.rows
            ],
        }

    def _cell(self, cell: MatrixCell | None) -> View:
        ids: Sequence[str] = cell.cards if cell else ()
        known = (self._library.card_by_id[id_] for id_ in ids if id_ in self._library.card_by_id)
        return {"text": self._inline(cell.text) if cell else "", "cards": [self._card(card) for card in known]}

    def _written_in(self, text: Text) -> str | None:
        """The language of a track that is not written in the language of the page."""
        used = text.best(self._language)[0]
        return None if used == self._language else used

    def _inline(self, text: Text) -> Any:
        return self._views.inline(text)

    def _plain(self, text: Text) -> str:
        return plain(text.best(self._language)[1])


def _name(track: Track, step: Step) -> str:
    """What a reader's browser remembers an item of a checklist by: the same in every language and order."""
    said = next(iter(step.title.root.values()))
    return f"{track.id}/{hashlib.sha256(said.encode()).hexdigest()[:8]}"
