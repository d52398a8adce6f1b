"""Packages are the same bytes every time, whole, and leave nothing behind."""

from __future__ import annotations

import hashlib
import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
import zipfile

import pytest

from cardwright.anki.package import FIRST_TIME, Stamps
from cardwright.markup.typesetting import typeset
from cardwright.reading.load import load
from publishing import build_decks

BUILD = """
import sys
from pathlib import Path
from cardwright.anki.build import collect, write_packages
from cardwright.cli.common import drawn
from cardwright.project import Project
from cardwright.reading.load import load
project = Project(Path(sys.argv[1]))
library = load(project).library
write_packages(collect(library, drawn(library, project.cache)[0], project), project)
"""


def digests(project):
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in project.built_decks.iterdir()}


def test_another_process_with_other_hashes_writes_the_same_bytes(library, drawings, project):
    build_decks(library, drawings, project)
    first = digests(project)
    for path in project.built_decks.iterdir():
        path.unlink()
    environment = {**os.environ, "PYTHONHASHSEED": "1", "TZ": "Asia/Kolkata"}
    subprocess.run([sys.executable, "-W", "error", "-c", BUILD, str(project.root)], check=True, env=environment)
    assert digests(project) == first


def test_a_second_build_touches_no_file(ten, drawings, project):
    build_decks(ten, drawings, project)
    before = {p: p.stat().st_mtime_ns for p in project.built_decks.iterdir()}
    build_decks(ten, drawings, project)
    assert {p: p.stat().st_mtime_ns for p in project.built_decks.iterdir()} == before


def test_nothing_is_left_in_the_temporary_folder(ten, drawings, project, tmp_path, monkeypatch):
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert tempfile.gettempdir() == str(folder)
    build_decks(ten, drawings, project)
    assert list(folder.iterdir()) == []


def test_packages_are_named_by_the_registry_and_stale_ones_go(ten, drawings, project):
    project.built_decks.mkdir(parents=True)
    (project.built_decks / "old.apkg").write_bytes(b"")
    packages = build_decks(ten, drawings, project)
    assert {key: package.path.name for key, package in packages.items()} == {
        ("en", "complete"): "cardwright-en.apkg",
        ("en", "core"): "cardwright-en-core.apkg",
        ("es", "complete"): "cardwright-es.apkg",
        ("es", "core"): "cardwright-es-core.apkg",
    }
    tables = {package.table for package in packages.values() if package.table}
    assert {path.name for path in tables} == {"cardwright-en.tsv", "cardwright-es.tsv"}
    assert {p.path for p in packages.values()} | tables == set(project.built_decks.iterdir())
    assert all(p.size == p.path.stat().st_size and p.notes > 0 for p in packages.values())


@pytest.fixture
def archive(ten, drawings, project):
    with zipfile.ZipFile(build_decks(ten, drawings, project)["en", "complete"].path) as opened:
        yield opened


def test_the_archive_has_no_clock_and_no_machine_in_it(archive):
    assert [i.filename for i in archive.infolist()] == ["collection.anki2", "media"]
    assert {(i.date_time, i.create_system, i.compress_type) for i in archive.infolist()} == {
        ((1980, 1, 1, 0, 0, 0), 3, zipfile.ZIP_DEFLATED)
    }
    assert archive.read("media") == b"{}"


def test_every_row_has_the_fixed_time(archive):
    database = sqlite3.connect(":memory:")
    database.deserialize(archive.read("collection.anki2"))
    assert database.execute("select distinct mod from notes union select mod from cards").fetchall() == [(FIRST_TIME,)]
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    database.close()


def test_a_card_that_is_not_in_a_language_is_not_in_its_package(hostile):
    (hostile.content / "kb.yaml").write_text(
        (hostile.content / "kb.yaml").read_text().replace("languages: [en]", "languages: [en, es]")
    )
    library = load(hostile).library
    drawn, _ = typeset(library, hostile.cache)
    sizes = {key: package.notes for key, package in build_decks(library, drawn, hostile).items()}
    assert sizes == {("en", "complete"): 3, ("en", "core"): 0, ("es", "complete"): 0, ("es", "core"): 0}


def test_the_digest_is_of_the_rows(ten, drawings, project):
    packages = build_decks(ten, drawings, project)
    digests = {package.digest for package in packages.values()}
    assert len(digests) == len(packages)
    assert {package.digest for package in build_decks(ten, drawings, project).values()} == digests
    later = build_decks(ten, drawings, project, Stamps(note=lambda _: FIRST_TIME + 1))
    assert digests.isdisjoint(package.digest for package in later.values())


def test_a_full_disk_leaves_all_of_the_previous_packages(library, drawings, project):
    build_decks(library, drawings, project)
    before = digests(project)
    largest = max(path.stat().st_size for path in project.built_decks.iterdir())
    for path in (project.content / "cards").rglob("*.yaml"):
        path.write_text(path.read_text().replace("level: junior", "level: mid"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "cardwright.cli", "decks"],
        cwd=project.root,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest // 4, largest // 4)),
    )
    assert done.returncode == 1
    assert "error: cannot write " in done.stderr
    assert "Traceback" not in done.stderr
    assert digests(project) == before
