"""The notebooks of the real drills, as cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from building import ROOT
from cardwright.project import Project
from cardwright.reading.load import load
from cardwright.site.lab import LabWriter, code_cells
from cardwright.site.words import read_words
from cardwright.snippets.walkthrough import walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardwright.model.library import Library
    from cardwright.site.lab import Cell


@dataclass(frozen=True)
class RealLabs:
    """Every lab: language and id of the card -> its cells; and what the walkthroughs print."""

    library: Library
    printed: Mapping[str, tuple[str, ...]]
    cells: Mapping[tuple[str, str], list[Cell]]


@pytest.fixture(scope="session")
def real_labs(tmp_path_factory) -> RealLabs:
    library = load(Project(ROOT)).library
    assert library
    place = Project(tmp_path_factory.mktemp("labs"))  # only its cache is asked for
    walked = walk(library, place)
    assert walked.findings == ()
    words = read_words(Project(ROOT), library.kb.languages)
    cells = {
        (language, card.id): LabWriter(library.kb, language, words[language]).cells(
            card, code_cells(card.drill, walked.printed.get(card.id, ()))
        )
        for language in library.kb.languages
        for card in library.cards
        if card.drill
    }
    return RealLabs(library, walked.printed, cells)
