"""Runs one program in the process that it is called in, and says how it ended."""

from __future__ import annotations

import importlib.abc
import json
import linecache
import os
import sys
import tempfile
import traceback
import types
from collections.abc import Callable, Mapping, Sequence
from importlib.machinery import ModuleSpec
from typing import Any

MAX_MESSAGE = 2000

DRAWING = ("cardwright.plot", "cardwright.charts")
"""What a program may import of ours."""

MAX_DRAWINGS, MAX_DRAWING = 4, 100_000
"""Pictures that are handed over, and letters of each."""


def run(job: Mapping[str, Any], report: Callable[[bytes], object]) -> None:
    """Run the parts of a job, one after the other, in one fresh namespace, in the current folder.

    Args:
        job: `parts` (pairs of name and code) and `requires` (packages beside the standard library).
        report: Takes one JSON object: `raised` is null, or `type`, `message`, `part` and `line`; `drawings` are the
            pictures that were drawn with `cardwright.plot`, as SVG.
    """
    _settle()
    _offer(job["requires"])
    error = _execute(job["parts"])
    error = _flush() or error
    raised = _describe(error, [name for name, _ in job["parts"]]) if error else None
    report(json.dumps({"raised": raised, "drawings": _drawings()}).encode())


def _settle() -> None:
    """Make the current folder the only one, and the three standard streams new, whatever they were."""
    os.environ["HOME"] = os.environ["TMPDIR"] = os.getcwd()  # noqa: PTH109 - the text is what is needed
    tempfile.tempdir = None
    sys.argv = [""]
    for name, descriptor, mode in (("stdin", 0, "r"), ("stdout", 1, "w"), ("stderr", 2, "w")):
        stream = open(descriptor, mode, encoding="utf-8", newline="\n", closefd=False)  # noqa: SIM115 - never closed
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


class _Offered(importlib.abc.MetaPathFinder):
    """Lets a program import what a reader's browser has, and nothing else that happens to be installed here."""

    def __init__(self, requires: Sequence[str]) -> None:
        self._names = {*requires, *sys.stdlib_module_names}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: types.ModuleType | None = None
    ) -> ModuleSpec | None:
        del path, target
        top = fullname.partition(".")[0]
        if top in self._names or top.startswith("_sysconfigdata") or fullname.startswith(DRAWING):
            return None
        message = f"No module named {fullname!r} among the standard library and what `requires` lists"
        raise ModuleNotFoundError(message, name=fullname)


def _offer(requires: Sequence[str]) -> None:
    if "numpy" not in requires:
        for name in [name for name in sys.modules if name.partition(".")[0] == "numpy"]:
            del sys.modules[name]
    sys.meta_path.insert(0, _Offered(requires))


def _execute(parts: Sequence[tuple[str, str]]) -> BaseException | None:
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    for name, code in parts:
        linecache.cache[_file(name)] = (len(code), None, code.splitlines(keepends=True), _file(name))
    try:
        for name, code in parts:
            compiled = compile(code, _file(name), "exec", dont_inherit=True)
            exec(compiled, module.__dict__)  # noqa: S102 - running code is what this module is for
    except BaseException as error:  # noqa: BLE001 - also SystemExit and KeyboardInterrupt are just ways to fail
        return error
    return None


def _file(part: str) -> str:
    return f"<{part}>"


def _flush() -> BaseException | None:
    """Write out what is still buffered; a stream that the program closed has been written out already."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None and not stream.closed:
                stream.flush()
    except Exception as error:  # noqa: BLE001 - the program may have put anything in the place of a stream
        return error
    return None


def _drawings() -> list[str]:
    """What was drawn; the program may have put anything in its place."""
    plot = sys.modules.get("cardwright.plot")
    try:
        pictures = plot.taken() if plot else []
        return [str(picture)[:MAX_DRAWING] for picture in pictures[:MAX_DRAWINGS]]
    except BaseException:  # noqa: BLE001 - what stands there is the program's own code
        return []


def _describe(error: BaseException, names: Sequence[str]) -> dict[str, Any]:
    part_of = {_file(name): name for name in names}
    places = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_tb(error.__traceback__)]
    if isinstance(error, SyntaxError):
        places.append((error.filename or "", error.lineno or 1))
    place = next((p for p in reversed(places) if p[0] in part_of), None)
    return {
        "type": type(error).__name__,
        "message": _message(error)[:MAX_MESSAGE],
        "part": part_of[place[0]] if place else None,
        "line": place[1] if place else None,
    }


def _message(error: BaseException) -> str:
    try:
        return error.msg if isinstance(error, SyntaxError) else str(error)
    except Exception:  # noqa: BLE001 - the text of an exception is the program's own code
        return ""
