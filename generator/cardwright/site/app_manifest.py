"""The web manifest of a language: what the site is called and looks like once it is installed as an app."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cardwright.site.pictures import ICON_SIZES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardwright.site.words import Words

FILE = "manifest.webmanifest"


def app_manifest(name: str, language: str, words: Words, assets: Mapping[str, str], ground: str) -> str:
    """The manifest's text; its addresses are relative to the start page of the language, where it stands.

    The scope is the whole site, so that the other language opens in the same window.
    """
    icons = [
        {
            "src": assets[f"{purpose}-{size}.png"],
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any" if purpose == "icon" else purpose,
        }
        for purpose in ("icon", "maskable")
        for size in ICON_SIZES
    ]
    vector = {"src": assets["favicon.svg"], "sizes": "any", "type": "image/svg+xml"}
    manifest = {
        "name": f"{name}: {words['tagline']}",
        "short_name": name,
        "description": words["home_lead"],
        "lang": language,
        "dir": "ltr",
        "start_url": "./",
        "scope": "../",
        "display": "standalone",
        "background_color": ground,
        "theme_color": ground,
        "categories": ["education"],
        "icons": [*icons, vector],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
