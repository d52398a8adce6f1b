"""What the service worker knows of a build: every file with its digest, and what belongs together offline.

The files are listed in parts, so that a reader of one language fetches one list: `offline/<language>.json`, and
`offline/site.json` for what languages share. The digests of the lists stand in `sw.js`, which therefore is another one
for every version of the site. `site/app/offline/build.ts` reads all this.
"""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import re
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from cardwright.site.assets import WORKER
from cardwright.site.python import FOLDER
from cardwright.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cardwright.model.library import Library
    from cardwright.site.search import Page

FALLBACK = "offline.html"
SHARED = "site"
DIGITS = 20
"""Hexadecimal digits of a SHA-256 that tell two files apart."""

LEADING = ("index.html", "topics/index.html", "explore/index.html", "tracks/index.html", "glossary/index.html")
"""Pages of a language that lead to others: kept with anything that is kept."""

_PASSED_OVER_NAMES = (
    WORKER,
    "decks/*",
    "offline/*",
    "*.map",
    "*.gz",
    "*.txt",
    "*sitemap.xml",
    "*/javascripts/lunr/*",
    "*/javascripts/workers/*",
    "pagefind/pagefind-*ui.*",
    "pagefind/pagefind-highlight.js",
    "pagefind/wasm.unknown.*",
)
"""What no page asks for, or what is downloaded once and then lives elsewhere."""

_PASSED_OVER = re.compile("|".join(map(translate, _PASSED_OVER_NAMES)))

_NAMED = re.compile(
    r"(?:<(?:link|script|img|source)\b[^>]*?\s(?:href|src)|<button\b[^>]*?\sdata-cw-finder)=\"([^\":#?]+)[\"#?]"
)

Row = tuple[str, str, int]
"""Path below the site's root, digest, bytes."""


def add_offline(place: Path, library: Library, found: Mapping[str, Sequence[Page]]) -> None:
    """Write the lists of a finished site, and their digests into its service worker.

    Args:
        place: The site.
        library: What it shows.
        found: The pages that its search holds, by language.
    """
    site = _Site(place, library, {f"{page.address}index.html": page.file for pages in found.values() for page in pages})
    parts = {}
    for part in (SHARED, *library.kb.languages):
        text = json.dumps(site.listed(part), ensure_ascii=False, separators=(",", ":"))
        write(place / "offline" / f"{part}.json", text)
        parts[part] = _digest(text.encode())
    facts = {"languages": library.kb.languages, "parts": parts, "shell": site.shell}
    worker = place / WORKER
    code = worker.read_text(encoding="utf-8")
    write(worker, f"const BUILD={json.dumps(facts, ensure_ascii=False, separators=(',', ':'))};\n{code}")


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:DIGITS]


@dataclass(frozen=True)
class _Site:
    """A finished site in `place`, before the service worker knows it."""

    place: Path
    library: Library
    fragments: Mapping[str, str]
    """Page -> what the search shows of it."""

    @cached_property
    def rows(self) -> dict[str, Row]:
        """Every file that a page may ask for, by path."""
        root = len(self.place.as_posix()) + 1
        names = (posixpath.join(folder, file)[root:] for folder, _, files in os.walk(self.place) for file in files)
        return {name: self._row(name) for name in sorted(names) if not _PASSED_OVER.match(name)}

    def _row(self, name: str) -> Row:
        data = (self.place / name).read_bytes()
        return name, _digest(data), len(data)

    @cached_property
    def shell(self) -> list[Row]:
        """What the start pages load, the page for what is not there, and what that one loads."""
        starts = [f"{language}/index.html" for language in self.library.kb.languages]
        names = {name for page in (*starts, FALLBACK) for name in self._loaded_by(page)}
        return [self.rows[name] for name in sorted({*names, FALLBACK})]

    def listed(self, part: str) -> dict[str, Any]:
        """A part of the site, as the service worker reads it."""
        rows = [row for name, row in self.rows.items() if self._part(name) == part]
        number = {name: position for position, (name, *_) in enumerate(rows)}

        def numbers(names: Iterable[str]) -> list[int]:
            return sorted({number[name] for name in names if name in number})

        topics = {} if part == SHARED else {id_: numbers(names) for id_, names in self._topics(part)}
        python = numbers(name for name in self.rows if name.startswith(f"{FOLDER}/"))
        return {"files": rows, "base": numbers(self._base(part)), "topics": topics, "python": python}

    def _part(self, name: str) -> str:
        """The first language that a name mentions; `partOf` in `build.ts` says the same."""
        named = self._named_language.search(name)
        return named[1] if named else SHARED

    @cached_property
    def _named_language(self) -> re.Pattern[str]:
        languages = "|".join(map(re.escape, self.library.kb.languages))
        return re.compile(rf"(?:^|[/.])({languages})[/._]")

    def _base(self, part: str) -> Iterable[str]:
        search = (n for n in self.rows if n.startswith("pagefind/") and "/fragment/" not in n)
        return [*search, *self._with_files(f"{part}/{page}" for page in LEADING)]

    def _topics(self, language: str) -> Iterable[tuple[str, list[str]]]:
        for topic, cards in self.library.cards_by_topic.items():
            if cards:
                labs = [card.id for card in cards if card.drill]
                pages = [f"topics/{topic}", *(f"cards/{card.id}" for card in cards), *(f"labs/{id_}" for id_ in labs)]
                notebooks = [f"{language}/labs/{id_}.ipynb" for id_ in labs]
                yield topic, [*self._with_files(f"{language}/{page}/index.html" for page in pages), *notebooks]

    def _with_files(self, pages: Iterable[str]) -> list[str]:
        """Pages with the files that they load and what the search shows of them."""
        names: list[str] = []
        for page in pages:
            if page in self.rows:
                names += [page, *self._loaded_by(page)]
                names += [self.fragments[page]] if page in self.fragments else []
        return names

    def _loaded_by(self, page: str) -> list[str]:
        """The files of the site that a page names."""
        html = (self.place / page).read_text(encoding="utf-8")
        folder = "" if page == FALLBACK else posixpath.dirname(page)  # that page answers any address: it has a base
        names = (posixpath.normpath(posixpath.join(folder, unquote(address))) for address in _NAMED.findall(html))
        return [name for name in dict.fromkeys(names) if name in self.rows]
