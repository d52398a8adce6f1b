"""Pages without the empty lines and the indentation of the templates that they went through."""

from __future__ import annotations

import re

_AS_IT_STANDS = re.compile(r"(<(pre|textarea|script|style)\b.*?</\2>)", re.DOTALL | re.IGNORECASE)

_BETWEEN_WORDS = re.compile(r"(?<!>)\n(?!<)")


def squeezed(html: str) -> str:
    """A page that looks the same in fewer bytes: a break of lines within words becomes a space, one at a tag stays.

    What stands in `pre`, `textarea`, `script` and `style` stays as it is.
    """
    parts = _AS_IT_STANDS.split(html)
    # Three parts at a time: what may be squeezed, an element that may not, and that element's name.
    return "".join(
        _joined(part.split("\n")) if place % 3 == 0 else part for place, part in enumerate(parts) if place % 3 != 2
    )


def _joined(lines: list[str]) -> str:
    """Lines without what is blank at each break; what stands before the first one and after the last is not at one."""
    if len(lines) == 1:
        return lines[0]
    first, *between, last = lines
    text = "\n".join([first.rstrip(), *filter(None, map(str.strip, between)), last.lstrip()])
    return _BETWEEN_WORDS.sub(" ", text)
