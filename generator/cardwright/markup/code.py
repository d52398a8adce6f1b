"""The only door to Pygments: code to HTML, colored by class so that light and dark are the stylesheet's business."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pygments import highlight
from pygments.filter import Filter
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pygments.lexer import Lexer
    from pygments.token import _TokenType

_COLORED = {
    Keyword: Keyword,
    Operator.Word: Keyword,
    **dict.fromkeys((Name.Function, Name.Class, Name.Decorator, Name.Builtin, Name.Exception), Name.Function),
    String: String,
    Number: Number,
    Comment: Comment,
}
"""The five kinds that have a color, and what counts as which. All else looks like text and needs no element."""


class _Colors(Filter):
    """Leaves of all kinds of tokens those that look different."""

    def filter(
        self,
        lexer: Lexer | None,  # noqa: ARG002 - Pygments names it
        stream: Iterable[tuple[_TokenType, str]],
    ) -> Iterator[tuple[_TokenType, str]]:
        for kind, text in stream:
            yield next((_COLORED[part] for part in reversed(kind.split()) if part in _COLORED), Text), text


_FORMATTER = HtmlFormatter(cssclass="highlight", wrapcode=True)
_LEXER = PythonLexer(stripnl=False)
_LEXER.add_filter(_Colors())


def highlighted(code: str) -> str:
    """Python source as `<div class="highlight"><pre><code>…`."""
    html = highlight(code.rstrip("\n") + "\n", _LEXER, _FORMATTER).strip()
    return html.replace("<pre><span></span>", "<pre>", 1)  # Pygments guards old browsers against what none does
