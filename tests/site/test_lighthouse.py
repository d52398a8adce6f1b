"""Lighthouse finds nothing wanting in accessibility, practices and findability. Speed is a benchmark's business."""

import pytest

from auditing import audit

CATEGORIES = ("accessibility", "best-practices", "seo")


@pytest.mark.parametrize("path", ["en/", "es/topics/inference-serving/", "en/cards/kv-cache-memory/", "es/explore/"])
def test_a_page_has_full_marks(real_address, path):
    report = audit(f"{real_address}{path}", CATEGORIES)
    wanting = [
        name for name, one in report["audits"].items() if one["score"] == 0 and one["scoreDisplayMode"] == "binary"
    ]
    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    assert (scores, wanting) == (dict.fromkeys(CATEGORIES, 1), [])
