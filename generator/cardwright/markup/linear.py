"""Formulas on one line of plain text, where nothing can draw them: descriptions, titles, structured data."""

# ruff: noqa: RUF001 - mathematics has its own signs

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable

_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"))
_SPACED = set("=≈≠<>≤≥≪≫∈∉∼∝→←↦⇒±×·⋅⊙−+≔∣∥")
_SIGNS = {"−", "+", "±"}


def linear(mathml: str) -> str:
    """A formula as one would type it: `a/b` for a fraction, `x_i^2` for what stands low and high, `√(x)`.

    Args:
        mathml: What Temml made of it.
    """
    return " ".join(_text(ET.fromstring(mathml)).split())  # noqa: S314 - made by Temml


def _text(element: ET.Element) -> str:
    if draw := _SHAPES.get(_name(element)):
        return draw([_text(child) for child in element])
    if len(element):
        return _row(list(element))
    words = (element.text or "").translate(_INVISIBLE)
    return words if _name(element) != "mspace" else " "


def _row(children: list[ET.Element]) -> str:
    """Parts side by side, with air around what compares or adds, and where two of them would read as one."""
    row = ""
    for child in children:
        text = _text(child)
        if text in _SPACED:
            sign = text in _SIGNS and (not row.strip() or row.endswith((" ", "(", "[")))
            row += text if sign else f" {text} "
        elif text == ",":
            row += ", "
        else:
            row += f" {text}" if _would_run_together(row, text) else text
    return row


def _would_run_together(row: str, text: str) -> bool:
    """`x_1 c` is not x_(1c), `∑_i f` is not ∑_(if), and `a log b` has no word "alog"."""
    last = row.rsplit(" ", maxsplit=1)[-1]
    if not (text[:1].isalnum() and last[-1:].isalnum()):
        return False
    return bool(set("_^") & set(last)) or len(text) > 1 or len(last) > 2


def _name(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _held(text: str) -> str:
    """In brackets, where more than one sign would fall apart."""
    return text if len(text) == 1 or text.isalnum() or _is_decimal(text) else f"({text})"


def _is_decimal(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _lines(rows: list[str]) -> str:
    return "; ".join(row.strip() for row in rows)


_SHAPES: dict[str, Callable[[list[str]], str]] = {
    "mfrac": lambda p: f"{_held(p[0])}/{_held(p[1])}",
    "msqrt": lambda p: f"√{_held(''.join(p))}",
    "msub": lambda p: f"{p[0]}_{_held(p[1])}",
    "munder": lambda p: f"{p[0]}_{_held(p[1])}",
    "msup": lambda p: f"{p[0]}^{_held(p[1])}",
    "mover": lambda p: p[0],
    "msubsup": lambda p: f"{p[0]}_{_held(p[1])}^{_held(p[2])}",
    "munderover": lambda p: f"{p[0]}_{_held(p[1])}^{_held(p[2])}",
    "mtable": _lines,
    "mtr": "".join,
}
