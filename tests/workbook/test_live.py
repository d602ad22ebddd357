"""Draft at once, refine in the background, never a stale figure."""

import asyncio
from collections.abc import Coroutine
from typing import Any

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
