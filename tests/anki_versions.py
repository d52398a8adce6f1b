"""Collections of several versions of Anki, each in a process and an environment of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SERVER = Path(__file__).parent / "anki" / "collection_server.py"
PYTHONS = {
    "newest": Path(sys.executable),
    "2024": ROOT / ".venv" / "anki-2024" / "bin" / "python",
}
"""Which Anki -> the Python that has it."""


class RemoteAnki:
    """A collection; every method of `anki/collection_server.py` can be called."""

    def __init__(self, python: Path, path: Path) -> None:
        assert python.exists(), f"{python} is missing: run `make test-environment`"
        self._process = subprocess.Popen(
            [python, "-I", SERVER, path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def __getattr__(self, method: str) -> Any:
        def call(*arguments: Any) -> Any:
            order = json.dumps({"do": method, "with": [str(a) if isinstance(a, Path) else a for a in arguments]})
            self._process.stdin.write(f"{order}\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
            assert line, f"Anki ended: {self._process.stderr.read()}"
            answer = json.loads(line)
            assert "failed" not in answer, f"{method}: {answer['failed']}"
            return answer["gave"]

        return call

    def close(self) -> None:
        self._process.communicate()
