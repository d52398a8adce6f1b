"""The only door to Pagefind: the search index of the finished pages, a language each."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from cardwright.errors import CardwrightError
from cardwright.kept import digest
from cardwright.writing import put, write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

INDEX = "pagefind"
"""Name of the folder of the index inside the site."""

WORDS_OF_THE_FRAME = (
    *(".cw-crumbs", ".cw-badges", ".cw-part-of", ".cw-level", ".cw-hint", ".cw-switch", ".cw-label", ".cw-drill__time"),
    *(".cw-reveal > summary", ".cw-example > summary", ".cw-drill summary"),
)
"""What stands on every card: whoever searches for it means something else."""

_MAGIC = b"pagefind_dcd"
_OTHER_WAYS = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
"""What Pagefind brings for interfaces that are not ours."""

_MARK = "data-pagefind-"
_HEAD = re.compile(r"<html[^>]*>|<title>.*?</title>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was indexed: its address below the site's root, its title, and what results call it."""

    address: str
    title: str
    fragment: str

    @property
    def file(self) -> str:
        """Where the site keeps what results show of it."""
        return f"{INDEX}/fragment/{self.fragment}.pf_fragment"


def search_state(*seen: str) -> str:
    """Changes with Pagefind and with everything that it sees of the pages, which is given."""
    return digest(version("pagefind"), version("pagefind-bin"), *WORDS_OF_THE_FRAME, *seen)


def seen_of(html: str, content: str = "") -> str:
    """What Pagefind sees of a page: nothing, unless something in it is marked for the search.

    Of a page that is, it sees the content, and all of it if something outside of that is marked or a title.
    """
    if _MARK not in html:
        return ""
    frame = html.replace(content, "", 1)
    return digest(*_HEAD.findall(html), html if _MARK in frame or "<h1" in frame else content)


def index(site: Path) -> None:
    """Index every page below `site` into `site/pagefind/`; the same pages give the same bytes.

    Pagefind takes every page apart, so that it is given no more of them than it sees.

    Raises:
        CardwrightError: Pagefind failed, or the disk is full.
    """
    lean = site / ".search"
    try:
        for name, html in _pages(site):
            put(lean / name, _essence(html))
        places = ["--site", str(lean), "--output-path", str(site / INDEX)]
        without = ["--exclude-selectors", ", ".join(WORDS_OF_THE_FRAME)]
        command = [sys.executable, "-m", "pagefind", *places, "--silent", *without]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - fixed words and our own paths
    finally:
        shutil.rmtree(lean, ignore_errors=True)
    if done.returncode != 0:
        raise CardwrightError(f"the search index could not be made: {(done.stderr or done.stdout).strip()[-300:]}")
    _settle(site / INDEX)


def _pages(site: Path) -> Iterator[tuple[str, str]]:
    """The pages of a site that are marked for the search: path below the site, HTML."""
    for folder, folders, files in os.walk(site):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for file in files:
            if file.endswith(".html"):
                path = Path(folder, file)
                html = path.read_text(encoding="utf-8")
                if _MARK in html:
                    yield path.relative_to(site).as_posix(), html


def _essence(html: str) -> str:
    """A page without its frame, unless something of that is marked for the search or a title."""
    start, end = html.find("<article"), html.rfind("</article>")
    frame = html[:start] + html[end:]
    if start < 0 or _MARK in frame or "<h1" in frame:
        return html
    language, *title = _HEAD.findall(html[:start])
    return f"<!doctype html>{language}<head>{''.join(title)}</head><body>{html[start:end]}</article></body></html>"


def _settle(folder: Path) -> None:
    """Put what Pagefind writes in any order into one, and take away what our pages never load."""
    entry = folder / "pagefind-entry.json"
    write(entry, json.dumps(json.loads(entry.read_text(encoding="utf-8")), sort_keys=True))
    for pattern in _OTHER_WAYS:
        for unused in folder.glob(pattern):
            unused.unlink()


def indexed(site: Path, languages: Iterable[str]) -> dict[str, list[Page]]:
    """The pages that a finished index holds, for each language by address.

    Raises:
        CardwrightError: A file of the index is not as this version of Pagefind writes it.
    """
    folder = site / INDEX / "fragment"
    return {
        language: sorted((_page(path) for path in folder.glob(f"{language}_*.pf_fragment")), key=attrgetter("address"))
        for language in languages
    }


def _page(path: Path) -> Page:
    try:
        raw = gzip.decompress(path.read_bytes())
        facts = json.loads(raw.removeprefix(_MAGIC))
        title = " ".join(facts["meta"].get("title", "").split())
        return Page(unquote(facts["url"]).lstrip("/"), title, path.stem)
    except (OSError, ValueError, KeyError) as error:
        raise CardwrightError(f"{path.name} of the search index cannot be read: {error}") from error
