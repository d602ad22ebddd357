"""No lever is dead: each moves the indicator it declares, in the direction it declares, on the shipped firm or in a case of its own.

Everyday one path of each pattern is tried, on as few worlds as it takes; in the long profile all of them, on the 200 worlds of the
shipped scenarios.
"""

import os
from fnmatch import fnmatch
from functools import lru_cache

import pytest

from simlib.cli.lever_report import README, ROWS, lever_table_rows
from simlib.cli.lever_trials import PLACES, REPLICATIONS, Trial, one_of_each, scenario_of, trials
from simlib.scenario import levers
from tests.conftest import ROOT

FEW = (10, 25, 50, 100)
IS_LONG = os.environ.get("SIMLIB_TESTS") == "long"


@lru_cache(maxsize=1)
def all_trials() -> dict[str, Trial]:
    """Return a trial of every lever of the shipped scenarios."""
    return trials()


def parameters() -> list[object]:
    """Return every path; those after the first of a pattern are for the long profile, as are those that need years."""
    found = all_trials()
    everyday = {path for path in one_of_each(found) if "long_run" not in found[path].place}
    return [pytest.param(path, marks=[] if path in everyday else [pytest.mark.long]) for path in found]


@pytest.mark.parametrize("path", parameters())
def test_a_lever_moves_its_indicator_in_its_direction(path: str) -> None:
    trial = all_trials()[path]
    assert trial.low != trial.high
    told = []
    few = () if IS_LONG or trial.lever.reading == "width" else FEW
    for replications in (*few, REPLICATIONS):
        change = trial.interval(replications)
        told.append(f"{replications} worlds: {change.low:.6g} to {change.high:.6g}")
        if change.is_as_declared(trial.lever):
            return
    lever = trial.lever
    pytest.fail(
        f"{path} from {trial.low} to {trial.high} in {trial.place or 'base'} should move the {lever.reading} of "
        f"{lever.moves} by {lever.direction:+d}: {told}"
    )


def test_no_lever_of_any_shipped_scenario_is_left_out() -> None:
    everywhere = (*PLACES, "policies/none")
    assert {lever.path for place in everywhere for lever in levers(scenario_of(place))} == set(all_trials())


def test_every_lever_of_the_trade_has_levers_that_are_tried() -> None:
    known = {trial.lever.pattern for trial in all_trials().values()}
    assert len(ROWS) == 32
    for row in ROWS:
        for pattern in row.patterns:
            assert any(fnmatch(one, pattern) for one in known), pattern


def test_the_page_of_the_scenarios_tells_of_every_lever_of_the_trade() -> None:
    page = (ROOT / README).read_text(encoding="utf-8").splitlines()
    for start, trial in lever_table_rows():
        [line] = [line for line in page if line.startswith(start)]
        by = line.removeprefix(start).strip(" |")
        assert by == "not yet" if trial is None else by.endswith("]"), line
