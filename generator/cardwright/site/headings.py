"""Headings: they stay Markdown, so that the engine makes the table of contents, and say only what they are given."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from cardwright.markup.plain import plain

_MEANS_SOMETHING = re.compile(r"[\\`*_{}\[\]()>#+.!|~-]")


def heading(text: str) -> Markup:
    """A text as the words of a Markdown heading: without marks, and with nothing that means anything to Markdown."""
    words = str(escape(plain(text)))
    return Markup(_MEANS_SOMETHING.sub(r"\\\g<0>", words))  # noqa: S704 - escaped above
