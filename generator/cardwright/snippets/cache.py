"""Results of programs, kept by the hash of everything that they depend on. Safe to delete at any time."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import sys
import sysconfig
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright import charts, plot
from cardwright.snippets import inside
from cardwright.snippets.job import REPEATABLE, Result, result_of
from cardwright.writing import remove_stale, write

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cardwright.snippets.job import Job, Limits


@dataclass(frozen=True)
class Cache:
    """Results below `folder`, for programs that run against `limits`."""

    folder: Path
    limits: Limits

    def get(self, job: Job) -> Result | None:
        """What is known about a program; a file that makes no sense is as good as none."""
        try:
            return result_of(json.loads(self._path(job).read_bytes()))
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def put(self, job: Job, result: Result) -> None:
        """Keep a result, if the program would end like that every time.

        Raises:
            CardwrightError: The place cannot be written.
        """
        if result.status in REPEATABLE:
            write(self._path(job), json.dumps(asdict(result), indent=1) + "\n")

    def keep_only(self, jobs: Iterable[Job]) -> None:
        """Remove what is known about any other program."""
        remove_stale(self.folder, [self._path(job) for job in jobs])

    def _path(self, job: Job) -> Path:
        whole = json.dumps([job.data(), self._surroundings], sort_keys=True)
        return self.folder / f"{hashlib.sha256(whole.encode()).hexdigest()[:32]}.json"

    @cached_property
    def _surroundings(self) -> list[object]:
        """What else the outcome depends on: versions, platform, limits and the code that runs programs."""
        return [sys.version, sysconfig.get_platform(), _numpy_version(), asdict(self.limits), _runner_digest()]


def _numpy_version() -> str | None:
    try:
        return importlib.metadata.version("numpy")
    except importlib.metadata.PackageNotFoundError:
        return None


def _runner_digest() -> str:
    digest = hashlib.sha256()
    folders = (Path(*inside.__path__), Path(*charts.__path__))
    for path in (Path(plot.__file__), *(path for folder in folders for path in sorted(folder.glob("*.py")))):
        digest.update(path.read_bytes())
    return digest.hexdigest()
