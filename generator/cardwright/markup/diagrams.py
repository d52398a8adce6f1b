"""Diagrams as SVG that takes its colors from the stylesheet, and that can do nothing but be looked at."""

from __future__ import annotations

import hashlib
import re
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}href"

_ELEMENTS = {
    *("svg", "g", "defs", "symbol", "use", "marker", "clipPath", "linearGradient", "radialGradient", "stop", "pattern"),
    *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc"),
}
_REFERENCE = re.compile(r"url\(\s*#([\w-]+)\s*\)")
_UNSAFE_VALUE = re.compile(r"url\(\s*(?!#)|javascript:|@import|expression\(|\\", re.IGNORECASE)
_NUMBER = r"-?\d+(?:\.\d+)?"
_VIEW_BOX = re.compile(rf"\s*{_NUMBER}[\s,]+{_NUMBER}[\s,]+(?P<width>\d+(?:\.\d+)?)[\s,]+\d+(?:\.\d+)?\s*")

ET.register_namespace("", SVG)


class DiagramError(Exception):
    """The source of a diagram cannot be drawn; the message says why."""


def is_svg(source: str) -> bool:
    """Whether a diagram's source is SVG rather than Graphviz DOT."""
    return source.lstrip().startswith("<")


def clean_svg(source: str) -> str:
    """An author's SVG, checked: no scripts, handlers, foreign content or outside addresses.

    Raises:
        DiagramError: It is not well-formed, or holds something that a picture does not need.
    """
    root = parse(source)
    prefix = f"d{hashlib.sha256(source.encode()).hexdigest()[:8]}-"
    for element in root.iter():
        check_element(element)
        for name, value in list(element.attrib.items()):
            _check_attribute(name, value)
            element.set(name, _REFERENCE.sub(rf"url(#{prefix}\1)", value))
            if name == "id":
                element.set(name, prefix + value)
            if name in {"href", _XLINK}:
                del element.attrib[name]
                element.set("href", f"#{prefix}{value[1:]}")
    return finish(root)


def parse(source: str) -> ET.Element:
    """The outermost element of a picture.

    Raises:
        DiagramError: It is not SVG, or names entities of its own.
    """
    if "<!ENTITY" in source or ("<!DOCTYPE" in source and "graphviz" not in source[:400]):
        raise DiagramError("entities and document types are not used here")
    try:
        root = ET.fromstring(source)  # noqa: S314 - entities are refused above
    except ET.ParseError as error:
        raise DiagramError(f"not well-formed SVG: {error}") from error
    if name_of(root) != "svg":
        raise DiagramError(f"the outermost element must be svg, found {name_of(root)}")
    return root


def name_of(element: ET.Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def check_element(element: ET.Element) -> None:
    """Refuse what no diagram needs.

    Raises:
        DiagramError: The element is not one of a picture.
    """
    if name_of(element) not in _ELEMENTS:
        raise DiagramError(f"`{name_of(element)}` is not allowed in a diagram")


def _check_attribute(name: str, value: str) -> None:
    if name.lower().startswith("on"):
        raise DiagramError(f"`{name}` is not allowed in a diagram")
    if name in {"href", _XLINK} and not value.startswith("#"):
        raise DiagramError(f"`{value}` leads out of the diagram")
    if _UNSAFE_VALUE.search(value):
        raise DiagramError(f"`{value}` is not allowed in a diagram")


def finish(root: ET.Element) -> str:
    """Size from the viewBox: as wide as drawn, narrower where the screen is."""
    box = _VIEW_BOX.fullmatch(root.get("viewBox", ""))
    if not box:
        raise DiagramError('the svg element needs a viewBox of four numbers, such as viewBox="0 0 320 200"')
    for attribute in ("width", "height"):
        root.attrib.pop(attribute, None)
    root.set("width", f"{float(box['width']):.0f}")
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    text = ET.tostring(root, encoding="unicode").replace(f' xmlns="{SVG}"', "", 1)  # HTML knows what svg is
    return re.sub(r">\s+<", "><", text).replace(" />", "/>").strip()
