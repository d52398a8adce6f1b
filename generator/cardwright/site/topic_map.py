"""A map of the topics as SVG: one way through all of them in reading order, back and forth, row after row.

Circles grow with the number of cards; thin lines join topics whose cards refer to each other. Colors and fonts come
from the stylesheet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SMALLEST, LARGEST = 9.0, 27.0
"""Radius of a circle for a topic without cards, and for the one with most."""
TOP = 36
LABEL_GAP = 15
BOW = 0.14


@dataclass(frozen=True, slots=True)
class Stop:
    """A topic on the map; `said` is what its link is called."""

    id: str
    title: str
    cards: int
    href: str
    said: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """How the map is laid out: stops in a row, size of a cell, letters in a line of a label, height of a line."""

    name: str
    columns: int
    cell: int
    row: int
    letters: int
    line: int


WIDE = Sheet("wide", columns=5, cell=176, row=122, letters=21, line=16)
NARROW = Sheet("narrow", columns=3, cell=118, row=124, letters=14, line=14)

Point = tuple[float, float]


def draw(stops: Sequence[Stop], bonds: Mapping[tuple[str, str], int], sheet: Sheet, label: str) -> Markup:
    """The map on a sheet.

    Args:
        stops: The topics in reading order.
        bonds: How often two topics refer to each other.
        sheet: The layout.
        label: What the whole map is called.
    """
    places = {stop.id: _place(number, sheet) for number, stop in enumerate(stops)}
    most = max((stop.cards for stop in stops), default=0)
    rows = math.ceil(len(stops) / sheet.columns)
    parts = [
        Markup('<path class="cw-map__way" d="{}"/>').format(_way(list(places.values()), sheet)),
        *_bonds(places, bonds),
        *(_stop(stop, places[stop.id], _radius(stop.cards, most), sheet) for stop in stops),
    ]
    frame = Markup(
        '<svg class="cw-map cw-map--{}" viewBox="0 0 {} {}" width="{}" role="group" aria-label="{}">{}</svg>'
    )
    width = sheet.columns * sheet.cell
    return frame.format(sheet.name, width, rows * sheet.row, width, label, Markup("").join(parts))


def _place(number: int, sheet: Sheet) -> Point:
    """Rows run to the right and to the left in turn."""
    row, column = divmod(number, sheet.columns)
    if row % 2:
        column = sheet.columns - 1 - column
    return (column + 0.5) * sheet.cell, TOP + row * sheet.row


def _radius(cards: int, most: int) -> float:
    """The area, not the radius, stands for the number."""
    return math.sqrt(SMALLEST**2 + (LARGEST**2 - SMALLEST**2) * (cards / most if most else 0))


def _way(points: Sequence[Point], sheet: Sheet) -> str:
    """Straight along a row; a half circle leads from the end of a row to the next."""
    steps = [f"M{_xy(points[0])}"] if points else []
    for (_, y), (x, next_y) in pairwise(points):
        if next_y == y:
            steps.append(f"L{_xy((x, y))}")
        else:
            outward = sheet.cell * (0.46 if x > sheet.cell else -0.46)
            steps.append(f"C{_xy((x + outward, y))} {_xy((x + outward, next_y))} {_xy((x, next_y))}")
    return " ".join(steps)


def _bonds(places: Mapping[str, Point], bonds: Mapping[tuple[str, str], int]) -> list[Markup]:
    """Bowed upward or to the right, so that a line between two stops passes beside the stops between them."""
    drawn = []
    for (first, second), count in bonds.items():
        (x, y), (to_x, to_y) = places[first], places[second]
        across, down = BOW * (to_y - y), BOW * (x - to_x)
        side = -1 if down > 0 or (down == 0 and across < 0) else 1
        middle = ((x + to_x) / 2 + side * across, (y + to_y) / 2 + side * down)
        width = min(1 + math.log2(count) / 2, 4)
        line = Markup('<path class="cw-map__bond" stroke-width="{:.1f}" d="M{} Q{} {}"/>')
        drawn.append(line.format(width, _xy((x, y)), _xy(middle), _xy((to_x, to_y))))
    return drawn


def _stop(stop: Stop, place: Point, radius: float, sheet: Sheet) -> Markup:
    x, y = place
    state = "" if stop.cards else " cw-map__stop--empty"
    circle = Markup('<circle cx="{:.0f}" cy="{:.0f}" r="{:.1f}"/>').format(x, y, radius)
    number = Markup('<text class="cw-map__number" x="{:.0f}" y="{:.0f}">{}</text>').format(x, y + 5, stop.cards)
    first = y + radius + LABEL_GAP
    lines = Markup(" ").join(
        Markup('<tspan x="{:.0f}" y="{:.0f}">{}</tspan>').format(x, first + n * sheet.line, line)
        for n, line in enumerate(_lines(stop.title, sheet.letters))
    )
    link = Markup('<a class="cw-map__stop{}" href="{}" aria-label="{}">{}<text class="cw-map__title">{}</text> {}</a>')
    return link.format(state, stop.href, stop.said, circle, lines, number if stop.cards else "")


def _lines(title: str, letters: int) -> list[str]:
    """A title cut between words."""
    lines: list[str] = []
    for word in title.split():
        if lines and len(lines[-1]) + 1 + len(word) <= letters:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _xy(point: Point) -> str:
    return f"{point[0]:.0f},{point[1]:.0f}"
