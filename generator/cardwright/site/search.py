"""The only door to Pagefind: the search index of the finished pages, a language each."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from cardwright.errors import CardwrightError
from cardwright.writing import write

FOLDER = "pagefind"
WORDS_OF_THE_FRAME = (
    *(".cw-crumbs", ".cw-badges", ".cw-level", ".cw-hint", ".cw-switch", ".cw-label", ".cw-drill__time"),
    *(".cw-reveal > summary", ".cw-example > summary", ".cw-drill summary"),
)
"""What stands on every card: whoever searches for it means something else."""

_MAGIC = b"pagefind_dcd"
_OTHER_WAYS = ("pagefind-*ui.*", "pagefind-highlight.js", "pagefind-worker.js")
"""What Pagefind brings for interfaces that are not ours."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was indexed: its address below the site's root, its title, and what results call it."""

    address: str
    title: str
    fragment: str


def index(site: Path) -> None:
    """Index every page below `site` into `site/pagefind/`; the same pages give the same bytes.

    Raises:
        CardwrightError: Pagefind failed.
    """
    without = ["--exclude-selectors", ", ".join(WORDS_OF_THE_FRAME)]
    command = [sys.executable, "-m", "pagefind", "--site", str(site), "--silent", *without]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)  # noqa: S603 - fixed words and our own path
    if done.returncode != 0:
        raise CardwrightError(f"the search index could not be made: {(done.stderr or done.stdout).strip()[-300:]}")
    _settle(site / FOLDER)


def _settle(folder: Path) -> None:
    """Put what Pagefind writes in any order into one, and take away what our pages never load."""
    entry = folder / "pagefind-entry.json"
    write(entry, json.dumps(json.loads(entry.read_text(encoding="utf-8")), sort_keys=True))
    for pattern in _OTHER_WAYS:
        for unused in folder.glob(pattern):
            unused.unlink()


def indexed(site: Path, language: str) -> list[Page]:
    """The pages that a finished index holds in a language, by address.

    Raises:
        CardwrightError: A file of the index is not as this version of Pagefind writes it.
    """
    fragments = (site / FOLDER / "fragment").glob(f"{language}_*.pf_fragment")
    return sorted((_page(path) for path in fragments), key=lambda page: page.address)


def _page(path: Path) -> Page:
    try:
        raw = gzip.decompress(path.read_bytes())
        facts = json.loads(raw.removeprefix(_MAGIC))
        title = " ".join(facts["meta"].get("title", "").split())
        return Page(unquote(facts["url"]).lstrip("/"), title, path.stem)
    except (OSError, ValueError, KeyError) as error:
        raise CardwrightError(f"{path.name} of the search index cannot be read: {error}") from error
