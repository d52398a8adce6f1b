"""The stylesheet and the browser app, bundled and named by their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from cardwright.errors import CardwrightError
from cardwright.markup.node import run_node

SCRIPT = Path(__file__).with_name("bundle.mjs")
ENTRIES = ("styles/site.css", "app/boot.ts", "app/main.ts", "app/explore.ts")


@dataclass(frozen=True, slots=True)
class Assets:
    """Path below the start page of a language -> contents; `names` maps `main.js` to its path."""

    files: dict[str, str | bytes]
    names: dict[str, str]


def bundle(site: Path) -> Assets:
    """Bundle what `site/styles` and `site/app` hold, and take the pictures of `site/images` along.

    Raises:
        CardwrightError: A file does not compile; the message says where.
    """
    answer = run_node(SCRIPT, {"entries": list(ENTRIES), "root": str(site)})
    if "error" in answer:
        raise CardwrightError(f"site/: {answer['error']}")
    files: dict[str, str | bytes] = {}
    names: dict[str, str] = {}
    for made in answer["files"]:
        _add(files, names, made["name"], made["text"])
    for picture in sorted((site / "images").iterdir()):
        _add(files, names, picture.name, picture.read_bytes())
    return Assets(files, names)


def _add(files: dict[str, str | bytes], names: dict[str, str], name: str, data: str | bytes) -> None:
    raw = data.encode() if isinstance(data, str) else data
    stem, _, ending = name.rpartition(".")
    path = f"assets/cardwright/{stem}.{hashlib.sha256(raw).hexdigest()[:10]}.{ending}"
    files[path] = data
    names[name] = path
