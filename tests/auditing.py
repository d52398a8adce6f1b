"""Lighthouse's opinion of a page."""

from __future__ import annotations

import json
import os
import subprocess
from typing import TYPE_CHECKING, Any

from building import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

LIGHTHOUSE = ROOT / "node_modules" / ".bin" / "lighthouse"


def audit(address: str, categories: Iterable[str]) -> dict[str, Any]:
    """Lighthouse's report of a page, as of a phone; the browser is `$CHROMIUM`."""
    command = [
        LIGHTHOUSE,
        address,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(categories)}",
        "--chrome-flags=--headless=new --no-sandbox",
    ]
    environment = {**os.environ, "CHROME_PATH": os.environ["CHROMIUM"]}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    report: dict[str, Any] = json.loads(done.stdout)
    return report
