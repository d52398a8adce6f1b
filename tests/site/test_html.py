"""Every page of the built site is valid HTML, by a validator of others; what is allowed beyond it has a reason."""

from __future__ import annotations

import json
import subprocess
from collections import Counter

import pytest

from building import ROOT

VALIDATOR = ROOT / "node_modules" / ".bin" / "html-validate"
NOT_OURS = {
    "valid-id": "Material's toggles have ids with two underscores",
    "valid-autocomplete": "Material switches autocomplete off on its toggles",
    "input-attributes": "the same",
    "wcag/h32": "the form of colors is Material's: its radio buttons act at once",
    "prefer-native-element": "no native element is a combobox whose options are links",
    "form-dup-name": "check boxes of one facet share a name, so that a form sends them as a list",
    "require-sri": "everything is of one origin, and named by its hash",
    "long-title": "a card's title is its question",
    "no-inline-style": "Pygments and MathML bring a few",
    "no-trailing-whitespace": "templates leave some",
    "no-raw-characters": "a bare > in text is HTML",
    "void-style": "Material closes some void elements, and some not",
    "attribute-boolean-style": "Material writes both styles",
    "attr-quotes": "MkDocs minds them less",
    "doctype-style": "the same",
}
CONFIG = {"root": True, "extends": ["html-validate:recommended"], "rules": dict.fromkeys(NOT_OURS, "off")}


@pytest.fixture(scope="module")
def validate(tmp_path_factory):
    config = tmp_path_factory.mktemp("html-validate") / "config.json"
    config.write_text(json.dumps(CONFIG))

    def run(*paths):
        report = config.with_name("report.json")
        command = [VALIDATOR, "--config", config, "--formatter", f"json={report}", *paths]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode in (0, 1), done.stderr
        return [
            f"{page['filePath']}:{fault['line']}: {fault['ruleId']}: {fault['message']}"
            for page in json.loads(report.read_text(encoding="utf-8"))
            for fault in page["messages"]
        ]

    return run


def test_every_page_is_valid(validate, real_project):
    pages = sorted(p for p in real_project.built_site.rglob("*.html") if "pagefind" not in p.parts)
    assert len(pages) > 100
    assert validate(*pages) == []


def test_no_id_stands_twice_and_every_page_has_one_main_heading(real_project):
    import re

    for page in real_project.built_site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        twice = [id_ for id_, count in Counter(re.findall(r'\sid="([^"]+)"', text)).items() if count > 1]
        assert twice == [], page
        if page.name == "index.html" and page.parent != real_project.built_site:
            assert len(re.findall(r"<h1[\s>]", text)) == 1, page


def test_the_validator_would_find_something(validate, tmp_path):
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html lang='en'><head><title>x</title></head><body><p><div></div></p></body></html>"
    )
    assert any("div" in fault for fault in validate(page))
