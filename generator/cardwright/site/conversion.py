"""From the Markdown of a page to its HTML, as MkDocs does it, with one converter for all pages.

`Page.render` of MkDocs makes a converter for each page, which takes a fourth of the time. Here the same four helpers of
MkDocs are put into one converter anew for each page; nothing of the page before is left in it (`Markdown.reset`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markdown import Markdown
from mkdocs.structure.pages import (
    _ExtractAnchorsTreeprocessor,
    _ExtractTitleTreeprocessor,
    _RawHTMLPreprocessor,
    _RelativePathTreeprocessor,
)
from mkdocs.structure.toc import get_toc

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

    from cardwright.site.lazy_page import LazyPage, Looked


class Conversion:
    """The converter that the settings ask for."""

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})

    def render(self, page: LazyPage, files: Looked) -> None:
        """Make the HTML of a page, its headings, its anchors and the anchors that it links to."""
        where = (page.file, files, self._config)
        raw, title = _RawHTMLPreprocessor(), _ExtractTitleTreeprocessor()
        anchors, paths = _ExtractAnchorsTreeprocessor(*where), _RelativePathTreeprocessor(*where)  # type: ignore[arg-type] # they ask for paths only
        for helper in (raw, anchors, paths, title):
            helper._register(self._markdown)  # noqa: SLF001 - MkDocs has no other name for it
        page.content = self._markdown.reset().convert(page.markdown)
        page.toc = get_toc(getattr(self._markdown, "toc_tokens", []))
        page._title_from_render = title.title  # noqa: SLF001
        page.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
        page.links_to_anchors = paths.links_to_anchors
