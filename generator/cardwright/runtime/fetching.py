"""Packages from the registries of npm and PyPI, through their own programs, and files that somebody downloaded."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.errors import CardwrightError
from cardwright.markup.node import pack_from_npm
from cardwright.writing import write

if TYPE_CHECKING:
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
        pack_from_npm(f"{source.npm}@{source.version}", folder)
    else:
        _download_with_pip(source, folder)
    return next(path for path in folder.iterdir() if path.is_file()).read_bytes()


def _download_with_pip(source: Source, folder: Path) -> None:
    wanted = folder / "wanted.txt"
    write(wanted, f"{source.pypi}=={source.version} --hash=sha256:{source.sha256}\n")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-input", "--no-deps", "--only-binary=:all:"]
    done = subprocess.run(  # noqa: S603 - pip of this environment
        [*pip, "--require-hashes", "--dest", str(folder), "--requirement", str(wanted)],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    wanted.unlink()
    if done.returncode:
        reason = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no reason was given")
        raise CardwrightError(
            f"{source.name} {source.version} could not be fetched from PyPI: {reason.strip()}",
            hint="the registry must be within reach, once; then the file stays in build/runtime/downloads/",
        )
