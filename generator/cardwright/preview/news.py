"""What the server tells open pages: which of them changed, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Condition

REMEMBERED = 200
"""Changes that are remembered; a page that missed more reloads whatever they were."""


@dataclass(frozen=True, slots=True)
class News:
    """What happened up to change `number`: addresses of pages (None for any), and what is wrong now, or nothing."""

    number: int
    pages: frozenset[str] | None
    message: str


class Board:
    """Where changes are announced; safe to use from any thread."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._changes: list[frozenset[str]] = []
        self._message = ""
        self._closed = False

    @property
    def number(self) -> int:
        """How many changes there have been."""
        with self._changed:
            return len(self._changes)

    def tell(self, pages: frozenset[str] = frozenset(), message: str = "") -> None:
        """Announce that pages changed, and what is wrong now."""
        with self._changed:
            self._changes.append(pages)
            self._message = message
            self._changed.notify_all()

    def close(self) -> None:
        """Let everybody go who waits."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def since(self, number: int, timeout: float) -> News | None:
        """What happened after a change; waits for it, and gives up after some seconds or once the board is closed."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or len(self._changes) > number, timeout)
            if self._closed or len(self._changes) <= number:
                return None
            return self._news(number)

    def now(self, number: int) -> News:
        """The same without waiting: what is wrong now, and what changed in between if anything did."""
        with self._changed:
            return self._news(number)

    @property
    def closed(self) -> bool:
        """Whether there will be no more."""
        return self._closed

    def _news(self, number: int) -> News:
        missed = self._changes[number:]
        pages = frozenset[str]().union(*missed) if len(missed) <= REMEMBERED else None
        return News(len(self._changes), pages, self._message)
