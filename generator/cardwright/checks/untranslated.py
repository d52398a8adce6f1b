"""A card or a guide is written in every language of the knowledge base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardwright.model.base import texts
from cardwright.problems import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardwright.model.library import Library

CODE = "untranslated"


def check(library: Library) -> Iterator[Finding]:
    """A finding for each card or guide and language that it as a whole is not written in."""
    source, *others = library.kb.languages
    for guide in library.guides:
        for language in others:
            if source in guide.languages and language not in guide.languages:
                message = f"the guide is not written in `{language}` yet"
                help_ = f"write content/{guide.document}.{language}.md; until then its page shows `{source}`"
                yield Finding(f"{guide.document}.{source}.md", (), CODE, message, help_, Severity.WARNING)
    for card in library.cards:
        for language in others:
            if language not in card.question and not any(language in text for _, text in texts(card)):
                message = f"the card is not written in `{language}` yet"
                help_ = f"add `{language}:` to every text; until then its page shows `{source}`"
                yield Finding(card.document, (), CODE, message, help_, Severity.WARNING)
