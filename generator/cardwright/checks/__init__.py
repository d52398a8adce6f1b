"""Rules: each a module, a code, a fixture file and a paragraph in `docs/rules.md`.

A rule is a pure function of the library. Adding one touches its module and the tuple below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from cardwright.checks import (
    allow,
    budget,
    duplicate_id,
    figures,
    forbidden_term,
    kind_needs,
    language,
    missing_digest,
    near_duplicate,
    parity,
    portability,
    raw_html,
    reference,
    released_id,
    same_source,
    source,
    stale_translation,
    term,
    unknown_topic,
    unsafe_link,
    untranslated,
    untranslated_text,
    verified,
    yes_no_question,
)
from cardwright.sharing import shared

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cardwright.model.library import Library
    from cardwright.problems import Finding


class Rule(Protocol):
    """What a module of this room offers."""

    CODE: str

    def check(self, library: Library, /) -> Iterator[Finding]:
        """What the rule has to say about the library."""


RULES: tuple[Rule, ...] = (
    unknown_topic,
    duplicate_id,
    language,
    kind_needs,
    reference,
    released_id,
    raw_html,
    unsafe_link,
    figures,
    budget,
    yes_no_question,
    near_duplicate,
    portability,
    verified,
    source,
    same_source,
    parity,
    forbidden_term,
    term,
    untranslated_text,
    untranslated,
    stale_translation,
    missing_digest,
)


_SLOW: tuple[Rule, ...] = (parity, term, near_duplicate, forbidden_term, reference, budget)
"""Rules that take the most time: they begin, so that two processes end together."""


def check(library: Library) -> Iterator[Finding]:
    """What every rule has to say about the library, save what its cards allow themselves."""
    _ = library.texts, library.card_by_id  # found once, before rules are shared out
    order = (*_SLOW, *(rule for rule in RULES if rule not in _SLOW))
    said = dict(zip(order, shared(lambda rule: list(rule.check(library)), order), strict=True))
    found = [finding for rule in RULES for finding in said[rule]]
    return allow.check(library, found, frozenset(rule.CODE for rule in RULES))
