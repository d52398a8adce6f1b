"""Bars that lie, so that their names can be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cardwright.charts.frame import OPACITIES, Frame, left_of, level
from cardwright.charts.scale import scale, written
from cardwright.charts.svg import WIDTH, element, text, width_of
from cardwright.charts.values import finite, series

MAX_BARS = 24
_LONGEST = 24
"""Letters of a name, at most: more would leave no room for its bar."""

_THICK, _THIN = 18, 12
_GAP = 10


def bar_chart(
    names: Iterable[Any],
    values: Mapping[Any, Iterable[Any]] | Iterable[Any],
    *,
    title: str = "",
    x_label: str = "",
) -> str:
    """Bars as SVG. See `cardwright.plot.bar`."""
    called = [str(name) for name in names]
    if not 0 < len(called) <= MAX_BARS or any(len(name) > _LONGEST for name in called):
        raise ValueError(f"names must be 1 to {MAX_BARS} texts of at most {_LONGEST} letters")
    groups = series(values, len(called), "values")
    axis = scale(finite(groups.values(), "values"), "values", whole=True, zero=True)
    frame = Frame()
    frame.title(title)
    frame.legend(list(groups), "bar")
    thick = _THICK if len(groups) == 1 else _THIN
    height = len(called) * (thick * len(groups) + _GAP) + _GAP
    left, right = left_of(called), WIDTH - 16 - max(width_of(written(v)) for row in groups.values() for v in row)
    top, bottom = frame.top + 2, frame.top + 2 + height
    frame.parts += level(axis, left, right, top, bottom)
    zero = left + axis.at(0) * (right - left)
    for number, name in enumerate(called):
        y = top + _GAP + number * (thick * len(groups) + _GAP)
        frame.parts.append(text(name, left - 6, y + thick * len(groups) / 2 + 4.5, "", "end"))
        for place, row in enumerate(groups.values()):
            frame.parts += _bar(place, row[number], (zero, left + axis.at(row[number]) * (right - left)), (y, thick))
            y += thick
    frame.parts.append(element("line", class_="axis", x1=zero, y1=top, x2=zero, y2=bottom))
    return frame.finished(bottom + 22, x_label, left, right)


def _bar(place: int, value: float, across: tuple[float, float], down: tuple[float, float]) -> list[str]:
    """A bar from 0 to its end, at a height and so thick, with its number behind it."""
    (begin, end), (y, thick) = sorted(across), down
    return [
        element(
            "rect",
            class_=f"bar s{place + 1}",
            x=begin,
            y=y,
            width=end - begin,
            height=thick - 2,
            fill_opacity=OPACITIES[place],
        ),
        text(written(value), end + 5, y + thick / 2 + 3.5, "soft"),
    ]
