"""A process that has imported NumPy, reads jobs as lines of JSON, runs each in a fork and answers in lines of JSON.

A job: `id`, `parts`, `requires` and `limits`. An answer: `id`, `status`, `code`, `stdout`, `stderr`,
`raised`, `drawings`.
The first line it writes is the word `ready` in JSON. When its input ends, so does everything that it started.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import os
import selectors
import signal
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cardwright.snippets.inside import limits, program

TICK_SECONDS = 0.1
CHUNK = 1 << 16
_STDIN, _REPORT_FD = 0, 3


def main() -> None:
    """Serve until the input ends."""
    with contextlib.suppress(ImportError):
        importlib.import_module("numpy")
    worker = _Worker(os.dup(1))
    worker.answer("ready")
    worker.serve()


@dataclass(slots=True)
class _Child:
    """A program that is running: its process, what it has written and when its time is over."""

    job: Mapping[str, Any]
    pid: int
    folder: tempfile.TemporaryDirectory[str]
    pipes: dict[int, str]
    deadline: float
    written: dict[str, bytearray] = field(
        default_factory=lambda: {"stdout": bytearray(), "stderr": bytearray(), "report": bytearray()}
    )
    stopped: str | None = None

    def read(self, pipe: int) -> bool:
        """Take what stands in a pipe; false when there is nothing or never will be again."""
        try:
            chunk = os.read(pipe, CHUNK)
        except BlockingIOError:
            return False
        self.written[self.pipes[pipe]] += chunk
        return bool(chunk)

    @property
    def flooded(self) -> bool:
        """Whether it has printed more than it may."""
        printed = len(self.written["stdout"]) + len(self.written["stderr"])
        return printed > int(self.job["limits"]["output_bytes"])

    def excess(self, now: float) -> str | None:
        """Which limit that the kernel does not watch has been passed."""
        if self.flooded:
            return "flood"
        if now > self.deadline:
            return "timeout"
        return "disk" if limits.folder_size(Path(self.folder.name)) > self.job["limits"]["folder_bytes"] else None

    def kill(self) -> None:
        """End the program and whatever is left of its group."""
        for end, pid in ((os.killpg, self.pid), (os.kill, self.pid)):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                end(pid, signal.SIGKILL)


class _Worker:
    def __init__(self, answers: int) -> None:
        self._answers = answers
        self._selector = selectors.DefaultSelector()
        self._children: dict[int, _Child] = {}
        self._unread = bytearray()
        self._woken, wake = os.pipe()
        for end in (self._woken, wake):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(wake, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(_STDIN, selectors.EVENT_READ)
        self._selector.register(self._woken, selectors.EVENT_READ)

    def answer(self, value: object) -> None:
        line = json.dumps(value).encode() + b"\n"
        while line:
            line = line[os.write(self._answers, line) :]

    def serve(self) -> None:
        while True:
            for key, _ in self._selector.select(TICK_SECONDS if self._children else None):
                if key.fd == _STDIN:
                    if not self._take():
                        self._end()
                        return
                elif key.fd == self._woken:
                    with contextlib.suppress(BlockingIOError):
                        os.read(self._woken, CHUNK)
                elif key.data in self._children and not self._children[key.data].read(key.fd):
                    self._selector.unregister(key.fd)
            self._watch()
            self._reap()

    def _take(self) -> bool:
        chunk = os.read(_STDIN, CHUNK)
        self._unread += chunk
        *lines, rest = self._unread.split(b"\n")
        self._unread = bytearray(rest)
        for line in lines:
            self._start(json.loads(line))
        return bool(chunk)

    def _start(self, job: Mapping[str, Any]) -> None:
        folder = tempfile.TemporaryDirectory(prefix="snippet-", ignore_cleanup_errors=True)
        ends = {name: os.pipe() for name in ("stdout", "stderr", "report")}
        pid = os.fork()
        if pid == 0:
            _become(job, folder.name, {name: end[1] for name, end in ends.items()})
        for read_end, write_end in ends.values():
            os.close(write_end)
            os.set_blocking(read_end, False)
            self._selector.register(read_end, selectors.EVENT_READ, pid)
        pipes = {end[0]: name for name, end in ends.items()}
        self._children[pid] = _Child(job, pid, folder, pipes, time.monotonic() + job["limits"]["wall_seconds"])

    def _watch(self) -> None:
        now = time.monotonic()
        for child in self._children.values():
            if not child.stopped and (excess := child.excess(now)):
                child.stopped = excess
                child.kill()

    def _reap(self) -> None:
        for pid in list(self._children):
            done, status, usage = os.wait4(pid, os.WNOHANG)
            if done:
                self._finish(self._children.pop(pid), status, usage.ru_utime + usage.ru_stime)

    def _finish(self, child: _Child, status: int, cpu_seconds: float) -> None:
        child.kill()
        for pipe in child.pipes:
            while not child.flooded and child.read(pipe):
                pass
            with contextlib.suppress(KeyError):
                self._selector.unregister(pipe)
            os.close(pipe)
        child.folder.cleanup()
        self.answer({"id": child.job["id"], **_outcome(child, status, cpu_seconds), **_printed(child)})

    def _end(self) -> None:
        for child in self._children.values():
            child.kill()
            child.folder.cleanup()


def _become(job: Mapping[str, Any], folder: str, ends: Mapping[str, int]) -> None:
    """Turn this fork into the program; it never returns."""
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.chdir(folder)
        _connect(ends)
        limits.restrict(job["limits"])
        program.run(job, lambda data: os.write(_REPORT_FD, data))
    finally:
        os._exit(0)


def _connect(ends: Mapping[str, int]) -> None:
    """Make the pipes descriptors 1, 2 and 3, nothing descriptor 0, and close all others."""
    high = {name: os.dup(end) for name, end in ends.items()}
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(high["stdout"], 1)
    os.dup2(high["stderr"], 2)
    os.dup2(high["report"], _REPORT_FD, inheritable=False)
    os.closerange(_REPORT_FD + 1, os.sysconf("SC_OPEN_MAX"))


def _outcome(child: _Child, status: int, cpu_seconds: float) -> dict[str, Any]:
    if child.stopped or child.flooded:
        return {"status": child.stopped or "flood", "code": 0, "raised": None, "drawings": []}
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        late = number == signal.SIGXCPU or cpu_seconds >= child.job["limits"]["cpu_seconds"]
        return {"status": "timeout" if late else "killed", "code": number, "raised": None, "drawings": []}
    try:
        report = json.loads(child.written["report"])
        raised, drawings = report["raised"], list(map(str, report["drawings"]))
    except (ValueError, TypeError, KeyError):
        return {"status": "exited", "code": os.WEXITSTATUS(status), "raised": None, "drawings": []}
    return {"status": "raised" if raised else "finished", "code": 0, "raised": raised, "drawings": drawings}


def _printed(child: _Child) -> dict[str, str]:
    cap = child.job["limits"]["output_bytes"]
    return {name: bytes(child.written[name][:cap]).decode(errors="replace") for name in ("stdout", "stderr")}


if __name__ == "__main__":
    main()
