"""Draft at once, refine in the background, never a stale figure."""

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from simlib.errors import ScenarioError
from simlib.running import Cancelled
from simlib.workbook.live import Live
from simlib.workbook.state import WorkbookState
from tests.small import FIRST, small


class Told:
    """Remembers what a page was told: the phase, the replications, and whether figures belonged to the setting."""

    def __init__(self, draft: int = 6) -> None:
        self.state = WorkbookState(small(), draft=draft)
        self.live = Live(self.state, self.tell)
        self.heard: list[tuple[str, int, bool]] = []

    def tell(self) -> None:
        shown = self.state.shown
        self.heard.append((self.live.phase, shown.result.replications if shown else 0, self.state.is_fresh))


def run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def test_today_is_drafted_then_refined() -> None:
    told = Told()

    async def session() -> None:
        told.live.start()
        assert told.heard == []
        await told.live.finished()

    run(session())
    assert told.heard == [("draft", 6, True), ("refined", 24, True)]


def test_a_move_shows_a_draft_before_it_returns() -> None:
    told = Told()

    async def session() -> None:
        told.live.start()
        await told.live.finished()
        told.live.move({FIRST: -5})
        assert told.heard[-1] == ("draft", 6, True)
        await told.live.finished()

    run(session())
    assert told.heard[-1] == ("refined", 24, True)
    assert told.state.shown is not None
    assert told.state.shown.scenario.get(FIRST) == -5


def test_a_new_move_calls_the_last_one_off() -> None:
    told = Told()

    async def session() -> None:
        told.live.start()
        await told.live.finished()
        for day in (-1, -2, -3, -4):
            told.live.move({FIRST: day})
            await asyncio.sleep(0)
        await told.live.finished()

    run(session())
    assert [phase for phase, _, _ in told.heard] == ["draft", "refined"] + ["draft"] * 4 + ["refined"]
    assert all(is_fresh for _, _, is_fresh in told.heard)
    assert told.state.shown is not None
    assert told.state.shown.scenario.get(FIRST) == -4


def test_what_is_moved_while_starting_comes_first() -> None:
    told = Told()

    async def session() -> None:
        told.live.start()
        told.live.move({FIRST: -5})
        assert told.heard == []
        await told.live.finished()

    run(session())
    assert told.heard == [("draft", 6, True), ("refined", 24, True)]
    assert told.state.shown is not None
    assert told.state.shown.scenario.get(FIRST) == -5


def test_a_setting_that_cannot_be_is_said_and_nothing_passes_for_fresh() -> None:
    told = Told()

    async def session() -> None:
        told.live.start()
        await told.live.finished()
        told.live.move({FIRST: 3})
        told.live.move({FIRST: 999})
        await told.live.finished()

    run(session())
    assert told.heard[-1][0] == "failed"
    assert "999" in told.live.message
    assert "\n" not in told.live.message


def test_going_back_shows_what_was_known() -> None:
    told = Told()

    async def session() -> None:
        told.live.start()
        await told.live.finished()
        told.live.move({FIRST: 999})
        told.live.move({FIRST: 7})
        await told.live.finished()

    run(session())
    assert [phase for phase, _, _ in told.heard] == ["draft", "refined", "failed", "refined"]
    assert told.live.message == ""


def test_without_a_loop_all_is_done_at_once() -> None:
    told = Told()
    told.live.start()
    told.live.move({FIRST: 3})
    told.live.reset()
    assert told.heard == [("draft", 6, True), ("refined", 24, True)] * 2 + [("draft", 6, True), ("refined", 24, True)]


def test_few_replications_need_no_draft() -> None:
    told = Told(draft=24)
    told.live.start()
    assert [phase for phase, _, _ in told.heard] == ["refined", "refined"]


def test_a_slow_machine_drafts_with_fewer_worlds(monkeypatch: pytest.MonkeyPatch) -> None:
    told = Told(draft=20)
    monkeypatch.setattr("simlib.workbook.live.SLOW", 0.0)

    async def session() -> None:
        told.live.start()
        await told.live.finished()
        for day in (-1, -2):
            told.live.move({FIRST: day})
            await told.live.finished()

    run(session())
    drafts = [count for phase, count, _ in told.heard if phase == "draft"]
    assert drafts == [20, 10, 10]
    assert all(is_fresh for _, _, is_fresh in told.heard)


def test_another_firm_is_simulated_from_its_beginning() -> None:
    told = Told()
    other = small().with_({"firm.activity": 0.5})

    async def session() -> None:
        told.live.start()
        await told.live.finished()
        told.live.rebase(other)
        assert told.live.phase == "starting"
        assert told.state.shown is None
        await told.live.finished()

    run(session())
    assert [phase for phase, _, _ in told.heard] == ["draft", "refined", "starting", "draft", "refined"]
    assert told.state.shown is not None
    assert told.state.shown.today.scenario is other


def test_long_work_waits_for_the_figures_and_is_called_off_by_a_move() -> None:
    told = Told()
    found: list[str] = []
    stopped = threading.Event()

    def long(is_cancelled: Callable[[], bool]) -> str:
        while not is_cancelled():
            time.sleep(0.002)
        stopped.set()
        raise Cancelled

    async def session() -> None:
        told.live.start()
        told.live.background(lambda _: told.live.phase, found.append, lambda error: found.append(str(error)))
        await told.live.finished()
        assert found == ["refined"]
        told.live.background(long, found.append, lambda error: found.append(str(error)))
        await asyncio.sleep(0.02)
        assert told.live.is_busy_aside
        told.live.move({FIRST: 2})
        assert not told.live.is_busy_aside
        await told.live.finished()

    run(session())
    assert stopped.is_set()
    assert found == ["refined"]


def test_long_work_that_fails_says_why() -> None:
    told = Told()
    said: list[str] = []

    def fail(_: Callable[[], bool]) -> None:
        raise ScenarioError("too much differs")

    async def session() -> None:
        told.live.start()
        told.live.background(fail, said.append, lambda error: said.append(str(error)))
        await told.live.finished()

    run(session())
    assert said == ["too much differs"]
