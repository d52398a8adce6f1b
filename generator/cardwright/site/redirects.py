"""Pages at the addresses of cards that are no longer published: they lead on, or say why they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cardwright.model.library import Library
    from cardwright.site.views import CardViews
    from cardwright.site.words import Words


def redirect_pages(
    library: Library, views: CardViews, words: Words, page: Callable[..., str]
) -> Iterator[tuple[str, str]]:
    """Path of the page of each retired id, and its Markdown; the theme writes the refresh and keeps it off the lists.

    Args:
        library: Where the retired ids come from.
        views: Views of cards for pages two folders below the start page.
        words: The words of the interface in the language of the pages.
        page: Makes a page from a template, its front matter and its values.
    """
    for retired in library.retired:
        instead = library.card_by_id.get(retired.replaced_by or "")
        meta = {
            "title": f"{words['retired']}: {retired.id}",
            "description": words["retired_text"].format(month=retired.since),
            "kind": "retired",
            "leads_to": instead and f"cards/{instead.id}/",
            "hide": ["navigation", "toc"],
        }
        values = {"retired": retired, "source_language": library.kb.source_language}
        yield f"cards/{retired.id}.md", page("retired.md.j2", meta, instead=instead and views.row(instead), **values)
