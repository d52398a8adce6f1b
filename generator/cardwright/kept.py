"""Texts by key, kept between builds in a file that is safe to delete; its first line tells whether it is whole."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING

from cardwright.writing import write

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def read_kept(path: Path, state: str) -> dict[str, str]:
    """What the file holds; nothing if it is damaged, or was written in another state of what the texts depend on."""
    try:
        sum_, _, texts = path.read_text(encoding="utf-8").partition("\n")
    except (OSError, ValueError):
        return {}
    known: dict[str, str] = json.loads(texts) if sum_ == digest(state, texts) else {}
    return known


def write_kept(path: Path, state: str, kept: Mapping[str, str]) -> None:
    """Keep these texts, and nothing else.

    Raises:
        CardwrightError: The place cannot be written.
    """
    texts = json.dumps(kept)
    write(path, f"{digest(state, texts)}\n{texts}")


def digest(*parts: str | bytes) -> str:
    """A hash of some parts, each of which is told from the next."""
    state = blake2b(digest_size=20)
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        state.update(len(data).to_bytes(8, "big") + data)
    return state.hexdigest()
