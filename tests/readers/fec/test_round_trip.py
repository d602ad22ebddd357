"""A known ledger written as FEC and read back: the same invoices, payments and balances."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import to_day
from simlib.readers import read_ledger
from tests.readers.fec.books import Line, entry, receipt, row, sale, written
from tests.readers.sums import adds_up

START = datetime.date(2023, 1, 1)


@dataclass(frozen=True)
class Deal:
    """An invoice of a customer, with its payments in days after issue and parts; what is not paid stays open."""

    customer: str
    issued: int
    net: int
    waits: tuple[int, ...]
    pays_all: bool
    is_lettered: bool
    credit: bool


DEALS = st.lists(
    st.builds(
        Deal,
        customer=st.sampled_from(["C1", "C2", "Société é", "411"]),
        issued=st.integers(0, 640),
        net=st.integers(5, 10**7).map(lambda net: net * 5),
        waits=st.lists(st.integers(0, 300), max_size=3).map(tuple),
        pays_all=st.booleans(),
        is_lettered=st.booleans(),
        credit=st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


def date_of(day: int) -> str:
    return f"{START + datetime.timedelta(days=day):%Y%m%d}"


def payments_of(deal: Deal) -> list[tuple[int, int]]:
    """Return the payments of a deal that fall into the two years."""
    gross = deal.net // 5 * 6 - (deal.net // 10 * 6 // 5 if deal.credit else 0)
    parts = len(deal.waits)
    amounts = [gross // (parts + (not deal.pays_all)) for _ in deal.waits]
    if parts and deal.pays_all:
        amounts[-1] += gross - sum(amounts)
    return [
        (deal.issued + wait, cents)
        for wait, cents in zip(sorted(deal.waits), amounts, strict=True)
        if cents and deal.issued + wait < 731
    ]


def books(deals: list[Deal]) -> tuple[list[Line], list[Line], dict[str, int]]:
    """Return the entries of two years, the second with balances brought forward in detail, and what each customer owes."""
    years: tuple[list[Line], list[Line]] = ([], [])
    owed: dict[str, int] = defaultdict(int)
    forward: list[Line] = []
    for place, deal in enumerate(deals):
        letter = f"L{place}" if deal.is_lettered else ""
        rows: list[tuple[int, list[Line]]] = [
            (deal.issued, sale(0, date_of(deal.issued), deal.customer, deal.net, f"F{place}", letter))
        ]
        if deal.credit:
            gross = -(deal.net // 10 * 6 // 5)
            rows.append(
                (
                    deal.issued,
                    entry(
                        "VE",
                        0,
                        date_of(deal.issued),
                        row("41100000", gross, deal.customer, letter, piece=f"A{place}"),
                        row("70700000", -gross),
                    ),
                )
            )
        rows += [(day, receipt(0, date_of(day), deal.customer, cents, letter)) for day, cents in payments_of(deal)]
        for day, lines in rows:
            years[day >= 365].extend(lines)
            mine = [line for line in lines if line.account == "41100000"]
            owed[deal.customer] += sum(line.cents for line in mine)
            if day < 365:
                forward += mine
    opening = entry("AN", 0, "20240101", *forward, row("10100000", -sum(line.cents for line in forward)))
    return years[0], [*opening, *years[1]], dict(owed)


@given(DEALS)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, deals: list[Deal]) -> None:
    first, second, owed = books(deals)
    paths = []
    for name, lines in (("2023.txt", first), ("2024.txt", second)):
        if lines:
            paths.append(tmp_path_factory.getbasetemp() / name)
            paths[-1].write_bytes(written(lines, separator="|"))
    found = read_ledger(paths)
    adds_up(found)
    assert found.open_cents == sum(owed.values())
    assert found.fec is not None
    assert found.fec.balance == found.open_cents
    left = found.invoices.groupby("customer_id")["open_cents"].sum()
    loose = found.payments[found.payments["invoice_id"].isna()].groupby("customer_id")["amount_cents"].sum()
    for customer, cents in owed.items():
        assert int(left.get(customer, 0)) - int(loose.get(customer, 0)) == cents
    sold = found.invoices[found.invoices["kind"] == "invoice"].set_index("invoice_id")
    assert len(sold) == len(deals)
    for place, deal in enumerate(deals):
        invoice = sold.loc[f"F{place}"]
        assert invoice["amount_cents"] == deal.net // 5 * 6
        assert invoice["issue_date"] == to_day(START) + deal.issued
        assert invoice["customer_id"] == deal.customer
    assert int(found.payments["amount_cents"].sum()) == sum(cents for deal in deals for _, cents in payments_of(deal))


@given(DEALS)
def test_lettering_leads_every_payment_to_its_invoice(
    tmp_path_factory: pytest.TempPathFactory, deals: list[Deal]
) -> None:
    deals = [
        Deal(
            **{
                **vars(deal),
                "is_lettered": True,
                "pays_all": True,
                "issued": deal.issued % 300,
                "waits": tuple(wait % 60 for wait in deal.waits),
            }
        )
        for deal in deals
    ]
    first, _, _ = books(deals)
    path = tmp_path_factory.getbasetemp() / "lettered.txt"
    path.write_bytes(written(first))
    found = read_ledger([path])
    paid = found.payments.groupby("invoice_id")
    for place, deal in enumerate(deals):
        expected = payments_of(deal)
        if expected:
            mine = paid.get_group(f"F{place}")
            assert int(mine["amount_cents"].sum()) == sum(cents for _, cents in expected)
            assert int(mine["date"].max()) == to_day(START) + max(day for day, _ in expected)
