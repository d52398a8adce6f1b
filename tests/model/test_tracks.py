"""Tracks: what a step studies, and which tracks hold a card."""

from typing import Any

import pytest

from cardwright.model.card import Card
from cardwright.model.kb import Retired
from cardwright.model.library import Library
from cardwright.model.track import Select, Step, Track
from libraries import card, library_of, said

CARDS = (
    card("alpha", level="junior", kind="concept", rounds=["phone-screen"], tags=["kv-cache"]),
    card("beta", level="mid", kind="drill", rounds=["coding", "phone-screen"], topic="serving"),
    card("gamma", level="senior", kind="concept", tags=["gqa", "kv-cache"]),
    card("delta", level="staff", kind="design", rounds=["ml-systems"], topic="serving"),
    card("gone", level="junior"),
)


def library(*tracks: Track) -> Library:
    base = library_of(*CARDS)
    gone = Retired(id="gone", since="2026-11", why="Nobody asks.")
    return Library(base.kb, base.topics, CARDS, tracks=tracks, retired=(gone,))


def step(**fields: Any) -> Step:
    return Step.model_validate({"title": said("A step")} | fields)


def track(id_: str, *steps: Step, **fields: Any) -> Track:
    plain = {"id": id_, "kind": "plan", "title": said(id_), "summary": said("A track.")}
    return Track.model_validate({**plain, "steps": steps, **fields})


def ids(cards: tuple[Card, ...]) -> list[str]:
    return [c.id for c in cards]


@pytest.mark.parametrize(
    ("wanted", "matching"),
    [
        ({"topics": ["serving"]}, ["beta", "delta"]),
        ({"levels": ["junior", "staff"]}, ["alpha", "gone", "delta"]),
        ({"kinds": ["drill"]}, ["beta"]),
        ({"rounds": ["phone-screen"]}, ["alpha", "beta"]),
        ({"tags": ["gqa", "kv-cache"]}, ["alpha", "gamma"]),
        ({"rounds": ["phone-screen"], "topics": ["serving"]}, ["beta"]),
        ({"rounds": ["phone-screen"], "levels": ["senior"]}, []),
        ({}, ["alpha", "beta", "gamma", "delta", "gone"]),
    ],
)
def test_a_card_is_selected_if_it_has_a_value_of_every_field_that_is_given(wanted: Any, matching: list[str]):
    select = Select.model_validate(wanted)
    assert {c.id for c in CARDS if select.matches(c)} == set(matching)


def test_a_step_studies_its_own_cards_in_their_order_and_then_what_it_selects_in_reading_order():
    found = library().studied(step(cards=["delta", "alpha"], select={"levels": ["mid", "senior"]}))
    assert ids(found) == ["delta", "alpha", "gamma", "beta"]


def test_a_card_that_is_named_and_selected_stands_where_it_is_named_and_once():
    assert ids(library().studied(step(cards=["gamma"], select={"tags": ["kv-cache"]}))) == ["gamma", "alpha"]


def test_cards_that_are_not_published_are_not_studied():
    found = library().studied(step(cards=["gone", "nowhere", "alpha"], select={"levels": ["junior"]}))
    assert ids(found) == ["alpha"]


def test_a_step_may_study_nothing():
    assert library().studied(step()) == ()
    assert library().studied(step(select={"rounds": ["paper"]})) == ()


def test_a_track_has_the_cards_of_its_steps_and_cells_once():
    axes = {"rows": [{"id": "r", "title": said("R")}], "columns": [{"id": "c", "title": said("C")}]}
    cells = [{"row": "r", "column": "c", "text": said("T"), "cards": ["delta", "alpha"]}]
    whole = track("whole", step(cards=["beta"]), step(cards=["alpha", "beta"]), **axes, cells=cells)
    assert ids(library(whole).studied_in(whole)) == ["beta", "alpha", "delta"]


def test_each_card_knows_the_tracks_that_hold_it():
    one = track("one", step(cards=["alpha"]), step(cards=["alpha"]))
    two = track("two", step(select={"topics": ["attention"]}))
    held = library(one, two).tracks_by_card
    assert {id_: [t.id for t in tracks] for id_, tracks in held.items()} == {
        "alpha": ["one", "two"],
        "gamma": ["two"],
        "beta": [],
        "delta": [],
    }
