"""Orders and open invoices that a scenario gives instead of letting chance deal them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.engine.setting import OPEN_INVOICE, ORDER, Ints, Table, table
from simlib.errors import ScenarioError
from simlib.money import to_cents
from simlib.rules.chance import hazard_units
from simlib.rules.orders import given_week
from simlib.scenario.scenario import Scenario
from simlib.world.cast import Cast
from simlib.world.draws import entity_of


@dataclass(frozen=True)
class OpenBook:
    """Invoices open at the start, sorted by customer and id; their ordinals run down from -2.

    Attributes:
        ids: Invoice ids.
        table: One record per invoice.
    """

    ids: tuple[str, ...]
    table: Table


@dataclass(frozen=True)
class GivenOrders:
    """Orders given by a file, sorted by customer, issue day, due day, amount and id.

    Attributes:
        ids: Invoice ids; empty where the file has none.
        first: int64 per customer and one more, first order of each.
        table: One record per order.
    """

    ids: tuple[str, ...]
    first: Ints
    table: Table


def places_of(names: npt.NDArray[np.object_], cast: Cast, what: str) -> Ints:
    """Return the customers' places in the cast."""
    place = {customer_id: i for i, customer_id in enumerate(cast.ids)}
    unknown = sorted({str(name) for name in names if name not in place})
    if unknown:
        raise ScenarioError(
            f"{what}: customer {unknown[0]!r} is not among the scenario's customers ({len(unknown)} such); add it"
        )
    return np.array([place[name] for name in names], dtype=np.int64)


def open_book(scenario: Scenario, cast: Cast, start: int) -> OpenBook:
    """Return the invoices open at the start; none where the scenario has no opening book."""
    if scenario.opening is None:
        return OpenBook((), table(OPEN_INVOICE, dict.fromkeys(OPEN_INVOICE, ())))
    from simlib.scenario.tables import read_opening  # pandas only where a table is read

    rows = read_opening(scenario.opening)
    rows = rows.assign(place=places_of(rows["customer_id"].to_numpy(), cast, "opening"))
    rows = rows.sort_values(["place", "invoice_id"], kind="stable")
    late = rows[rows["issue_day"] >= start]
    if len(late):
        raise ScenarioError(
            f"opening: invoice {late['invoice_id'].iloc[0]!r} is issued on or after the start; an opening book holds earlier ones only"
        )
    names = [
        f"{customer}\n{invoice}" for customer, invoice in zip(rows["customer_id"], rows["invoice_id"], strict=True)
    ]
    columns = {
        "customer": rows["place"],
        "ordinal": -2 - rows.groupby("place").cumcount(),
        "entity": [entity_of(name) for name in names],
        "issued": rows["issue_day"],
        "due": rows["due_day"],
        "amount": [to_cents(x) for x in rows["amount"].to_numpy(dtype=np.float64)],
        "steps": rows["steps_done"].fillna(-1) if "steps_done" in rows else np.full(len(rows), -1),
        "spent": [hazard_units(x) for x in rows["gathered"]] if "gathered" in rows else np.zeros(len(rows)),
    }
    return OpenBook(tuple(str(name) for name in rows["invoice_id"]), table(OPEN_INVOICE, columns))


def given_orders(scenario: Scenario, cast: Cast, start: int) -> GivenOrders:
    """Return the orders that the scenario gives; none where chance deals them."""
    if scenario.orders is None:
        return GivenOrders((), np.zeros(len(cast.ids) + 1, dtype=np.int64), table(ORDER, dict.fromkeys(ORDER, ())))
    from simlib.scenario.tables import read_orders  # pandas only where a table is read

    rows = read_orders(scenario.orders)
    rows = rows[rows["issue_day"] >= start]
    rows = rows.assign(place=places_of(rows["customer_id"].to_numpy(), cast, "orders"))
    keys = ["place", "issue_day", "due_day", "amount", *(["invoice_id"] if "invoice_id" in rows else [])]
    rows = rows.sort_values(keys, kind="stable")
    counts = np.bincount(rows["place"].to_numpy(dtype=np.int64), minlength=len(cast.ids))
    columns = {
        "day": rows["issue_day"],
        "due": rows["due_day"],
        "amount": [to_cents(x) for x in rows["amount"].to_numpy(dtype=np.float64)],
        "week": [given_week(start, int(day)) for day in rows["issue_day"]],
    }
    return GivenOrders(
        ids=tuple(str(name) for name in rows["invoice_id"]) if "invoice_id" in rows else (),
        first=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        table=table(ORDER, columns),
    )
