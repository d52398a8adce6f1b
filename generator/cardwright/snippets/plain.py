"""A process for each program, for platforms without fork; slower, and with fewer limits where there are none to set."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.snippets import sandbox
from cardwright.snippets.inside.limits import folder_size
from cardwright.snippets.job import Job, Limits, Result, Status, result_of

if TYPE_CHECKING:
    from collections.abc import Sequence

TICK_SECONDS = 0.02
_NOTHING: Mapping[str, object] = {"raised": None, "drawings": []}
"""The report of a program that made none."""


@dataclass(slots=True)
class PlainRunner:
    """Runs programs one after the other, each in a fresh Python, without a sandbox."""

    limits: Limits = field(default_factory=Limits)
    notice: str | None = None

    def run(self, jobs: Sequence[Job]) -> list[Result]:
        """Run every job; the results are in the order of the jobs."""
        self.notice = sandbox.NOTICE.format(reason="this platform has none")
        return [self._run(job) for job in jobs]

    def _run(self, job: Job) -> Result:
        with tempfile.TemporaryDirectory(prefix="snippet-", ignore_cleanup_errors=True) as name:
            beside, inside = Path(name), Path(name, "folder")
            inside.mkdir()
            computed = _computed()
            (beside / "job").write_text(json.dumps({"limits": asdict(self.limits), **job.data()}), encoding="utf-8")
            with (
                (beside / "job").open("rb") as sent,
                (beside / "stdout").open("wb") as out,
                (beside / "stderr").open("wb") as err,
                subprocess.Popen(  # noqa: S603 - the command is ours
                    sandbox.python("once", str(beside / "report")),
                    stdin=sent,
                    stdout=out,
                    stderr=err,
                    cwd=inside,
                    env=sandbox.environment(inside),
                    start_new_session=True,
                ) as process,
            ):
                stopped = self._watch(process, beside)
            if self._is_late(process.returncode, _computed() - computed):
                stopped = stopped or Status.TIMEOUT
            return self._result(beside, process.returncode, stopped)

    def _watch(self, process: subprocess.Popen[bytes], beside: Path) -> Status | None:
        """Wait until the program ends, or end it: then why."""
        deadline = time.monotonic() + self.limits.wall_seconds
        stopped = None
        try:
            while process.poll() is None and stopped is None:
                time.sleep(TICK_SECONDS)
                stopped = self._excess(beside, deadline)
        finally:
            _kill(process)
        return stopped or (Status.FLOOD if self._flooded(beside) else None)

    def _is_late(self, code: int, computed: float) -> bool:
        """Whether a process was killed for the time that it computed."""
        by_limit = sys.platform != "win32" and -code == signal.SIGXCPU
        return by_limit or (code < 0 and computed >= self.limits.cpu_seconds)

    def _excess(self, beside: Path, deadline: float) -> Status | None:
        if self._flooded(beside):
            return Status.FLOOD
        if folder_size(beside / "folder") > self.limits.folder_bytes:
            return Status.DISK
        return Status.TIMEOUT if time.monotonic() > deadline else None

    def _flooded(self, beside: Path) -> bool:
        return sum((beside / name).stat().st_size for name in ("stdout", "stderr")) > self.limits.output_bytes

    def _result(self, beside: Path, code: int, stopped: Status | None) -> Result:
        status, report, code = (stopped, _NOTHING, 0) if stopped else _ended(beside, code)
        printed = {name: _printed(beside / name, self.limits.output_bytes) for name in ("stdout", "stderr")}
        return result_of({"status": status, "code": code, **report, **printed})


def _ended(beside: Path, code: int) -> tuple[Status, Mapping[str, object], int]:
    if code < 0:
        return Status.KILLED, _NOTHING, -code
    try:
        found = json.loads((beside / "report").read_bytes())
        report = {name: found[name] for name in _NOTHING}
    except (OSError, ValueError, TypeError, KeyError):
        return Status.EXITED, _NOTHING, code
    return Status.RAISED if report["raised"] else Status.FINISHED, report, 0


def _printed(path: Path, cap: int) -> str:
    with path.open("rb") as file:
        return file.read(cap).decode(errors="replace")


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _computed() -> float:
    """Seconds of computing of all programs that have ended; unknown where a limit on them is, too."""
    times = os.times()
    return times.children_user + times.children_system
