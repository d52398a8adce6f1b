"""The pages of guides: a list of them, and each as its author wrote it."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cardwright.markup.plain import plain
from cardwright.markup.prose import taken_apart
from cardwright.model.base import Text
from cardwright.site.headings import heading
from cardwright.site.views import described

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cardwright.model.guide import Guide
    from cardwright.model.library import Library
    from cardwright.site.views import CardViews, View
    from cardwright.site.words import Words

_HEADING = re.compile(r"^(?P<marks>#{2,6})[ \t]*(?P<words>[^\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE)


def guide_pages(
    library: Library, views: CardViews, language: str, words: Words, page: Callable[..., str]
) -> Iterator[tuple[str, str]]:
    """Path of each page of guides in one language, and its Markdown.

    Args:
        library: Where the guides come from.
        views: Views for pages two folders below the start page.
        language: The language of the pages.
        words: The words of the interface in that language.
        page: Makes a page from a template, its front matter and its values.
    """
    meta = {"title": words["guides"], "description": words["guides_lead"], "kind": "guides", "hide": ["toc"]}
    rows = [_row(guide, views, language) for guide in library.guides]
    yield "guides/index.md", page("guides.md.j2", meta, guides=rows)
    for guide, row in zip(library.guides, rows, strict=True):
        own = {
            "title": plain(guide.title.best(language)[1]),
            "description": described(plain(guide.summary.best(language)[1])),
            "kind": "guide",
            "written_in": row["written_in"],
        }
        body = list(_sections(guide, views, language))
        edit = f"{library.kb.repository_url}/edit/main/content/{guide.document}.{row['written_in'] or language}.md"
        yield f"guides/{guide.id}.md", page("guide.md.j2", own, guide=row, sections=body, edit_url=edit)


def _row(guide: Guide, views: CardViews, language: str) -> View:
    used = guide.title.best(language)[0]
    return {
        "id": guide.id,
        "title": views.inline(guide.title),
        "summary": views.inline(guide.summary),
        "written_in": None if used == language else used,
    }


def _sections(guide: Guide, views: CardViews, language: str) -> Iterator[View]:
    """What stands between two headings, with the heading above it; the first part may have none.

    Anchors are numbers: they survive a change of words, and are the same in every language.
    """
    used, text = guide.body.best(language)
    headings = list(_HEADING.finditer(taken_apart(text).words))
    places = [0, *(match.start() for match in headings), len(text)]
    for number, (match, (start, end)) in enumerate(zip([None, *headings], pairwise(places), strict=True)):
        prose = text[match.end() if match else start : end].strip()
        yield {
            "marks": match["marks"] if match else None,
            "heading": match and heading(text[slice(*match.span("words"))]),
            "id": f"part-{number}",
            "html": prose and views.block(Text({used: prose})),
        }
