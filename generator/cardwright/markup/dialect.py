"""The only door to Python-Markdown: card texts to HTML, the same dialect for the site and for Anki.

A text is rendered once, with blanks for what depends on where it goes, and the blanks are filled for each target.

Paragraphs, emphasis, lists, tables, inline and fenced code, links and math; raw HTML is shown as it is
written, never passed on, and images are not part of the dialect.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from cardwright.markup.blanks import filled, formula_blank, link_blank
from cardwright.markup.formulas import Formula, replace_formulas
from cardwright.markup.links import SAFE_SCHEMES
from cardwright.markup.texts import Texts

EXTENSIONS: tuple[str, ...] = ("tables", "sane_lists", "pymdownx.highlight", "pymdownx.superfences")
"""What card texts are written in. `mkdocs.yml` has these too, and what guides need besides."""

CONFIG: dict[str, dict[str, Any]] = {
    "pymdownx.highlight": {"use_pygments": True, "anchor_linenums": False},
}

_UNUSED = {
    "preprocessors": ("html_block",),
    "inlinePatterns": ("html", "image_link", "image_reference", "short_image_ref"),
}


@dataclass(frozen=True)
class Target:
    """Where the HTML goes: how formulas are written there, and where internal links lead."""

    formula: Callable[[Formula], str]
    link: Callable[[str, str], str | None]
    """From kind (`card`, `term`) and id to an address; None makes it plain text."""


class Renderer:
    """Renders card texts for one target. Not safe to share between threads.

    Args:
        target: Where the HTML goes.
        texts: What is rendered already; renderers of other targets may share it.
    """

    def __init__(self, target: Target, texts: Texts | None = None) -> None:
        self._target = target
        self._texts = Texts() if texts is None else texts

    def html(self, text: str) -> str:
        """A text as block HTML."""
        rendered = self._texts.html(text, _rendered)
        return filled(rendered, self._target.formula, self._target.link, _markdown().is_block_level)

    def inline(self, text: str) -> str:
        """A text of one paragraph without its `<p>`; a longer one stays as it is."""
        html = self.html(text)
        if html.startswith("<p>") and html.endswith("</p>") and html.count("<p>") == 1:
            return html[3:-4]
        return html


def _rendered(text: str) -> str:
    """A text as block HTML with blanks."""
    return _markdown().reset().convert(text)


@cache
def _markdown() -> Markdown:
    return Markdown(extensions=[*EXTENSIONS, _Dialect()], extension_configs=CONFIG, output_format="html")


class _Dialect(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        for registry, names in _UNUSED.items():
            for name in names:
                getattr(md, registry).deregister(name)
        # After fenced code has been taken out (25), before blocks are parsed.
        md.preprocessors.register(_FencesApart(md), "cardwright-fences", 22)
        md.preprocessors.register(_Math(md), "cardwright-math", 20)
        md.preprocessors.register(_ListsAfterText(md), "cardwright-lists", 15)
        md.inlinePatterns.register(_Percent(r"(?<=\d) (?=%)", md), "cardwright-percent", 65)
        md.treeprocessors.register(_WideTables(md), "cardwright-tables", 6)
        md.treeprocessors.register(_Links(md), "cardwright-links", 5)


class _FencesApart(Preprocessor):
    """Lets fenced code stand right after and right before a paragraph."""

    _FENCE = re.compile(f"{STX}wzxhzdk:\\d+{ETX}")

    def run(self, lines: list[str]) -> list[str]:
        return [part for line in lines for part in (("", line, "") if self._FENCE.fullmatch(line) else (line,))]


class _Math(Preprocessor):
    """Takes formulas out before `|`, `_` and `*` in them can mean anything else."""

    def run(self, lines: list[str]) -> list[str]:
        text = replace_formulas("\n".join(lines), lambda formula: self.md.htmlStash.store(formula_blank(formula)))
        return text.split("\n")


class _ListsAfterText(Preprocessor):
    """Lets a list follow a paragraph without an empty line, as everywhere else in Markdown."""

    _ITEM = re.compile(r" {0,3}(?:[-*+]|1[.)]) +\S")
    _LIST = re.compile(r" {0,3}(?:[-*+]|\d+[.)]) +\S")

    def run(self, lines: list[str]) -> list[str]:
        spaced: list[str] = []
        inside = False
        for line in lines:
            before = spaced[-1] if spaced else ""
            if self._ITEM.match(line) and before.strip() and not inside:
                spaced.append("")
            inside = bool(self._LIST.match(line)) or (inside and line.startswith(" ")) or (inside and not line.strip())
            spaced.append(line)
        return spaced


class _Percent(InlineProcessor):
    """Keeps a number and its percent sign on one line: Spanish writes a space between them."""

    def handleMatch(  # type: ignore[override] # noqa: N802 - the stubs know the older kind of pattern only
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002 - Python-Markdown's signature
    ) -> tuple[str, int, int]:
        return "\N{NO-BREAK SPACE}", m.start(0), m.end(0)


class _WideTables(Treeprocessor):
    """Puts every table into `<div class="cw-table">`, which scrolls where the screen is too narrow for it.

    Headings are those of columns; an empty corner is no heading of anything.
    """

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, child in enumerate(parent):
                if child.tag == "table":
                    parent[place] = _wrapped(child)
        for heading in root.iter("th"):
            if len(heading) or (heading.text or "").strip():
                heading.set("scope", "col")
            else:
                heading.tag = "td"


def _wrapped(table: Element) -> Element:
    wrapper = Element("div", {"class": "cw-table"})
    wrapper.tail, table.tail = table.tail, None
    wrapper.append(table)
    return wrapper


class _Links(Treeprocessor):
    """Leaves blank where internal links lead, and drops addresses that are neither internal nor safe."""

    def run(self, root: Element) -> None:
        for anchor in root.iter("a"):
            href = self._address(anchor.get("href", ""))
            if href is None:
                anchor.attrib.pop("href", None)
                anchor.tag = "span"
            else:
                anchor.set("href", href)

    @staticmethod
    def _address(href: str) -> str | None:
        kind, _, id_ = href.partition(":")
        if kind in {"card", "term"}:
            return link_blank(kind, id_)
        return href if href.lower().startswith(SAFE_SCHEMES) else None
