"""A program to run, what it may use, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_REASON = 300


@dataclass(frozen=True, slots=True)
class Limits:
    """What a program may use. Times in seconds, sizes in bytes; `output_bytes` counts both streams."""

    cpu_seconds: int = 10
    wall_seconds: float = 20
    memory_bytes: int = 1 << 30
    file_bytes: int = 8 << 20
    folder_bytes: int = 64 << 20
    open_files: int = 64
    output_bytes: int = 50_000


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of code with the name that messages give it (`solution`, `tests`)."""

    name: str
    code: str


@dataclass(frozen=True, slots=True)
class Job:
    """A program: parts that run one after the other in one namespace, and the packages that they import."""

    parts: tuple[Part, ...]
    requires: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """The program as plain data: what runs it reads this, and its digest is made of this."""
        return {"parts": [[part.name, part.code] for part in self.parts], "requires": list(self.requires)}

    def line(self, name: str, number: int) -> str:
        """A line of a part, without the space around it; empty if there is none."""
        lines = next((p.code for p in self.parts if p.name == name), "").splitlines()
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""


class Status(StrEnum):
    """How a program ended."""

    FINISHED = "finished"
    RAISED = "raised"
    EXITED = "exited"
    TIMEOUT = "timeout"
    FLOOD = "flood"
    DISK = "disk"
    KILLED = "killed"
    LOST = "lost"


REPEATABLE = {Status.FINISHED, Status.RAISED, Status.EXITED, Status.FLOOD}
"""Ends that depend on the program alone, and not on how busy the machine was."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception; `part` and `line` say where in the program, if it was there."""

    type: str
    message: str
    part: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        place = f"line {self.line} of the {self.part} raised " if self.part else ""
        first = self.message.strip().partition("\n")[0]
        return f"{place}{self.type}{': ' if first else ''}{visible(first)[:MAX_REASON]}"


@dataclass(frozen=True, slots=True)
class Result:
    """How a program ended and what it printed, at most as much as its limits allow.

    `code` is the exit status of a program that ended itself, the number of the signal that killed it, or 0;
    `drawings` are the pictures that it drew, as SVG that nobody has looked at.
    """

    status: Status
    stdout: str = ""
    stderr: str = ""
    raised: Raised | None = None
    code: int = 0
    drawings: tuple[str, ...] = ()

    def reason(self, limits: Limits) -> str:
        """Why the program did not end well, in words that follow its name."""
        return {
            Status.FINISHED: "ended well",
            Status.RAISED: str(self.raised),
            Status.EXITED: f"ended its process before its last line (exit status {self.code})",
            Status.TIMEOUT: f"was stopped: it takes more than {limits.cpu_seconds:g} s of computing "
            f"or {limits.wall_seconds:g} s in all",
            Status.FLOOD: f"was stopped: it prints more than {limits.output_bytes:,} bytes; the rest was cut",
            Status.DISK: f"was stopped: it writes files of more than {limits.folder_bytes >> 20} MB in all",
            Status.KILLED: f"was killed by signal {self.code}",
            Status.LOST: "took down the process that runs the code of cards",
        }[self.status]


def result_of(data: Mapping[str, Any]) -> Result:
    """A result from plain data.

    Raises:
        KeyError, TypeError, ValueError: The data is something else.
    """
    raised = data["raised"]
    for name in ("stdout", "stderr"):
        if not isinstance(data[name], str):
            raise TypeError(name)
    return Result(
        Status(data["status"]),
        data["stdout"],
        data["stderr"],
        Raised(raised["type"], raised["message"], raised["part"], raised["line"]) if raised is not None else None,
        int(data["code"]),
        tuple(map(str, data["drawings"])),
    )


def visible(text: str) -> str:
    """Text with its control characters written as escapes, fit for a terminal."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
