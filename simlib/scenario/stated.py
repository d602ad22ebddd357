"""What the table of customers states customer by customer, so that the segment's own value stands for nobody."""

from functools import lru_cache
from pathlib import Path as File

from simlib.errors import ScenarioError
from simlib.scenario.scenario import FileRef, Scenario
from simlib.scenario.walk import Path

FIELDS: dict[str, tuple[Path, ...]] = {
    "orders_per_year": (("orders_per_year",),),
    "mean_amount": (("mean_amount",), ("size_spread",)),
    "amount_spread": (("amount_spread",),),
    "terms_rule": (("terms", "rule"),),
    "terms_days": (("terms", "days"),),
    "runs": (("runs", "weekly"), ("runs", "twice_monthly"), ("runs", "monthly")),
    "frailty": (("frailty_spread",),),
    "bank_days": (("bank_days",),),
    "match_days": (("match_days",),),
}
"""The fields of a segment that a column of the table stands in for, by the column."""


def stated(scenario: Scenario) -> frozenset[Path]:
    """Return the paths of the segments' values that the table states for each of their customers.

    A table that cannot be read states nothing here; whoever runs the scenario is told of it.
    """
    if scenario.customers is None:
        return frozenset()
    file = scenario.customers.path
    try:
        return _stated(scenario.customers, file, file.stat().st_mtime_ns)
    except (OSError, ScenarioError):
        return frozenset()


@lru_cache(maxsize=8)
def _stated(ref: FileRef, _: File, __: int) -> frozenset[Path]:
    """Return the paths by table; its place and its time of writing tell one table from another of the same name."""
    from simlib.scenario.tables import read_customers  # pandas only where a table is read

    table = read_customers(ref)
    return frozenset(
        ("segments", str(segment), *path)
        for segment, rows in table.groupby("segment")
        for column, paths in FIELDS.items()
        if column in rows and bool((rows[column].notna() & (rows[column] != "")).all())
        for path in paths
    )
