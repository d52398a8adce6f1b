"""The words on the cards that no card brings along: labels, levels, kinds, in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cardwright.model.base import Line, Prose, Record
from cardwright.reading.settings import read_settings

if TYPE_CHECKING:
    from cardwright.project import Project


class Labels(Record):
    """What stands in templates as `[[name]]`."""

    why: Line
    """Over the reasoning."""

    diagram: Line
    """Over the picture."""

    code: Line
    """Over the code."""

    follow_ups: Line
    """Over the follow-ups."""

    pitfalls: Line
    """Over the pitfalls."""

    signals: Line
    """Over what each level shows."""

    sources: Line
    """Over the sources."""

    open: Line
    """Link to the card's page."""

    report: Line
    """Link to a new report about the card."""


class Levels(Record):
    """A word for each level."""

    junior: Line
    """0-2 years."""

    mid: Line
    """2-5 years."""

    senior: Line
    """5 years and more."""

    staff: Line
    """Beyond senior."""


class Kinds(Record):
    """A word for each kind of question."""

    concept: Line
    """What something is and why."""

    comparison: Line
    """One thing against another."""

    calculation: Line
    """Numbers."""

    scenario: Line
    """Something that went wrong."""

    design: Line
    """An open design."""

    drill: Line
    """Code from a blank file."""

    paper: Line
    """Reading of a paper."""

    behavioral: Line
    """A story of one's own."""


class Words(Record):
    """All words of one language."""

    labels: Labels
    """What stands in templates."""

    claim: Line
    """Before the claim of a pitfall."""

    flaw: Line
    """After the claim of a pitfall."""

    rest_of_code: Line
    """Opens the code beyond the lines that are shown at once."""

    output: Line
    """Over the recorded output."""

    rest_of_output: Line
    """Opens the output beyond the lines that are shown at once."""

    run_snippet: Line
    """Link to the snippet on the site."""

    run_drill: Line
    """Link to the drill on the site."""

    weak: Line
    """Opens the answer that would not pass."""

    strong: Line
    """Opens the answer that would."""

    levels: Levels
    """Levels."""

    kinds: Kinds
    """Kinds."""

    retired: Line
    """Over a question that is not published any more, with `{since}`."""

    instead: Line
    """Link to the card that takes its place."""

    deck: Prose
    """Description of a topic's deck in Markdown, with `{name}`, `{count}`, `{version}`, `{license}` and `{site}`."""

    deck_of_decks: Prose
    """Description of the deck that holds the topics, with the same."""

    unreleased: Line
    """What stands for the version before the first release."""

    later: Line
    """What stands for the version of a build that differs from the last release, `{version}`."""


def read_words(project: Project, language: str) -> Words:
    """The words of a language, from `decks/strings/<language>.yaml`.

    Raises:
        CardwrightError: The file is missing, or a word in it is.
    """
    path = project.decks / "strings" / f"{language}.yaml"
    return read_settings(project, path, Words, "the list of words")
