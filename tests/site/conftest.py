"""A small project to build."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import Tab
from building import small_project_at
from cardwright.project import Project


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A project with the one card of `tests/base/`; a test may change any of it."""
    return small_project_at(tmp_path / "project")


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
