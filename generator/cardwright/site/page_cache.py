"""Rendered Markdown and finished pages, kept between builds: a file for each language.

A key is a hash of everything that a result depends on: an entry with another key is of no use.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from cardwright.writing import write_parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Kept = tuple[dict[str, Any], bytes, bytes]
"""An entry as it is kept: facts, content and page."""

Toc = list[list[Any]]
"""Headings: title as HTML, id, level, and the headings below it."""


@dataclass
class Rendered:
    """The Markdown of a page as HTML, and what the engine found on the way.

    `looked` maps paths of sources that the page links to, or tries to, to their addresses; `links` maps such paths to
    anchors and how the page wrote the link.
    """

    key: str
    title: str | None = None
    toc: Toc = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    links: dict[str, dict[str, str]] = field(default_factory=dict)
    looked: dict[str, str | None] = field(default_factory=dict)
    content: str = ""


@dataclass
class Finished:
    """A page inside the templates of the theme; `indexed` changes with what the search sees of it."""

    key: str
    indexed: str = ""
    html: str = ""


@dataclass
class Entry:
    """What is kept of a page."""

    rendered: Rendered
    finished: Finished


class PageCache:
    """Entries of one language, in a file that is safe to delete."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = _read(path)
        self._new: dict[str, Kept] = {}

    def read(self, page: str) -> Entry | None:
        """What is kept of a page."""
        kept = self._new.get(page) or self._kept.get(page)
        if kept is None:
            return None
        facts, content, html = kept
        entry = Entry(Rendered(**facts["rendered"]), Finished(**facts["finished"]))
        entry.rendered.content, entry.finished.html = str(content, "utf-8"), str(html, "utf-8")
        return entry

    def write(self, page: str, entry: Entry) -> None:
        """Keep something of a page, instead of what was kept before."""
        self._new[page] = _packed(entry)

    def keep(self, pages: Iterable[str]) -> None:
        """Write what there is of these pages for the next build, and forget the rest.

        Raises:
            CardwrightError: The place cannot be written.
        """
        wanted = set(pages)
        if not self._new and self._kept.keys() <= wanted:
            return
        self._kept = {page: kept for page, kept in (self._kept | self._new).items() if page in wanted}
        self._new = {}
        head = {page: [facts, len(content), len(html)] for page, (facts, content, html) in self._kept.items()}
        data = [part for _, *parts in self._kept.values() for part in parts]
        facts = json.dumps(head).encode()
        write_parts(self._path, [_sum(facts, *data), b"\n", facts, b"\n", *data])


def _packed(entry: Entry) -> Kept:
    rendered, finished = dict(vars(entry.rendered)), dict(vars(entry.finished))
    content, html = rendered.pop("content").encode(), finished.pop("html").encode()
    return {"rendered": rendered, "finished": finished}, content, html


def _read(path: Path) -> dict[str, Kept]:
    """Everything in the file; nothing if it is damaged, which its first line tells."""
    try:
        sum_, facts, data = path.read_bytes().split(b"\n", 2)
    except (OSError, ValueError):
        return {}
    if _sum(facts, data) != sum_:
        return {}
    kept: dict[str, Kept] = {}
    place = 0
    for page, (own, content, html) in json.loads(facts).items():
        kept[page] = own, data[place : place + content], data[place + content : place + content + html]
        place += content + html
    return kept


def _sum(facts: bytes, *data: bytes) -> bytes:
    """A hash of what is kept, the same for one piece of data as for the pieces of it."""
    state = blake2b(len(facts).to_bytes(8, "big") + facts, digest_size=20)
    for piece in data:
        state.update(piece)
    return state.hexdigest().encode()
