"""Own scenarios, own data and the report, as people get them: kept and found again, a hostile ledger, documents downloaded."""

from pathlib import Path
from typing import Any

import pytest

from simlib import words
from simlib.errors import ImportFailure
from simlib.readers import read_ledger
from simlib.running import Stage
from simlib.scenario import load
from tests.browser.conftest import Visit, caught_up, open_tab, opened
from tests.browser.test_page import as_shown, cards, charts, same
from tests.small import FIRST, ROOT

HOSTILE = "<script>window.broken = 1</script>"
IMAGE = "<img src=x onerror='window.broken = 2'>"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first invoices of the demonstration's ledger, under strange headers, one customer with a hostile name, one bad row."""
    head, *rows = (ROOT / "scenarios" / "demo" / "ledger.csv").read_text(encoding="utf-8").splitlines()
    paid = head.split(",").index("paid_date")
    owing = next(row.split(",")[0] for row in rows[:1500] if not row.split(",")[paid])
    mine = [row.replace(owing, HOSTILE, 1) for row in rows[:1500] if row.startswith(f"{owing},")]
    rows = [*mine, *(row for row in rows[:1500] if not row.startswith(f"{owing},"))]
    rows.append(f"bad,large,{IMAGE},2024-01-08,2024-02-22,{IMAGE},EUR,,")
    file = tmp_path_factory.mktemp("ledger") / "grand livre.csv"
    file.write_text("\n".join([head.replace("customer_id", "Kunde X"), *rows, ""]), encoding="utf-8")
    return file


def press(page: Any, times: int) -> None:
    """Move the first reminder earlier by so many days."""
    page.focus(f'[data-path="{FIRST}"] input')
    for _ in range(times):
        page.keyboard.press("ArrowLeft")


def test_a_scenario_is_kept_and_found_by_the_next_visit(shared: Visit, visit: Visit, served: str, firm: Path) -> None:
    page = visit.page
    opened(visit, served)
    press(page, 9)
    open_tab(page, "studies")
    page.fill(".study-name input", "Deux jours avant")
    page.click(".save")
    page.wait_for_selector('tr[data-key="Deux-jours-avant"]')
    caught_up(page)
    before = cards(page)
    stage = Stage(load(firm))
    expected = charts.cards(stage.run(load(firm).with_({FIRST: -2})), stage.run(load(firm)), "fr")
    assert same(before, as_shown(expected)), "all nine presses are in it"
    page = shared.page
    assert cards(page) != before
    open_tab(page, "studies")
    page.click('tr[data-key="Deux-jours-avant"] .load')
    page.wait_for_selector(".desk-line:not([hidden])")
    page.wait_for_function(
        "(before) => document.querySelector('.card .figure').textContent.trim() === before",
        arg=next(iter(before.values()))[0],
    )
    caught_up(page)
    assert cards(page) == before
    page.check('tr[data-key="Deux-jours-avant"] input')
    page.wait_for_selector(".side tbody tr")
    sides = [one.inner_text() for one in page.query_selector_all('.side tr[data-name="dso_count_back"] .value')]
    assert sides[1] == before["dso_count_back"][0]
    page.click('tr[data-key="Deux-jours-avant"] .remove')
    page.click('tr[data-key="Deux-jours-avant"] .remove')
    page.wait_for_selector('tr[data-key="Deux-jours-avant"]', state="detached")
    page.fill(".study-name input", "***")
    page.click(".save")
    page.wait_for_selector(".error-line:not([hidden])")
    page.click(".reset")
    caught_up(page)
    assert shared.faults == visit.faults == []


def test_a_hostile_ledger_becomes_a_firm_and_stays_text(shared: Visit, ledger: Path) -> None:
    page = shared.page
    open_tab(page, "import")
    page.set_input_files("input[type=file]", str(ledger))
    page.wait_for_selector(".mapping")
    page.wait_for_selector(".counts")
    assert HOSTILE in page.inner_text('.mapping tr[data-field="customer_id"] .cells')
    assert page.input_value('.mapping tr[data-field="customer_id"] select') == "Kunde X"
    assert words.number(1500, "fr") in page.inner_text('.counts tr[data-name="accepted"]')
    assert IMAGE in page.inner_text(".rejects")
    page.select_option('.mapping tr[data-field="invoice_id"] select', "")
    page.wait_for_selector(".desk-part > .error-line")
    assert page.is_hidden(".learn")
    page.click("summary")
    page.select_option('.mapping tr[data-field="invoice_id"] select', "invoice_id")
    page.wait_for_selector(".counts")
    with page.expect_download() as kept:
        page.click(f"text={words.text('imports.rejects_file', 'fr')}")
    assert IMAGE in Path(kept.value.path()).read_text(encoding="utf-8-sig")
    page.click(".learn")
    page.wait_for_selector(".learnt .done")
    caught_up(page)
    open_tab(page, "customers")
    assert HOSTILE in page.inner_text(".tab-panel")
    assert page.evaluate("window.broken") is None
    assert page.query_selector(".simlib script, .simlib img") is None
    page.click(".presets >> text=" + words.text("preset.home", "fr"))
    page.wait_for_function("() => !document.querySelector('.head').innerText.includes('grand livre')")
    caught_up(page)
    assert shared.faults == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("note.pdf", b"%PDF-1.4 nothing"),
        ("empty.csv", b""),
        ("broken.xlsx", b"PK\x03\x04 no workbook"),
        ("picture.csv", bytes(range(256)) * 4),
    ],
)
def test_a_file_that_is_no_ledger_is_one_french_line(shared: Visit, tmp_path: Path, name: str, content: bytes) -> None:
    page, file = shared.page, tmp_path / name
    file.write_bytes(content)
    with pytest.raises(ImportFailure) as refused:
        read_ledger([file])
    [said] = refused.value.args
    assert said.told("fr") != said.told("en")
    open_tab(page, "import")
    page.set_input_files("input[type=file]", str(file))
    page.wait_for_function(
        "(line) => document.querySelector('.tab-panel').innerText.replace(/\\s+/g, ' ').includes(line)",
        arg=" ".join(said.told("fr").replace(str(file), name).split()),
    )
    page.click(f'[aria-label$="{name}"]')
    assert shared.faults == []


@pytest.mark.long
def test_a_report_is_made_and_downloaded(shared: Visit) -> None:
    page = shared.page
    open_tab(page, "export")
    page.check("input[value=html]")
    page.uncheck("input[value=pdf]")
    page.click(".make")
    page.wait_for_selector(".documents .keep", timeout=180_000)
    with page.expect_download() as kept:
        page.click(".documents .keep")
    assert kept.value.suggested_filename.endswith(".html")
    assert "<html" in Path(kept.value.path()).read_text(encoding="utf-8")[:300].lower()
    assert shared.faults == []
