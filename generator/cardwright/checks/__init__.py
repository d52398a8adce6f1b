"""Rules: each a module, a code, a fixture file and a paragraph in `docs/rules.md`.

A rule is a pure function of the library. Adding one touches its module and the tuple below.
"""

from __future__ import annotations

from dataclasses import replace
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

    from cardwright.model.card import Card
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


_LOCAL: tuple[Rule, ...] = (
    *(parity, term, forbidden_term, budget, untranslated_text),
    *(stale_translation, missing_digest, raw_html, unsafe_link),
)
"""Rules that look at one document at a time and take long: their findings can be remembered."""


class Memory:
    """What rules found before, for a process that checks again and again with few cards changed in between."""

    def __init__(self) -> None:
        self._context: tuple[object, ...] = ()
        self._cards: dict[str, Card] = {}
        self._found: dict[Rule, dict[str, list[Finding]]] = {}

    def check(self, library: Library) -> list[Finding]:
        """The same as `check`, given that a card which did not change is the same object."""
        context = (library.kb, library.topics, library.glossary, library.retired)
        if len(context) != len(self._context) or any(a is not b for a, b in zip(context, self._context, strict=True)):
            self._cards, self._found = {}, {}
        self._context = context
        changed = tuple(card for card in library.all_cards if self._cards.get(card.document) is not card)
        self._cards = {card.document: card for card in library.all_cards}
        part = replace(library, all_cards=changed)
        said = {rule: self._local(rule, part) if rule in _LOCAL else list(rule.check(library)) for rule in RULES}
        return list(allow.check(library, [finding for rule in RULES for finding in said[rule]], _CODES))

    def _local(self, rule: Rule, part: Library) -> list[Finding]:
        """The findings of the changed cards and of what is no card, with those remembered of the other cards."""
        known = {name: own for name, own in self._found.get(rule, {}).items() if name in self._cards}
        known |= {card.document: [] for card in part.all_cards}
        rest: list[Finding] = []
        for finding in rule.check(part):
            known.get(finding.document, rest).append(finding)
        self._found[rule] = known
        return [*(finding for name in sorted(known) for finding in known[name]), *rest]


_CODES = frozenset(rule.CODE for rule in RULES)


def check(library: Library) -> Iterator[Finding]:
    """What every rule has to say about the library, save what its cards allow themselves."""
    _ = library.texts, library.card_by_id  # found once, before rules are shared out
    order = (*_SLOW, *(rule for rule in RULES if rule not in _SLOW))
    said = dict(zip(order, shared(lambda rule: list(rule.check(library)), order), strict=True))
    found = [finding for rule in RULES for finding in said[rule]]
    return allow.check(library, found, _CODES)
