"""A small project to build."""

import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import Tab
from building import BASE, project_at
from cardwright.project import Project


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project with the one card of `tests/base/`; a test may change any of it."""
    project = project_at(tmp_path / "project", BASE / "content")
    registry = project.decks / "registry.yaml"
    ids = count(1006965092371)
    deck = "    topics:\n      attention: {{id: {}, name: Attention}}\n"
    text = re.sub("^    topics:\n", lambda _: deck.format(next(ids)), registry.read_text("utf-8"), flags=re.MULTILINE)
    registry.write_text(text, "utf-8")
    return project


@pytest.fixture(scope="module")
def open_module_tab(browser: Browser) -> Iterator[Callable[..., Tab]]:
    """Opens tabs that the tests of a module share; their faults fail the last of them."""
    tabs: list[Tab] = []

    def make(root: str, **options: object) -> Tab:
        tabs.append(Tab(browser, root, **({"locale": "en-US"} | options)))
        return tabs[-1]

    yield make
    for tab in tabs:
        tab.close()
    assert [fault for tab in tabs for fault in tab.faults] == []
