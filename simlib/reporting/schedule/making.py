"""A scheduled report made: the one door of reports behind one function, so that a schedule can be tried without simulating."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Made = Sequence[Path]
"""Documents that were made."""


@dataclass(frozen=True)
class Order:
    """What is to be made.

    Attributes:
        job: The report's name in the schedule.
        scenarios: Files of each scenario, joined by ``+``; the first one is the base.
        template: Which report.
        formats: What it is made as.
        language: The reader's language.
        date: The date on it.
        replications: Number of worlds; the base's own where it is not given.
        brand: A `report.yaml`.
        folder: Where the documents go.
        stem: What they are called.
        notebook: Where the executed notebook goes, also when it failed.
    """

    job: str
    scenarios: Sequence[str]
    template: str
    formats: Sequence[str]
    language: str
    date: datetime.date
    replications: int | None
    brand: Path | None
    folder: Path
    stem: str
    notebook: Path


Maker = Callable[[Order], Made]


def make(order: Order) -> Made:
    """Make a report."""
    from simlib.reporting.rendering import render
    from simlib.scenario import load

    return render(
        [load(spec) for spec in order.scenarios],
        template=order.template,
        to=order.formats,
        lang=order.language,
        out_dir=order.folder,
        replications=order.replications,
        specs=order.scenarios,
        brand=order.brand,
        date=order.date,
        name=order.stem,
        notebook_out=order.notebook,
    )
