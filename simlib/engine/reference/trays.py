"""Desks that act once a day, in their phase, on the days for which there is something to do."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from simlib.ledger.events import Phase

if TYPE_CHECKING:
    from simlib.engine.reference.simulation import Process, Simulation

Thing = TypeVar("Thing")


class Desk(Generic[Thing]):
    """A desk with a tray for each day to come; on other days it sleeps."""

    def __init__(self, simulation: "Simulation", phase: Phase, act: Callable[[list[Thing]], None]) -> None:
        """Take the phase in which the desk acts, and what it does with the things in its tray."""
        self.simulation, self.phase, self.act = simulation, phase, act
        self.trays: dict[int, list[Thing]] = {}

    def put(self, day: int, thing: Thing) -> None:
        """Put a thing into the tray of a day; what lies beyond the end of time is forgotten."""
        if day >= self.simulation.end:
            return
        if day not in self.trays:
            self.trays[day] = []
            self.simulation.env.process(self._wake(day))
        self.trays[day].append(thing)

    def _wake(self, day: int) -> "Process":
        """Act once, after all else that happens in the phase has put down what it has for the desk."""
        yield self.simulation.at(day, self.phase)
        yield self.simulation.at(day, self.phase)
        self.act(self.trays.pop(day))
