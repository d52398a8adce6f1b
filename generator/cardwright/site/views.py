"""What the page templates see of a card: texts of one language as HTML, addresses relative to the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from cardwright.markup.code import highlighted
from cardwright.markup.dialect import Renderer, Target
from cardwright.markup.linear import linear
from cardwright.markup.plain import plain, shortened
from cardwright.model.card import Level
from cardwright.model.translation import TranslationState, state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cardwright.markup.typesetting import Typeset
    from cardwright.model.base import Text
    from cardwright.model.card import AnyFollowUp, Card, Drill, Source
    from cardwright.model.glossary import Term
    from cardwright.model.library import Library
    from cardwright.site.card_terms import CardTerms

View = dict[str, Any]
"""Names that a template uses -> values that are ready to be written."""

DESCRIPTION_LENGTH = 155
"""Characters that search engines show of a description."""


class CardViews:
    """Views of cards in one language, for pages `depth` folders below the start page of that language."""

    def __init__(self, library: Library, typeset: Typeset, language: str, depth: int, terms: CardTerms) -> None:
        self._library = library
        self._typeset = typeset
        self._language = language
        self._up = "../" * depth
        self._renderer = Renderer(Target(formula=typeset.math.__getitem__, link=self._address), typeset.texts)
        self._terms = terms
        self._rows: dict[str, View] = {}  # a card stands in the lists of many pages, and a term below many cards
        self._meanings: dict[str, View] = {}

    def row(self, card: Card) -> View:
        """A card in a list."""
        if card.id not in self._rows:
            self._rows[card.id] = {
                "href": self._address("card", card.id),
                "question": _without_links(self._inline(card.question)),
                "level": card.level.value,
                "kind": card.kind.value,
                "lang_attr": self._lang(card),
            }
        return self._rows[card.id]

    def heading(self, card: Card) -> View:
        """What stands above a card: its question with links, and what a reader must know about its language."""
        return self.row(card) | {
            "question": self._inline(card.question),
            "own_lang": self._own_lang(card),
            "notices": list(self._notices(card)),
        }

    def full(self, card: Card) -> View:
        """Everything about a card."""
        kb, topic = self._library.kb, self._library.topic_by_id[card.topic]
        return self.heading(card) | {
            "id": card.id,
            "topic": {"id": topic.id, "title": topic.title.best(self._language)[1]},
            "rounds": [r.value for r in card.rounds],
            "tracks": self._tracks(card),
            "whiteboard": card.whiteboard,
            "verified": card.verified,
            "answer": self._block(card.answer),
            "why": card.why and self._block(card.why),
            "diagram": card.diagram
            and {
                "svg": Markup(self._typeset.diagrams[self._words(card.diagram.source)]),  # noqa: S704 - checked there
                "alt": plain(self._words(card.diagram.alt)),
            },
            "snippet": card.snippet
            and {
                "code": _code(card.snippet.code),
                "requires": " ".join(card.snippet.requires),
                "output": card.snippet.output and shielded(str(escape(card.snippet.output))),
                "drawing": card.snippet.drawing
                and {
                    "svg": Markup(self._typeset.drawings[card.snippet.code]),  # noqa: S704 - checked when it was drawn
                    "alt": plain(self._words(card.snippet.drawing.alt)),
                },
            },
            "drill": card.drill and self._drill(card.drill),
            "pitfalls": [
                {"id": f"pitfall-{id_}", "claim": self._inline(p.claim), "truth": self._block(p.truth)}
                for id_, p in card.pitfalls.items()
            ],
            "follow_ups": self._ladder(card.follow_ups, "follow-up-"),
            "signals": self._signals(card),
            "examples": card.examples
            and {
                "weak": self._block(card.examples.weak),
                "strong": self._block(card.examples.strong),
            },
            "sources": [_source(s) for s in card.sources],
            "terms": [self._term(term) for term in self._terms.of(card)],
            "related": [self.row(self._library.card_by_id[id_]) for id_ in card.related],
            "edit_url": f"{kb.repository_url}/edit/main/content/{card.document}",
            "report_url": f"{kb.repository_url}/issues/new?title={card.id}",
        }

    def _tracks(self, card: Card) -> list[View]:
        """The tracks that hold a card."""
        tracks = self._library.tracks_by_card[card.id]
        return [{"href": f"{self._up}tracks/{t.id}/", "title": _without_links(self._inline(t.title))} for t in tracks]

    def answer(self, card: Card) -> str:
        """The whole answer without marks, for machines that read pages."""
        return self._plain(card.answer)

    def title(self, card: Card) -> str:
        """The question without marks, for the title of the window."""
        return self._plain(card.question)

    def inline(self, text: Text) -> Markup:
        """A short text of a topic, a term, a track or a guide."""
        return self._inline(text)

    def block(self, text: Text) -> Markup:
        """A text of several paragraphs."""
        return self._block(text)

    def _plain(self, text: Text) -> str:
        """A text on one line, its formulas typed out."""
        return plain(self._words(text), lambda formula: linear(self._typeset.math[formula]))

    def _words(self, text: Text) -> str:
        return text.best(self._language)[1]

    def _lang(self, card: Card) -> Markup:
        """A `lang` attribute where the card is not in the language of the page."""
        used = card.question.best(self._language)[0]
        return Markup("") if used == self._language else Markup(' lang="{}"').format(used)

    def _own_lang(self, card: Card) -> Markup:
        """A `lang` attribute for words of the interface that stand among those of such a card."""
        return Markup(' lang="{}"').format(self._language) if self._lang(card) else Markup("")

    def _notices(self, card: Card) -> Iterator[str]:
        """What a reader must know about the translation, as keys of the words."""
        found = state(card, self._language, self._library.kb.source_language)
        if found is TranslationState.ABSENT:
            yield "untranslated"
            return
        if found is TranslationState.STALE:
            yield "translation_stale"
        mark = card.translations.get(self._language)
        if mark and mark.by == "machine":
            yield "translation_machine"

    def _address(self, kind: str, id_: str) -> str:
        return f"{self._up}cards/{id_}/" if kind == "card" else f"{self._up}glossary/#{id_}"

    def _inline(self, text: Text) -> Markup:
        return shielded(self._renderer.inline(self._words(text)))

    def _block(self, text: Text) -> Markup:
        return shielded(self._renderer.html(self._words(text)))

    def _ladder(self, rungs: Mapping[str, AnyFollowUp], above: str) -> list[View]:
        return [
            {
                "id": f"{above}{id_}",
                "question": self._inline(rung.question),
                "answer": self._block(rung.answer),
                "level": rung.level.value,
                "follow_ups": self._ladder(rung.follow_ups, f"{above}{id_}--"),
            }
            for id_, rung in rungs.items()
        ]

    def _term(self, term: Term) -> View:
        if term.id not in self._meanings:
            self._meanings[term.id] = {
                "id": term.id,
                "href": self._address("term", term.id),
                "name": term.term if self._language == self._library.kb.source_language else term.es[0],
                "meaning": term.meaning and _without_links(self._inline(term.meaning)),
            }
        return self._meanings[term.id]

    def _signals(self, card: Card) -> list[View]:
        return [
            {"level": level.value, "items_": [self._inline(s) for s in card.signals[level]]}
            for level in Level
            if level in card.signals
        ]

    def _drill(self, drill: Drill) -> View:
        return {
            "minutes": drill.minutes,
            "starter": _code(drill.starter),
            "solution": _code(drill.solution),
            "tests": shielded(str(escape(drill.tests))),
            "requires": drill.requires,
            "hints": [self._block(hint) for hint in drill.hints],
        }


def _code(source: str) -> Markup:
    return shielded(highlighted(source))


def shielded(html: str) -> Markup:
    """HTML in which the page's Markdown finds no fence: that is looked for before raw HTML is."""
    shielded = html.replace("```", "&#96;" * 3).replace("~~~", "&#126;" * 3)
    return Markup(shielded)  # noqa: S704 - the dialect, Pygments and `escape` pass no raw HTML


def _without_links(html: Markup) -> Markup:
    """HTML for a place that is a link itself."""
    return Markup(re.sub(r"</?a\b[^>]*>", "", html))  # noqa: S704 - less of what was safe


def _source(source: Source) -> View:
    return {
        "title": source.title,
        "authors": source.authors,
        "year": source.year,
        "where": source.where,
        "href": source.address,
    }


def described(text: str) -> str:
    """The beginning of a text without marks, as long as search engines show of a description."""
    return shortened(text, DESCRIPTION_LENGTH)
