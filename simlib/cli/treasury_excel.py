"""The Excel file of a cash plan, with its remedies."""

from pathlib import Path
from typing import TYPE_CHECKING

from simlib.cli.output import progress

if TYPE_CHECKING:
    from simlib.experiments.remedies import Prices
    from simlib.treasury.excel import RemedyRow
    from simlib.treasury.sheet import Planned
    from simlib.treasury.variance_roll import Tracked

MOST_WORLDS = 100
"""Worlds that remedies are compared on, where the plan has more."""


def write_excel_of(
    plan: "Planned",
    path: Path,
    lang: str,
    scenario: str,
    grid: Path | None,
    supplier_price: float,
    seed: int | None,
    tracked: "Tracked | None",
) -> None:
    """Write a plan as Excel, its remedies compared on the same worlds."""
    from simlib.cli.treasury_remedies import grid_or_shipped
    from simlib.experiments import grid_of
    from simlib.experiments.remedies import remedies
    from simlib.experiments.remedies_tables import sentences
    from simlib.treasury.excel import write_excel

    with progress("comparing remedies") as move:
        found = remedies(
            plan.scenario,
            grid_of(scenario, grid_or_shipped(grid)),
            replications=min(plan.replications, MOST_WORLDS),
            seed=seed,
            supplier_price=supplier_price,
            progress=move,
        )
    write_excel(
        plan,
        path,
        lang,
        remedies=remedy_rows(found, lang),
        sentences=sentences(found, lang),
        variances=tracked.variances if tracked else (),
    )


def remedy_rows(found: "Prices", lang: str) -> "list[RemedyRow]":
    """Return the remedies as rows of the Excel file."""
    from simlib.experiments.remedies_tables import parts_text
    from simlib.treasury.excel import RemedyRow

    rows = []
    for price in found.remedies:
        low, high = price.a_year.low, price.a_year.high
        is_priced = low == low
        rows.append(
            RemedyRow(
                price.label(lang),
                price.cash.mean,
                price.cost.mean,
                low if is_priced else None,
                high if is_priced else None,
                parts_text(price, lang, found.today.currency),
            )
        )
    return rows
