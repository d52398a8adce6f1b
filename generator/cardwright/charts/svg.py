"""Small pieces of SVG: elements, places and texts with an estimate of how wide they are."""

from __future__ import annotations

from html import escape

WIDTH = 400
"""Units across: a chart is that many pixels wide, or as wide as the screen where that is less."""

FONT = 13
_LETTER = 7.6
"""Units that most letters and digits take at that size; which font draws them is not known here."""

_NARROW, _WIDE = set("iljtfr.,:;'|!()[] "), set("ABCDEFGHKMNOPQRSTUVWXYZmw%\N{MULTIPLICATION SIGN}")


def number(value: float) -> str:
    """A coordinate, to a tenth of a unit: finer, and last digits would differ from machine to machine."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def element(name: str, inside: str = "", **attributes: str | float) -> str:
    """An element; an underscore in the name of an attribute stands for a hyphen, at its end for nothing."""
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
        if value != ""
    )
    return f"<{name}{said}>{inside}</{name}>" if inside else f"<{name}{said}/>"


def text(words: str, x: float, y: float, css_class: str = "", anchor: str = "") -> str:
    """Words that begin at a place, or end (`end`) or have their middle (`middle`) there."""
    shown = "" if anchor == "start" else anchor
    return element("text", escape(words, quote=False), class_=css_class, x=x, y=y, text_anchor=shown)


def width_of(words: str) -> float:
    """About how many units words take."""
    factors = (0.6 if letter in _NARROW else 1.25 if letter in _WIDE else 1 for letter in words)
    return _LETTER * sum(factors)


def document(height: float, *parts: str) -> str:
    """The whole picture. Readers of screens are told what it shows by what stands around it."""
    return element(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        class_="cw-plot",
        viewBox=f"0 0 {WIDTH} {number(height)}",
        width=WIDTH,
        font_size=FONT,
        aria_hidden="true",
        focusable="false",
    )
