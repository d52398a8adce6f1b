"""The only door to Pagefind: the search index of the finished pages, a language each."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from cardwright.errors import CardwrightError
from cardwright.site.page_cache import digest

INDEX = "pagefind"
"""Name of the folder of the index inside the site."""

_MARK = "data-pagefind-"
_HEAD = re.compile(r"<html[^>]*>|<title>.*?</title>", re.DOTALL)


def search_state(*seen: str) -> str:
    """Changes with Pagefind and with everything that it sees of the pages, which is given."""
    return digest(version("pagefind"), version("pagefind-bin"), *seen)


def seen_of(html: str, content: str = "") -> str:
    """What Pagefind sees of a page: nothing, unless something in it is marked for the search.

    Of a page that is, it sees the content, and all of it if something outside of that is marked or a title.
    """
    if _MARK not in html:
        return ""
    frame = html.replace(content, "", 1)
    return digest(*_HEAD.findall(html), html if _MARK in frame or "<h1" in frame else content)


def index(site: Path) -> None:
    """Index every page below `site` into `site/pagefind/`.

    Raises:
        CardwrightError: Pagefind failed.
    """
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--silent"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - fixed words and our own path
    if done.returncode != 0:
        raise CardwrightError(f"the search index could not be made: {(done.stderr or done.stdout).strip()[-300:]}")
