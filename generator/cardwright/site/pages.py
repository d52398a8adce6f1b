"""The pages of the site as Markdown with front matter, in one language; templates stand in `site/pages/`."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cardwright.site.drills import told_to_script
from cardwright.site.explore import bonds, coverage, facets, groups, neighbors
from cardwright.site.guides import guide_pages
from cardwright.site.lab_pages import LabPages
from cardwright.site.redirects import redirect_pages
from cardwright.site.reference_pages import ReferencePages, Shipped
from cardwright.site.topic_map import NARROW, WIDE, Stop, draw
from cardwright.site.tracks import TrackPages
from cardwright.site.views import CardViews, View, described

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from cardwright.markup.typesetting import Typeset
    from cardwright.model.library import Library
    from cardwright.site.card_terms import CardTerms
    from cardwright.site.lab_pages import Labs
    from cardwright.site.templates import Templates
    from cardwright.site.words import Words

STARTERS = 3
"""Cards that the start page offers: the first whiteboard cards, else the first cards."""


@dataclass(frozen=True, slots=True)
class Download:
    """A deck that the site offers: name of the file below `/decks/`, its language, notes and bytes.

    `extent` is `complete`, `core` (the whiteboard questions) or `upgrade` (retired cards); `table` is the name of the
    file with the same notes as text, if there is one.
    """

    file: str
    language: str
    extent: str
    notes: int
    size: int
    table: str | None = None


@dataclass(frozen=True, slots=True)
class News:
    """How many notes of a language are new, changed, or published no more."""

    new: int = 0
    changed: int = 0
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Release:
    """The decks that the site offers, the last release, and how they differ.

    `time` is in seconds since 1970; `brought` is what the last release changed and `since` what has changed after it,
    by language.
    """

    downloads: Sequence[Download] = ()
    version: str | None = None
    time: int | None = None
    brought: Mapping[str, News] = field(default_factory=dict)
    since: Mapping[str, News] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Materials:
    """What the pages of every language are made from; without labs if only the pages of cards are wanted."""

    library: Library
    typeset: Typeset
    words: Mapping[str, Words]
    templates: Templates
    terms: CardTerms
    release: Release
    shipped: tuple[Shipped, ...] = ()
    labs: Labs | None = None


class Pages:
    """Writes the pages of one language."""

    def __init__(self, materials: Materials, language: str) -> None:
        self._library = materials.library
        self._language = language
        self._words = materials.words[language]
        self._language_names = {code: own["language"] for code, own in materials.words.items()}
        self._templates = materials.templates
        self._release = materials.release
        self._shipped = materials.shipped
        self._labs = materials.labs
        self._views = [
            CardViews(materials.library, materials.typeset, language, depth, materials.terms) for depth in range(3)
        ]

    def all(self) -> dict[str, str]:
        """Path of each page -> its Markdown; and of each notebook."""
        return dict(self._pages())

    def card(self, id_: str) -> tuple[str, str]:
        """Path and Markdown of the page of a card."""
        return f"cards/{id_}.md", self._card(id_)

    def _pages(self) -> Iterator[tuple[str, str]]:
        yield "index.md", self._home()
        yield "topics/index.md", self._topics()
        for position, topic in enumerate(self._library.topics):
            yield f"topics/{topic.id}.md", self._topic(position)
        for card in self._library.cards:
            yield self.card(card.id)
        yield "explore.md", self._explore()
        yield "decks.md", self._decks()
        yield "glossary.md", self._glossary()
        yield from self._reference()
        own = self._library, self._views[2], self._language, self._words, self._page
        yield from TrackPages(*own).all()
        yield from guide_pages(*own)
        if self._labs:
            yield from LabPages(self._labs, *own[1:]).all()
        yield from redirect_pages(self._library, self._views[2], self._words, self._page)

    def _reference(self) -> Iterator[tuple[str, str]]:
        own = ReferencePages(self._library, self._views[1], self._language, self._words, self._shipped)
        for name, values in own.all():
            title = self._words.get(f"{name}_title", "") or self._words[name]
            meta = {"title": title, "description": self._words[f"{name}_lead"], "kind": name, "hide": ["toc"]}
            yield f"{name}.md", self._page(f"{name}.md.j2", meta, **values)

    def _page(self, template: str, meta: dict[str, Any], **context: Any) -> str:
        body = self._templates.render(template, t=self._words, language=self._language, **context)
        lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items() if value is not None]
        return "\n".join(["---", *lines, "---", "", body])

    def _home(self) -> str:
        cards = self._library.cards
        starters = [c for c in cards if c.whiteboard][:STARTERS] or list(cards[:STARTERS])
        meta = {
            "title": self._words["tagline"],
            "description": self._words["home_lead"],
            "kind": "home",
            "hide": ["navigation", "toc"],
        }
        return self._page(
            "home.md.j2",
            meta,
            home_title=self._library.kb.name,
            starters=[self._views[0].row(card) for card in starters],
            topics=self._topic_rows("topics/"),
        )

    def _topics(self) -> str:
        meta = {
            "title": self._words["topics"],
            "description": self._words["topics_lead"],
            "kind": "topics",
            "hide": ["toc"],
        }
        return self._page("topics.md.j2", meta, topics=self._topic_rows(""))

    def _topic_rows(self, prefix: str) -> list[View]:
        return [
            {
                "id": topic.id,
                "href": f"{prefix}{topic.id}/",
                "title": topic.title.best(self._language)[1],
                "summary": topic.summary.best(self._language)[1],
                "cards": len(self._library.cards_by_topic[topic.id]),
            }
            for topic in self._library.topics
        ]

    def _topic(self, position: int) -> str:
        rows = self._topic_rows("../")
        topic = rows[position]
        meta = {
            "title": topic["title"],
            "description": topic["summary"],
            "kind": "topic",
            "topic": topic["id"],
            "hide": ["toc"],
        }
        return self._page(
            "topic.md.j2",
            meta,
            topic=topic,
            cards=[self._views[2].row(card) for card in self._library.cards_by_topic[topic["id"]]],
            previous=rows[position - 1] if position else None,
            next=rows[position + 1] if position + 1 < len(rows) else None,
        )

    def _card(self, id_: str) -> str:
        card, views = self._library.card_by_id[id_], self._views[2]
        previous, following = self._library.neighbors(card)
        answer = views.answer(card)
        untranslated = self._language not in card.languages
        meta = {
            "title": views.title(card),
            "description": described(answer),
            "answer": answer,
            "kind": "card",
            "topic": card.topic,
            "level": card.level.value,
            "drill": True if card.drill else None,
            "written_in": card.languages[0] if untranslated else None,
            "python": True if card.snippet or card.drill else None,
        }
        return self._page(
            "card.md.j2",
            meta,
            card=views.full(card),
            drill_words=told_to_script(self._words) if card.drill else {},
            previous=previous and views.row(previous),
            next=following and views.row(following),
        )

    def _explore(self) -> str:
        meta = {
            "title": self._words["explore"],
            "description": self._words["explore_lead"],
            "kind": "explore",
            "hide": ["navigation", "toc"],
        }
        library, rows = self._library, self._topic_rows("../topics/")
        bound = bonds(library)
        stops = [Stop(row["id"], row["title"], row["cards"], row["href"], self._counted(row)) for row in rows]
        return self._page(
            "explore.md.j2",
            meta,
            facets=facets(library, self._words, self._language),
            groups=groups(library, self._views[1], self._language),
            cards=self._number(len(library.cards)),
            maps=[draw(stops, bound, sheet, self._words["explore_map"]) for sheet in (WIDE, NARROW)],
            topics=[row | {"said": self._counted(row), "neighbors": neighbors(bound, row["id"])} for row in rows],
            titles={row["id"]: row["title"] for row in rows},
            coverage=coverage(library, self._language),
        )

    def _counted(self, topic: View) -> str:
        """A topic and how many cards it has, in words."""
        unit = self._words["cards_one" if topic["cards"] == 1 else "cards_many"]
        return f"{topic['title']}: {topic['cards']} {unit}"

    def _decks(self) -> str:
        meta = {
            "title": self._words["decks"],
            "description": self._words["decks_lead"],
            "kind": "decks",
            "hide": ["toc"],
        }
        release = self._release
        downloads = [
            {
                "file": d.file,
                "language": d.language,
                "name": self._language_names[d.language],
                "kind": d.extent,
                "extent": self._words[f"decks_{d.extent}"],
                "notes": self._number(d.notes),
                "size": self._size(d.size),
                "table": d.table,
            }
            for d in sorted(release.downloads, key=lambda d: d.language != self._language)
        ]
        return self._page(
            "decks.md.j2",
            meta,
            downloads=downloads,
            version=release.version,
            date=release.time and datetime.fromtimestamp(release.time, UTC).date().isoformat(),
            brought=self._news(release.brought),
            since=self._news(release.since),
        )

    def _news(self, by_language: Mapping[str, News]) -> dict[str, str] | None:
        """The numbers as they are written, if there are any but zeros."""
        news = by_language.get(self._language, News())
        numbers = {"new": news.new, "changed": news.changed, "gone": news.gone}
        return {name: self._number(number) for name, number in numbers.items()} if any(numbers.values()) else None

    def _glossary(self) -> str:
        meta = {
            "title": self._words["glossary"],
            "description": self._words["glossary_lead"],
            "kind": "glossary",
            "hide": ["toc"],
        }
        terms = [
            {
                "id": term.id,
                "term": term.term,
                "es": term.es[0],
                "meaning": self._views[1].inline(term.meaning) if term.meaning else "",
            }
            for term in self._library.glossary
        ]
        return self._page("glossary.md.j2", meta, terms=terms)

    def _number(self, number: int) -> str:
        return f"{number:,}" if self._language == "en" else f"{number:,}".replace(",", "\u202f")

    def _size(self, size: int) -> str:
        if size < 1_000_000:
            return f"{size / 1000:.0f} kB"
        text = f"{size / 1_000_000:.1f} MB"
        return text if self._language == "en" else text.replace(".", ",")
