"""A firm of ten invoices, each paid on its day: every cell of its thirteen weeks, worked out with a pencil.

2026-01-01 is a Thursday, so weeks run from Thursday to Wednesday. Customers pay on the due day; the firm buys for half of what it bills,
on the day of the order, and pays 30 days later. Before the start it bought as on the mean day of its first 90: 108 000 / 2 / 90 = 600 EUR.
"""

import datetime
from functools import lru_cache

import numpy as np
import pytest

from simlib.days import to_day
from simlib.scenario import Scenario
from simlib.treasury import CashPlan, plan
from simlib.treasury.sheet import months, weeks
from tests.engine.both import ENGINES
from tests.engine.handmade import ON_THE_DAY, firm

ORDERS = (
    ("a", "2026-01-02", "2026-02-02", 12_000.0),
    ("b", "2026-01-05", "2026-01-30", 24_000.0),
    ("c", "2026-01-12", "2026-02-11", 6_000.0),
    ("a", "2026-01-20", "2026-02-19", 12_000.0),
    ("b", "2026-02-02", "2026-03-04", 9_600.0),
    ("c", "2026-02-10", "2026-02-25", 2_400.0),
    ("a", "2026-02-16", "2026-03-18", 12_000.0),
    ("b", "2026-03-02", "2026-04-01", 18_000.0),
    ("c", "2026-03-09", "2026-03-25", 6_000.0),
    ("a", "2026-03-16", "2026-04-15", 6_000.0),
)
TREASURY = {
    "months": 4,
    "replications": 2,
    "firm.opening_cash": 30_000.0,
    "firm.purchase_ratio": 0.5,
    "firm.dpo_days": 30,
    "firm.inventory_days": 0.0,
    "firm.billing_delay_days": 0,
    "firm.fixed_monthly_outflow": 500.0,
    "firm.vat_regime": "receipts",
    "treasury.payroll": {"amount": 6_000.0, "day": 28},
    "treasury.social_charges": {"amount": 3_000.0, "day": 15},
    "treasury.vat": {"filing": "monthly", "day": 20},
    "treasury.corporate_tax": {"a_year": 4_000.0, "day": 15},
    "treasury.rent": {"amount": 1_000.0, "every": "quarter"},
    "treasury.loans": {"van": {"balance": 24_000.0, "rate": 0.06, "months": 24, "day": 5}},
    "treasury.planned": {
        "press": {"amount": 26_000.0, "on": "2026-02-21", "kind": "investment"},
        "audit": {"amount": 2_000.0, "on": "2026-03-10"},
    },
    "treasury.overdraft": {"limit": 2_500.0, "rate": 0.09},
    "treasury.credit_line": {"limit": 8_000.0, "rate": 0.06},
    "treasury.minimum_cash": 2_000.0,
}

WEEKS = {
    "receipts": {
        # 30 Jan (24 000) and 2 Feb (12 000); 11 Feb; 19 and 25 Feb; 4 Mar; 18 Mar; 25 Mar; 1 Apr
        "customers": (0, 0, 0, 0, 36_000, 6_000, 0, 14_400, 9_600, 0, 12_000, 6_000, 18_000),
    },
    "disbursements": {
        # 30 days of 600 until 30 Jan; then half of each invoice: 2 Jan and 5 Jan come on 2 and 4 Feb, and so on
        "suppliers": (4_200, 4_200, 4_200, 4_200, 19_200, 3_000, 0, 6_000, 4_800, 0, 7_200, 0, 9_000),
        # the 28th, or the business day before: 28 Jan, Friday 27 Feb, Friday 27 Mar
        "payroll": (0, 0, 0, 6_000, 0, 0, 0, 0, 6_000, 0, 0, 0, 6_000),
        # the 15th, or the business day after: 15 Jan, Monday 16 Feb, Monday 16 Mar
        "social_charges": (0, 0, 3_000, 0, 0, 0, 3_000, 0, 0, 0, 3_000, 0, 0),
        # Jan: received 24 000, bought 27 000: a credit of 500. Feb: received 32 400, bought 12 000: 5 400 - 2 000 - 500 on 20 Mar
        "vat": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2_900, 0),
        # a quarter of 4 000 on 16 Mar
        "corporate_tax": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1_000, 0, 0),
        # a quarter in advance, on the first business day: 2 Jan, 1 Apr
        "rent": (3_000, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3_000),
        # 24 000 at half a percent a month: 120 / (1 - 1.005 ** -24) on the 5th
        "loans": (1_063.69, 0, 0, 0, 0, 1_063.69, 0, 0, 0, 1_063.69, 0, 0, 0),
        # planned for a Saturday: Monday 23 Feb
        "investments": (0, 0, 0, 0, 0, 0, 0, 26_000, 0, 0, 0, 0, 0),
        "one_offs": (0, 0, 0, 0, 0, 0, 0, 0, 0, 2_000, 0, 0, 0),
        # the last business day of the month: 30 Jan, 27 Feb, 31 Mar
        "fixed": (0, 0, 0, 0, 500, 0, 0, 0, 500, 0, 0, 0, 500),
        # line: 1 863.69 + 2 463.69; 2 x 6 628.10 + 2 x 4 228.10; 243 099.59, all at 6 % / 360; overdraft: 22 689.75 at 9 % / 360
        "interest": (0, 0, 0, 0, 0.72, 0, 0, 0, 3.62, 0, 0, 0, 46.19),
    },
    "financing": {
        # what lacks to 2 000 EUR, up to 8 000 in all, paid back as soon as there is more
        "credit_line": (0, 0, 0, 1_863.69, -1_863.69, 0, 0, 4_228.10, 1_703.62, 2_068.28, 0, -2_904.59, 546.19),
    },
}
CLOSING = (
    21_736.31, 17_536.31, 10_336.31, 2_000.00, 16_435.59, 18_371.90, 15_371.90,
    2_000.00, 2_000.00, 1_004.59, 1_804.59, 2_000.00, 2_000.00,
)  # fmt: skip
LOWEST = (
    21_736.31, 17_536.31, 10_336.31, 2_000.00, 2_000.00, 15_371.90, 15_371.90,
    2_000.00, -731.72, 1_004.59, -4_195.41, -1_095.41, -1_641.60,
)  # fmt: skip
LAST = to_day(datetime.date(2026, 3, 31))


@lru_cache(maxsize=1)
def ten_lines() -> Scenario:
    """Return the firm."""
    return firm(ORDERS, ON_THE_DAY).with_(TREASURY, name="ten lines")


@lru_cache(maxsize=2)
def planned(engine: str) -> CashPlan:
    """Return its cash plan."""
    return plan(ten_lines(), engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_every_cell_of_thirteen_weeks(engine: str) -> None:
    sheet = weeks(planned(engine))
    for part, kinds in WEEKS.items():
        shown = {kind: tuple(values.tolist()) for kind, values in sheet.flows[part].items() if values.any()}
        assert shown == kinds
    assert tuple(sheet.closing.mean.tolist()) == CLOSING
    assert tuple(sheet.opening.mean.tolist()) == (30_000.0, *CLOSING[:-1])
    assert tuple(sheet.lowest.mean.tolist()) == LOWEST


def test_the_cells_add_up() -> None:
    """Opening, plus what comes, less what goes, plus what is lent, is closing: in the table above as it is written."""
    flows = {part: np.sum(list(kinds.values()), axis=0) for part, kinds in WEEKS.items()}
    opening = np.array((30_000.0, *CLOSING[:-1]))
    assert opening + flows["receipts"] - flows["disbursements"] + flows["financing"] == pytest.approx(np.array(CLOSING))


def test_the_floor_is_breached_where_cash_is_under_minimum_less_overdraft() -> None:
    """The floor is 2 000 - 2 500 = -500 EUR: under it on some day of weeks 9, 11, 12 and 13."""
    cash = planned("compiled")
    assert cash.floor == -500.0
    assert np.flatnonzero(weeks(cash).breach == 1.0).tolist() == [8, 10, 11, 12]
    read = {name: cash.result.path(name, [LAST])[0, 0] for name in ("cash_min", "cash_min_week", "breach_probability")}
    assert read == {"cash_min": -4_195.41, "cash_min_week": 11.0, "breach_probability": 1.0}
    assert cash.result.path("overdraft_days", [LAST])[0, 0] == 5 + 4 + 2 + 5 + 5


def test_working_capital_by_month() -> None:
    """Receivables less what suppliers are owed: 30 000 - 27 000; 21 600 - 12 000; 24 000 - 15 000."""
    need = months(planned("compiled"), 3).bfr
    assert need is not None
    assert need.mean == pytest.approx([3_000.0, 9_600.0, 9_000.0])


def test_what_financing_cost_is_what_accrued() -> None:
    """On 31 March all interest is charged but that of the day itself: 8 000 EUR at 6 %, 1 641.60 EUR at 9 %, rounded to the cent."""
    cost = planned("compiled").result.path("financing_cost", [LAST])[0, 0]
    assert cost == pytest.approx(0.72 + 3.62 + 46.19 + round(8_000 * 0.06 / 360 + 1_641.60 * 0.09 / 360, 2))
