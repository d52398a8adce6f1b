"""What the script of a drill's page says to the reader, in the language of the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardwright.site.words import Words

_TOLD = (
    *("clock_start", "clock_pause", "clock_left", "clock_last", "clock_over"),
    *("editor", "unreachable"),
    *("all", "some", "broke", "passing", "passed", "failed", "raised", "skipped", "printed"),
    *("unchecked", "restore", "delete", "named", "restored", "deleted", "reset_done"),
)


def told_to_script(words: Words) -> dict[str, str]:
    """Name without `drill_` -> words, as `site/app/drill/words.ts` expects them."""
    return {name: words[f"drill_{name}"] for name in _TOLD}
