"""The wall: how Python is started so that the code of cards reaches neither the network nor files of this machine."""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from pathlib import Path

import cardwright
from cardwright.snippets import inside

NOTICE = "without a sandbox: {reason}, so network and files of this machine are reachable"
_SYSTEM = ("/usr", "/lib", "/lib32", "/lib64", "/libx32", "/bin", "/etc/ld.so.cache", "/etc/alternatives")
_HOME = "/tmp"  # noqa: S108 - inside the sandbox, where nobody else is


def python(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of `inside/`: no user site, no current folder, nothing written."""
    return [sys.executable, "-s", "-P", "-B", "-m", f"{inside.__name__}.{module}", *arguments]


def environment(temporary: Path) -> dict[str, str]:
    """All that a program finds in its environment: the same on every machine."""
    places = [_package().parent, *_numpy()]
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    folders = dict.fromkeys(("HOME", "TMPDIR", "TEMP", "TMP"), str(temporary))
    threads = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        **kept,
        **folders,
        **threads,
        "VECLIB_MAXIMUM_THREADS": "1",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONUTF8": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(str(place) for place in places),
    }


def walled(bwrap: str | None, command: list[str]) -> list[str] | None:
    """`command` behind bubblewrap; None where there is no such program.

    Inside there is no network, no other process, an empty home, and of this machine's files only what
    Python needs, to be read.
    """
    program = shutil.which(bwrap) if bwrap and sys.platform == "linux" else None
    if program is None:
        return None
    variables = [word for pair in environment(Path(_HOME)).items() for word in ("--setenv", *pair)]
    system = [word for place in _SYSTEM for word in ("--ro-bind-try", place, place)]
    needed = [word for place in _needed() for word in ("--ro-bind", str(place), str(place))]
    return [
        program,
        *("--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL", "--clearenv"),
        *variables,
        *("--dev", "/dev", "--tmpfs", _HOME),
        *system,
        *needed,
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", _HOME, "--"),
        *command,
    ]


def _needed() -> list[Path]:
    """What Python needs beside the system's own folders, a folder before what lies below it."""
    places = {
        Path(sys.prefix),
        Path(sys.base_prefix),
        Path(sys.base_prefix).resolve(),
        *_links(Path(sys.executable)),
        *_numpy(),
        _package() / "__init__.py",
        _package() / "plot.py",
        _package() / "charts",
        _package() / "snippets" / "__init__.py",
        _package() / "snippets" / inside.__name__.rpartition(".")[2],
    }
    covered = {Path(place) for place in _SYSTEM}
    for place in sorted(places):
        if not covered & {place, *place.parents}:
            covered.add(place)
    return sorted(covered - {Path(place) for place in _SYSTEM})


def _links(program: Path) -> list[Path]:
    """A program, and every file that it is a link to."""
    chain = [program]
    while chain[-1].is_symlink():
        chain.append(chain[-1].parent / chain[-1].readlink())
    return [Path(os.path.normpath(place)) for place in chain]


def _package() -> Path:
    return Path(cardwright.__file__).parent


def _numpy() -> list[Path]:
    """The folder that NumPy is installed in, found without importing it."""
    found = importlib.util.find_spec("numpy")
    return [Path(found.origin).parents[1]] if found and found.origin else []
