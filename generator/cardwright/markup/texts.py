"""Rendered card texts, kept between builds: the slow part of making pages and decks, done once for both."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from cardwright.kept import read_kept, write_kept

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGES = ("markdown", "pymdown-extensions", "pygments")
"""What rendering depends on, besides our own code."""


class Texts:
    """HTML of texts, with blanks where it depends on the target.

    Args:
        path: Where they are kept; safe to delete. Nowhere if none.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._known = read_kept(path, state()) if path else {}
        self._used: dict[str, str] = {}

    def html(self, text: str, render: Callable[[str], str]) -> str:
        """The HTML of a text: what is known, or what `render` makes of it."""
        key = blake2b(text.encode(), digest_size=16).hexdigest()
        html = self._used.get(key)
        if html is None:
            html = self._known.get(key)
            self._used[key] = html = render(text) if html is None else html
        return html

    def keep(self) -> None:
        """Write what was used for the next build, and forget the rest.

        Raises:
            CardwrightError: The place cannot be written.
        """
        if self._path and self._used.keys() != self._known.keys():
            write_kept(self._path, state(), self._used)
            self._known = dict(self._used)


@cache
def state() -> str:
    """Changes with everything that rendering depends on, the texts apart."""
    code = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    packages = " ".join(f"{name} {version(name)}" for name in PACKAGES)
    return blake2b(code + packages.encode(), digest_size=16).hexdigest()
