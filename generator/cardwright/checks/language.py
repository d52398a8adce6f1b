"""Every text has the source language; another language is in all texts of a card, or in none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardwright.model.base import Text, texts
from cardwright.problems import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardwright.model.guide import Guide
    from cardwright.model.library import Library
    from cardwright.problems import Location

CODE = "language"


def check(library: Library) -> Iterator[Finding]:
    """A finding for each text that lacks a language that it must have, or has one that nobody reads."""
    languages = library.kb.languages
    for document, unit in _units(library):
        for location, text in unit:
            yield from _unknown(document, location, text, languages)
            yield from _missing(document, location, text, languages, unit)
    for guide in library.guides:
        yield from _files(guide, languages)


def _units(library: Library) -> Iterator[tuple[str, list[tuple[Location, Text]]]]:
    """Documents (or their entries) that are translated as a whole, with their texts."""
    for card in library.all_cards:
        yield card.document, list(texts(card))
    for track in library.tracks:
        yield track.document, list(texts(track))
    for position, topic in enumerate(library.topics):
        yield "topics.yaml", list(texts(topic, (position,)))
    for position, term in enumerate(library.glossary):
        yield "glossary.yaml", list(texts(term, (position,)))


def _files(guide: Guide, languages: tuple[str, ...]) -> Iterator[Finding]:
    """A guide is a file a language: the same rules, told of files."""
    for language in guide.languages:
        if language not in languages:
            message = f"`{language}` is not a language of this knowledge base"
            known = ", ".join(languages)
            help_ = f"remove the file, or add the language to content/kb.yaml; now: {known}"
            yield Finding(f"{guide.document}.{language}.md", (), CODE, message, help_)
    source = languages[0]
    if source not in guide.languages:
        message = f"the source language `{source}` is missing"
        help_ = f"write content/{guide.document}.{source}.md first; others are translated from it"
        yield Finding(f"{guide.document}.{guide.languages[0]}.md", (), CODE, message, help_)


def _unknown(document: str, location: Location, text: Text, languages: tuple[str, ...]) -> Iterator[Finding]:
    for language in text.languages:
        if language not in languages:
            known = ", ".join(languages)
            message = f"`{language}` is not a language of this knowledge base"
            yield Finding(
                document,
                (*location, language),
                CODE,
                message,
                f"remove it, or add it to content/kb.yaml; now: {known}",
                at_key=True,
            )


def _missing(
    document: str, location: Location, text: Text, languages: tuple[str, ...], unit: list[tuple[Location, Text]]
) -> Iterator[Finding]:
    source, *others = languages
    if source not in text:
        message = f"the source language `{source}` is missing"
        yield Finding(
            document, location, CODE, message, f"write `{source}:` first; others are translated from it", at_key=True
        )
    for language in others:
        if language not in text and any(language in other for _, other in unit):
            message = f"`{language}` is missing here, and present elsewhere in the same entry"
            yield Finding(
                document, location, CODE, message, f"add `{language}:`, or remove that language everywhere", at_key=True
            )
