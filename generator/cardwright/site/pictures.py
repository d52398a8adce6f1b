"""Pictures for places that take no SVG: icons of the installed app, and the card that shows up in shared links.

They are drawn from `site/images/favicon.svg`, `site/social/card.svg.j2` and the colors of the palette, and kept between
builds by the hash of everything that they depend on.
"""

from __future__ import annotations

import base64
import hashlib
import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

from cardwright.markup.node import run_node
from cardwright.site.templates import templates_of
from cardwright.writing import remove_stale, write

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardwright.project import Project
    from cardwright.site.words import Words

SCRIPT = Path(__file__).with_name("pictures.mjs")
FONT_PACKAGE = "@expo-google-fonts/source-serif-4"
FONTS = tuple(f"{FONT_PACKAGE}/{weight}/SourceSerif4_{weight}.ttf" for weight in ("400Regular", "600SemiBold"))
ICON_SIZES = (192, 512)
TOUCH_ICON_SIZE = 180
SOCIAL_CARD_WIDTH = 1200
LINE_LENGTH = 24
"""Letters of the tagline that fit on a line of the social card."""

_DIGEST = 32
"""Bytes of a digest."""

_COLOR = re.compile(r"--cw-([\w-]+):\s*(#[0-9a-f]{6})")


@dataclass(frozen=True, slots=True)
class _Drawing:
    """An SVG document, and how many pixels wide its PNG is."""

    svg: str
    width: int


def colors(project: Project) -> dict[str, str]:
    """The palette in daylight: name without `--cw-` -> color."""
    css = (project.site / "styles" / "palette.css").read_text(encoding="utf-8")
    found: dict[str, str] = {}
    for name, value in _COLOR.findall(css):
        found.setdefault(name, value)
    return found


def pictures(project: Project, name: str, words: Mapping[str, Words]) -> dict[str, bytes]:
    """Name of a file -> PNG: `icon-…`, `maskable-…`, `touch-icon` and `social-<language>`.

    Raises:
        CardwrightError: The template of the social card is damaged, or a package of Node is missing.
    """
    mark = (project.site / "images" / "favicon.svg").read_text(encoding="utf-8").strip()
    palette = colors(project)
    drawings = _icons(mark, palette["paper"]) | _social_cards(project, name, words, mark, palette)
    return _Store(project).drawn(drawings)


def _icons(mark: str, ground: str) -> dict[str, _Drawing]:
    """The mark as it is, and on a ground of its own for systems that cut icons to a shape."""
    wanted = {"touch-icon.png": _Drawing(_framed(mark, 64, ground), TOUCH_ICON_SIZE)}
    for size in ICON_SIZES:
        wanted[f"icon-{size}.png"] = _Drawing(_framed(mark, 16, "none"), size)
        wanted[f"maskable-{size}.png"] = _Drawing(_framed(mark, 96, ground), size)
    return wanted


def _framed(mark: str, margin: int, ground: str) -> str:
    inside = _placed(mark, margin, margin, 512 - 2 * margin)
    picture = f'<rect width="512" height="512" fill="{ground}"/>{inside}'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">{picture}</svg>'


def _placed(mark: str, x: int, y: int, size: int) -> str:
    """The mark as a part of another picture."""
    return mark.replace("<svg ", f'<svg x="{x}" y="{y}" width="{size}" height="{size}" ', 1)


def _social_cards(
    project: Project, name: str, words: Mapping[str, Words], mark: str, palette: Mapping[str, str]
) -> dict[str, _Drawing]:
    templates = templates_of(project.site / "social")
    shared = {"site_name": name, "mark": Markup(_placed(mark, 96, 84, 92)), "colors": palette}  # noqa: S704 - our own file
    shared["languages"] = " · ".join(own["language"] for own in words.values())
    return {
        f"social-{code}.png": _Drawing(
            templates.render("card.svg.j2", lines=textwrap.wrap(own["tagline"], LINE_LENGTH), **shared),
            SOCIAL_CARD_WIDTH,
        )
        for code, own in words.items()
    }


class _Store:
    """Finished pictures in the cache folder; only those that a build uses stay there."""

    def __init__(self, project: Project) -> None:
        self._folder = project.cache / "pictures"
        packages = ("@resvg/resvg-wasm", FONT_PACKAGE)
        described = [(project.node_modules / name / "package.json") for name in packages]
        self._version = SCRIPT.read_bytes() + b"".join(path.read_bytes() for path in described if path.is_file())

    def drawn(self, drawings: Mapping[str, _Drawing]) -> dict[str, bytes]:
        places = {name: self._place(drawing) for name, drawing in drawings.items()}
        found = {name: _kept(place) for name, place in places.items()}
        missing = [name for name, png in found.items() if png is None]
        if missing:
            job = [{"svg": drawings[name].svg, "width": drawings[name].width} for name in missing]
            answer = run_node(SCRIPT, {"pictures": job, "fonts": list(FONTS)})
            for name, text in zip(missing, answer["pictures"], strict=True):
                found[name] = png = base64.b64decode(text)
                write(places[name], _digest(png) + png)
        remove_stale(self._folder, places.values())
        return {name: png for name, png in found.items() if png is not None}

    def _place(self, drawing: _Drawing) -> Path:
        state = hashlib.sha256(self._version + f"{FONTS} {drawing.width} {drawing.svg}".encode())
        return self._folder / state.hexdigest()[:32]


def _kept(place: Path) -> bytes | None:
    """A picture that was kept, if it is whole: its digest stands before it."""
    try:
        data = place.read_bytes()
    except OSError:
        return None
    png = data[_DIGEST:]
    return png if _digest(png) == data[:_DIGEST] else None


def _digest(png: bytes) -> bytes:
    return hashlib.sha256(png).digest()
