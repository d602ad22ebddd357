"""Scenario files written for a test, in a folder of its own that is also the current one."""

from collections.abc import Callable
from pathlib import Path

import pytest

from simlib.errors import ScenarioError
from simlib.scenario import Scenario, load

BASE = """\
name: base
firm:
  dpo_days: 45
segments:
  sme:
    customers: 10
    terms: {rule: net, days: 30}
  large:
    customers: 2
policy:
  reminders:
    gap_days: 3
    plans:
      default:
        steps:
          first: {day: 7, channel: email}
          second: {day: 21, channel: letter}
"""

Write = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that holds base.yaml, and is the current one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.yaml").write_text(BASE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Write:
    """Write a file into the folder."""

    def write(name: str, text: str | bytes) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


@pytest.fixture
def base(folder: Path) -> Scenario:
    """The scenario of base.yaml."""
    return load("base.yaml")


@pytest.fixture
def refusal(folder: Path) -> Callable[[str], str]:
    """The one line with which a scenario is refused."""

    def refusal(spec: str) -> str:
        with pytest.raises(ScenarioError) as refused:
            load(spec)
        line = str(refused.value)
        assert "\n" not in line
        return line

    return refusal
