"""What building the site costs, against stock Material on the same Markdown in the same run; part of `make benchmark`.

Stock is what the documentation of MkDocs, Material and mkdocs-static-i18n tells one to do: a folder for each language,
the plugins search and i18n, the navigation as the folders give it. Ours is the whole of `cardwright build`: both
languages, search and decks. Costs are processor time of a process and of all that it starts.

Usage: site.py [--quick]   (--quick leaves out the five-fold library)
"""

from __future__ import annotations

import contextlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import yaml
from library import ROOT, make

sys.path.insert(0, str(ROOT / "tests"))

from launching import launched

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CARDS, TIMES = 1_000, 5
COLD, UNCHANGED, EDITED, SEEN = 0.30, 0.03, 0.15, 0.03
"""Targets against stock: everything; nothing changed; one card edited; one card edited without a new search index."""
GROWTH, GIGABYTES, SECONDS = 5.5, 1.5, 1.0
"""Targets: five times the cards against one time, memory of it, and how soon an edit is on the screen."""

STOCK = """
site_name: Stock
theme: {name: material}
docs_dir: docs
site_dir: site
plugins:
  - search
  - i18n:
      docs_structure: folder
      languages:
        - {locale: en, name: English, default: true, build: true}
        - {locale: es, name: Español, build: true}
"""
CARDWRIGHT = (sys.executable, "-m", "cardwright.cli")


@dataclass(frozen=True, slots=True)
class Cost:
    """Processor seconds of a command and all that it started, seconds on the clock, most memory at a time in bytes."""

    processor: float
    wall: float
    memory: int


def cost(command: Sequence[str], folder: Path) -> Cost:
    """Run a command that must succeed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    ) as process:
        watch = _Memory(process.pid)
        said, _ = process.communicate()
        most = watch.stop()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}:\n{said}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(processor, time.perf_counter() - start, most)


class _Memory(threading.Thread):
    """Looks twice a second how much memory the processes of a session hold together.

    A page of memory that processes share since a fork counts once (proportional set size).
    """

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session, self._over, self._most = session, threading.Event(), 0
        self.start()

    def run(self) -> None:
        while not self._over.wait(0.5):
            self._most = max(self._most, sum(_held(process) for process, _ in _processes(self._session)))

    def stop(self) -> int:
        """Bytes, at the most."""
        self._over.set()
        self.join()
        return self._most


def _processes(session: int) -> Iterator[tuple[Path, list[str]]]:
    """What Linux says of every process of a session: its folder, and the words after its name."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            words = stat.read_text().rpartition(")")[2].split()
            if int(words[3]) == session:
                yield stat.parent, words


def _held(process: Path) -> int:
    with contextlib.suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+) kB", (process / "smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) * 1024 if found else 0
    return 0


def _processor(session: int) -> float:
    """Processor seconds of a session's processes by now, of those included that have ended."""
    return sum(sum(map(int, words[11:15])) for _, words in _processes(session)) / 100


def project(root: Path, cards: int) -> Path:
    """A library of so many cards with the repository's looks."""
    make(root, cards)
    for name in ("site", "decks"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    (root / "node_modules").symlink_to(ROOT / "node_modules")
    return root


def edit(card: Path, word: str) -> None:
    """Put a word into both languages of a card's reasons."""
    text = card.read_text(encoding="utf-8")
    start = text.index("\nwhy:")
    end = re.compile(r"\n[a-z_]+:").search(text, start + 5)
    why = re.sub(r"(\n  (?:en|es): [>|]-?\n    )", rf"\g<1>{word} ", text[start : end.start() if end else None])
    card.write_text(text[:start] + why + (text[end.start() :] if end else ""), encoding="utf-8")


def stock(root: Path, pages: Path) -> Cost:
    """Stock Material builds the Markdown that ours made: once, since it keeps nothing for the next time."""
    root.mkdir()
    for language in ("en", "es"):
        shutil.copytree(pages / language, root / "docs" / language, ignore=shutil.ignore_patterns("assets", "*.json"))
    (root / "mkdocs.yml").write_text(STOCK, encoding="utf-8")
    return cost([sys.executable, "-m", "mkdocs", "build", "--quiet"], root)


def shown(root: Path) -> tuple[float, float]:
    """Processor and clock seconds from saving a card to reading the edit in a browser, with `cardwright serve`."""
    card = root / "content/cards" / _topic(root) / "card-0.yaml"
    command = [*CARDWRIGHT, "serve", "--port", "0"]
    with (
        subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True, start_new_session=True) as process,
        launched() as browser,
    ):
        try:
            address = next(found[0] for line in process.stdout or () if (found := re.search(r"http://\S+", line)))
            threading.Thread(target=lambda: list(process.stdout or ()), daemon=True).start()
            page = browser.new_page()
            page.goto(f"{address}en/cards/card-0/", wait_until="networkidle")
            runs = []
            for number in range(3):
                time.sleep(3)  # what follows an edit behind the scenes is over
                before, start = _processor(process.pid), time.perf_counter()
                edit(card, f"edited{number}")
                page.get_by_text(f"edited{number}").first.wait_for()
                wall = time.perf_counter() - start
                time.sleep(3)
                runs.append((_processor(process.pid) - before, wall))
        finally:
            process.terminate()
    return sorted(runs)[1][0], sorted(run[1] for run in runs)[1]


def _topic(root: Path) -> str:
    topics = yaml.safe_load((root / "content/topics.yaml").read_text(encoding="utf-8"))
    return str(topics[0]["id"])


def main(arguments: Sequence[str]) -> int:
    """Measure, print, and say whether the ratios are within their targets."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        ours = project(place / "ours", CARDS)
        cold = cost([*CARDWRIGHT, "build"], ours)
        theirs = stock(place / "stock", ours / "build/pages")
        unchanged = cost([*CARDWRIGHT, "build"], ours)
        edit(ours / "content/cards" / _topic(ours) / "card-0.yaml", "edited")
        edited = cost([*CARDWRIGHT, "build"], ours)
        seen, soon = shown(ours)
        rows = [
            ("stock, both languages", theirs.processor, theirs.wall, None),
            ("ours, cold", cold.processor, cold.wall, COLD),
            ("nothing changed", unchanged.processor, unchanged.wall, UNCHANGED),
            ("one card edited", edited.processor, edited.wall, EDITED),
            ("one card edited, as `serve` shows it", seen, soon, SEEN),
        ]
        print(f"{CARDS:,} cards, two languages{'':14}{'processor':>10}{'wall':>9}{'of stock':>10}{'target':>8}")
        missed = False
        for name, processor, wall, target in rows:
            ratio = processor / theirs.processor
            late = target is not None and ratio > target
            missed |= late
            end = f"{ratio:>10.3f}{target:>8.2f}{'  MISSED' if late else ''}" if target else ""
            print(f"{name:38}{processor:>8.1f} s{wall:>7.1f} s{end}")
        print(f"an edit is on the screen after {soon:.2f} s (target {SECONDS:.1f} s)")
        print(f"memory at {CARDS:,} cards: ours {cold.memory / 1e9:.2f} GB, stock {theirs.memory / 1e9:.2f} GB")
        if "--quick" not in arguments:
            large = cost([*CARDWRIGHT, "build"], project(place / "large", CARDS * TIMES))
            growth = large.processor / cold.processor
            missed |= growth > GROWTH or large.memory > GIGABYTES * 1e9
            print(
                f"{CARDS * TIMES:,} cards cost {growth:.2f} times as much (target {GROWTH}), {large.processor:.0f} s, "
                f"and {large.memory / 1e9:.2f} GB (target {GIGABYTES})"
            )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
