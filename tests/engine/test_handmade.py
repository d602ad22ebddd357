"""Scenarios made by hand: what a calendar on the wall says must happen, happens in both engines."""

import pytest

from tests.engine.both import both_engines, rows_of
from tests.engine.handmade import CASES, Handmade


@both_engines
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_must_happen_happens(case: Handmade, engine: str) -> None:
    events = rows_of(case.scenario, engine, case.base)
    assert {kind: case.told(events, kind) for kind in case.expected} == case.expected


def test_there_are_twenty_at_least() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 20
