"""The words of the interface in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ConfigDict, RootModel

from cardwright.errors import CardwrightError
from cardwright.model.base import Prose
from cardwright.reading.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardwright.project import Project

Words = dict[str, str]
"""Key of a text of the interface -> the text."""


class _Words(RootModel[dict[str, Prose]]):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


def read_words(project: Project, languages: Sequence[str]) -> dict[str, Words]:
    """The interface strings of each language from `site/strings/<language>.yaml`.

    Raises:
        CardwrightError: A file is missing or damaged, or lacks a key that the first language has.
    """
    folder = project.site / "strings"
    words = {
        code: read_settings(project, folder / f"{code}.yaml", _Words, "the list of words").root for code in languages
    }
    first = languages[0]
    for code in languages[1:]:
        if lacking := words[first].keys() ^ words[code].keys():
            names = ", ".join(f"`{name}`" for name in sorted(lacking))
            raise CardwrightError(
                f"site/strings/{first}.yaml and {code}.yaml do not hold the same keys: {names}",
                hint="every text of the interface needs every language",
            )
    return words
