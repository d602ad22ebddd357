"""The shipped ledger: two years of a firm's invoices and payments, made by the simulator from known parameters.

Run as ``python -m simlib.cli.demo_ledger scenarios/demo/ledger.csv`` to make it anew after the model has changed.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from simlib.shipped import shipped

if TYPE_CHECKING:
    import pandas as pd

TRUTH = "scenarios/demo/truth.yaml"
LEDGER = "scenarios/demo/ledger.csv"


def demo_ledger() -> "pd.DataFrame":
    """Return the ledger as a firm would export it: one row per invoice, what is not paid left blank."""
    from simlib.running import events_of
    from simlib.scenario import load

    truth = load(shipped(TRUTH))
    ledger = events_of(truth, 0).invoices().sort_values(["issue_date", "invoice_id"], kind="stable")
    is_paid = ledger["paid_cents"] > 0
    ledger["amount"] = ledger["amount_cents"].map(_euros)
    ledger["currency"] = truth.currency
    ledger["paid_date"] = ledger["last_paid_date"].dt.strftime("%Y-%m-%d").where(is_paid, "")
    ledger["paid_amount"] = ledger["paid_cents"].map(_euros).where(is_paid, "")
    columns = [
        "customer_id",
        "segment",
        "invoice_id",
        "issue_date",
        "due_date",
        "amount",
        "currency",
        "paid_date",
        "paid_amount",
    ]
    return ledger[columns]


def _euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def write_demo_ledger(path: Path) -> None:
    """Write the ledger as CSV."""
    demo_ledger().to_csv(path, index=False, date_format="%Y-%m-%d", lineterminator="\n")


if __name__ == "__main__":
    write_demo_ledger(Path(sys.argv[1]))
