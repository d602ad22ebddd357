"""Seconds and memory of `simlib check` and `simlib calibrate` on the books of a large firm: a million invoices of three years.

About one customer in seventy invoices, most of them small; three segments, terms of 30, 45 and 60 days, three customers in ten that pay in
weekly runs, a due day on which two in five pay, prompt and slow customers, what is late at the end still open. The same books as CSV, as
French software writes it, and as Parquet. Each command runs in a process of its own, its start and its back-test included; the best of a
few is told, with the most memory that it took.

    python benchmarks/ledgers.py --rows 1000000
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parent.parent
FIRST_DAY = 19358
DAYS = 1095
INVOICES_OF_A_CUSTOMER = 67
TERMS, SHARES_OF_TERMS = (30, 45, 60), (0.60, 0.25, 0.15)
SEGMENTS, SHARES_OF_SEGMENTS = ("grands comptes", "PME", "public"), (0.1, 0.7, 0.2)
ON_THE_DAY, EARLY, IN_RUNS = 0.42, 0.08, 0.30


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="invoices")
    parser.add_argument("--repeats", type=int, default=2, help="the best of so many is told")
    asked = parser.parse_args()
    found: dict[str, object] = {"hardware": f"{os.cpu_count()} cores, {platform.machine()}", "rows": asked.rows}
    books = firm(asked.rows)
    found["customers"] = int(books["customer"].nunique())
    with tempfile.TemporaryDirectory() as folder:
        files = {"csv": Path(folder) / "ledger.csv", "parquet": Path(folder) / "ledger.parquet"}
        write_csv(books, files["csv"])
        write_parquet(books, files["parquet"])
        for kind, file in files.items():
            fragment = str(Path(folder) / "behaviour.yaml")
            found[kind] = {
                "megabytes": round(file.stat().st_size / 1e6),
                "check": best(["check", str(file), "--json"], asked.repeats),
                "calibrate": best(["calibrate", str(file), "-o", fragment, "--json"], asked.repeats),
            }
    print(json.dumps(found, indent=2))


def best(command: list[str], repeats: int) -> dict[str, float]:
    """Return wall and processor seconds of the quickest of some runs, with the gigabytes that it took at most."""
    return min((measured(command) for _ in range(repeats)), key=lambda one: one["seconds"])


def measured(command: list[str]) -> dict[str, float]:
    """Run a command of the tool and return what it took."""
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, "-m", "simlib", *command], cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"simlib {' '.join(command)} ended with {process.returncode}")
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "processor_seconds": round(used.ru_utime + used.ru_stime, 1),
        "gigabytes": round(used.ru_maxrss / 2**20, 2),
    }


def firm(rows: int) -> pd.DataFrame:
    """Return the invoices of a firm by day of issue: days as numbers, `paid` -1 where open, cents."""
    chance = np.random.default_rng(1)
    customers = max(rows // INVOICES_OF_A_CUSTOMER, 50)
    size = chance.gamma(0.7, size=customers)
    customer = np.sort(chance.choice(customers, rows, p=size / size.sum()))
    issued = FIRST_DAY + chance.integers(0, DAYS, rows)
    issued -= np.maximum(weekday(issued) - 4, 0)
    due = issued + chance.choice(TERMS, customers, p=SHARES_OF_TERMS)[customer]
    pace = np.exp(0.4 * chance.standard_normal(customers))
    late = np.floor(chance.gamma(1.0, 14.0, rows) / pace[customer]).astype(np.int64)
    luck = chance.random(rows)
    paid = due + np.where(luck < ON_THE_DAY, 0, np.where(luck > 1.0 - EARLY, -chance.integers(0, 12, rows), late))
    paid += np.where(weekday(paid) > 4, 7 - weekday(paid), 0)
    run = np.where(chance.random(customers) < IN_RUNS, chance.integers(0, 5, customers), -1)[customer]
    paid += np.where(run >= 0, (run - weekday(paid)) % 7, 0)
    logs = 6.5 + 0.8 * chance.standard_normal(customers)[customer] + 0.7 * chance.standard_normal(rows)
    books = pd.DataFrame(
        {
            "customer": customer,
            "issued": issued,
            "due": due,
            "paid": np.where(paid < FIRST_DAY + DAYS, paid, -1),
            "cents": np.rint(100.0 * np.exp(logs)).astype(np.int64),
            "segment": chance.choice(SEGMENTS, customers, p=SHARES_OF_SEGMENTS)[customer],
        }
    )
    return books.sort_values("issued", kind="stable", ignore_index=True)


def weekday(day: np.ndarray) -> np.ndarray:
    """Return days of the week, Monday 0."""
    return (day + 3) % 7


def write_csv(books: pd.DataFrame, file: Path) -> None:
    """Write the books as French software does."""
    cents = books["cents"].to_numpy()
    amount = np.array(
        [f"{one // 100:,}".replace(",", " ") + f",{one % 100:02d}" for one in cents.tolist()], dtype=object
    )
    cells = {
        "Code client": [f"C{one:05d}" for one in books["customer"]],
        "N° facture": [f"FA{one}" for one in range(len(books))],
        "Date de facture": french(books["issued"]),
        "Date d'échéance": french(books["due"]),
        "Montant TTC": amount,
        "Devise": "EUR",
        "Date de règlement": french(books["paid"]),
        "Montant réglé": np.where(books["paid"] < 0, "", amount),
        "Segment": books["segment"],
    }
    pd.DataFrame(cells).to_csv(file, sep=";", index=False, lineterminator="\r\n")


def french(days: pd.Series) -> pd.Series:
    """Return days as French dates; blank where there is none."""
    known = {day: f"{pd.Timestamp(day, unit='D'):%d/%m/%Y}" if day >= 0 else "" for day in days.unique().tolist()}
    return days.map(known)


def write_parquet(books: pd.DataFrame, file: Path) -> None:
    """Write the books with typed columns."""
    paid = books["paid"] >= 0
    cells = {
        "customer_id": [f"C{one:05d}" for one in books["customer"]],
        "invoice_id": [f"FA{one}" for one in range(len(books))],
        "issue_date": pd.to_datetime(books["issued"], unit="D"),
        "due_date": pd.to_datetime(books["due"], unit="D"),
        "amount": books["cents"] / 100.0,
        "currency": "EUR",
        "paid_date": pd.to_datetime(books["paid"].where(paid), unit="D"),
        "paid_amount": (books["cents"] / 100.0).where(paid),
        "segment": books["segment"],
    }
    pd.DataFrame(cells).to_parquet(file, index=False)


if __name__ == "__main__":
    main()
