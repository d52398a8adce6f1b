"""What running Python costs a reader: bytes and times in a real browser, part of `make benchmark`.

The clock runs in the page, from the click to the text on the screen; everything comes from a server on this machine,
so that it says what the browser has to do and nothing about anybody's line. The site is the one in `build/site`.
"""

from __future__ import annotations

import gzip
import json
import statistics
import sys
from typing import TYPE_CHECKING

from library import ROOT

sys.path.insert(0, str(ROOT / "tests"))

from launching import launched
from serving import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

RUNS = 5
CARDS = {"without NumPy": "en/cards/kv-cache-memory/", "with NumPy": "en/cards/hnsw-vs-ivf/"}
TARGETS = {"first": 5.0, "again": 0.1, "stop": 0.1, "before": 3_000}
"""Seconds until the first output, of another run of a short snippet, of Stop; bytes of script before a click."""

TIMED = """async ([job, seconds]) => {
  const { cwSession } = document.querySelector("script[data-cw-python]").dataset;
  const began = performance.now();
  const session = await import(new URL(cwSession, document.baseURI).href);
  const stop = new AbortController();
  let first = null, stopped = null;
  const onOutput = () => {
    first ??= performance.now() - began;
    if (seconds !== null) setTimeout(() => { stopped = performance.now(); stop.abort(); }, seconds * 1000);
  };
  await session.run(job, { onOutput, signal: stop.signal });
  return [first, performance.now() - (stopped ?? began)].map((time) => time / 1000);
}"""


def measured(browser: Browser, address: str, card: str) -> tuple[float, float, float]:
    """Seconds until the first output of a first run, of a run after it, and of Stop."""
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    page.goto(address + card, wait_until="networkidle")
    import_numpy = "import numpy\n" if card == CARDS["with NumPy"] else ""
    short = {"parts": [{"name": "snippet.py", "code": f"{import_numpy}print(1)"}]}
    endless = {"parts": [{"name": "snippet.py", "code": "print(1)\nwhile True: pass"}]}
    first = page.evaluate(TIMED, [short, None])[0]
    again = page.evaluate(TIMED, [short, None])[1]
    stop = page.evaluate(TIMED, [endless, 0.2])[1]
    context.close()
    return first, again, stop


def main() -> int:
    """Measure and print; status 1 if a target is missed."""
    site = ROOT / "build" / "site"
    listed = next((site / "python").glob("en.*.json"))
    files = json.loads(listed.read_text(encoding="utf-8"))["files"]
    panel = next((site / "en" / "assets" / "cardwright").glob("panel.*.js"))
    before = len(gzip.compress(panel.read_bytes()))
    print(f"before a click: {before:,} bytes of script (at most {TARGETS['before']:,})")
    print(f"runtime: {sum(file['size'] for file in files.values()) / 1e6:.1f} MB, once")
    missed = before > TARGETS["before"]
    with launched() as browser, served(site) as address:
        for name, card in CARDS.items():
            runs = [measured(browser, address, card) for _ in range(RUNS)]
            values = [statistics.median(column) for column in zip(*runs, strict=True)]
            for what, value in zip(("first", "again", "stop"), values, strict=True):
                print(f"{name}, {what}: {value:.3f} s (at most {TARGETS[what]} s)")
                missed |= value > TARGETS[what]
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
