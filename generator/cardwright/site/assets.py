"""The stylesheet and the browser app, bundled and named by their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.errors import CardwrightError
from cardwright.markup.node import run_node

if TYPE_CHECKING:
    from collections.abc import Mapping

SCRIPT = Path(__file__).with_name("bundle.mjs")
ENTRIES = (
    "styles/site.css",
    "styles/noscript.css",
    "styles/drill.css",
    "styles/explore.css",
    "styles/tracks.css",
    "app/boot.ts",
    "app/main.ts",
    "app/explore.ts",
    "app/drill.ts",
    "app/drills.ts",
    "app/drill/work.ts",
    "app/kept.ts",
    "app/python/panel.ts",
    "app/python/session.ts",
    "app/python/editor.ts",
)
SCRIPTS = ("app/early.ts", "app/sw.ts", "app/python/frame.ts", "app/python/worker.ts")
WORKER = "sw.js"
SHARED = ("frame.js", "worker.js")
"""Scripts that start Python, the same for all languages."""


@dataclass(frozen=True, slots=True)
class Assets:
    """Path below the start page of a language -> contents; `names` maps `main.js` to its path.

    `worker` is the code of the service worker, which stands at the root of the site; `shared` is the code that starts
    Python, by name.
    """

    files: dict[str, str | bytes]
    names: dict[str, str]
    worker: str
    shared: dict[str, str]


def bundle(site: Path, drawn: Mapping[str, bytes]) -> Assets:
    """Bundle what `site/styles` and `site/app` hold; the pictures of `site/images` and those `drawn` come along.

    Raises:
        CardwrightError: A file does not compile; the message says where.
    """
    answer = run_node(SCRIPT, {"entries": list(ENTRIES), "scripts": list(SCRIPTS), "root": str(site)})
    if "error" in answer:
        raise CardwrightError(f"site/: {answer['error']}")
    files: dict[str, str | bytes] = {}
    names: dict[str, str] = {}
    made = {file["name"]: file["text"] for file in answer["files"]}
    worker = made.pop(WORKER)
    shared = {name: made.pop(name) for name in SHARED}
    for name, text in made.items():
        _add(files, names, name, text)
    for name, data in drawn.items():
        _add(files, names, name, data)
    for picture in sorted((site / "images").iterdir()):
        _add(files, names, picture.name, picture.read_bytes())
    return Assets(files, names, worker, shared)


def _add(files: dict[str, str | bytes], names: dict[str, str], name: str, data: str | bytes) -> None:
    raw = data.encode() if isinstance(data, str) else data
    stem, _, ending = name.rpartition(".")
    path = f"assets/cardwright/{stem}.{hashlib.sha256(raw).hexdigest()[:10]}.{ending}"
    files[path] = data
    names[name] = path
