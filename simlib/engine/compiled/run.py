"""The compiled engine as others call it: one replication, or its part from the start on."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.engine.compiled.ahead import deal_ahead
from simlib.engine.compiled.state import (
    EFFECTS_FULL,
    EVENTS,
    EVENTS_FULL,
    OVERFLOW,
    SLOTS_FULL,
    Kept,
    Room,
    State,
    keep,
    new_dealt,
    new_state,
    restore,
)
from simlib.engine.compiled.walk import begin, change_setting, close_setting, open_book, walk
from simlib.engine.lowering import Brief
from simlib.engine.setting import Setting, Table
from simlib.ledger.events import WIDTH
from simlib.rules.orders import expected_orders

Events = npt.NDArray[np.int64]
Live = Callable[[State, Events], None]

WEEKS_AT_HAND = 160


@dataclass(frozen=True)
class Past:
    """One replication up to the start: what is remembered, what happened, and the orders that chance deals to it next."""

    kept: Kept
    events: Events
    dealt: Table


class CompiledEngine:
    """Runs replications of scenarios; each thread works in arrays of its own, used again and again."""

    def __init__(self, brief: Brief) -> None:
        """Take a scenario made ready; others with the same customers and days may follow."""
        self.brief = brief
        a_year = float(np.dot(brief.after.customers.pace, brief.after.customers.active))
        orders = int(expected_orders(a_year, brief.end - brief.first))
        given = len(brief.orders.table) + len(brief.opening.ids)
        self._orders_ahead = orders + given
        self._room = Room(slots=orders + given + 1000, effects=6, events=12 * (orders + given) + 10000)
        self._own = threading.local()

    def past(self, replication: int, orders_ahead: bool = False) -> Past:
        """Return a replication up to the start, with the orders after it dealt ahead where many scenarios are to go on from there."""
        setting = self.brief.before
        assert setting is not None, "the scenario has no warm-up"

        def live(state: State, events: Events) -> None:
            begin(setting, state, replication)
            walk(setting, state, events, replication)
            close_setting(setting, state)

        state, events = self._within_room(live)
        dealt = new_dealt(self._orders_ahead if orders_ahead else 0)
        if orders_ahead:
            dealt = dealt[: deal_ahead(self.brief.after, state, dealt, replication)].copy()
        return Past(keep(state), events.copy(), dealt)

    def future(self, setting: Setting, past: Past, replication: int) -> Events:
        """Return the events from the start on, under a setting; valid until this thread's next call."""

        def live(state: State, events: Events) -> None:
            restore(state, past.kept)
            state = state._replace(dealt=past.dealt if self._ties_alike(setting) else new_dealt(0))
            change_setting(setting, state, replication)
            walk(setting, state, events, replication)

        self._make_room(past.kept)
        return self._within_room(live)[1]

    def opened(self, setting: Setting, replication: int) -> Events:
        """Return the events of a replication that begins with an opening book, or with nothing."""

        def live(state: State, events: Events) -> None:
            begin(setting, state, replication)
            open_book(setting, state, events, replication, setting.begin)
            walk(setting, state, events, replication)

        return self._within_room(live)[1]

    def events(self, replication: int) -> Events:
        """Return all events of a replication of the scenario made ready."""
        if self.brief.before is None:
            return self.opened(self.brief.after, replication).copy()
        past = self.past(replication)
        return np.concatenate((past.events, self.future(self.brief.after, past, replication)))

    def _ties_alike(self, setting: Setting) -> bool:
        """Return whether invoices are tied to each other as when orders were dealt ahead."""
        own = self.brief.after
        return (setting.week_share, setting.customer_week_share) == (own.week_share, own.customer_week_share)

    def _make_room(self, kept: Kept) -> None:
        """See to it that this thread's arrays can take a kept state, which another thread's larger ones may have held."""
        state, events = self._arrays()
        slots, effects = kept.effects.shape
        if slots > len(state.slots) or effects > state.effects.shape[1]:
            self._own.room = Room(max(slots, len(state.slots)), max(effects, state.effects.shape[1]), len(events))
            del self._own.arrays

    def _within_room(self, live: Live) -> tuple[State, Events]:
        """Let a replication live; where its arrays were too small, let it live again in larger ones."""
        while True:
            state, events = self._arrays()
            live(state, events)
            full = int(state.counts[OVERFLOW])
            if not full:
                return state, events[: int(state.counts[EVENTS])]
            room: Room = self._own.room
            self._own.room = Room(
                slots=room.slots * (2 if full & SLOTS_FULL else 1),
                effects=room.effects * (2 if full & EFFECTS_FULL else 1),
                events=room.events * (2 if full & EVENTS_FULL else 1),
            )
            del self._own.arrays

    def _arrays(self) -> tuple[State, Events]:
        if not hasattr(self._own, "arrays"):
            if not hasattr(self._own, "room"):
                self._own.room = self._room
            room = self._own.room
            days = self.brief.end - self.brief.first
            state = new_state(len(self.brief.cast.ids), days, WEEKS_AT_HAND, room)
            self._own.arrays = state, np.empty((room.events, WIDTH), dtype=np.int64)
        arrays: tuple[State, Events] = self._own.arrays
        return arrays
