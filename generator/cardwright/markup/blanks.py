"""What rendered texts leave blank until it is known where they go: how formulas look and where internal links lead.

A blank stands between the two control characters that Python-Markdown takes out of every source, so that nothing
which somebody wrote can look like one.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from markdown.util import ETX, STX

from cardwright.markup.formulas import Formula

if TYPE_CHECKING:
    from collections.abc import Callable

_INLINE, _DISPLAY, _LINK = "i:", "d:", "l:"
_FORMULA = re.compile(
    f"(?P<open><p>)?{STX}(?P<mode>{_INLINE}|{_DISPLAY})(?P<tex>[^{ETX}]*){ETX}(?P<close>(?(open)</p>|))"
)
_ANCHOR = re.compile(
    f'<a href="{STX}{_LINK}(?P<kind>[a-z]+):(?P<id>[^{ETX}]*){ETX}"(?P<more>[^>]*)>(?P<text>.*?)</a>', re.DOTALL
)
_TAG = re.compile(r"</?([^ >]+)")


def formula_blank(formula: Formula) -> str:
    """What stands for a formula."""
    return f"{STX}{_DISPLAY if formula.display else _INLINE}{escape(formula.tex)}{ETX}"


def link_blank(kind: str, id_: str) -> str:
    """What stands for the address of an internal link."""
    return f"{STX}{_LINK}{kind}:{id_}{ETX}"


def filled(
    html: str,
    formula: Callable[[Formula], str],
    link: Callable[[str, str], str | None],
    is_block: Callable[[str], bool],
) -> str:
    """A rendered text without blanks.

    Args:
        html: The text.
        formula: How a formula is written.
        link: From kind and id to an address; None makes the link plain text.
        is_block: Whether a tag is that of a block, which needs no paragraph around it.
    """
    if STX not in html:
        return html

    def write(match: re.Match[str]) -> str:
        written = formula(Formula(unescape(match["tex"]), display=match["mode"] == _DISPLAY))
        tag = _TAG.match(written)
        alone = match["open"] and not (tag and is_block(tag[1]))
        return f"<p>{written}</p>" if alone else written

    return _FORMULA.sub(write, _ANCHOR.sub(lambda match: _linked(match, link), html))


def _linked(match: re.Match[str], link: Callable[[str, str], str | None]) -> str:
    address = link(match["kind"], unescape(match["id"]))
    if address is None:
        return f"<span{match['more']}>{match['text']}</span>"
    return f'<a href="{escape(address, quote=False)}"{match["more"]}>{match["text"]}</a>'
