"""Lines over numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cardwright.charts.frame import DASHES, Frame, left_of, level, upright
from cardwright.charts.scale import Scale, scale, written
from cardwright.charts.svg import WIDTH, element, number, text, width_of
from cardwright.charts.values import finite, row, series

MAX_POINTS = 500
_HEIGHT = 180
_RIGHT = WIDTH - 14
_FEW_POINTS = 12
"""So few points are marked, because what lies between them is only a guess."""


def line_chart(  # noqa: PLR0913 - one option for each thing that can be said
    x: Iterable[Any],
    y: Mapping[Any, Iterable[Any]] | Iterable[Any],
    *,
    title: str = "",
    x_label: str = "",
    y_label: str = "",
    log: str = "",
    marks: Mapping[str, float] | None = None,
) -> str:
    """Lines as SVG. See `cardwright.plot.line`."""
    across = row(x, "x")
    if len(across) > MAX_POINTS:
        raise ValueError(f"x has {len(across)} numbers; a line has at most {MAX_POINTS}")
    if log not in {"", "x", "y", "xy", "yx"}:
        raise ValueError('log must be "x", "y" or "xy"')
    lines, named = series(y, len(across), "y"), dict(marks or {})
    places = finite([across, row(named.values(), "marks")] if named else [across], "x")
    level_axis = scale(places, "x", log="x" in log)
    upright_axis = scale(finite(lines.values(), "y"), "y", log="y" in log, whole=True)
    frame = Frame()
    frame.title(title)
    frame.legend(list(lines), "line")
    frame.label_above(y_label)
    top = frame.top + (16 if named else 6)
    area = _Area(level_axis, upright_axis, left_of(map(written, upright_axis.ticks)), top)
    frame.parts += upright(upright_axis, area.left, _RIGHT, top, area.bottom)
    frame.parts += level(level_axis, area.left, _RIGHT, top, area.bottom)
    frame.parts += [part for name, place in named.items() for part in area.mark(name, place)]
    for place, numbers in enumerate(lines.values()):
        frame.parts += area.line(place, across, numbers)
    return frame.finished(area.bottom + 22, x_label, area.left, _RIGHT)


class _Area:
    """Where the lines are, between the axes."""

    def __init__(self, across: Scale, up: Scale, left: float, top: float) -> None:
        self._across, self._up = across, up
        self.left, self._top, self.bottom = left, top, top + _HEIGHT

    def _x(self, value: float) -> float:
        return self.left + self._across.at(value) * (_RIGHT - self.left)

    def _y(self, value: float) -> float:
        return self.bottom - self._up.at(value) * _HEIGHT

    def mark(self, name: str, place: float) -> list[str]:
        """A line up the area with a name over it."""
        x, half = self._x(place), width_of(name) / 2
        middle = min(max(x, half), WIDTH - half)
        return [
            element("line", class_="mark", x1=x, y1=self._top, x2=x, y2=self.bottom, stroke_dasharray="3 3"),
            text(name, middle, self._top - 5, "soft", "middle"),
        ]

    def line(self, place: int, across: Sequence[float], up: Sequence[float]) -> list[str]:
        """A series: what is not a number leaves a gap."""
        pieces, pen, before = [], "M", ""
        dots = []
        for x, y in zip(across, up, strict=True):
            if x != x or y != y:  # noqa: PLR0124 - not a number is not equal to itself
                pen, before = "M", ""
                continue
            here = f"{number(self._x(x))} {number(self._y(y))}"
            if here != before:
                pieces.append(f"{pen}{here}")
                dots.append(element("circle", class_=f"dot s{place + 1}", cx=self._x(x), cy=self._y(y), r=3))
            pen, before = "L", here
        path = element(
            "path", class_=f"line s{place + 1}", d="".join(pieces), fill="none", stroke_dasharray=DASHES[place]
        )
        return [path, *(dots if len(across) <= _FEW_POINTS else [])]
