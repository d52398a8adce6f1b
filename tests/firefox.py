"""Firefox, where a machine has one. Playwright drives only a Firefox of its own making, Puppeteer any."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

NAMES = ("firefox", "firefox-esr")


def firefox() -> str | None:
    """Path of the browser: `$FIREFOX`, or the machine's own."""
    return os.environ.get("FIREFOX") or next(filter(None, map(shutil.which, NAMES)), None)


def clicked(address: str, ids: Sequence[str]) -> dict[str, list[str]]:
    """Click Run under each of a page's snippets; by id, the output and the line of state that their panels show."""
    script = Path(__file__).with_name("firefox.mjs")
    done = subprocess.run(
        ["node", script, str(firefox()), address, *ids], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    shown: dict[str, list[str]] = json.loads(done.stdout)
    return shown
