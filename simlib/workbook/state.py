"""The state of a page: today, the scenario asked for, and the results that belong to it. It knows no widget and no thread."""

import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simlib.errors import ScenarioError
from simlib.running import Result, Stage
from simlib.running.stage import check_comparable
from simlib.scenario import Lever, Scenario, dump_yaml, levers, load
from simlib.scenario.files import FILES

DRAFT = 40
"""Replications of the figures shown while a slider moves."""


@dataclass(frozen=True)
class Shown:
    """Results that belong together.

    Attributes:
        scenario: The scenario that was asked for.
        result: Its result.
        today: The base's, on as many worlds.
        is_refined: Whether all replications asked for are in it.
    """

    scenario: Scenario
    result: Result
    today: Result
    is_refined: bool


class WorkbookState:
    """A base scenario, the scenario asked for, and the last results.

    Attributes:
        base: Today's scenario.
        files: The files it was read from; empty where it was given as an object.
        shown: The last results accepted, None before the first.
        generation: How often the scenario has changed; results of an earlier one are never accepted.
        refined: Replications of a refined result.
        draft: Replications of a draft.
    """

    def __init__(self, base: Scenario, files: tuple[Path, ...] = (), *, draft: int = DRAFT) -> None:
        """Start from a base with nothing changed."""
        self.generation = 0
        self._draft_asked = draft
        self._begin(base, files)

    def _begin(self, base: Scenario, files: tuple[Path, ...]) -> None:
        self.base = base
        self.files = files
        self.shown: Shown | None = None
        self.refined = base.replications
        self.draft = min(self._draft_asked, self.refined)
        self._scenario = base
        self._stage: Stage | None = None
        self._today: dict[int, Result] = {}

    @classmethod
    def of(cls, spec: str | Path | Scenario) -> "WorkbookState":
        """Return the state of a scenario or of its files, ``firm.yaml+policy.yaml``.

        Raises:
            ScenarioError: It cannot be read.
        """
        if isinstance(spec, Scenario):
            return cls(spec)
        one = Path(spec)
        files = (one,) if one.is_file() else tuple(Path(part.strip()) for part in str(spec).split("+"))
        return cls(load(spec), files)

    @property
    def changes(self) -> dict[str, Any]:
        """Values that differ from today's, by path; None where a named part of today's is gone."""
        return {change.path: change.after for change in self.base.diff(self._scenario)}

    @property
    def scenario(self) -> Scenario:
        """The scenario asked for: today's with the changes."""
        return self._scenario

    @property
    def levers(self) -> tuple[Lever, ...]:
        """The levers of the scenario as it is, in the order of its fields."""
        return levers(self._scenario)

    @property
    def is_fresh(self) -> bool:
        """Whether the results shown are those of the scenario."""
        return self.shown is not None and self.shown.scenario is self._scenario

    @property
    def is_refined(self) -> bool:
        """Whether they are, with all replications."""
        return self.shown is not None and self.is_fresh and self.shown.is_refined

    def move(self, values: Mapping[str, Any]) -> None:
        """Set values by path, on top of the scenario as it is; None removes a named part.

        Raises:
            ScenarioError: A path is unknown, or a value not allowed; nothing is changed then.
        """
        if values:
            self._go_to(self._scenario.with_(values))

    def take(self, scenario: Scenario) -> None:
        """Ask for another scenario of the same firm.

        Raises:
            ScenarioError: It shares no past with today's; nothing is changed then.
        """
        check_comparable(self.base, scenario)
        self._go_to(scenario)

    def lay(self, *fragments: Path) -> None:
        """Lay fragments over the scenario as it is: policies, shocks.

        Raises:
            ScenarioError: They cannot be read, or do not fit; nothing is changed then.
        """
        self.take(laid(self._scenario, *fragments))

    def reset(self) -> None:
        """Go back to today."""
        self._go_to(self.base)

    def rebase(self, base: Scenario, files: tuple[Path, ...] = ()) -> None:
        """Start anew from another firm, with nothing changed."""
        self._begin(base, files)
        self.generation += 1

    def _go_to(self, scenario: Scenario) -> None:
        if scenario.digest == self.base.digest:
            scenario = self.base
        if scenario.digest != self._scenario.digest:
            self._scenario = scenario
            self.generation += 1

    def prepare(self, is_cancelled: Callable[[], bool] | None = None) -> None:
        """Simulate what every further run needs: the worlds up to the start, and today's draft."""
        if self._stage is None:
            self._stage = Stage(self.base)
        self.today(self.draft, is_cancelled)

    def today(self, replications: int, is_cancelled: Callable[[], bool] | None = None) -> Result:
        """Return the base's result on so many worlds."""
        if replications not in self._today:
            fewer = max((count for count in self._today if count < replications), default=None)
            known = None if fewer is None else self._today[fewer]
            self._today[replications] = self._run(self.base, replications, is_cancelled, known)
        return self._today[replications]

    def compute(self, scenario: Scenario, replications: int, is_cancelled: Callable[[], bool] | None = None) -> Shown:
        """Return the results of a scenario beside today's, on the same worlds; those that its draft was drawn in are not simulated again.

        Raises:
            ScenarioError: It cannot be simulated.
            Cancelled: `is_cancelled` said so.
        """
        today = self.today(replications, is_cancelled)
        is_base = scenario.digest == self.base.digest
        result = (
            today
            if is_base
            else self._run(scenario, replications, is_cancelled, self._draft_of(scenario, replications))
        )
        return Shown(scenario, result, today, replications >= self.refined)

    def accept(self, shown: Shown) -> bool:
        """Take results if they are those of the scenario as it is now, and no draft after refined ones."""
        if shown.scenario is not self._scenario:
            return False
        if self.is_refined and not shown.is_refined:
            return False
        self.shown = shown
        return True

    def save(self, path: Path, name: str | None = None) -> Path:
        """Write the scenario as a fragment of differences that extends the base's files; whole where there are none.

        Raises:
            ScenarioError: The path is one of the base's files, or no file can be written there.
        """
        if any(path.exists() and path.samefile(file) for file in self.files):
            raise ScenarioError(f"{path}: this is the base itself; save the scenario under another name.")
        called = name or path.stem
        folder = path.resolve().parent
        if self.files:
            extends = [Path(os.path.relpath(file.resolve(), folder)).as_posix() for file in self.files]
            text = dump_yaml(self.base.diff(self._scenario), extends=extends, name=called, folder=folder)
        else:
            text = dump_yaml(self._scenario, name=called, folder=folder)
        unfinished = path.with_name(f".{path.name}.unfinished")
        try:
            unfinished.write_text(text, encoding="utf-8")
            unfinished.replace(path)
        except OSError as error:
            unfinished.unlink(missing_ok=True)
            raise ScenarioError(f"{path}: it cannot be written ({error.strerror}); choose another place.") from None
        return path

    def _draft_of(self, scenario: Scenario, replications: int) -> Result | None:
        """Return what is shown of a scenario, if it is of fewer worlds."""
        shown = self.shown
        is_draft = shown is not None and shown.scenario is scenario and shown.result.replications < replications
        return shown.result if shown is not None and is_draft else None

    def _run(
        self,
        scenario: Scenario,
        replications: int,
        is_cancelled: Callable[[], bool] | None,
        known: Result | None = None,
    ) -> Result:
        if self._stage is None:
            self._stage = Stage(self.base)
        return self._stage.run(scenario, replications, is_cancelled=is_cancelled, known=known)


def laid(scenario: Scenario, *fragments: Path) -> Scenario:
    """Return a scenario with fragments laid over it, as if they followed it on the command line.

    Raises:
        ScenarioError: They cannot be read, or do not fit.
    """
    with tempfile.TemporaryDirectory(prefix="simlib-laid-") as folder:
        plain = scenario.model_copy(update=dict.fromkeys(FILES))
        below = Path(folder) / "below.yaml"
        below.write_text(dump_yaml(plain, name=scenario.name), encoding="utf-8")
        found = load((below, *fragments))
    changes = {change.path: change.after for change in plain.diff(found)}
    return scenario.with_({**changes, "description": found.description}, name=found.name) if changes else scenario
