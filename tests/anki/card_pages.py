"""Pages that show cards as Anki would, for looking at: a note of every kind and every part, light and night."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import TYPE_CHECKING

from cardwright.anki.build import read_outfit
from cardwright.anki.notes import Part
from cardwright.anki.preview import DEVICES, document, drawn_notes, sides
from cardwright.cli.common import drawn
from cardwright.project import Project
from cardwright.reading.load import load

if TYPE_CHECKING:
    from cardwright.anki.notes import Note

PHONE = (360, 740)
"""Width and height of the screen in pixels."""


def card_pages(project: Project) -> dict[str, tuple[str, tuple[int, int]]]:
    """Name -> HTML and screen of each page to photograph; those that end in `open` have everything unfolded."""
    library = load(project).library
    drawings, _ = drawn(library, project.cache)
    outfit = read_outfit(library, project)
    css = outfit.note_type.css
    kinds = {card.id: card.kind.value for card in library.cards}
    pages = {}
    for language in library.kb.languages:
        for name, note in chosen(drawn_notes(library, drawings, outfit, language), kinds):
            both = sides(note, outfit.note_type)
            for ground, device in product(("light", "night"), DEVICES):
                look = {"night": ground == "night", "device": device}
                stem = f"{name}.{language}.{device}.{ground}"
                pages[f"{stem}.front"] = document(both.front, css, **look), PHONE
                pages[f"{stem}.back"] = document(both.back, css, **look), PHONE
                pages[f"{stem}.open"] = document(both.back, css, **look, unfolded=True), PHONE
    return pages


def chosen(every: tuple[Note, ...], kinds: Mapping[str, str]) -> Iterator[tuple[str, Note]]:
    """The first card of each kind, the first follow-up and the first pitfall, each with a name."""
    seen = set()
    for note in every:
        name = kinds[note.card] if note.part is Part.CARD else note.part.value
        if name not in seen:
            seen.add(name)
            yield name, note
