"""The programs of a card, and what each must do: a snippet prints its output, a drill's solution passes its tests."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cardwright.problems import Finding, Location
from cardwright.snippets.job import MAX_REASON, Job, Limits, Part, Result, Status, visible

if TYPE_CHECKING:
    from cardwright.model.card import Card, Drill, Snippet

OUTPUT, FAILED, DRAWING = "snippet-output", "snippet-failed", "snippet-drawing"
SOLUTION, STARTER, WALKTHROUGH = "drill-solution", "drill-starter", "drill-walkthrough"

MAX_DIFF = 40
_WARNING = re.compile(r"<code>:(?P<line>\d+): (?P<text>.*)")
_STDERR_HELP = "a reader sees only what is printed; mend what is complained about"


@dataclass(frozen=True, slots=True)
class Program:
    """A job that a card gives, where its parts stand in the card, and the judge of its result."""

    card: Card
    job: Job
    places: Mapping[str, Location]
    judge: Callable[[Program, Result, Limits], Iterator[Finding]] = field(compare=False)

    def verdict(self, result: Result, limits: Limits) -> list[Finding]:
        """What is wrong with a result; nothing if it is as the card says."""
        return list(self.judge(self, result, limits))

    def failure(self, code: str, subject: str, result: Result, limits: Limits, help_: str | None = None) -> Finding:
        """A finding at the line that raised, or at the first part."""
        raised, quote = result.raised, None
        place = self.places[self.job.parts[0].name]
        if raised and raised.part and raised.line:
            place = self.places[raised.part]
            quote = self.job.line(raised.part, raised.line) or None
        message = f"{subject}{result.reason(limits)}"
        return Finding(self.card.document, place, code, message, help_, quote=quote)


def programs_of(card: Card) -> Iterator[Program]:
    """Every program of a card; none if it has neither a snippet nor a drill."""
    if card.snippet:
        yield _program(card, card.snippet.requires, {"code": ("snippet", "code")}, [card.snippet.code], _judge_snippet)
    if card.drill:
        yield from _drill(card, card.drill)


def _drill(card: Card, drill: Drill) -> Iterator[Program]:
    solution, starter, tests = (("drill", name) for name in ("solution", "starter", "tests"))
    for name, place, code, judge in (
        ("solution", solution, drill.solution, _judge_solution),
        ("starter", starter, drill.starter, _judge_starter),
    ):
        yield _program(card, drill.requires, {name: place, "tests": tests}, [code, drill.tests], judge)
    if walkthrough := walkthrough_of(card):
        yield walkthrough


def walkthrough_of(card: Card) -> Program | None:
    """The solution of a drill and the code cells of its walkthrough, if there are any."""
    drill = card.drill
    if drill is None:
        return None
    cells = {f"walkthrough, cell {n + 1}": (n, cell.code) for n, cell in enumerate(drill.walkthrough) if cell.code}
    places: dict[str, Location] = {name: ("drill", "walkthrough", n, "code") for name, (n, _) in cells.items()}
    codes = [drill.solution, *(code for _, code in cells.values())]
    if not cells:
        return None
    return _program(card, drill.requires, {"solution": ("drill", "solution"), **places}, codes, _judge_walkthrough)


def _program(
    card: Card,
    requires: tuple[str, ...],
    places: Mapping[str, Location],
    codes: list[str],
    judge: Callable[[Program, Result, Limits], Iterator[Finding]],
) -> Program:
    parts = tuple(Part(name, code) for name, code in zip(places, codes, strict=True))
    return Program(card, Job(parts, tuple(requires)), places, judge)


def printed(result: Result) -> str:
    """What a program printed, as it is recorded: with exactly one line end at the end, or nothing."""
    text = result.stdout.rstrip("\n")
    return text + "\n" if text.strip() else ""


def _judge_snippet(program: Program, result: Result, limits: Limits) -> Iterator[Finding]:
    card = program.card
    snippet: Snippet = card.snippet  # type: ignore[assignment] # a snippet's judge is given to cards with one only
    if result.status is not Status.FINISHED:
        subject = "" if result.status is Status.RAISED else "the code "
        yield program.failure(FAILED, subject, result, limits, "a snippet runs to its end; mend the code")
    elif result.stderr:
        yield _complaint(program, result.stderr)
    elif not printed(result):
        yield Finding(
            card.document, ("snippet", "code"), OUTPUT, "the code prints nothing", "print what the answer claims"
        )
    elif snippet.output is None:
        help_ = f"run `cardwright run --update {card.id}`"
        yield Finding(card.document, ("snippet",), OUTPUT, "no output is recorded", help_, at_key=True)
    elif snippet.output.rstrip("\n") + "\n" != printed(result):
        yield _mismatch(card, snippet.output, printed(result))
    if result.status is Status.FINISHED:
        yield from _judge_drawing(card, snippet, len(result.drawings))


def _judge_drawing(card: Card, snippet: Snippet, drawn: int) -> Iterator[Finding]:
    """One picture and words for it, or neither."""
    if drawn and not snippet.drawing:
        message, help_ = "the code draws, and nothing says what the picture shows", "say it under `drawing:`, `alt:`"
        yield Finding(card.document, ("snippet",), DRAWING, message, help_, at_key=True)
    elif snippet.drawing and drawn != 1:
        message = f"the code draws {f'{drawn} pictures' if drawn else 'nothing'}, and `drawing` describes one"
        help_ = "call `line`, `bar` or `heatmap` of `cardwright.plot` once, or leave out `drawing`"
        yield Finding(card.document, ("snippet", "drawing"), DRAWING, message, help_, at_key=True)


def _complaint(program: Program, stderr: str) -> Finding:
    """A finding at the line that a warning names, or at the code as a whole."""
    first = stderr.strip().partition("\n")[0]
    quote, subject = None, "the code"
    if warning := _WARNING.match(first):
        quote = program.job.line("code", int(warning["line"])) or None
        subject, first = f"line {warning['line']} of the code", warning["text"]
    message = f"{subject} writes to standard error: {visible(first)[:MAX_REASON]}"
    return Finding(program.card.document, ("snippet", "code"), FAILED, message, _STDERR_HELP, quote=quote)


def _mismatch(card: Card, recorded: str, new: str) -> Finding:
    old_lines, new_lines = recorded.splitlines(), new.splitlines()
    only_spaces = [line.rstrip() for line in old_lines] == [line.rstrip() for line in new_lines]
    message = "the code prints something else than the recorded output"
    help_ = f"if the new output is right, run `cardwright run --update {card.id}`"
    if only_spaces:
        message += " (only white space at the end of lines differs)"
    diff = list(difflib.unified_diff(old_lines, new_lines, "recorded", "printed", lineterm="", n=2))
    if len(diff) > MAX_DIFF:
        diff = [*diff[:MAX_DIFF], f"… {len(diff) - MAX_DIFF} more lines"]
    shown = "".join(f"\n    {visible(line)}".rstrip(" ") for line in diff)
    return Finding(card.document, ("snippet", "output"), OUTPUT, message, help_ + shown)


def _judge_solution(program: Program, result: Result, limits: Limits) -> Iterator[Finding]:
    if result.status is not Status.FINISHED:
        help_ = "the solution must pass the tests; mend the one or the other"
        yield program.failure(SOLUTION, "the solution does not pass: ", result, limits, help_)


def _judge_walkthrough(program: Program, result: Result, limits: Limits) -> Iterator[Finding]:
    if result.status is not Status.FINISHED:
        help_ = "the cells run after the solution, in order, in one namespace"
        yield program.failure(WALKTHROUGH, "the walkthrough fails: ", result, limits, help_)


def _judge_starter(program: Program, result: Result, limits: Limits) -> Iterator[Finding]:
    place = program.places["starter"]
    if result.status is Status.FINISHED:
        message = "the starter passes the tests"
        help_ = "leave out what the reader is to write, or let the tests demand it"
        yield Finding(program.card.document, place, STARTER, message, help_)
    elif result.status is not Status.RAISED:
        help_ = "the starter must fail the tests at once, by an exception such as a failed assert"
        yield Finding(program.card.document, place, STARTER, f"the starter {result.reason(limits)}", help_)
