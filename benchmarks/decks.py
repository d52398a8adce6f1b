"""How fast packages are written: part of `make benchmark`. Ends with status 1 if the ratio is missed.

Ten thousand notes, made from the real ones, are written as a package and, in the same run, as the same rows by plain
sqlite3 into a file that plain zipfile compresses. The difference is what genanki and our care for it cost.
"""

from __future__ import annotations

import io
import sqlite3
import statistics
import sys
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.anki.build import collect
from cardwright.anki.package import Deck, Stamps, write_package
from cardwright.cli.common import drawn
from cardwright.project import Project
from cardwright.reading.load import load

if TYPE_CHECKING:
    from collections.abc import Callable

    from cardwright.anki.notes import Note

RUNS, NOTES, DECKS = 5, 10_000, 19
TIMES_PLAIN = 1.5
"""Target: processor time of a package against the same rows written plainly."""

Tables = dict[str, tuple[str, list[tuple[object, ...]]]]


def seconds(work: Callable[[], object]) -> float:
    """Processor time of a piece of work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def rows_of(package: bytes) -> Tables:
    """Name of each table of a package -> how it is made, and its rows."""
    database = sqlite3.connect(":memory:")
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        database.deserialize(archive.read("collection.anki2"))
    made = dict(database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE%'"))
    return {
        name: (sql, database.execute(f"SELECT * FROM {name}").fetchall())  # noqa: S608 - names of the file itself
        for name, sql in made.items()
        if not name.startswith("sqlite_")
    }


def plainly(tables: Tables, folder: Path) -> None:
    """The same rows by sqlite3 and zipfile, without anything else."""
    path = folder / "plain.anki2"
    path.unlink(missing_ok=True)
    database = sqlite3.connect(path)
    for name, (sql, rows) in tables.items():
        database.execute(sql)
        if rows:
            marks = ",".join("?" * len(rows[0]))
            database.executemany(f"INSERT INTO {name} VALUES ({marks})", rows)  # noqa: S608 - as above
    database.commit()
    database.close()
    with zipfile.ZipFile(folder / "plain.apkg", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, "collection.anki2")


def many(own: tuple[Note, ...]) -> list[Deck]:
    """Ten thousand notes in as many decks as there are topics."""
    notes = [replace(own[n % len(own)], guid=f"{n:010}", due=n + 1) for n in range(NOTES)]
    return [Deck(1_700_000_000_000 + k, f"Deck {k}", "", tuple(notes[k::DECKS])) for k in range(DECKS)]


def main() -> int:
    """Measure, print, and say whether the ratio holds."""
    project = Project.find(Path(__file__).resolve())
    library = load(project).library
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        collection = collect(library, drawn(library, folder)[0], project)
        decks, kind = many(collection.published["en"]), collection.outfit.note_type
        tables = rows_of(write_package(decks, kind, Stamps()).data)
        runs = [
            (seconds(lambda: write_package(decks, kind, Stamps())), seconds(lambda: plainly(tables, folder)))
            for _ in range(RUNS)
        ]
    ours, plain = (statistics.median(column) for column in zip(*runs, strict=True))
    ratio = ours / plain
    print(f"{NOTES:,} notes in a package: {ours:.2f} s; the same rows plainly: {plain:.2f} s; median of {RUNS}\n")
    print(f"{'':58}{'figure':>10}{'target':>10}")
    missed = "" if ratio <= TIMES_PLAIN else "  MISSED"
    print(f"{'a package against sqlite3 and zip, processor':58}{ratio:>8.2f} x{TIMES_PLAIN:>8.1f} x{missed}")
    return int(ratio > TIMES_PLAIN)


if __name__ == "__main__":
    sys.exit(main())
