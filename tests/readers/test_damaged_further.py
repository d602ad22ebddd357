"""Damaged ledgers taken further: they cost little time and memory, and a forecast from what is left of them comes, or says why not."""

import csv
import io
import os
import random
import time
import tracemalloc
import warnings
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from simlib.calibration.backtest import backtest
from simlib.calibration.forecast import forecast
from simlib.errors import CalibrationError
from simlib.readers import read_ledger
from tests.readers.sums import adds_up, read_or_refused

IS_LONG = os.environ.get("SIMLIB_TESTS") == "long"
LARGE, SMALL = (200, 300) if IS_LONG else (8, 10)
MOST_SECONDS = 20.0
FIRST = date(2024, 1, 1)
HEADER = ["Code client", "N° facture", "Date facture", "Échéance", "Montant TTC", "Devise", "Date de règlement"]


def ledger(rows: int) -> str:
    """Return a ledger with accents, spaced amounts, credit notes and open invoices."""
    chance = random.Random(7)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for number in range(rows):
        issued = FIRST + timedelta(days=number * 500 // rows)
        due, paid = issued + timedelta(days=30), issued + timedelta(days=chance.randint(5, 70))
        amount = (
            f"{'-' if number % 41 == 0 else ''}{chance.randint(1, 9)} {chance.randint(100, 999)},{number % 100:02d} €"
        )
        is_paid = number % 41 != 0 and (paid - FIRST).days < 480
        days = [f"{issued:%d/%m/%Y}", f"{due:%d/%m/%Y}"]
        settled = f"{paid:%d/%m/%Y}" if is_paid else ""
        writer.writerow([f"Société {number % 17}", f"F{number:06d}", *days, amount, "EUR", settled])
    return out.getvalue()


def damaged(text: str, chance: random.Random) -> bytes:
    """Return a ledger with bytes flipped, a column dropped, rows torn, moved or doubled, encodings mixed."""
    lines = text.split("\r\n")[:-1]
    for kind in chance.choices(["drop", "tear", "double", "swap", "join", "none"], k=chance.randint(0, 3)):
        at = chance.randrange(1, len(lines))
        if kind == "drop":
            column = chance.randrange(len(HEADER))
            lines = [";".join(cell for place, cell in enumerate(line.split(";")) if place != column) for line in lines]
        elif kind == "tear":
            lines[at] = lines[at][: chance.randint(0, len(lines[at]))]
        elif kind == "double":
            lines[at:at] = lines[at : at + chance.randint(1, 30)]
        elif kind == "swap":
            other = chance.randrange(1, len(lines))
            lines[at], lines[other] = lines[other], lines[at]
        elif kind == "join":
            lines[at - 1 : at + 1] = [lines[at - 1] + lines[at]]
    encoding = chance.choice(["utf-8", "utf-8-sig", "cp1252", "utf-16"])
    data = bytearray("\r\n".join(lines).encode(encoding, errors="replace"))
    if chance.random() < 0.3:
        half = len(data) // 2
        data[half:] = data[half:].decode("cp1252", errors="replace").encode("utf-8")
    for _ in range(chance.choice([0, 0, 1, 10, 100])):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


@pytest.fixture
def quick() -> Iterator[None]:
    """Fail a test that takes longer than bearable for one file."""
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < MOST_SECONDS


def test_a_damaged_file_costs_no_more_memory_than_a_whole_one(tmp_path: Path) -> None:
    """Reading needs some multiple of the file, whatever is wrong with it; a torn quote does not make it grow.

    Tracing stops once, at the end: Python 3.11 may crash where it stops while a thread of the reader's still allocates (its issue 128679).
    """
    path = tmp_path / "damaged.csv"
    tracemalloc.start()
    try:
        for seed in range(LARGE):
            content = damaged(ledger(4_000), random.Random(seed))
            path.write_bytes(content)
            tracemalloc.reset_peak()
            before, begun = tracemalloc.get_traced_memory()[0], time.monotonic()
            found = read_or_refused(lambda: read_ledger([path]))
            assert tracemalloc.get_traced_memory()[1] - before < 40_000_000 + 60 * len(content), seed
            if found is not None:
                adds_up(found)
            assert time.monotonic() - begun < MOST_SECONDS, seed
    finally:
        tracemalloc.stop()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("seed", range(SMALL))
def test_a_forecast_from_a_damaged_file_comes_or_says_why_not(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "damaged.csv"
    path.write_bytes(damaged(ledger(300), random.Random(1_000 + seed)))
    found = read_or_refused(lambda: read_ledger([path]))
    if found is None:
        return
    adds_up(found)
    refused = ""
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        try:
            ahead = forecast(found, weeks=3, replications=5)
            behind = backtest(found, weeks=2, origins=2, replications=5)
        except CalibrationError as found_wanting:
            refused = str(found_wanting)
    if refused:
        assert "\n" not in refused
        return
    assert (ahead.p10 <= ahead.p90).all()
    assert (ahead.mean >= 0.0).all()
    assert behind.verdict == "short"
