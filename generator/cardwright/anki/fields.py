"""The parts of a card as HTML in one language."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cardwright.anki.html import code, opens, output
from cardwright.markup.dialect import Renderer, Target
from cardwright.markup.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from cardwright.anki.words import Words
    from cardwright.markup.formulas import Formula
    from cardwright.markup.typesetting import Typeset
    from cardwright.model.base import Text
    from cardwright.model.card import AnyFollowUp, Card, Level, Pitfall, Snippet, Source
    from cardwright.model.kb import Retired
    from cardwright.model.library import Library


class FieldWriter:
    """Writes fields of one language. What a card does not have is an empty string.

    Args:
        library: Where topics and addresses come from.
        typeset: The drawn diagrams, and what snippets draw.
        language: Language of the fields.
        words: Words of that language.
        formula: How a formula is written: for Anki's MathJax, or drawn already.
    """

    def __init__(
        self, library: Library, typeset: Typeset, language: str, words: Words, formula: Callable[[Formula], str]
    ) -> None:
        self._typeset = typeset
        self._language = language
        self._words = words
        self._topics = {topic.id: topic.title.best(language)[1] for topic in library.topics}
        self._site = f"{library.kb.site_url}{language}/"
        self._renderer = Renderer(Target(formula=formula, link=self._link), typeset.texts)

    def block(self, text: Text | None) -> str:
        """A text of any length."""
        return self._renderer.html(text[self._language]) if text else ""

    def inline(self, text: Text) -> str:
        """A text of one paragraph, without a paragraph around it."""
        return self._renderer.inline(text[self._language])

    def claim(self, pitfall: Pitfall) -> str:
        """A pitfall as a question."""
        words = self._words
        claim = f'<blockquote class="cw-claim">{self.block(pitfall.claim)}</blockquote>'
        return f'<p class="cw-says">{escape(words.claim)}</p>{claim}<p>{escape(words.flaw)}</p>'

    def url(self, card: Card) -> str:
        """Address of the card's page."""
        return f"{self._site}cards/{card.id}/"

    def topic(self, card: Card) -> str:
        """Title of the card's topic."""
        return escape(plain(self._topics[card.topic]))

    def kind(self, card: Card) -> str:
        """The card's kind in words."""
        return escape(getattr(self._words.kinds, card.kind))

    def level(self, level: Level) -> str:
        """A level in words, marked for its color."""
        return f'<span class="cw-level cw-level--{level}">{escape(getattr(self._words.levels, level))}</span>'

    def question_code(self, card: Card) -> str:
        """What a drill begins with."""
        return code(card.drill.starter, self._words.rest_of_code) if card.drill else ""

    def answer_code(self, card: Card) -> str:
        """Snippet with its recorded output, or a drill's solution, and where it can be run."""
        words = self._words
        if card.drill:
            return code(card.drill.solution, words.rest_of_code) + self._run(card, "drill", words.run_drill)
        if not card.snippet:
            return ""
        printed = card.snippet.output
        shown = (
            f'<p class="cw-label">{escape(words.output)}</p>{output(printed, words.rest_of_output)}' if printed else ""
        )
        parts = (code(card.snippet.code, words.rest_of_code), shown, self._drawing(card.snippet))
        return "".join(parts) + self._run(card, "snippet", words.run_snippet)

    def _drawing(self, snippet: Snippet) -> str:
        """The picture that the code draws, with what it shows."""
        if not snippet.drawing:
            return ""
        alt = escape(plain(snippet.drawing.alt[self._language]))
        return f'<div class="cw-drawing" role="img" aria-label="{alt}">{self._typeset.drawings[snippet.code]}</div>'

    def diagram(self, card: Card) -> str:
        """The picture, with what it shows for those who cannot see it."""
        if not card.diagram:
            return ""
        alt = escape(plain(card.diagram.alt[self._language]))
        picture = self._typeset.diagrams[card.diagram.source[self._language]]
        return f'<div class="cw-diagram" role="img" aria-label="{alt}">{picture}</div>'

    def follow_ups(self, rungs: Mapping[str, AnyFollowUp]) -> str:
        """Questions that open, each with its answer and the follow-ups below it."""
        return "".join(
            opens(
                f'<span class="cw-rung__question">{self.inline(rung.question)} {self.level(rung.level)}</span>',
                f"{self.block(rung.answer)}{self.follow_ups(rung.follow_ups)}",
                "cw-rung",
            )
            for rung in rungs.values()
        )

    def pitfalls(self, card: Card) -> str:
        """Every wrong belief with what is right."""
        return "".join(
            f'<div class="cw-pitfall"><blockquote class="cw-claim">{self.block(p.claim)}</blockquote>'
            f"{self.block(p.truth)}</div>"
            for p in card.pitfalls.values()
        )

    def signals(self, card: Card) -> str:
        """What each level shows, then the answer told badly and well."""
        words = self._words
        levels = "".join(
            f"<dt>{self.level(level)}</dt><dd>{self._list(texts)}</dd>" for level, texts in card.signals.items()
        )
        parts = [f'<dl class="cw-signals">{levels}</dl>' if levels else ""]
        if card.examples:
            parts += [
                opens(escape(words.weak), self.block(card.examples.weak), "cw-rung"),
                opens(escape(words.strong), self.block(card.examples.strong), "cw-rung"),
            ]
        return "".join(parts)

    def sources(self, card: Card) -> str:
        """What backs the facts, with links."""
        items = "".join(f"<li>{_source(source)}</li>" for source in card.sources)
        return f'<ul class="cw-sources">{items}</ul>' if items else ""

    def retired(self, retired: Retired) -> str:
        """That a card is not published any more, and which one to read instead."""
        said = escape(self._words.retired.replace("{since}", retired.since))
        if not retired.replaced_by:
            return said
        address = escape(f"{self._site}cards/{retired.replaced_by}/")
        return f'{said} <a href="{address}">{escape(self._words.instead)}</a>'

    def _list(self, texts: Iterable[Text]) -> str:
        return f"<ul>{''.join(f'<li>{self.inline(text)}</li>' for text in texts)}</ul>"

    def _run(self, card: Card, anchor: str, words: str) -> str:
        return f'<p class="cw-run"><a href="{self.url(card)}#{anchor}">{escape(words)}</a></p>'

    def _link(self, kind: str, id_: str) -> str | None:
        return f"{self._site}cards/{id_}/" if kind == "card" else f"{self._site}glossary/#{id_}"


def _source(source: Source) -> str:
    title = f"<cite>{escape(source.title)}</cite>"
    if source.address:
        title = f'<a href="{escape(source.address)}">{title}</a>'
    parts = [escape(source.authors) if source.authors else "", title, str(source.year or "")]
    where = f' <span class="cw-where">({escape(source.where)})</span>' if source.where else ""
    return ", ".join(part for part in parts if part) + where
