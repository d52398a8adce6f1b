"""Graphviz's drawings in the manner of the site: the same picture in half the bytes, colored by the stylesheet."""

from __future__ import annotations

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
    """A tenth of a pixel is as exact as a screen."""
    return f"{round(float(found.group()), 1):g}"


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
    path.attrib.update({name: f"{round(size, 1):g}" for name, size in sizes.items()} | {"rx": _RADIUS} | kept)
