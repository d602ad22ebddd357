"""The pair: both engines tell the same story, event for event, on random scenarios and on those made by hand."""

import hypothesis
import pytest
from hypothesis import given

from tests.engine.both import assert_pair
from tests.strategies import Case, cases


@given(cases())
def test_engines_agree_on_random_scenarios(case: Case) -> None:
    assert_pair(case)
