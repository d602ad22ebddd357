"""Forecast against actual: a hand-made example whose split is worked out below, laws, files, and a log that grows."""

from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import to_day
from simlib.errors import ImportFailure
from simlib.treasury.actual import Actual, read_actual, receipts_of
from simlib.treasury.variance import split, totals, variances
from simlib.treasury.variance_forecast import Forecast, read_forecast, write_forecast
from simlib.treasury.variance_log import append_log

MONDAY = to_day(date(2026, 1, 5))

FORECAST = Forecast(
    "hand-made",
    MONDAY,
    {
        ("opening", "opening"): (50_000, 54_000, 58_000, 57_000),
        ("receipts", "customers"): (10_000, 10_000, 10_000, 10_000),
        ("disbursements", "suppliers"): (6_000, 6_000, 6_000, 6_000),
        ("disbursements", "rent"): (0, 0, 5_000, 0),
    },
)
"""Four weeks: 100 from customers and 60 to suppliers each week, 50 of rent in the third."""

BANK = """date,kind,amount
2026-01-06,customers,40.00
2026-01-09,customers,30.00
2026-01-09,suppliers,60.00
2026-01-12,customers,120.00
2026-01-16,suppliers,40.00
2026-01-18,rent,50.00
2026-01-19,customers,95.00
2026-01-23,suppliers,60.00
"""
"""Three weeks: 70, 120 and 95 came; 60, 40 and 60 went to suppliers; the rent went on the Sunday of the second week."""

KNOWN = {
    "customers": ("receipts", "customers"),
    "suppliers": ("disbursements", "suppliers"),
    "rent": ("disbursements", "rent"),
    "loyer": ("disbursements", "rent"),
}

THIRD_SUNDAY = to_day(date(2026, 1, 25))


def actual_of(folder: Path, text: str = BANK, until: int | None = THIRD_SUNDAY) -> Actual:
    path = folder / "bank.csv"
    path.write_text(text, encoding="utf-8")
    return read_actual(path, lambda kind: KNOWN.get(kind.strip().lower()), list(KNOWN), until)


def told(found: list) -> dict[tuple[str, int], tuple[int, int, int]]:
    """Return difference, timing and permanent by kind and week."""
    return {(one.kind, (one.week_start - MONDAY) // 7): (one.difference, one.timing, one.permanent) for one in found}


def test_the_example_by_hand(tmp_path: Path) -> None:
    """Of the 30 missing in the first week 20 came in the second; 10 of it and the 5 missing in the third have not come."""
    found = told(variances(FORECAST, actual_of(tmp_path)))
    assert found == {
        ("customers", 0): (-3_000, -2_000, -1_000),
        ("customers", 1): (2_000, 2_000, 0),
        ("customers", 2): (-500, 0, -500),
        ("suppliers", 0): (0, 0, 0),
        ("suppliers", 1): (-2_000, 0, -2_000),
        ("suppliers", 2): (0, 0, 0),
        ("rent", 0): (0, 0, 0),
        ("rent", 1): (5_000, 5_000, 0),  # paid a day before the week it was meant for
        ("rent", 2): (-5_000, -5_000, 0),
    }


def test_a_newer_forecast_moves_what_it_still_expects_to_timing(tmp_path: Path) -> None:
    """The new forecast of the fourth week has 10 more from customers, and the 20 that suppliers were not paid."""
    newer = Forecast(
        "newer",
        MONDAY + 21,
        {("receipts", "customers"): (11_000, 10_000), ("disbursements", "suppliers"): (8_000, 6_000)},
    )
    found = told(variances(FORECAST, actual_of(tmp_path), newer))
    assert found["customers", 0] == (-3_000, -3_000, 0)
    assert found["customers", 2] == (-500, 0, -500)
    assert found["suppliers", 1] == (-2_000, -2_000, 0)
    late = Forecast("late", MONDAY + 22, newer.rows)
    with pytest.raises(ImportFailure, match="late starts on 2026-01-27, the weeks to come on 2026-01-26"):
        variances(FORECAST, actual_of(tmp_path), late)


def test_totals_are_the_sums_of_weeks(tmp_path: Path) -> None:
    found = {one.kind: one for one in totals(variances(FORECAST, actual_of(tmp_path)))}
    customers = found["customers"]
    assert (customers.forecast, customers.actual, customers.timing, customers.permanent) == (30_000, 28_500, 0, -1_500)
    assert (customers.week_start, customers.week_end) == (MONDAY, THIRD_SUNDAY)


amounts = st.lists(st.integers(-10_000, 10_000), min_size=1, max_size=13)


@given(amounts)
def test_timing_cancels_and_permanent_is_the_whole_difference(differences: list[int]) -> None:
    parts = split(differences)
    assert sum(part.timing for part in parts) == 0
    assert sum(part.permanent for part in parts) == sum(differences)
    for part, whole in zip(parts, differences, strict=True):
        assert part.timing + part.permanent == whole
        assert min(0, whole) <= part.timing <= max(0, whole)
    assert len({part.permanent > 0 for part in parts if part.permanent}) <= 1, "what is left points one way"


@given(amounts)
def test_one_direction_is_all_permanent(differences: list[int]) -> None:
    more = [abs(each) for each in differences]
    assert split(more) == [(0, each) for each in more]
    assert split([-each for each in more]) == [(0, -each) for each in more]


def test_a_part_that_is_not_told_is_not_compared(tmp_path: Path) -> None:
    only = actual_of(tmp_path, "date,kind,amount\n2026-01-06,customers,40\n")
    assert {one.line for one in variances(FORECAST, only)} == {"receipts"}
    short = actual_of(tmp_path, "date,kind,amount\n2026-01-06,suppliers,40\n")
    rent = [one for one in variances(FORECAST, short) if one.kind == "rent"]
    assert [one.actual for one in rent] == [0, 0, 0], "a kind that is not named counts as nothing"


def test_amounts_as_on_a_bank_statement_in_french(tmp_path: Path) -> None:
    """Outflows all negative, French headings and numbers: the same as before."""
    rows = [line.split(",") for line in BANK.splitlines()[1:]]
    text = "Date;Nature;Montant\n" + "".join(
        f"{day[8:]}/{day[5:7]}/{day[:4]};{'Loyer' if kind == 'rent' else kind};"
        f"{'-' if kind != 'customers' else ''}{amount.replace('.', ',')}\n"
        for day, kind, amount in rows
    )
    assert told(variances(FORECAST, actual_of(tmp_path, text))) == told(variances(FORECAST, actual_of(tmp_path)))


def test_receipts_from_the_ledger(tmp_path: Path) -> None:
    payments = pd.DataFrame({"date": [MONDAY + 1, MONDAY + 15], "amount_cents": [12_300, 45_600]})
    known = actual_of(tmp_path).with_flow(("receipts", "customers"), receipts_of(payments))
    came = [one.actual for one in variances(FORECAST, known) if one.kind == "customers"]
    assert came == [12_300, 0, 45_600]


def test_a_forecast_comes_back_as_it_was_saved(tmp_path: Path) -> None:
    hostile = Forecast("=cmd|' /C calc'!A0", MONDAY, {("disbursements", "+rent"): (1, -2, 300_000_000_001)})
    write_forecast(FORECAST, tmp_path / "forecast.csv")
    assert read_forecast(tmp_path / "forecast.csv") == FORECAST
    write_forecast(hostile, tmp_path / "hostile.csv")
    assert not {line[0] for line in (tmp_path / "hostile.csv").read_text().splitlines()} & set("=+-@")
    assert read_forecast(tmp_path / "hostile.csv").rows == hostile.rows


def test_the_log_grows_week_after_week(tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    for weeks in (1, 2, 3):
        found = variances(FORECAST, actual_of(tmp_path, until=MONDAY + 7 * weeks - 1))
        append_log(found, log)
    size = append_log(variances(FORECAST, actual_of(tmp_path)), log)
    table = pd.read_csv(log)
    assert size == len(table) == 1 * 3 + 2 * 3 + 3 * 3, "so many weeks of three kinds each time, the last time once"
    first = table.query("week_start == '2026-01-05' and kind == 'customers'")
    assert first["as_of"].tolist() == ["2026-01-11", "2026-01-18", "2026-01-25"]
    assert first["permanent"].tolist() == [-30.0, -10.0, -10.0], (
        "what was missing for good turned out to be late in part"
    )
    assert (table["timing"] + table["permanent"]).round(2).tolist() == table["variance"].round(2).tolist()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("date,amount\n2026-01-06,4\n", "no column is called kind; it needs date, kind and amount"),
        ("date,kind,amount\n", "holds no row"),
        ("date,kind,amount\nsoon,customers,4\n", r"bank\.csv:2: 'soon' in column date is no date"),
        ("date,kind,amount\n2026-01-06,customers,much\n", r"bank\.csv:2: 'much' in column amount is no amount"),
        ("date,kind,amount\n2026-01-06,custommers,4\n", r"'custommers' in column kind .*did you mean 'customers'\?"),
        ("date,kind,amount\n2026-01-06,customers,4,5\n", r"bank\.csv:2"),
        ("date,kind,amount\n03/04/2026,customers,4\n", "write dates year first"),
    ],
)
def test_files_that_cannot_be_read(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ImportFailure, match=message) as caught:
        actual_of(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_weeks_that_are_not_over_and_files_that_are_something_else(tmp_path: Path) -> None:
    with pytest.raises(ImportFailure, match="first week of the forecast ends on 2026-01-11"):
        variances(FORECAST, actual_of(tmp_path, until=MONDAY + 5))
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ImportFailure, match="is no saved forecast"):
        read_forecast(other)
    with pytest.raises(ImportFailure, match="is no log of variances"):
        append_log([], other)
    write_forecast(FORECAST, other)
    other.write_text(other.read_text().replace("2026-01-12", "2026-01-13"), encoding="utf-8")
    with pytest.raises(ImportFailure, match="do not follow one another"):
        read_forecast(other)
    other.write_text(other.read_text().replace("2026-01-13", "soon"), encoding="utf-8")
    with pytest.raises(ImportFailure, match="save the forecast again"):
        read_forecast(other)
