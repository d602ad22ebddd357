"""Presets: the policies, reference cases and shocks that come with the project, one click away."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from simlib.errors import ScenarioError, SimlibError
from simlib.scenario import Scenario, Text
from simlib.scenario.yaml_text import read_mapping
from simlib.words import text
from simlib.workbook.state import WorkbookState, laid

Kind = Literal["policies", "cases", "stress"]
POLICIES = ("none", "mild", "firm", "calls")
"""The policies, from no reminder to calls."""

KINDS: tuple[Kind, ...] = ("policies", "cases", "stress")

BEFORE: Mapping[str, str] = MappingProxyType(
    {
        "dso_48_to_34": "dso_48",
        "dso_55_to_38": "dso_55",
        "dso_60_to_45": "dso_60",
        "toy_automated": "toy_75",
    }
)
"""Cases that start from another one: that is today then, and what they change is the scenario."""

FIRMS = ("dso_48", "dso_55", "dso_60", "toy_75", "late_48", "settled_85", "long_run", "e_invoicing")
"""Cases that are another firm, not another policy of it: that is today then, with nothing changed."""

_PACKAGE = Path(__file__).resolve().parents[1]
_HOMES = (_PACKAGE / "shipped" / "scenarios", _PACKAGE.parent / "scenarios")


@dataclass(frozen=True)
class Preset:
    """A fragment that comes with the project.

    Attributes:
        name: Its name, which is that of its file.
        kind: The folder it stands in.
        file: Its file.
        description: What it is, in words.
    """

    name: str
    kind: Kind
    file: Path
    description: Text

    def label(self, lang: str) -> str:
        """Return what it is, in a language."""
        return self.description.of(lang)

    def short(self, lang: str) -> str:
        """Return a name for a button."""
        return text(f"preset.{self.name}", lang) if self.name in POLICIES else self.label(lang).split(" - ")[0]

    def ask(self, state: WorkbookState) -> None:
        """Ask for it: a policy or a shock is laid over the scenario as it is, a case over the firm it starts from.

        Raises:
            ScenarioError: It does not fit the firm.
        """
        if self.name in BEFORE:
            before = _fitting(state.base, preset("cases", BEFORE[self.name]).file)
            after = _fitting(before, self.file)
            state.rebase(before)
            state.take(after)
        elif self.kind == "cases" and self.name in FIRMS:
            state.rebase(_fitting(state.base, self.file))
        else:
            state.take(_fitting(state.scenario, self.file))

    def told(self, lang: str) -> dict[str, Any]:
        """Return it as plain values."""
        return {"name": self.name, "kind": self.kind, "label": self.label(lang), "short": self.short(lang)}


def _fitting(scenario: Scenario, file: Path) -> Scenario:
    """Return a scenario with a fragment laid over it.

    Raises:
        ScenarioError: The fragment speaks of segments that the scenario does not have.
    """
    found = laid(scenario, file)
    strange = [name for name in found.segments if name not in scenario.segments]
    if strange:
        raise ScenarioError(
            f"{file.name}: it is about the segments {', '.join(strange)}, which {scenario.name} does not have; choose another."
        )
    return found


def _place(file: Path) -> tuple[int, str]:
    return (POLICIES.index(file.stem) if file.stem in POLICIES else len(POLICIES)), file.stem


@cache
def presets() -> tuple[Preset, ...]:
    """Return the presets, policies first, from none to calls, then each kind by name.

    Raises:
        SimlibError: They did not come with this installation.
    """
    home = next((home for home in _HOMES if home.is_dir()), None)
    if home is None:
        raise SimlibError("the scenarios did not come with this installation; install it again.")
    found = []
    for kind in KINDS:
        for file in sorted((home / kind).glob("*.yaml"), key=_place):
            said = read_mapping(file).get("description")
            words = said.plain() if said is not None else file.stem.replace("_", " ")
            found.append(Preset(file.stem, kind, file, Text.model_validate(words)))
    return tuple(found)


def preset(kind: str, name: str) -> Preset:
    """Return one preset.

    Raises:
        ScenarioError: There is no such preset.
    """
    for one in presets():
        if (one.kind, one.name) == (kind, name):
            return one
    raise ScenarioError(f"no preset is called {kind}/{name}")
