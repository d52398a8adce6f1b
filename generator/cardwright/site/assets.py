"""The stylesheet and the browser app, bundled and named by their content."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from importlib.resources import files
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
    "app/finder.ts",
    "app/explore.ts",
    "app/drill.ts",
    "app/drills.ts",
    "app/drill/work.ts",
    "app/kept.ts",
    "app/python/session.ts",
    "app/python/editor.ts",
)
SCRIPTS = ("app/early.ts", "app/sw.ts", "app/python/frame.ts", "app/python/worker.ts")
SPOKEN = ("app/main.ts", "app/python/panel.ts")
"""What has the words of a language in it."""

MATERIAL = {
    "material.css": "stylesheets/main.*.min.css",
    "material-palette.css": "stylesheets/palette.*.min.css",
    "material.js": "javascripts/bundle.*.min.js",
}
"""What the frame takes from the theme, and where its assets have it."""

WORKER = "sw.js"
SHARED = ("frame.js", "worker.js")
"""Scripts that start Python, the same for all languages."""


@dataclass(frozen=True, slots=True)
class Named:
    """Path below the start page of a language -> contents; `names` maps `drill.js` to its path."""

    files: dict[str, str | bytes] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, data: str | bytes) -> None:
        """Take a file in, under a path that changes with its content."""
        raw = data.encode() if isinstance(data, str) else data
        stem, _, ending = name.rpartition(".")
        path = f"assets/cardwright/{stem}.{hashlib.sha256(raw).hexdigest()[:10]}.{ending}"
        self.files[path] = data
        self.names[name] = path


@dataclass(frozen=True, slots=True)
class Assets:
    """What all languages load, and what each one does.

    `worker` is the code of the service worker, which stands at the root of the site; `shared` is the code that starts
    Python, by name.
    """

    common: Named
    spoken: dict[str, Named]
    worker: str
    shared: dict[str, str]

    def of(self, language: str) -> Named:
        """Everything that the pages of a language load."""
        own = self.spoken[language]
        return Named(self.common.files | own.files, self.common.names | own.names)


def bundle(site: Path, drawn: Mapping[str, bytes], words: Mapping[str, Mapping[str, str]]) -> Assets:
    """Bundle what `site/styles` and `site/app` hold; the pictures of `site/images` and those `drawn` come along.

    Args:
        site: The folder.
        drawn: Pictures by name.
        words: Constants of the app in each language, by name.

    Raises:
        CardwrightError: A file does not compile; the message says where.
    """
    job = {"entries": ENTRIES, "scripts": SCRIPTS, "spoken": {"entries": SPOKEN, "words": words}, "root": str(site)}
    answer = run_node(SCRIPT, job)
    if "error" in answer:
        raise CardwrightError(f"site/: {answer['error']}")
    common, spoken = Named(), {language: Named() for language in words}
    for file in answer["files"]:
        if file["language"]:
            spoken[file["language"]].add(file["name"], file["text"])
    made = {file["name"]: file["text"] for file in answer["files"] if not file["language"]}
    worker = made.pop(WORKER)
    shared = {name: made.pop(name) for name in SHARED}
    for name, data in {**made, **drawn}.items():
        common.add(name, data)
    for picture in sorted((site / "images").iterdir()):
        common.add(picture.name, picture.read_bytes())
    common.names.update(_of_material())
    return Assets(common, spoken, worker, shared)


def _of_material() -> dict[str, str]:
    """The theme's own files, which MkDocs copies: their names change with its version."""
    place = Path(str(files("material"))) / "templates"
    found = {}
    for name, pattern in MATERIAL.items():
        (path,) = (place / "assets").glob(pattern)
        found[name] = path.relative_to(place).as_posix()
    return found
