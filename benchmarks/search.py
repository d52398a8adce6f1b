"""What a first search costs a reader of 1,000 cards: bytes and time, in a real browser; part of `make benchmark`.

Bytes are those of every request that the search makes, as a server sends them: text compressed with gzip, Pagefind's
own files as they are, since they are compressed already. The time begins with the last letter and ends when the
results stand on the screen; everything has yet to be fetched from a server on the same machine, so that it says what
the browser has to do and nothing about anybody's line.
"""

from __future__ import annotations

import gzip
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from library import ROOT, make

sys.path.insert(0, str(ROOT / "tests"))

from launching import launched
from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Response

CARDS = 1_000
RUNS = 5
KILOBYTES, SECONDS = 170.0, 0.6
"""Targets for a first search."""
QUERIES = {"en": ("evaluation", "gradient", "quantiz"), "es": ("evaluaciones", "gradiente", "cuantizac")}
"""A whole word, another, and half a word in each language."""
TEXTS = ("js", "json", "html", "css")


def build(root: Path) -> Path:
    """The site of the synthetic library, by the real command."""
    make(root, CARDS)
    for name in ("site", "decks"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    subprocess.run([sys.executable, "-m", "cardwright.cli", "build"], cwd=root, check=True, capture_output=True)
    return root / "build" / "site"


def sent(response: Response) -> int:
    """Bytes of a response's body on their way."""
    body = response.body()
    ending = response.url.partition("?")[0].rpartition(".")[2]
    return len(gzip.compress(body)) if ending in TEXTS else len(body)


def first_search(browser: Browser, address: str, language: str, query: str) -> tuple[int, float, str]:
    """Bytes and seconds of the first search of a reader who has nothing yet, and what is said of the results."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}{language}/topics/", wait_until="networkidle")
    responses: list[Response] = []
    page.on("response", lambda response: responses.append(response))  # noqa: PLW0108 - it marks what it is given
    page.keyboard.press("/")
    page.keyboard.type(query[:-1])
    start = page.evaluate("performance.now()")
    page.keyboard.type(query[-1])
    page.locator("[role=option]").first.wait_for()
    seconds = (page.evaluate("performance.now()") - start) / 1000
    said = page.locator("dialog [role=status]").inner_text()
    page.wait_for_load_state("networkidle")
    size = sum(sent(response) for response in responses)
    context.close()
    return size, seconds, said


def main() -> int:
    """Measure, print, and say whether the bytes are within their target."""
    rows: list[tuple[Any, ...]] = []
    with tempfile.TemporaryDirectory() as folder:
        site = build(Path(folder, "library"))
        with launched() as browser, served(site) as address:
            first_search(browser, address, "en", "warm")  # the machine's cache holds the files from here on
            for language, queries in QUERIES.items():
                for query in queries:
                    runs = [first_search(browser, address, language, query) for _ in range(RUNS)]
                    sizes, seconds, said = zip(*runs, strict=True)
                    rows.append((language, query, said[0], max(sizes) / 1000, statistics.median(seconds)))
    print(f"first search at {CARDS:,} cards: most bytes and median time of {RUNS}\n")
    print(f"{'':4}{'query':14}{'found':>18}{'kB':>10}{'target':>8}{'s':>8}{'target':>8}")
    for language, query, said, size, time in rows:
        missed = "" if size <= KILOBYTES else "  MISSED"
        print(f"{language:4}{query:14}{said:>18}{size:>10.1f}{KILOBYTES:>8.0f}{time:>8.2f}{SECONDS:>8.1f}{missed}")
    return int(any(size > KILOBYTES for *_, size, _ in rows))


if __name__ == "__main__":
    sys.exit(main())
