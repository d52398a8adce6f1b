"""Markdown without its marks, for titles, descriptions and search."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from cardwright.markup.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Callable

_KEPT = re.compile(
    r"(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)|\\\((?P<inline>.+?)\\\)|\\\[(?P<display>.+?)\\\]", re.DOTALL
)
_STASHED = re.compile(r"\0(\d+)\0")
_LINK = re.compile(r"\[([^\]]+)\]\([^)\s]+\)")
_EMPHASIS = re.compile(r"(?<![\w\\])(\*\*|__|\*|_)(?=\S)(.+?)(?<=\S)\1(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!|-])")


def _as_written(formula: Formula) -> str:
    return formula.tex


def plain(markdown: str, formula: Callable[[Formula], str] = _as_written) -> str:
    """The words of a short text on one line; code stays as it is written.

    Args:
        markdown: The text.
        formula: What to write for a formula; without it, its LaTeX.
    """
    kept: list[str] = []

    def stash(found: re.Match[str]) -> str:
        if found["code"]:
            kept.append(found["code"].strip())
        else:
            tex = " ".join((found["inline"] or found["display"]).split())
            kept.append(formula(Formula(tex, display=found["inline"] is None)))
        return f"\0{len(kept) - 1}\0"

    text = _KEPT.sub(stash, markdown)
    text = _LINK.sub(r"\1", text)
    text = _EMPHASIS.sub(r"\2", text)
    text = html.unescape(_ESCAPE.sub(r"\1", text))
    return " ".join(_STASHED.sub(lambda found: kept[int(found[1])], text).split())


def shortened(text: str, limit: int) -> str:
    """A text of at most `limit` characters, cut between words."""
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
