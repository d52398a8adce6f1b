"""How a page of the real site comes to a phone: Lighthouse's marks for speed, and bytes; part of `make benchmark`.

The site is served with gzip, as web hosts do. Lighthouse slows line and processor down to those of a middling phone;
its marks still depend on this machine, so the middle of several runs counts.
"""

from __future__ import annotations

import gzip
import re
import statistics
import sys
from typing import TYPE_CHECKING

from library import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from auditing import audit
from launching import launched
from serving import served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Response

PAGES = ("en/", "en/topics/inference-serving/", "en/cards/kv-cache-memory/", "en/explore/")
RUNS = 5
MARK, KILOBYTES, HTML_KILOBYTES, NODES = 0.95, 90.0, 9.0, 800
"""Targets: Lighthouse's mark; of a card's page the whole and its HTML, both compressed, and its elements.

HTML of the page in the middle of all cards, as `docs/decisions.md` explains.
"""
SHORT = 1200
"""Words of a page of a card that is within the target in any case; the shortest have 900."""


def marks(address: str) -> list[tuple[str, float]]:
    """Lighthouse's mark for the speed of each page: the median."""
    return [(path, statistics.median(_mark(f"{address}{path}") for _ in range(RUNS))) for path in PAGES]


def _mark(address: str) -> float:
    return float(audit(address, ["performance"])["categories"]["performance"]["score"])


def cold(browser: Browser, address: str) -> tuple[float, int]:
    """Compressed kB that a reader who has nothing yet is sent for a card, and the elements of its page."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it marks what it is given
    page.goto(f"{address}{PAGES[2]}", wait_until="networkidle")
    size = sum(len(gzip.compress(answer.body())) for answer in answers)
    nodes = page.locator("*").count()
    context.close()
    return size / 1000, nodes


def weights(site: Path) -> list[tuple[float, int]]:
    """Compressed HTML in kB, and words, of every card's page in both languages, the lightest first."""
    pages = [path.read_text(encoding="utf-8") for path in site.glob("*/cards/*/index.html")]
    return sorted((len(gzip.compress(html.encode())) / 1000, _words(html)) for html in pages if "<article" in html)


def _words(html: str) -> int:
    article = re.sub(r"<svg.*?</svg>", "", html[html.index("<article") : html.index("</article>")], flags=re.DOTALL)
    return len(re.sub(r"<[^>]+>", "", article).split())


def main() -> int:
    """Measure, print, and say whether the targets are met."""
    site = ROOT / "build" / "site"
    with launched() as browser, served(site, compressing=True) as address:
        size, nodes = cold(browser, address)
        found = marks(address)
    pages = weights(site)
    heavy = [page for page in pages if page[0] > HTML_KILOBYTES]
    middle, tenth, heaviest = pages[len(pages) // 2], pages[len(pages) * 9 // 10], pages[-1]
    print(f"a card, cold: {size:.1f} kB (target {KILOBYTES:.0f}), {nodes} elements (target {NODES})")
    print(f"HTML of the card in the middle: {middle[0]:.2f} kB (target {HTML_KILOBYTES:.0f});", end=" ")
    print(f"{len(pages) - len(heavy)} of {len(pages)} pages are within it,", end=" ")
    print(f"nine of ten within {tenth[0]:.1f} kB, all within {heaviest[0]:.1f} kB", end=" ")
    print(f"(a page of {middle[1]:,}, {tenth[1]:,} and {heaviest[1]:,} words)")
    for path, mark in found:
        print(f"Lighthouse, speed, median of {RUNS}: {path:34}{mark:.2f} (target {MARK})")
    wrong = [mark for _, mark in found if mark < MARK] + [words for _, words in heavy if words <= SHORT]
    return int(bool(wrong) or size > KILOBYTES or nodes >= NODES or middle[0] > HTML_KILOBYTES)


if __name__ == "__main__":
    sys.exit(main())
