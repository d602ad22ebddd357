"""What the server is set up to do, without starting it."""

import asyncio
from pathlib import Path

import pytest

from simlib.errors import ScenarioError
from simlib.reporting.quick import without_grammar
from simlib.workbook import server
from tests.small import ROOT

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def test_kernels_that_wait_for_a_visitor_are_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    with without_grammar():
        from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

        from simlib.workbook.kernels import VisitedKernels
    ended = []

    async def end(_: object, kernel_id: str) -> None:
        ended.append(kernel_id)

    monkeypatch.setattr(AsyncMappingKernelManager, "cull_kernel_if_idle", end)
    kernels = VisitedKernels()
    kernels.notify_connect("visited")
    for name in ("waiting", "visited"):
        asyncio.run(kernels.cull_kernel_if_idle(name))
    assert ended == ["visited"]


def test_the_kernel_is_this_interpreter() -> None:
    with without_grammar():
        from simlib.workbook.kernels import NAME, OwnKernels
    import sys

    assert list(OwnKernels().find_kernel_specs()) == [NAME]
    assert OwnKernels().get_kernel_spec("whatever").argv[0] == sys.executable


def test_the_files_of_a_scenario_are_named_from_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "scenarios")
    text = server._notebook("base.yaml + policies/firm.yaml", "en")
    assert f"{ROOT / 'scenarios' / 'base.yaml'}+{ROOT / 'scenarios' / 'policies' / 'firm.yaml'}" in text


def test_what_cannot_be_served_is_said_before_anything_starts(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="no such file"):
        server.serve(tmp_path / "nowhere.yaml")
    with pytest.raises(ScenarioError, match="choose one of fr, en"):
        server.serve(ROOT / "scenarios" / "base.yaml", lang="tlh")


def test_nothing_but_this_server_may_be_asked() -> None:
    assert "http" not in server.POLICY
    assert server.LOOPBACK == "127.0.0.1"
