"""Whether anything changed since the last complete build: if nothing did, there is nothing to read, check or build."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.writing import seal, sweep, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardwright.project import Project


def inputs_of(project: Project) -> str:
    """Changes with everything that a build depends on: what people edit, our code, and every installed package."""
    state = hashlib.sha256(f"{sys.version}\0{project.root}\0".encode())
    for path in _inputs(project):
        state.update(f"{path}\0".encode(errors="surrogateescape"))
        try:
            data = Path(path).read_bytes()
        except OSError as error:
            data = f"{error.errno}".encode()  # reading will say what is wrong
        state.update(len(data).to_bytes(8, "big") + data)
    for name in sorted(os.listdir(sysconfig.get_path("purelib"))):  # noqa: PTH208 - versions are part of the names
        state.update(f"{name}\0".encode())
    return state.hexdigest()


def is_unchanged(project: Project, inputs: str) -> bool:
    """Whether the last complete build had these inputs, and nobody touched what it made."""
    try:
        stored = json.loads(_path(project).read_text(encoding="utf-8"))
        return bool(stored == {"inputs": inputs, "made": _made(project)})
    except (OSError, ValueError):
        return False


def remember(project: Project, inputs: str) -> None:
    """Note that a build is complete.

    Args:
        project: What was built.
        inputs: What `inputs_of` said before anything was read.
    """
    sweep(project.cache)
    write(_path(project), json.dumps({"inputs": inputs, "made": _made(project)}))


def _made(project: Project) -> list[str]:
    return [seal(folder) for folder in (project.built_site, project.built_decks, project.pages)]


def _inputs(project: Project) -> Iterator[str]:
    for folder in (project.content, project.site, project.decks, Path(__file__).parent):
        for place, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            yield from (os.path.join(place, name) for name in sorted(names))  # noqa: PTH118 - thousands of them
    yield str(project.mkdocs_config)
    yield str(project.node_modules / ".package-lock.json")
    yield str(project.runtime / "runtime.json")


def _path(project: Project) -> Path:
    return project.cache / "build.json"
