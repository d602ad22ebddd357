"""The reminders assumed where a firm does not say what it sends are those of the shipped present plan."""

from pathlib import Path

from simlib.calibration.learning import assumed_reminders
from simlib.scenario import load


def test_assumed_reminders_are_the_shipped_mild_plan(root: Path) -> None:
    """Send on the same days by the same channels, and keep the same distance."""
    scenarios = root / "scenarios"
    shipped = load([scenarios / "base.yaml", scenarios / "policies" / "mild.yaml"]).policy.reminders
    assumed = assumed_reminders()
    assert assumed.gap_days == shipped.gap_days
    steps = [(step.day, step.channel, step.min_amount) for step in assumed.plans["default"].ordered()]
    assert steps == [(step.day, step.channel, step.min_amount) for step in shipped.plans["default"].ordered()]
