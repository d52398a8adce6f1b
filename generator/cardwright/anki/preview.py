"""A card as Anki would show it, without Anki: its notes rendered and put on one page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from cardwright.anki.build import read_outfit
from cardwright.anki.notes import FIELDS, notes
from cardwright.anki.templates import render
from cardwright.errors import CardwrightError
from cardwright.writing import write

if TYPE_CHECKING:
    from pathlib import Path

    from cardwright.anki.build import Outfit
    from cardwright.anki.note_type import NoteType
    from cardwright.anki.notes import Note
    from cardwright.markup.typesetting import Typeset
    from cardwright.model.library import Library
    from cardwright.project import Project

LIGHT, NIGHT = "card card1", "card card1 nightMode night_mode"
"""Classes that Anki and AnkiDroid put on the body."""

DEVICES = {"android": "mobile android js", "iphone": "mobile iphone"}
"""App -> classes that it puts on the root: AnkiDroid, AnkiMobile."""

_PAGE_STYLE = """\
body { margin: 2rem; background: #77736b; font: 14px/1.5 system-ui, sans-serif; color: #fff; }
h1, h2 { font-size: 1rem; font-weight: 600; }
div { display: flex; flex-wrap: wrap; gap: 1rem; margin-bottom: 2.5rem; }
iframe { width: 360px; height: 740px; border: 0; }
"""


@dataclass(frozen=True, slots=True)
class Sides:
    """A card's two sides as HTML."""

    front: str
    back: str


def sides(note: Note, note_type: NoteType) -> Sides:
    """What Anki makes of a note's one card."""
    fields = dict(zip(FIELDS, note.fields, strict=True))
    front = render(note_type.front, fields)
    return Sides(front, render(note_type.back, fields | {"FrontSide": front}))


def document(side: str, css: str, *, night: bool = False, unfolded: bool = False, device: str = "android") -> str:
    """One side as a page of its own, with the class names of an app.

    Args:
        side: HTML of the side.
        css: Stylesheet of the note type.
        night: Whether night mode is on.
        unfolded: Whether everything that opens is open, for looking at all of it.
        device: Which of `DEVICES`.
    """
    body = side.replace("<details ", "<details open ") if unfolded else side
    return (
        f'<!doctype html>\n<html class="{DEVICES[device]}{" night-mode" if night else ""}"><head>'
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<style>{css}</style></head>\n<body class="{NIGHT if night else LIGHT}">'
        f'<div id="content"><div id="qa">{body}</div></div></body></html>\n'
    )


def preview(library: Library, typeset: Typeset, project: Project, card: str) -> list[Path]:
    """Write a page for each language with every note of a card: front and back, light and night.

    Formulas are drawn already, because MathJax is Anki's and not ours.

    Returns:
        The pages, in `build/preview/`.

    Raises:
        CardwrightError: There is no such card, or `decks/` does not fit the library.
    """
    if card not in library.card_by_id:
        raise CardwrightError(
            f"there is no published card `{card}`", hint="an id is the name of a file in content/cards/"
        )
    outfit = read_outfit(library, project)
    pages = []
    alone = replace(library, all_cards=(library.card_by_id[card],))
    for language in library.card_by_id[card].languages:
        path = project.build / "preview" / f"{card}.{language}.html"
        write(path, _page(drawn_notes(alone, typeset, outfit, language), outfit.note_type))
        pages.append(path)
    return pages


def drawn_notes(library: Library, typeset: Typeset, outfit: Outfit, language: str) -> tuple[Note, ...]:
    """Notes with their formulas drawn already."""
    return notes(library, typeset, language, outfit.words[language], formula=typeset.math.__getitem__)


def _page(some: tuple[Note, ...], note_type: NoteType) -> str:
    parts = "".join(_frames(note, note_type) for note in some)
    title = escape(some[0]["Id"])
    return (
        f'<!doctype html>\n<html lang="{some[0]["Lang"]}"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_PAGE_STYLE}</style></head>\n<body><h1>{title}</h1>\n{parts}</body></html>\n"
    )


def _frames(note: Note, note_type: NoteType) -> str:
    both = sides(note, note_type)
    frames = "".join(
        f'<iframe title="{name}" srcdoc="{escape(document(side, note_type.css, night=night))}"></iframe>\n'
        for night in (False, True)
        for name, side in (("front", both.front), ("back", both.back))
    )
    return f"<h2>{escape(note['Id'])}</h2>\n<div>{frames}</div>\n"
