"""What a browser keeps of the site, seen from a test: waiting for the service worker, reading its cache."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from serving import PREFIX

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

DIGITS = 20
LABELS = """async (prefix) => {
  const keys = await (await caches.open(`cardwright ${prefix}`)).keys();
  return keys.map(({ url }) => url.split(prefix)[1]);
}"""
READ = """async ({ paths, digits }) => {
  const read = {};
  await Promise.all(paths.map(async (path) => {
    const response = await fetch(path).catch(() => null);
    if (!response || response.status !== 200) return;
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
    read[path] = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("").slice(0, digits);
  }));
  return read;
}"""
PATIENCE = 400
"""Looks at what changes by itself, 25 ms apart, before a test gives up."""


def digests(site: Path) -> dict[str, str]:
    """Path -> digest of every file of a built site."""
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()[:DIGITS] for path in files}


def labels(page: Page) -> dict[str, str]:
    """Path -> digest of what is kept; a path that is kept in two versions is a fault of the test's caller."""
    found = [label.partition("?") for label in page.evaluate(LABELS, PREFIX)]
    assert len({path for path, *_ in found}) == len(found), "two versions of a file"
    return {path: digest for path, _, digest in found if digest}


def kept(page: Page, path: str) -> None:
    """Wait until a file is kept."""
    for _ in range(PATIENCE):
        if any(label.startswith(f"{path}?") for label in page.evaluate(LABELS, PREFIX)):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"{path} is not kept: {sorted(page.evaluate(LABELS, PREFIX))}")


def answered(page: Page, paths: list[str]) -> dict[str, str]:
    """Path -> digest of what the page gets when it asks for a file; what it does not get is missing."""
    found: dict[str, str] = page.evaluate(READ, {"paths": [PREFIX + path for path in paths], "digits": DIGITS})
    return {path.removeprefix(PREFIX): digest for path, digest in found.items()}
