"""Puts the runtime together below `build/runtime/`, once for each manifest, and says which files it consists of."""

from __future__ import annotations

import fnmatch
import gzip
import hashlib
import io
import json
import shutil
import tarfile
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardwright.errors import CardwrightError
from cardwright.markup.node import run_node
from cardwright.runtime.fetching import digest, fetched
from cardwright.runtime.manifest import Runtime, Source, read_manifest
from cardwright.writing import put, remove_stale, swap_folder, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardwright.project import Project

INDEX = "runtime.json"
_HOME = Path(__file__).parent
_NAMES = {
    "engine": "engine.js",
    "wasm": "pyodide.asm.wasm",
    "lock": "pyodide-lock.json",
    "library": "python_stdlib.zip",
}
"""What the page asks for -> the file."""
_LEVEL = 9
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Assembled:
    """Where the runtime is, its bytes as readers fetch them, and whether it had to be made."""

    folder: Path
    size: int
    made: bool


def assemble(project: Project) -> Assembled:
    """Make the runtime that the manifest names, unless it is there already; `build/runtime/runtime.json` names it.

    Raises:
        CardwrightError: The manifest is damaged, or something cannot be fetched or has another hash.
    """
    runtime = read_manifest(project)
    folder = project.runtime / _key(runtime)
    index = _verified(folder)
    made = index is None
    if index is None:
        index = _make(runtime, project, folder)
    write(project.runtime / INDEX, json.dumps({**index, "folder": folder.name}, indent=1) + "\n")
    _remove_others(project, folder)
    return Assembled(folder, sum(file["size"] for file in index["files"].values()), made)


def _key(runtime: Runtime) -> str:
    """Changes with the manifest and with this code."""
    state = hashlib.sha256(runtime.model_dump_json().encode())
    for path in sorted(_HOME.iterdir()):
        if path.is_file():
            state.update(path.read_bytes())
    return state.hexdigest()[:16]


def _verified(folder: Path) -> dict[str, Any] | None:
    """The index of a runtime whose files are all as they were made."""
    try:
        index: dict[str, Any] = json.loads((folder / INDEX).read_text(encoding="utf-8"))
        whole = all(digest((folder / f["path"]).read_bytes()) == f["sha256"] for f in index["files"].values())
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return index if whole else None


def _make(runtime: Runtime, project: Project, folder: Path) -> dict[str, Any]:
    new = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    core = _members(runtime.pyodide, fetched(runtime.pyodide, project))
    archives = {"python_stdlib.zip": core["python_stdlib.zip"]}
    for name, source in runtime.packages.items():
        archives[f"{name}.zip"] = _archive(source, fetched(source, project))
    work = new / "work"
    for name, data in {**core, **archives}.items():
        put(work / name, data)
    script = next(name for name in core if name.startswith("pyodide.asm.") and not name.endswith(".wasm"))
    job = {"folder": str(work), "loader": "pyodide.mjs", "core": script, "archives": list(archives)}
    answer = run_node(_HOME / "compile.mjs", {**job, "program": str(_HOME / "compile.py")})
    if "error" in answer:
        raise CardwrightError(f"the runtime of site/runtime.toml does not start: {answer['error']}")
    python = answer["python"]
    if python != runtime.python:
        raise CardwrightError(f"site/runtime.toml: python: the runtime says {python}, not {runtime.python}")
    names = _NAMES | {f"package {name}": f"{name}.zip" for name in runtime.packages}
    files = {key: _packed(new, name, (work / name).read_bytes()) for key, name in names.items()}
    shutil.rmtree(work)
    index = {"python": python, "pyodide": runtime.pyodide.version, "files": files}
    write(new / INDEX, json.dumps(index, indent=1) + "\n")
    swap_folder(new, folder)
    return index


def _packed(folder: Path, name: str, data: bytes) -> dict[str, Any]:
    """A file as readers fetch it: packed, and named by its content. The ending keeps servers from unpacking it."""
    if name == "pyodide-lock.json":
        data = _emptied(data)
    packed = gzip.compress(data, _LEVEL, mtime=0)
    sha256 = digest(packed)
    path = f"{name.rpartition('.')[0]}.{sha256[:12]}.bin"
    put(folder / path, packed)
    return {"path": path, "size": len(packed), "sha256": sha256}


def _emptied(lock: bytes) -> bytes:
    """The list of packages that Pyodide could fetch from elsewhere, without any."""
    return json.dumps({**json.loads(lock), "packages": {}}).encode()


def _members(source: Source, data: bytes) -> dict[str, bytes]:
    """The files of an npm package that are used, by name."""
    return {Path(name).name: held for name, held in _used(source, data)}


def _used(source: Source, data: bytes) -> Iterator[tuple[str, bytes]]:
    opened = dict(_opened(data))
    for name, sha256 in source.files.items():
        held = opened.get(name)
        if held is None or digest(held) != sha256:
            what = "is not in" if held is None else "has another hash in"
            raise CardwrightError(f"site/runtime.toml: {name} {what} {source.name} {source.version}")
        yield name, held


def _opened(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of an archive: a wheel, or a packed tar."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as wheel:
            yield from ((name, wheel.read(name)) for name in wheel.namelist() if not name.endswith("/"))
        return
    with tarfile.open(fileobj=io.BytesIO(data)) as packed:
        for member in packed:
            if member.isfile() and (file := packed.extractfile(member)):
                yield member.name, file.read()


def _archive(source: Source, data: bytes) -> bytes:
    """What Python imports of a package, as a zip archive."""
    for _, held in _used(source, data):
        data = held
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, held in sorted(_opened(data)):
            path = name.removeprefix(source.inside)
            left_out = any(fnmatch.fnmatch(path, pattern) for pattern in source.without)
            if name.startswith(source.inside) and not left_out:
                archive.writestr(zipfile.ZipInfo(path, _EPOCH), held)
    return made.getvalue()


def _remove_others(project: Project, folder: Path) -> None:
    """Remove runtimes of earlier manifests; downloads stay."""
    kept = {project.runtime / INDEX, *folder.rglob("*"), *(project.runtime / "downloads").rglob("*")}
    remove_stale(project.runtime, kept)
