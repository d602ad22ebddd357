"""What the page says of forecasts tried on the past: beside the cards, and in its tab."""

import pytest

from simlib import words
from simlib.calibration.verdict import told
from simlib.scenario import Scenario
from simlib.workbook.tabs import TABS, Plain
from simlib.workbook.verdict import verdict_told
from tests.small import small

GOOD = {
    "origins": 13, "weeks": 13, "wape": 0.21, "coverage": 0.81, "interval_score": 1.0, "bootstrap_interval_score": 1.4,
    "naive": {"due_date": 0.42, "ageing": 0.26, "median_lateness": 0.31}, "verdict": "good",
}  # fmt: skip


def tried(**changes: object) -> Scenario:
    return small().with_({"evidence": {"backtest": GOOD | changes}})


def tab(scenario: Scenario, lang: str) -> list[dict[str, object]]:
    found = TABS["verdict"]
    assert isinstance(found, Plain)
    return found.told(scenario, small(), lang)


def test_a_firm_that_was_never_tried_says_so() -> None:
    assert verdict_told(small(), "fr") == {"text": "", "warns": False}
    assert tab(small(), "fr")[0]["lines"] == [words.text("verdict.none", "fr")]


@pytest.mark.parametrize(("verdict", "warns"), [("good", False), ("fair", False), ("poor", True), ("short", True)])
def test_whoever_reads_the_cards_is_warned_of_a_poor_past(verdict: str, warns: bool) -> None:
    scenario = tried(verdict=verdict)
    assert scenario.evidence is not None
    assert scenario.evidence.backtest is not None
    assert verdict_told(scenario, "en") == {"text": told(scenario.evidence.backtest, "en"), "warns": warns}


def test_errors_stand_beside_rules_of_thumb_the_smallest_first() -> None:
    said, table = tab(tried(), "en")
    assert "21%" in " ".join(said["lines"])  # type: ignore[arg-type]
    assert [row[1][0] for row in table["rows"]] == ["21%", "26%", "31%", "42%"]  # type: ignore[attr-defined]
    assert table["rows"][0][0][0] == words.text("rule.model", "en")  # type: ignore[index]
