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
        "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={folder}", f"--LabApp.user_settings_dir={folder / 'settings'}",
        f"--LabApp.workspaces_dir={folder / 'workspaces'}", cwd=folder,
    )  # fmt: skip
    address = server.line_with("http://127.0.0.1:").split("/lab")[0]
    yield f"{address}/lab/tree/{{}}.ipynb?reset&token={TOKEN}"
    server.stop()
    shutil.rmtree(folder, ignore_errors=True)


RUN_ALL = """async () => {
  const app = window.jupyterapp, notebook = app.shell.currentWidget;
  await notebook.context.ready;
  await notebook.sessionContext.ready;
  await notebook.sessionContext.session.kernel.info;
  await app.commands.execute('notebook:run-all-cells');
  return notebook.content.widgets.flatMap((cell) => cell.model.outputs?.toJSON() ?? [])
    .filter((output) => output.output_type === 'error').map((output) => output.evalue);
}"""
"""Runs a notebook by JupyterLab's own command once its kernel answers, and says which cells failed."""


def run_all(page: Any, address: str) -> None:
    """Open a notebook, run all its cells, and wait until they have run."""
    page.goto(address)
    name = address.rsplit("/", 1)[-1].split("?")[0]
    page.wait_for_function("(name) => window.jupyterapp?.shell?.currentWidget?.context?.path === name", arg=name)
    assert page.evaluate(RUN_ALL) == []


def test_the_notebook_works_in_jupyterlab(visit: Visit, lab: str) -> None:
    page = visit.page
    run_all(page, lab.format("explore"))
    page.wait_for_selector(SETTLED, state="attached")
    before = page.inner_text('.card[data-name="dso_count_back"] .figure')
    page.focus(f'[data-path="{FIRST}"] input')
    page.keyboard.press("Home")
    page.wait_for_selector('.simlib[data-asked="1"][data-answered="1"][data-phase=refined]', state="attached")
    moved = page.inner_text('.card[data-name="dso_count_back"] .figure')
    assert moved != before
    stands = int(page.input_value(f'[data-path="{FIRST}"] input'))
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert int(page.input_value(f'[data-path="{FIRST}"] input')) == stands + 3
    page.wait_for_selector('.simlib[data-asked="4"][data-answered="4"][data-phase=refined]', state="attached")
    assert visit.faults == []


def test_the_model_is_told_in_jupyterlab(visit: Visit, lab: str) -> None:
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 6000})  # cells out of sight are not drawn
    run_all(page, lab.format("model"))
    page.wait_for_function(DRAWN)
    before = page.inner_text(f"{TOUCH} .chart-title")
    page.focus('[data-path="day"] input')
    page.keyboard.press("End")
    page.wait_for_selector(f'{TOUCH}[data-asked="1"][data-answered="1"]', state="attached")
    assert page.inner_text(f"{TOUCH} .chart-title") != before
    assert page.inner_text(".jp-RenderedMarkdown h1 >> nth=-1") != ""
    assert [fault for fault in visit.faults if IMPATIENT not in fault] == []
