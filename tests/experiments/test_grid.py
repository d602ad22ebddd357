"""The grid file: policies by name, levers to vary, and what is refused in one line that names it."""

from pathlib import Path

import pytest

from simlib.errors import ScenarioError
from simlib.experiments import grid_of
from simlib.scenario import load

ROOT = Path(__file__).resolve().parents[2]
BASE = str(ROOT / "scenarios" / "base.yaml")
GAP = "policy.reminders.gap_days"


def grid(folder: Path, text: str) -> Path:
    """Write a grid."""
    file = folder / "grid.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_policies_meet_every_combination(tmp_path: Path) -> None:
    (tmp_path / "firm.yaml").write_text((ROOT / "scenarios/policies/none.yaml").read_text(), encoding="utf-8")
    text = f"policies:\n  calm: firm.yaml\n  slow: {{{GAP}: 9}}\n  as_is: null\nvary:\n  firm.dpo_days: [30, 45]\n"
    found = grid_of(BASE, grid(tmp_path, text))
    assert [one.name for one in found] == [
        f"{policy}, dpo_days={days}" for policy in ("calm", "slow", "as_is") for days in (30, 45)
    ]
    assert not found[0].policy.reminders.plans
    assert found[2].policy.reminders.gap_days == 9
    assert found[5].digest == load(BASE).digest
    assert [one.firm.dpo_days for one in found] == [30, 45] * 3


def test_policies_alone_and_levers_alone(tmp_path: Path) -> None:
    alone = grid_of(BASE, grid(tmp_path, f"policies:\n  slow: {{{GAP}: 9}}\n"))
    assert [(one.name, one.policy.reminders.gap_days) for one in alone] == [("slow", 9)]
    for text in (f"vary:\n  {GAP}: [1, 2]\n", f"{GAP}: [1, 2]\n"):
        assert [one.name for one in grid_of(BASE, grid(tmp_path, text))] == ["gap_days=1", "gap_days=2"]


def test_the_shipped_grid_has_fifty_policies() -> None:
    found = grid_of(BASE, ROOT / "scenarios" / "grids" / "reminders.yaml")
    assert len({one.name for one in found}) == len({one.digest for one in found}) == 50


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("policies: [a]\n", "policies is a mapping of names"),
        ("policies:\n  a: 7\n", "policy a is a file"),
        ("policies:\n  a: nowhere.yaml\n", "no such file"),
        ("policies:\n  a: {policy.reminders.gap_dayz: 1}\n", "gap_days"),
        (f"policies:\n  a: null\n{GAP}: [1]\n", "stands beside policies and vary"),
        (f"vary:\n  {GAP}: 3\n", "needs a list of values"),
        (f"vary:\n  {GAP}: [3, -1]\n", "-1"),
        (f"vary:\n  {GAP}: [{', '.join(['1'] * 5001)}]\n", "more than 5000 combinations"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match=message):
        grid_of(BASE, grid(tmp_path, text))
