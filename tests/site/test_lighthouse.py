"""Lighthouse finds nothing wanting in accessibility, practices and findability. Speed is a benchmark's business."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from building import ROOT

LIGHTHOUSE = ROOT / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("accessibility", "best-practices", "seo")


def audit(address: str) -> dict:
    """Lighthouse's report of a page, as of a phone."""
    command = [
        LIGHTHOUSE,
        address,
        "--output=json",
        "--quiet",
        f"--only-categories={','.join(CATEGORIES)}",
        "--chrome-flags=--headless=new --no-sandbox",
    ]
    environment = {**os.environ, "CHROME_PATH": os.environ["CHROMIUM"]}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("path", ["en/", "es/topics/inference-serving/", "en/cards/kv-cache-memory/"])
def test_a_page_has_full_marks(real_address, path):
    report = audit(f"{real_address}{path}")
    wanting = [
        name for name, one in report["audits"].items() if one["score"] == 0 and one["scoreDisplayMode"] == "binary"
    ]
    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    assert (scores, wanting) == (dict.fromkeys(CATEGORIES, 1), [])
