"""What surrounds the numbers of a chart: title, legend, axes with ticks, and their labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cardwright.charts.scale import Scale, written
from cardwright.charts.svg import WIDTH, document, element, text, width_of

DASHES = ("", "7 4", "2 3", "10 3 2 3")
"""Lines of different series differ in this too, for those who cannot tell colors apart."""

OPACITIES = ("1", "0.3", "0.65", "0.12")
"""The same for bars."""

_ROW = 20
_SWATCH = 24
_EDGE = 6
_TICK_GAP = 26
"""Units between tick labels, at least."""


@dataclass(slots=True)
class Frame:
    """A sheet that is filled from the top: `top` is where the next thing goes, the parts are those so far."""

    top: float = 4
    parts: list[str] = field(default_factory=list)

    def title(self, words: str) -> None:
        """The title, if there is one."""
        if words:
            self.parts.append(text(words, _EDGE, self.top + 14, "title"))
            self.top += 24

    def legend(self, names: Sequence[str], swatch: str) -> None:
        """Names of series with a sample of each: of its `line`, or of its `bar`. A single one needs no name."""
        if len(names) < 2:
            return
        x: float = _EDGE
        for place, name in enumerate(names):
            extent = _SWATCH + 6 + width_of(name) + 14
            if x > _EDGE and x + extent > WIDTH:
                x, self.top = _EDGE, self.top + _ROW
            self.parts.append(_sample(swatch, place, x, self.top + 10))
            self.parts.append(text(name, x + _SWATCH + 6, self.top + 14))
            x += extent
        self.top += _ROW + 4

    def label_above(self, words: str) -> None:
        """The label of the upright axis: it stands above it, where it can be read without turning the head."""
        if words:
            self.parts.append(text(words, _EDGE, self.top + 12, "soft"))
            self.top += _ROW

    def finished(self, bottom: float, x_label: str, left: float, right: float) -> str:
        """The picture, with the label of the level axis below `bottom`."""
        if x_label:
            self.parts.append(text(x_label, (left + right) / 2, bottom + 14, "soft", "middle"))
            bottom += _ROW
        return document(bottom + 4, *self.parts)


def _sample(swatch: str, place: int, x: float, y: float) -> str:
    if swatch == "bar":
        return element(
            "rect",
            class_=f"bar s{place + 1}",
            x=x,
            y=y - 5,
            width=_SWATCH,
            height=10,
            fill_opacity=OPACITIES[place],
        )
    line = f"M{x:g} {y:g}h{_SWATCH}"
    return element("path", class_=f"line s{place + 1}", d=line, fill="none", stroke_dasharray=DASHES[place])


def left_of(labels: Iterable[str]) -> float:
    """Where the area begins that has these labels at its left."""
    return _EDGE + max(map(width_of, labels)) + 6


def upright(axis: Scale, left: float, right: float, top: float, bottom: float) -> list[str]:
    """Lines across the area at each tick, and what they stand for at their left."""
    parts = []
    for tick in axis.ticks:
        y = bottom - axis.at(tick) * (bottom - top)
        line = "axis" if tick == 0 or (axis.log and tick == axis.ticks[0]) else "grid"
        parts.append(element("line", class_=line, x1=left, y1=y, x2=right, y2=y))
        parts.append(text(written(tick), left - 6, y + 4.5, "soft", "end"))
    return parts


def level(axis: Scale, left: float, right: float, top: float, bottom: float) -> list[str]:
    """Lines up the area at each tick, and what they stand for below it, where there is room."""
    parts, taken = [element("line", class_="axis", x1=left, y1=bottom, x2=right, y2=bottom)], -1e9
    for tick in axis.ticks:
        x = left + axis.at(tick) * (right - left)
        parts.append(element("line", class_="grid", x1=x, y1=top, x2=x, y2=bottom))
        half = width_of(written(tick)) / 2
        if x - half > taken and x + half <= WIDTH:
            parts.append(text(written(tick), x, bottom + 17, "soft", "middle"))
            taken = x + half + _TICK_GAP / 3
    return parts
