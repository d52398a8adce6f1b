"""Work that is shared with a forked copy of this process, on Linux with a second core.

A copy has everything that was read already, so that nothing is handed over but results. Elsewhere forking is missing
(Windows) or not safe (macOS), and this process works alone.
"""

from __future__ import annotations

import os
import pickle
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

T = TypeVar("T")
R = TypeVar("R")

_MOST_PIECES = 255
"""Pieces of work: each is one byte in a pipe from which both processes take the next."""


def shared(work: Callable[[T], R], items: Sequence[T]) -> list[R]:
    """The result for each item, in their order, as `list(map(work, items))` gives it.

    Args:
        work: A function of an item alone, whose results can be pickled. What it keeps in mind (caches) is lost
            for the half that the copy does. If it fails for an item there, it is called again here, and its
            exception is raised here.
        items: What is worked on; the expensive ones first, so that both processes end at about the same time.
    """
    if len(items) < 2 or not _can_share():
        return [work(item) for item in items]
    pieces = _pieces(items)
    queue, put = os.pipe()
    os.write(put, bytes(range(len(pieces))))
    os.close(put)
    answer, said = os.pipe()
    child = os.fork()
    if child == 0:
        _answer_and_end(work, pieces, queue, said)  # the descriptor that is read from dies with the copy
    os.close(said)
    try:
        done = {number: [work(item) for item in pieces[number]] for number in _taken(queue)}
    finally:
        os.close(queue)
        with os.fdopen(answer, "rb") as pipe:
            written = pipe.read()
        _, status = os.waitpid(child, 0)
    if status == 0:
        done |= pickle.loads(written)  # noqa: S301 - written by our own copy
    return [result for number, piece in enumerate(pieces) for result in done.get(number) or map(work, piece)]


def _can_share() -> bool:
    """Whether there is a second core, and no thread here, whose locks a copy would inherit and never get."""
    try:
        return len(os.sched_getaffinity(0)) > 1 and len(os.listdir("/proc/self/task")) == 1  # noqa: PTH208
    except (AttributeError, OSError):  # another system
        return False


def _pieces(items: Sequence[T]) -> list[Sequence[T]]:
    size = -(-len(items) // _MOST_PIECES)
    return [items[start : start + size] for start in range(0, len(items), size)]


def _taken(queue: int) -> Iterator[int]:
    """Numbers of the pieces that nobody has taken yet."""
    while number := os.read(queue, 1):
        yield number[0]


def _answer_and_end(work: Callable[[T], R], pieces: list[Sequence[T]], queue: int, said: int) -> None:
    """What the copy does: it never returns, and leaves no word of its own behind."""
    status = 1
    try:
        done = {number: [work(item) for item in pieces[number]] for number in _taken(queue)}
        with os.fdopen(said, "wb") as pipe:
            pipe.write(pickle.dumps(done, pickle.HIGHEST_PROTOCOL))
        status = 0
    finally:
        os._exit(status)
