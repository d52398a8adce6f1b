"""Runs the code of cards and compares; on request, records what it prints."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cardwright.errors import CardwrightError
from cardwright.problems import Finding
from cardwright.snippets.cache import Cache
from cardwright.snippets.job import Status
from cardwright.snippets.programs import OUTPUT, printed, programs_of
from cardwright.snippets.record import record
from cardwright.snippets.runner import Runner, runner_for_this_platform

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cardwright.model.card import Card
    from cardwright.model.library import Library
    from cardwright.project import Project
    from cardwright.snippets.job import Job, Result


@dataclass(frozen=True, slots=True)
class RunReport:
    """What running gave.

    `programs` counts a drill's solution, starter and walkthrough apart; `cached` of them were not run again.
    `recorded` are the ids of the cards whose output was written; `notice` is what must be said aloud.
    """

    findings: tuple[Finding, ...]
    cards: int
    programs: int
    cached: int
    recorded: tuple[str, ...]
    notice: str | None

    def summary(self) -> str:
        """The last line: what was run and how much was found."""
        recorded = f", {_count(len(self.recorded), 'output')} recorded" if self.recorded else ""
        known = f" ({self.cached} unchanged since the last run)" if self.cached else ""
        return (
            f"{_count(self.cards, 'card')}, {_count(self.programs, 'program')}{known}: "
            f"{_count(len(self.findings), 'error')}{recorded}"
        )


def run(
    library: Library, project: Project, ids: Sequence[str] = (), *, update: bool = False, runner: Runner | None = None
) -> RunReport:
    """Run the snippets and drills of the published cards and compare them with what the cards say.

    Args:
        library: What to run.
        project: Where the files of the cards and the cache are.
        ids: Only these cards; all that have code if there are none.
        update: Record what snippets print that run to their end.
        runner: How to run; what suits the platform if not given.

    Raises:
        CardwrightError: An id is not that of a card with code, Python cannot be started, or a file cannot be
            written.
    """
    runner = runner or runner_for_this_platform()
    programs = [program for card in _cards(library, ids) for program in programs_of(card)]
    cache = Cache(project.cache / "snippets", runner.limits)
    results, cached = results_of([program.job for program in programs], cache, runner)
    if not ids:
        cache.keep_only(program.job for program in programs)
    findings: list[Finding] = []
    recorded: list[str] = []
    for program, result in zip(programs, results, strict=True):
        found = program.verdict(result, runner.limits)
        if update and any(_can_be_recorded(finding, result) for finding in found):
            refused = record(program.card, project.content, printed(result))
            found = [refused] if refused else []
            recorded += [] if refused else [program.card.id]
        findings += found
    cards = len({program.card.id for program in programs})
    return RunReport(tuple(findings), cards, len(programs), cached, tuple(recorded), runner.notice)


def _cards(library: Library, ids: Iterable[str]) -> list[Card]:
    with_code = {card.id: card for card in library.cards if card.snippet or card.drill}
    for name in ids:
        if name not in with_code:
            raise _unknown(name, library, with_code)
    wanted = set(ids)
    return [card for card in with_code.values() if not wanted or card.id in wanted]


def _unknown(name: str, library: Library, with_code: Iterable[str]) -> CardwrightError:
    if name in library.card_by_id:
        return CardwrightError(f"`{name}` has neither a snippet nor a drill", hint="there is nothing to run in it")
    close = difflib.get_close_matches(name, with_code, 1)
    hint = f"did you mean `{close[0]}`?" if close else "`cardwright check` says which files could not be read"
    return CardwrightError(f"there is no published card `{name}`", hint=hint)


def results_of(jobs: Sequence[Job], cache: Cache, runner: Runner) -> tuple[list[Result], int]:
    """The result of every job, and how many were known already. Nothing is started if all were."""
    known = {job: result for job in dict.fromkeys(jobs) if (result := cache.get(job))}
    new = [job for job in dict.fromkeys(jobs) if job not in known]
    fresh = dict(zip(new, runner.run(new), strict=True)) if new else {}
    for job, result in fresh.items():
        cache.put(job, result)
    return [known.get(job) or fresh[job] for job in jobs], sum(job in known for job in jobs)


def _can_be_recorded(finding: Finding, result: Result) -> bool:
    return finding.code == OUTPUT and result.status is Status.FINISHED and bool(printed(result))


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
