"""The pictures that snippets draw, made by running them when a build needs them, and kept like other results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardwright.markup.diagrams import DiagramError, clean_svg
from cardwright.problems import Finding
from cardwright.snippets.cache import Cache
from cardwright.snippets.job import Result, Status
from cardwright.snippets.programs import DRAWING, FAILED, Program, programs_of
from cardwright.snippets.run import results_of
from cardwright.snippets.runner import Runner, runner_for_this_platform

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from cardwright.model.library import Library


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the snippets of a library draw.

    `pictures` maps their code to SVG that can do nothing but be looked at; there is a finding for each snippet without
    a picture; `notice` is what must be said aloud about how they were run.
    """

    pictures: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    notice: str | None = None


def drawings(library: Library, cache: Path, runner: Runner | None = None) -> Drawn:
    """Run the snippets that draw.

    Args:
        library: Whose snippets; those of retired cards too, since upgrade packages show them.
        cache: Folder for results; safe to delete.
        runner: How to run; what suits the platform if not given.

    Raises:
        CardwrightError: Python cannot be started, or the cache cannot be written.
    """
    programs = [p for card in library.all_cards if card.snippet and card.snippet.drawing for p in programs_of(card)]
    if not programs:
        return Drawn({})
    runner = runner or runner_for_this_platform()
    results, _ = results_of([program.job for program in programs], Cache(cache / "snippets", runner.limits), runner)
    pictures: dict[str, str] = {}
    findings: list[Finding] = []
    for program, result in zip(programs, results, strict=True):
        found = [f for f in program.verdict(result, runner.limits) if f.code in {DRAWING, FAILED}]
        if not found:
            try:
                pictures[program.job.parts[0].code] = _picture(result)
            except DiagramError as error:
                found = [_refused(program, error)]
        findings += found
    return Drawn(pictures, tuple(findings), runner.notice)


def _picture(result: Result) -> str:
    return clean_svg(result.drawings[0]) if result.status is Status.FINISHED else ""


def _refused(program: Program, error: DiagramError) -> Finding:
    message = f"what the code draws cannot be shown: {error}"
    return Finding(program.card.document, ("snippet", "code"), DRAWING, message, "draw with `cardwright.plot`")
