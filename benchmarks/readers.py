"""Seconds and memory of `simlib check` on a large ledger: a French CSV file and a FEC of about as many rows.

Each is read in a process of its own, its start included; the best of a few is told, with the most memory that any took.

    python benchmarks/readers.py --rows 1000000
"""

import argparse
import datetime
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
START = datetime.date(2023, 1, 1)
LEDGER_HEADER = (
    "Code client;N° facture;Date de facture;Date d'échéance;Montant TTC;Devise;Date de règlement;Montant réglé"
)
FEC_HEADER = (
    "JournalCode|JournalLib|EcritureNum|EcritureDate|CompteNum|CompteLib|CompAuxNum|CompAuxLib|PieceRef|PieceDate|EcritureLib|"
    "Debit|Credit|EcritureLet|DateLet|ValidDate|Montantdevise|Idevise"
)
ROWS_OF_A_SALE = 5


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of each file")
    parser.add_argument("--repeats", type=int, default=3, help="the best of so many is told")
    asked = parser.parse_args()
    found = {"hardware": f"{os.cpu_count()} cores, {platform.machine()}", "rows": asked.rows}
    with tempfile.TemporaryDirectory() as folder:
        for name, encoding, rows in (
            ("ledger.csv", "utf-8", ledger(asked.rows)),
            ("123456789FEC20231231.txt", "iso8859-15", fec(asked.rows // ROWS_OF_A_SALE)),
        ):
            path = Path(folder) / name
            with path.open("w", encoding=encoding, newline="") as file:
                file.writelines(f"{row}\r\n" for row in rows)
            found[path.suffix[1:]] = {
                "megabytes": round(path.stat().st_size / 1e6),
                "seconds": round(min(seconds(path) for _ in range(asked.repeats)), 1),
            }
    found["gigabytes_at_most"] = round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 2**20, 2)
    print(json.dumps(found, indent=2))


def seconds(path: Path) -> float:
    """Return how long `simlib check` takes on a file."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "simlib", "check", str(path), "--json"]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def ledger(rows: int) -> Iterator[str]:
    """Yield invoices with their payments as French software writes them."""
    yield LEDGER_HEADER
    random = np.random.default_rng(1)
    issued, waits = np.sort(random.integers(0, 1_000, rows)), random.integers(20, 80, rows)
    for number, (day, wait, cents) in enumerate(
        zip(issued, waits, random.integers(1_000, 3_000_000, rows), strict=True)
    ):
        amount = f"{cents // 100:,}".replace(",", " ") + f",{cents % 100:02d}"
        dates = ";".join(f"{START + datetime.timedelta(days=int(one)):%d/%m/%Y}" for one in (day, day + 45))
        paid = f"{START + datetime.timedelta(days=int(day + wait)):%d/%m/%Y}"
        yield f"C{number % 20_000};FA{number};{dates};{amount};EUR;{paid};{amount}"


def fec(sales: int) -> Iterator[str]:
    """Yield entries of sales and of their receipts, four in five lettered."""
    yield FEC_HEADER
    random = np.random.default_rng(2)
    issued, waits = np.sort(random.integers(0, 280, sales)), random.integers(20, 80, sales)
    for number, (day, wait, net) in enumerate(zip(issued, waits, random.integers(5, 20_000, sales) * 100, strict=True)):
        sold, paid = (f"{START + datetime.timedelta(days=int(one)):%Y%m%d}" for one in (day, day + wait))
        letter = f"L{number % 17_000}|{paid}" if number % 5 else "|"
        third, gross = f"C{number % 3_000}|Société {number % 3_000}", euros(net * 6 // 5)
        head, end = f"VE|Ventes|{2 * number}|{sold}", f"FA{number}|{sold}|Facture {number}"
        yield f"{head}|41100000|Clients|{third}|{end}|{gross}|0,00|{letter}|20240331||"
        yield f"{head}|70700000|Ventes|||{end}|0,00|{euros(net)}|||20240331||"
        yield f"{head}|44571000|TVA|||{end}|0,00|{euros(net // 5)}|||20240331||"
        head, end = f"BQ|Banque|{2 * number + 1}|{paid}", f"R{number}|{paid}|Règlement"
        yield f"{head}|51200000|Banque|||{end}|{gross}|0,00|||20240331||"
        yield f"{head}|41100000|Clients|{third}|{end}|0,00|{gross}|{letter}|20240331||"


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


if __name__ == "__main__":
    main()
