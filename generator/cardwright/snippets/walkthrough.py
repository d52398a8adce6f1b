"""What the cells of a drill's walkthrough print, each for itself: lab notebooks show it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cardwright.problems import Finding
from cardwright.snippets.cache import Cache
from cardwright.snippets.job import Job, Part
from cardwright.snippets.programs import WALKTHROUGH, Program, walkthrough_of
from cardwright.snippets.run import results_of
from cardwright.snippets.runner import Runner, runner_for_this_platform

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cardwright.model.library import Library
    from cardwright.project import Project
    from cardwright.snippets.job import Result

MARK = "\x1e"
"""Printed after each cell: the character that separates records, which no cell prints."""

_BETWEEN = Part("end of a cell", f"__import__('sys').__stdout__.write({MARK!r})")


@dataclass(frozen=True, slots=True)
class Walked:
    """What running gave: id of a card -> what each code cell printed, in order; and what failed.

    `notice` is what must be said aloud.
    """

    printed: Mapping[str, tuple[str, ...]]
    findings: tuple[Finding, ...]
    notice: str | None


def walk(library: Library, project: Project, runner: Runner | None = None) -> Walked:
    """Run the walkthrough of every published drill, those that are known from the last time apart.

    Args:
        library: What to run.
        project: Where the cache is.
        runner: How to run; what suits the platform if not given.

    Raises:
        CardwrightError: Python cannot be started, or the cache cannot be written.
    """
    runner = runner or runner_for_this_platform()
    programs = [_apart(program) for card in library.cards if (program := walkthrough_of(card))]
    jobs = [program.job for program in programs]
    cache = Cache(project.cache / "walkthroughs", runner.limits)
    results, _ = results_of(jobs, cache, runner)
    cache.keep_only(jobs)
    printed: dict[str, tuple[str, ...]] = {}
    findings: list[Finding] = []
    for program, result in zip(programs, results, strict=True):
        found = program.verdict(result, runner.limits) or _unmarked(program, result)
        findings += found
        if not found:
            printed[program.card.id] = tuple(result.stdout.split(MARK)[1:-1])
    return Walked(printed, tuple(findings), runner.notice)


def _apart(program: Program) -> Program:
    """The same program with marks in what it prints."""
    parts = tuple(part for own in program.job.parts for part in (own, _BETWEEN))
    places = {**program.places, _BETWEEN.name: ("drill", "walkthrough")}
    return replace(program, job=Job(parts, program.job.requires), places=places)


def _unmarked(program: Program, result: Result) -> list[Finding]:
    """A finding if cells cannot be told apart in what was printed."""
    cells = len(program.job.parts) // 2 - 1
    if result.stdout.count(MARK) == cells + 1:
        return []
    message = "what the cells of the walkthrough print cannot be told apart"
    help_ = "cells print to standard output as it is, and never the character U+001E"
    return [Finding(program.card.document, program.places[_BETWEEN.name], WALKTHROUGH, message, help_)]
