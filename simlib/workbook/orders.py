"""What the browser may ask for: each order is a change of the state."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from simlib.errors import ScenarioError
from simlib.scenario import Scenario
from simlib.workbook import timeline
from simlib.workbook.live import Change
from simlib.workbook.presets import preset
from simlib.workbook.state import WorkbookState

Order = Mapping[str, Any]

_VERBS: Mapping[str, Callable[[WorkbookState, Order], None]] = MappingProxyType(
    {
        "move": lambda state, said: state.move({said["path"]: said["value"]}),
        "reset": lambda state, _: state.reset(),
        "preset": lambda state, said: preset(said["kind"], said["name"]).ask(state),
        "add": lambda state, said: timeline.add(state, said["plan"], said["day"], said["channel"]),
        "remove": lambda state, said: timeline.remove(state, said["plan"], said["step"]),
        "own": lambda state, said: timeline.give_own(state, said["segment"]),
        "share": lambda state, said: timeline.share(state, said["segment"]),
    }
)


def change_of(order: Order, home: tuple[Scenario, tuple[Any, ...]]) -> Change:
    """Return the change that an order asks for.

    Args:
        order: The order: its verb, and what the verb needs.
        home: The firm that the page was opened with, and its files.
    """
    verb = order.get("verb", "")
    if verb == "home":
        return lambda state: state.rebase(*home)
    if verb not in _VERBS:
        return _refused(verb)
    return lambda state: _VERBS[verb](state, order)


def _refused(verb: str) -> Change:
    def refuse(_: WorkbookState) -> None:
        raise ScenarioError(f"the page cannot do {verb!r}; it can {', '.join(_VERBS)}")

    return refuse
