"""Graphviz's drawings in the manner of the site: the same picture in a third of the bytes, colored by the styles."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from cardwright.markup.diagrams import SVG, check_element, finish, name_of, parse

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

_OURS = ("id", "fill", "stroke", "font-family", "{http://www.w3.org/XML/1998/namespace}space")
"""What the stylesheet says, or nobody needs."""

_INHERITED = {"text-anchor": "middle", "font-size": "13"}
"""What nearly every label has is said once, around all of them."""

_NUMBER = re.compile(r"-?\d+\.\d+")
_POINT = re.compile(r"(-?[\d.]+),(-?[\d.]+)")
_ROUNDED_BOX_POINTS = 25
_RADIUS = "9"
_UNTURNED = "scale(1 1) rotate(0) "
_CURVE = re.compile(r"M[^A-Za-z]+C[^A-Za-z]+")
_TRIANGLE = 4
"""Points of a closed one."""

_Point = tuple[int, int]


def restyle_graph(svg: str) -> str:
    """Graphviz's SVG without its own colors, fonts, ids and titles: classes say what each part is.

    Raises:
        DiagramError: The graph asks for links or pictures, which a diagram does not need.
    """
    root = parse(svg)
    for parent in list(root.iter()):
        check_element(parent)
        for child in [c for c in parent if name_of(c) == "title"]:
            parent.remove(child)
        _lighten(parent)
    root.attrib.pop("transform", None)
    for graph in root:
        graph.attrib.update(_INHERITED)
        graph.set("transform", graph.get("transform", "").removeprefix(_UNTURNED))
        for part in graph.iter():
            if "edge" in part.get("class", "").split():
                _to_arrow(part)
    return finish(root)


def _lighten(element: ET.Element) -> None:
    for name in _OURS:
        element.attrib.pop(name, None)
    for name, value in list(element.attrib.items()):
        element.set(name, _NUMBER.sub(_shorter, value))
    for name, value in _INHERITED.items():
        if element.get(name) == value:
            del element.attrib[name]
    if name_of(element) == "path":
        _to_rectangle(element)


def _shorter(found: re.Match[str]) -> str:
    """Whole pixels: no eye sees less, and boxes become sharper."""
    return f"{float(found.group()):.0f}"


def _to_rectangle(path: ET.Element) -> None:
    """A rounded box, which Graphviz draws as a path of eight curves."""
    points = [(float(x), float(y)) for x, y in _POINT.findall(path.get("d", ""))]
    across, down = {x for x, _ in points}, {y for _, y in points}
    if len(points) != _ROUNDED_BOX_POINTS or len(across) > 6 or len(down) > 6:
        return
    left, top = min(across), min(down)
    kept = {name: value for name, value in path.attrib.items() if name != "d"}
    path.tag = f"{{{SVG}}}rect"
    path.attrib.clear()
    sizes = {"x": left, "y": top, "width": max(across) - left, "height": max(down) - top}
    path.attrib.update({name: f"{size:.0f}" for name, size in sizes.items()} | {"rx": _RADIUS} | kept)


def _to_arrow(edge: ET.Element) -> None:
    """A line that reaches the tips of its heads, which become two strokes each, as by the same pen."""
    line = next((part for part in edge if name_of(part) == "path"), None)
    curve = _CURVE.fullmatch(line.get("d", "")) if line is not None else None
    if line is None or curve is None:
        return
    start, *rest = _points(curve.group())
    before, after = f"M{_pair(start)}", ""
    for head in edge:
        corners = _points(head.get("points", ""))
        if name_of(head) != "polygon" or len(corners) != _TRIANGLE or corners[0] != corners[-1]:
            continue
        left, tip, right, _ = corners
        head.tag = line.tag
        head.attrib.clear()
        head.set("d", f"M{_pair(left)}l{_steps((left, [tip]), (tip, [right]))}")
        if math.dist(tip, rest[-1]) < math.dist(tip, start):
            after = f"l{_steps((rest[-1], [tip]))}"
        else:
            before = f"M{_pair(tip)}l{_steps((tip, [start]))}"
    pieces = [rest[place : place + 3] for place in range(0, len(rest), 3)]
    line.set("d", f"{before}c{_steps(*zip([start, *rest[2::3]], pieces, strict=False))}{after}")


def _points(data: str) -> list[_Point]:
    return [(round(float(x)), round(float(y))) for x, y in _POINT.findall(data)]


def _steps(*seen: tuple[_Point, list[_Point]]) -> str:
    """Points as they are seen from others; numbers need a space between them only where no sign stands."""
    pairs = [_pair((x - start[0], y - start[1])) for start, points in seen for x, y in points]
    return "".join(pair if pair.startswith("-") else f" {pair}" for pair in pairs).lstrip()


def _pair(point: _Point) -> str:
    x, y = point
    return f"{x}{y}" if y < 0 else f"{x} {y}"
