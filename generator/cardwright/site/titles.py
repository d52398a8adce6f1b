"""The titles of all that can be found, for the search while a word is still being typed, a file for each language.

Pagefind knows stems only, so that half a word may find nothing. A result of Pagefind's is a name of a fragment; the
titles say whose it is, so that a list of results needs no fragment of each.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cardwright.markup.plain import plain
from cardwright.site.search import INDEX, Page, index, indexed
from cardwright.writing import write

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from cardwright.model.library import Library


def index_and_titles(library: Library, site: Path) -> None:
    """Make the whole search of a finished site.

    Raises:
        CardwrightError: Pagefind failed.
    """
    index(site)
    write_titles(library, site, indexed(site, library.kb.languages))


def write_titles(library: Library, site: Path, found: Mapping[str, Sequence[Page]]) -> None:
    """Write the titles of each language next to the index that stands in `site`; `found` is what it holds."""
    for language in library.kb.languages:
        facts = {
            "topics": [topic.title.best(language)[1] for topic in library.topics],
            "pages": [_row(library, language, page) for page in found[language]],
            "terms": [_term(term.id, term.term, term.es[0], language) for term in library.glossary],
        }
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        write(site / INDEX / f"titles.{language}.json", text)


def _row(library: Library, language: str, page: Page) -> list[Any]:
    """Address below the language, title, fragment; for a card also the place of its topic in reading order."""
    address = page.address.removeprefix(f"{language}/")
    folder, _, rest = address.partition("/")
    card = library.card_by_id.get(rest.rstrip("/")) if folder == "cards" else None
    if not card:
        return [address, page.title, page.fragment]
    topic = [topic.id for topic in library.topics].index(card.topic)
    return [address, plain(card.question.best(language)[1]), page.fragment, topic]


def _term(id_: str, english: str, spanish: str, language: str) -> list[str]:
    """Id and names, first the one in the language of the page; what is the same is not said twice."""
    names = [spanish, english] if language == "es" else [english, spanish]
    return [id_, *dict.fromkeys(names)]
