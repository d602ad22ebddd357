"""The command treasury, its files, its notebook: the same figures everywhere; forecast against actual, end to end."""

import itertools
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from simlib import charts, words
from simlib.locale import CATALOGUE
from simlib.treasury.kinds import KINDS, kind_of
from simlib.treasury.sheet import FLOWS, months, weeks
from simlib.treasury.tables import weeks_table
from tests.helpers import run_simlib
from tests.treasury.firms import small_plan
from tests.treasury.recalculated import pages

ROOT = Path(__file__).resolve().parents[2]
FRAGMENT = """\
name: small
months: 12
warm_up_months: 3
replications: 8
firm: {opening_cash: 60_000}
segments:
  micro: {customers: 6}
  sme: {customers: 6}
  large: {customers: 4}
  public: {customers: 4}
treasury:
  payroll: {amount: 12_000}
  social_charges: {amount: 5_000}
  corporate_tax: {a_year: 8_000}
  rent: {amount: 1_000}
  loans: {machines: {balance: 40_000}}
  minimum_cash: 10_000
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A firm of twenty customers."""
    fragment = tmp_path_factory.mktemp("small") / "small.yaml"
    fragment.write_text(FRAGMENT, encoding="utf-8")
    return f"{ROOT / 'scenarios/base.yaml'}+{fragment}"


@pytest.fixture(scope="module")
def folder(small: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What one command prints and writes."""
    folder = tmp_path_factory.mktemp("treasury")
    files = ["--tables", folder / "tables", "--excel", folder / "plan.xlsx", "--save", folder / "forecast.csv"]
    said = run_simlib("treasury", small, "--lang", "fr", "--json", *files)
    assert (said.code, said.error) == (0, "")
    (folder / "said.json").write_text(said.out, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def said(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        (folder / "said.json").read_text(encoding="utf-8"),
        parse_constant=lambda word: pytest.fail(f"{word} is no JSON"),
    )
    return found


def ran(small: str, lang: str) -> dict[str, Any]:
    """Run the cells of the notebook with other parameters; return its names and what its cells show."""
    cells = json.loads((ROOT / "notebooks" / "treasury.ipynb").read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {"shown": []}
    for cell in cells:
        if cell["cell_type"] == "code":
            *lines, last = "".join(cell["source"]).split("\n")
            exec("\n".join(lines), names)
            if last.startswith(("charts.", "weeks_table", "months_table", "remedies_table", "value_of_a_day")):
                names["shown"].append(eval(last, names))
            else:
                exec(last, names)
            if "parameters" in cell["metadata"].get("tags", []):
                grid = ROOT / "scenarios" / "grids" / "remedies.yaml"
                names |= {"scenario": small, "grid": str(grid), "replications": 8, "lang": lang}
    return names


# ---------------------------------------------------------------------------------------------------- the same figures


def test_command_notebook_and_excel_show_the_same(small: str, folder: Path, said: dict[str, Any]) -> None:
    names = ran(small, "fr")
    fan, bars, table, bfr, monthly, remedies, prices, value = names["shown"]
    page = pages(folder / "plan.xlsx")["13 semaines"]
    for part in FLOWS:
        label = words.text(f"line.{part}_total", "fr")
        totals = [week[part]["total"] for week in said["weeks"]]
        assert page.line(label, 13) == pytest.approx(totals, abs=0.011)
        if label in table.index:
            assert table.loc[label].tolist() == [words.number(total, "fr") for total in totals]
    for key in ("opening", "closing"):
        means = [week[key]["mean"] for week in said["weeks"]]
        assert page.line(words.text(f"line.{key}", "fr"), 13) == pytest.approx(means, abs=0.011)
        assert table.loc[words.text(f"line.{key}", "fr")].tolist() == [words.number(mean, "fr") for mean in means]
    breach = [week["breach_probability"] for week in said["weeks"]]
    assert table.loc[words.text("line.breach", "fr")].tolist() == [words.percent(share, "fr") for share in breach]
    last = said["months"][-1]["bfr"]["mean"]
    assert monthly.loc[words.text("line.bfr", "fr")].tolist()[-1] == words.number(last, "fr")
    assert words.money_short(said["weeks"][-1]["closing"]["mean"], "fr") in bars.layout.meta["title"]
    assert words.money_short(last, "fr") in bfr.layout.meta["title"]
    assert len(prices) == 6, "four remedies, and two lines of the bank"
    assert "DSO" in value
    assert {figure.layout.separators for figure in (fan, bars, bfr, remedies)} == {",\u202f"}


def test_the_command_prints_the_same_digits_as_its_tables(small: str, folder: Path, said: dict[str, Any]) -> None:
    printed = run_simlib("treasury", small, "--lang", "en").out
    lines = {line.strip().split("  ")[0]: line for line in printed.splitlines()}
    closings = [words.number(week["closing"]["mean"], "en") for week in said["weeks"]]
    closing = [line for line in printed.splitlines() if line.startswith("Closing cash")]
    assert closing[0].split()[2:] == closings
    assert "Cash over 12 months (EUR)" in lines
    assert "Payroll" in printed
    written = pd.read_parquet(folder / "tables" / "weeks.parquet")
    of = written[written["line"] == "closing"]
    assert of["mean"].tolist() == [week["closing"]["mean"] for week in said["weeks"]]
    assert pd.read_csv(folder / "tables" / "months.csv").shape[0] == len(
        pd.read_parquet(folder / "tables" / "months.parquet")
    )


def test_in_english_the_notebook_speaks_english(small: str) -> None:
    shown = ran(small, "en")["shown"]
    assert shown[2].index[0] == "Opening cash"
    assert shown[0].layout.meta["title"].startswith("Cash: ")


# ------------------------------------------------------------------------------------------------------------ the table


def test_every_week_closes_to_the_cent(said: dict[str, Any]) -> None:
    assert len(said["weeks"]) == 13
    assert len(said["months"]) == 12
    for periods in (said["weeks"], said["months"]):
        for before, after in itertools.pairwise(periods):
            assert after["opening"]["mean"] == before["closing"]["mean"]
        for one in periods:
            flows = one["receipts"]["total"] - one["disbursements"]["total"] + one["financing"]["total"]
            assert one["opening"]["mean"] + flows == pytest.approx(one["closing"]["mean"], abs=0.03)
    assert said["weeks"][0]["opening"] == {"mean": 60_000.0, "p10": 60_000.0, "p50": 60_000.0, "p90": 60_000.0}


def test_the_sheet_adds_up_what_the_plan_holds() -> None:
    """Weeks and months cut the same days: of a year of 365 days, 52 weeks and a day, 12 months."""
    plan = small_plan()
    weekly, monthly = weeks(plan, 60), months(plan)
    assert (weekly.periods, monthly.periods) == (52, 12)
    for part in FLOWS:
        for kind, flow in getattr(plan, part).items():
            assert monthly.flows[part][kind].sum() == pytest.approx(flow.sum(axis=1).mean() / 100)
            assert weekly.flows[part][kind].sum() == pytest.approx(flow[:, :364].sum(axis=1).mean() / 100)
    assert monthly.closing.mean[-1] == pytest.approx(plan.closing[:, -1].mean() / 100)


def test_the_chance_of_a_breach_is_the_share_of_worlds_that_breach() -> None:
    plan = small_plan()
    sheet = weeks(plan)
    assert sheet.breach == pytest.approx(plan.breach_by_week()[:13])
    by_hand = [
        np.mean([(world[7 * week : 7 * week + 7] < plan.floor * 100).any() for world in plan.closing])
        for week in range(13)
    ]
    assert sheet.breach.tolist() == by_hand
    assert 0.0 < max(by_hand) <= 1.0, "the firm is close to its floor"


def test_every_kind_has_a_name_in_both_languages() -> None:
    plan = small_plan()
    shown = {kind for part in FLOWS for kind in getattr(plan, part)}
    known = {kind for kinds in KINDS.values() for kind in kinds}
    assert shown <= known
    assert {f"kind.{kind}" for kind in known} <= set(CATALOGUE)
    for part, kinds in KINDS.items():
        for kind in kinds:
            for lang in words.languages:
                assert kind_of(words.text(f"kind.{kind}", lang)) == (part, kind)
            assert kind_of(kind) == (part, kind)


def test_names_are_shown_and_not_obeyed() -> None:
    plan = small_plan()
    for figure in (charts.plan_fan(plan, None, "fr"), charts.cash_weeks(plan, "en"), charts.bfr_months(plan, "fr")):
        assert "<b>x" not in str(figure.layout.title.text)
    assert weeks_table(plan, "en", 5).shape[1] == 5


# --------------------------------------------------------------------------------------------- forecast against actual


@pytest.fixture(scope="module")
def bank(said: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two weeks as forecast, but for a thousand of the first that customers paid in the second, and 500 of suppliers that stay unpaid."""
    rows = ["date,kind,amount"]
    for number, week in enumerate(said["weeks"][:2]):
        for part in ("receipts", "disbursements"):
            for kind, amount in week[part].items():
                moved = {("customers", 0): -1_000.0, ("customers", 1): 1_000.0, ("suppliers", 1): -500.0}
                if kind != "total":
                    rows.append(f"{week['start']},{kind},{amount + moved.get((kind, number), 0.0):.2f}")
    path = tmp_path_factory.mktemp("bank") / "bank.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_the_table_rolls_forward_and_tells_timing_from_permanent(
    small: str, said: dict[str, Any], bank: Path, tmp_path: Path
) -> None:
    options = ["--actual", bank, "--as-of", "2026-01-14", "--log", tmp_path / "log.csv", "--excel", tmp_path / "f.xlsx"]
    found = json.loads(run_simlib("treasury", small, *options, "--json").out)
    assert found["known_weeks"] == 2
    assert found["weeks"][0]["start"] == "2026-01-15"
    opening = said["weeks"][2]["opening"]["mean"] + 500.0
    assert found["weeks"][0]["opening"]["mean"] == pytest.approx(opening, abs=0.02), (
        "what suppliers were not paid is there"
    )
    assert found["weeks"][0]["opening"]["p10"] == found["weeks"][0]["opening"]["p90"], "what is in the bank is known"
    assert found["weeks"][0]["receipts"] == said["weeks"][2]["receipts"]
    split = {(one["kind"], one["week_start"]): (one["timing"], one["permanent"]) for one in found["variances"]}
    assert split["customers", "2026-01-01"] == (-1_000.0, 0.0)
    assert split["customers", "2026-01-08"] == (1_000.0, 0.0)
    assert split["suppliers", "2026-01-08"] == (0.0, -500.0)
    assert all(value == (0.0, 0.0) for key, value in split.items() if key[0] not in ("customers", "suppliers"))
    log = pd.read_csv(tmp_path / "log.csv")
    assert len(log) == len(found["variances"])
    page = pages(tmp_path / "f.xlsx")["Forecast and actual"]
    assert sum(page.value(f"I{row}") for row in range(6, 6 + len(log))) == pytest.approx(-500.0, abs=0.05)
    printed = run_simlib("treasury", small, *options[:4], "--lang", "fr").out
    assert "Prévu et réalisé sur 2 semaines" in printed
    assert words.money(-500.0, "fr") in printed


def test_an_older_forecast_against_a_newer_scenario(small: str, folder: Path, bank: Path, tmp_path: Path) -> None:
    """The scenario that starts two weeks later is the newest forecast; what it puts back is timing."""
    later = tmp_path / "later.yaml"
    later.write_text("start: 2026-01-15\nname: later\n", encoding="utf-8")
    options = ["--against", folder / "forecast.csv", "--actual", bank, "--as-of", "2026-01-14"]
    found = json.loads(run_simlib("treasury", f"{small}+{later}", *options, "--json").out)
    assert (found["scenario"], found["known_weeks"]) == ("later", 2)
    assert found["weeks"][0]["start"] == "2026-01-15"
    later.write_text("start: 2026-01-14\nname: later\n", encoding="utf-8")
    said = run_simlib("treasury", f"{small}+{later}", *options)
    assert (said.code, said.out) == (1, "")
    assert "give a scenario with start: 2026-01-15" in said.error


def test_receipts_from_a_ledger(small: str, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.csv"
    ledger.write_text(
        "customer_id,invoice_id,issue_date,due_date,amount,paid_date,paid_amount\n"
        "a,1,2025-12-01,2025-12-31,1000,2026-01-05,1000\n"
        "b,2,2025-12-01,2025-12-31,500,2026-01-13,500\n",
        encoding="utf-8",
    )
    options = ["--ledger", ledger, "--as-of", "2026-01-14", "--json"]
    found = json.loads(run_simlib("treasury", small, *options).out)
    assert [(one["kind"], one["actual"]) for one in found["variances"]] == [
        ("customers", 1_000.0),
        ("customers", 500.0),
        *[(one["kind"], one["actual"]) for one in found["variances"][2:]],
    ]
    assert {one["line"] for one in found["variances"]} == {"receipts"}


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--excel", "plan.csv"], "write an .xlsx file"),
        (["--log", "log.csv"], "there is nothing to compare; give --actual or --ledger too"),
        (["--payments", str(ROOT / "README.md")], "give --ledger too"),
        (["--weeks", "0"], "greater than or equal to 1"),
    ],
)
def test_what_is_asked_wrongly(small: str, options: list[str], message: str) -> None:
    said = run_simlib("treasury", small, *options)
    assert (said.code, said.out) == (2, "")
    assert message in said.error
    assert said.error.strip().count("\n") == 0
