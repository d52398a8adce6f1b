"""A table of numbers as cells: the more, the stronger the color; numbers below 0 have another one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from cardwright.charts.frame import Frame, left_of
from cardwright.charts.scale import written
from cardwright.charts.svg import WIDTH, element, number, text, width_of
from cardwright.charts.values import finite, row

MAX_SIDE = 64
_STEPS = 20
"""Strengths of a color: cells of one strength are one path, so that a table of 4,096 is a small picture."""

_LARGEST = 30
_SMALLEST_LABELLED = 15
_FAINTEST = 0.06
_SAMPLES = 5


def heat_map(  # noqa: PLR0913 - one option for each thing that can be said
    rows: Iterable[Iterable[Any]],
    *,
    title: str = "",
    x_label: str = "",
    y_label: str = "",
    x_names: Iterable[Any] | None = None,
    y_names: Iterable[Any] | None = None,
) -> str:
    """Cells as SVG. See `cardwright.plot.heatmap`."""
    table = [row(cells, f"row {place}") for place, cells in enumerate(rows)]
    if not 0 < len(table) <= MAX_SIDE or not len(table[0]) <= MAX_SIDE or len({len(cells) for cells in table}) > 1:
        raise ValueError(f"rows must be 1 to {MAX_SIDE} rows of as many numbers each, at most {MAX_SIDE}")
    numbers = finite(table, "rows")
    low, high = min(0.0, *numbers), max(0.0, *numbers)
    most = max(-low, high) or 1.0
    down = _names(y_names, len(table), "y_names")
    across = _names(x_names, len(table[0]), "x_names")
    frame = Frame()
    frame.title(title)
    _key(frame, low, high, most)
    frame.label_above(y_label)
    left, top = left_of(down), frame.top + 2
    side = min(_LARGEST, (WIDTH - left - 10) / len(table[0]))
    frame.parts += _cells(table, most, left, top, side)
    frame.parts += _labels(down, side, lambda place: (left - 6, top + (place + 0.5) * side + 4.5), "end")
    bottom, right = top + side * len(table), left + side * len(table[0])
    widest = max(map(width_of, across))
    frame.parts += _labels(across, side, lambda place: (left + (place + 0.5) * side, bottom + 15), "middle", widest)
    return frame.finished(bottom + 20, x_label, left, right)


def _names(names: Iterable[Any] | None, length: int, called: str) -> list[str]:
    found = [str(name) for name in (range(length) if names is None else names)]
    if len(found) != length:
        raise ValueError(f"{called} has {len(found)} names, and {length} are needed")
    return found


def _labels(
    names: Sequence[str], side: float, place: Callable[[int], tuple[float, float]], anchor: str, room: float = 0
) -> list[str]:
    """As many of the names as there is room for, from the first on."""
    every = max(1, -(-int(max(room + 6, _SMALLEST_LABELLED)) // max(1, int(side))))
    shown = [(name, place(at)) for at, name in enumerate(names) if at % every == 0]
    return [text(name, x, y, "soft", anchor) for name, (x, y) in shown]


def _strength(value: float, most: float) -> float:
    return _FAINTEST + (1 - _FAINTEST) * round(abs(value) / most * _STEPS) / _STEPS


def _cells(table: Sequence[Sequence[float]], most: float, left: float, top: float, side: float) -> list[str]:
    paths: dict[tuple[str, str], list[str]] = {}
    for y, cells in enumerate(table):
        for x, value in enumerate(cells):
            if value == value:  # noqa: PLR0124 - not a number is not equal to itself
                key = ("cell below" if value < 0 else "cell", f"{_strength(value, most):.2f}")
                corner = f"M{number(left + x * side)} {number(top + y * side)}"
                size = number(side - 1)
                paths.setdefault(key, []).append(f"{corner}h{size}v{size}h-{size}z")
    return [element("path", class_=name, fill_opacity=how, d="".join(d)) for (name, how), d in paths.items()]


def _key(frame: Frame, low: float, high: float, most: float) -> None:
    """What the strengths stand for."""
    x, lowest, highest = 6.0, written(float(f"{low:.3g}")), written(float(f"{high:.3g}"))
    frame.parts.append(text(lowest, x, frame.top + 14, "soft"))
    x += width_of(lowest) + 6
    for step in range(_SAMPLES):
        value = low + (high - low) * step / (_SAMPLES - 1)
        name, how = ("cell below" if value < 0 else "cell"), f"{_strength(value, most):.2f}"
        frame.parts.append(element("rect", class_=name, x=x, y=frame.top + 4, width=18, height=12, fill_opacity=how))
        x += 18
    frame.parts.append(text(highest, x + 6, frame.top + 14, "soft"))
    frame.top += 26
