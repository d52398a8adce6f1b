"""Card texts as Jupyter reads them: math between dollars, links that lead to the site from wherever a notebook is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cardwright.markup.formulas import FORMULA
from cardwright.markup.spans import FENCED

if TYPE_CHECKING:
    from collections.abc import Callable

_LINK = r"\]\((?P<kind>card|term):(?P<id>[^)\s]*)\)"
_PIECE = re.compile(
    f"(?P<block>{FENCED.pattern})|{FORMULA.pattern}|(?P<link>{_LINK})|(?P<dollar>(?<!\\\\)\\$)",
    re.DOTALL | re.MULTILINE,
)


def for_jupyter(text: str, address: Callable[[str, str], str]) -> str:
    r"""A text in Jupyter's Markdown; code stays as it is.

    Args:
        text: A text in the dialect of cards.
        address: From kind (`card`, `term`) and id to an absolute address.

    Returns:
        The text with `\( \)` and `\[ \]` as `$ $` and `$$ $$`; a dollar that is one is escaped.
    """

    def one(match: re.Match[str]) -> str:
        if match["link"]:
            return f"]({address(match['kind'], match['id'])})"
        if match["dollar"]:
            return "\\$"
        if match["inline"]:
            return f"${' '.join(match['inline'].split())}$"
        if match["display"]:
            return f"$${match['display'].strip()}$$"
        return match.group()

    return _PIECE.sub(one, text)
