"""Blocks of finished HTML go past Python-Markdown, which would take each apart only to leave it as it is.

Nine tenths of a card's page are such blocks: its texts are rendered already, for the site and the decks alike.
"""

from __future__ import annotations

import re
from html import unescape

_BEGIN = re.compile(
    r"(?:\A|\n)(?=<(?:div|details|section|nav|ul|ol|dl|figure|table|p|form|aside|article)[\s>])", re.ASCII
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|<(?P<other>[!?])", re.ASCII)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)
_MARK = "data-cw-block"
_PLACE = re.compile(rf'<div {_MARK}="(\d+)"></div>')
_ID = re.compile(r'\sid="([^"]*)"')

SEEING = {"md_in_html", "markdown.extensions.md_in_html"}
"""Extensions of Python-Markdown that look into blocks."""


def lifted(markdown: str) -> tuple[str, list[str]]:
    """A page with a small mark in the place of each block of HTML, and the blocks.

    A block begins with its tag at the beginning of a line and ends with the end of one. What is not certain to be a
    block stays: a page with fenced code, in which anything may stand, as a whole.
    """
    blocks: list[str] = []
    if _MARK in markdown or _FENCE.search(markdown):
        return markdown, blocks
    parts, place = [], 0
    while begin := _BEGIN.search(markdown, place):
        end = _end(markdown, begin.end())
        if end is None:
            break
        parts += [markdown[place : begin.end()], f'\n<div {_MARK}="{len(blocks)}"></div>\n']
        blocks.append(markdown[begin.end() : end])
        place = end
    return "".join([*parts, markdown[place:]]), blocks


def restored(html: str, blocks: list[str]) -> str:
    """The page that Python-Markdown made of what `lifted` left of it, with its blocks."""
    return _PLACE.sub(lambda found: blocks[int(found[1])], html) if blocks else html


def ids_in(blocks: list[str]) -> set[str]:
    """Anchors that links can lead to."""
    return {unescape(id_) for block in blocks for id_ in _ID.findall(block)}


def _end(text: str, start: int) -> int | None:
    """Where the element that begins at `start` ends, if that is the end of a line and all within is well formed."""
    opened: list[str] = []
    for tag in _TAG.finditer(text, start):
        name = tag["name"]
        if tag["other"]:
            return None
        if tag["close"]:
            if not opened or opened.pop() != name:
                return None
        elif name not in _VOID and not tag[0].endswith("/>"):
            opened.append(name)
        if not opened:
            return tag.end() if text[tag.end() : tag.end() + 1] in {"", "\n"} else None
    return None
