"""The notebooks in JupyterLab, in Chromium without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from simlib.workbook.notebook import with_parameters
from tests.browser.conftest import Server, Visit
from tests.small import FIRST

SETTLED = ".simlib[data-phase=refined]:not(.is-behind) .plot .main-svg"
STARTED = (
    "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')].some((prompt) => /[*0-9]/.test(prompt.textContent))"
)
TOKEN = "of-this-test"
TOUCH = '.simlib-sketch:has([data-path="earlier"])'
IMPATIENT = "[anywidget] Failed to initialize model"
"""What anywidget says after two seconds, on a busy machine; the figures are drawn all the same."""

DRAWN = "document.querySelectorAll('.simlib-sketch .plot .main-svg').length >= 10"


@pytest.fixture(scope="module")
def lab(browser: Any, firm: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a notebook in JupyterLab, by its name."""
    folder = tmp_path_factory.mktemp("lab")
    (folder / "explore.ipynb").write_text(
        with_parameters("explore", {"scenario": str(firm), "lang": "en"}, {}), encoding="utf-8"
    )
    (folder / "model.ipynb").write_text(
        with_parameters("model", {"scenario": str(firm), "lang": "fr"}, {}), encoding="utf-8"
    )
    server = Server(
        "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1", "--port=0", "--allow-root", f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={folder}", f"--LabApp.user_settings_dir={folder / 'settings'}",
        f"--LabApp.workspaces_dir={folder / 'workspaces'}", cwd=folder,
    )  # fmt: skip
    address = server.line_with("http://127.0.0.1:").split("/lab")[0]
    yield f"{address}/lab/tree/{{}}.ipynb?token={TOKEN}"
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


def run_all(page: Any) -> None:
    """Run all cells; a click that comes before the kernel is there is lost, or asks for a kernel, and is done again."""
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")
    for _ in range(10):
        asked = page.query_selector(".jp-Dialog .jp-mod-accept")
        if asked is not None:
            asked.click()
        page.click(".lm-MenuBar-itemLabel:text-is('Run')")
        page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
        page.wait_for_timeout(3000)
        if (
            page.query_selector(".jp-CodeCell:not(.jp-mod-noOutputs), .jp-InputPrompt:text-matches('[*0-9]')")
            is not None
        ):
            return


def test_the_notebook_works_in_jupyterlab(visit: Visit, lab: str) -> None:
    page = visit.page
    page.goto(lab.format("explore"))
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    run_all(page)
    page.wait_for_selector(SETTLED, state="attached")
    before = page.inner_text('.card[data-name="dso_count_back"] .figure')
    page.focus(f'[data-path="{FIRST}"] input')
    page.keyboard.press("Home")
    page.wait_for_selector('.simlib[data-asked="1"][data-answered="1"][data-phase=refined]', state="attached")
    moved = page.inner_text('.card[data-name="dso_count_back"] .figure')
    assert moved != before
    assert visit.faults == []


def test_the_model_is_told_in_jupyterlab(visit: Visit, lab: str) -> None:
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 6000})  # cells out of sight are not drawn
    page.goto(lab.format("model"))
    page.wait_for_selector(".jp-Notebook .jp-CodeCell")
    run_all(page)
    page.wait_for_function(DRAWN)
    before = page.inner_text(f"{TOUCH} .chart-title")
    page.focus('[data-path="day"] input')
    page.keyboard.press("End")
    page.wait_for_selector(f'{TOUCH}[data-asked="1"][data-answered="1"]', state="attached")
    assert page.inner_text(f"{TOUCH} .chart-title") != before
    assert page.inner_text(".jp-RenderedMarkdown h1 >> nth=-1") != ""
    assert [fault for fault in visit.faults if IMPATIENT not in fault] == []
