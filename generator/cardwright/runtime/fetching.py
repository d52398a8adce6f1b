"""Packages from the registries of npm and PyPI, through their own programs, and files that somebody downloaded."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.errors import CardwrightError
from cardwright.markup.node import node_program
from cardwright.writing import write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardwright.project import Project
    from cardwright.runtime.manifest import Source


def fetched(source: Source, project: Project) -> bytes:
    """The file that a source names; what was fetched once stays in `build/runtime/downloads/`.

    Raises:
        CardwrightError: It cannot be had, or its hash is another.
    """
    if source.file:
        return _checked(source, _read(source, project.root / source.file))
    kept = project.runtime / "downloads" / source.sha256
    if kept.is_file() and digest(data := kept.read_bytes()) == source.sha256:
        return data
    with tempfile.TemporaryDirectory(prefix="runtime-") as folder:
        data = _checked(source, _download(source, Path(folder)))
    write(kept, data)
    return data


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _read(source: Source, path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CardwrightError(
            f"site/runtime.toml: {source.file} cannot be read: {error.strerror}",
            hint="no registry has it: download it once, by hand, and put it there (docs/runtime.md)",
        ) from error


def _checked(source: Source, data: bytes) -> bytes:
    if (found := digest(data)) != source.sha256:
        raise CardwrightError(
            f"site/runtime.toml: {source.name} {source.version} has the SHA-256 {found}, not {source.sha256}",
            hint="it is not the file that the manifest means: nothing was put together",
        )
    return data


def _download(source: Source, folder: Path) -> bytes:
    """What pip checks by hash itself, it gets the hash of; what npm packs is checked afterwards."""
    if source.npm:
        npm = [str(Path(node_program()).with_name("npm.cmd" if os.name == "nt" else "npm"))]
        _run([*npm, "pack", "--ignore-scripts", "--loglevel=error", f"{source.npm}@{source.version}"], source, folder)
    else:
        wanted = folder / "wanted.txt"
        write(wanted, f"{source.pypi}=={source.version} --hash=sha256:{source.sha256}\n")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--require-hashes"]
        _run([*pip, "--only-binary=:all:", "--dest", str(folder), "--requirement", str(wanted)], source, folder)
        wanted.unlink()
    return next(path for path in folder.iterdir() if path.is_file()).read_bytes()


def _run(command: Sequence[str], source: Source, folder: Path) -> None:
    beside = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    program = shutil.which(command[0], path=beside) or command[0]
    try:
        done = subprocess.run(  # noqa: S603 - npm and pip of this environment
            [program, *command[1:]],
            cwd=folder,
            env=os.environ | {"PATH": beside},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise CardwrightError(f"{command[0]} does not start: {error.strerror}", hint="run `make`") from error
    if done.returncode:
        reason = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason was given")
        raise CardwrightError(
            f"{source.name} {source.version} could not be fetched: {reason.strip()}",
            hint="the registry must be within reach, once; then the file stays in build/runtime/downloads/",
        )
