"""Every write: atomic, only if something changed, and nothing stale left behind."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.errors import CardwrightError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


_ABANDONED = 3600
"""Seconds after which nobody is writing any more."""


def write(path: Path, data: str | bytes) -> bool:
    """Put `data` into `path`, whole or not at all; text as UTF-8 with line feeds.

    Returns:
        Whether the file changed.

    Raises:
        CardwrightError: The disk is full, or the place cannot be written.
    """
    new = data.encode() if isinstance(data, str) else data
    try:
        if path.is_file() and path.read_bytes() == new:
            return False
    except OSError as error:
        raise _refused(path, error) from error
    write_parts(path, (new,))
    return True


def write_parts(path: Path, parts: Iterable[bytes]) -> None:
    """Put `parts` into `path` one behind the other, whole or not at all, without a copy of them all in memory.

    Raises:
        CardwrightError: The disk is full, or the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, parts)
    except OSError as error:
        raise _refused(path, error) from error


def put(path: Path, data: str | bytes) -> None:
    """Put `data` into a file that is not there yet, in a folder that nobody reads before it is complete.

    Raises:
        CardwrightError: The disk is full, or the place cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    except OSError as error:
        raise _refused(path, error) from error


def append(path: Path, text: str) -> None:
    """Put `text` behind what is in `path`, as UTF-8.

    Raises:
        CardwrightError: The disk is full, or the place cannot be written.
    """
    try:
        with path.open("ab") as file:
            file.write(text.encode(errors="replace"))
    except OSError as error:
        raise _refused(path, error) from error


def _replace(path: Path, parts: Iterable[bytes]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(parts)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def write_tree(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Make `folder` hold exactly `files` (paths below it -> contents); what was there before goes."""
    for name, data in files.items():
        write(folder / name, data)
    remove_stale(folder, (folder / name for name in files))


def remove_stale(folder: Path, wanted: Iterable[Path]) -> None:
    """Remove every file below `folder` that is not among `wanted`, then every empty folder."""
    keep = set(wanted)
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            if not any(path.iterdir()):
                path.rmdir()
        elif path not in keep:
            path.unlink()


def sweep(folder: Path) -> None:
    """Remove what writes that were killed left in `folder`, if it is so old that nobody can be writing it now."""
    for path in folder.glob(".*.????????"):
        if path.is_file() and time.time() - path.stat().st_mtime > _ABANDONED:
            path.unlink(missing_ok=True)


def swap_folder(new: Path, place: Path) -> None:
    """Move the finished folder `new` to `place`; the folder that was there stays whole until then.

    Raises:
        CardwrightError: The place cannot be written.
    """
    old = place.with_name(f".{place.name}.old")
    try:
        shutil.rmtree(old, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            place.replace(old)
        new.replace(place)
    except OSError as error:
        if old.exists() and not place.exists():
            old.replace(place)
        raise _refused(place, error) from error
    shutil.rmtree(old, ignore_errors=True)


def heal_swap(place: Path) -> None:
    """Bring back the old folder of a swap that was killed between its two moves."""
    old = place.with_name(f".{place.name}.old")
    if old.is_dir() and not place.exists():
        old.replace(place)


def link_tree(source: Path, place: Path) -> None:
    """Make `place` a copy of the folder `source` that shares its files: both must only ever be replaced, not edited.

    Raises:
        CardwrightError: The place cannot be written.
    """
    try:
        shutil.copytree(source, place, copy_function=_link)
    except OSError as error:
        raise _refused(place, error) from error


def _link(source: str, place: str) -> None:
    try:
        os.link(source, place)
    except OSError:  # not every file system can
        shutil.copyfile(source, place)


def seal(folder: Path) -> str:
    """A hash of names, sizes and times of all files below a folder: another one if anything was touched."""
    state = hashlib.sha256()
    folders = [str(folder)]
    while folders:
        for entry in sorted(os.scandir(folders.pop()), key=lambda entry: entry.name):
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            else:
                facts = entry.stat(follow_symlinks=False)
                place = os.path.relpath(entry.path, folder)
                state.update(f"{place}\0{facts.st_size}\0{facts.st_mtime_ns}\0".encode(errors="surrogateescape"))
    return state.hexdigest()


def _refused(path: Path, error: OSError) -> CardwrightError:
    return CardwrightError(
        f"cannot write {path}: {error.strerror or error}",
        hint="what was there before is untouched; make room or mend the permissions, then run the command again",
    )
