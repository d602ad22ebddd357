"""The cash plan as an object of JSON, and as tidy tables: amounts in currency units with two decimals."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simlib.days import to_date
from simlib.running.result import summary_of
from simlib.treasury.sheet import CENTS, FLOWS, Band, Planned, Sheet, Values, months, weeks

if TYPE_CHECKING:
    import pandas as pd

    from simlib.treasury.variance import Variance
    from simlib.treasury.variance_roll import Tracked

POINTS = ("mean", "p10", "p50", "p90")
BALANCES = ("opening", "closing", "lowest", "bfr")


def treasury_object(
    plan: Planned, count: int, tracked: "Tracked | None", indicators: Mapping[str, Values]
) -> dict[str, Any]:
    """Return what ``simlib treasury --json`` prints."""
    scenario = plan.scenario
    said = {
        "scenario": scenario.name,
        "digest": scenario.digest,
        "replications": plan.replications,
        "currency": scenario.currency,
        "minimum_cash": plan.minimum_cash,
        "overdraft_limit": plan.overdraft_limit,
        "floor": plan.floor,
        "indicators": {name: _summary(values) for name, values in indicators.items()},
        "weeks": sheet_object(weeks(plan, count)),
        "months": sheet_object(months(plan)),
    }
    if tracked is not None:
        said |= {"known_weeks": tracked.known, "variances": [variance_object(one) for one in tracked.variances]}
    return said


def sheet_object(sheet: Sheet) -> list[dict[str, Any]]:
    """Return a table's periods, each with its lines."""
    periods = []
    for place, (start, end) in enumerate(zip(sheet.starts, sheet.ends, strict=True)):
        flows = {
            part: {kind: _plain(values[place]) for kind, values in sheet.flows[part].items()}
            | {"total": _plain(sheet.total(part)[place])}
            for part in FLOWS
        }
        balances = {name: _at(band, place) for name, band in _balances(sheet)}
        periods.append(
            {"start": to_date(start).isoformat(), "end": to_date(end).isoformat()}
            | flows
            | balances
            | {"headroom": _plain(sheet.headroom[place]), "breach_probability": float(sheet.breach[place])}
        )
    return periods


def variance_object(one: "Variance") -> dict[str, Any]:
    """Return one variance."""
    return {
        "as_of": to_date(one.as_of).isoformat(),
        "week_start": to_date(one.week_start).isoformat(),
        "week_end": to_date(one.week_end).isoformat(),
        "line": one.line,
        "kind": one.kind,
        "forecast": one.forecast / CENTS,
        "actual": one.actual / CENTS,
        "variance": one.difference / CENTS,
        "timing": one.timing / CENTS,
        "permanent": one.permanent / CENTS,
    }


def write_treasury(plan: Planned, count: int, found: Sequence["Variance"], folder: Path) -> list[Path]:
    """Write weeks and months as tidy tables, one row per period, line and kind; variances where there are any.

    Each as Parquet and as CSV in which no name starts a formula.
    """
    import pandas as pd

    folder.mkdir(parents=True, exist_ok=True)
    tables = {"weeks": weeks(plan, count), "months": months(plan)}
    written = []
    for name, sheet in tables.items():
        written += _write(pd.DataFrame(list(_rows(sheet))), folder / name)
    if found:
        written += _write(pd.DataFrame([variance_object(one) for one in found]), folder / "variances")
    return written


def _summary(values: Values) -> dict[str, float]:
    """Return an indicator over worlds, to the cent or finer than anybody reads."""
    found = summary_of(values)
    return {point: round(getattr(found, point), 4) for point in POINTS} | {"undefined": found.undefined}


def _write(table: "pd.DataFrame", path: Path) -> list[Path]:
    from simlib.readers.rejects import neutral
    from simlib.running.whole import beside

    parquet, text = path.with_suffix(".parquet"), path.with_suffix(".csv")
    with beside(parquet) as draft:
        table.to_parquet(draft, index=False)
    with beside(text) as draft:
        table.assign(kind=table["kind"].map(neutral)).to_csv(draft, index=False, lineterminator="\n")
    return [parquet, text]


def _rows(sheet: Sheet) -> Iterator[dict[str, Any]]:
    """Yield one row per period, line and kind; a flow is a mean, a balance has its band."""
    for place, (start, end) in enumerate(zip(sheet.starts, sheet.ends, strict=True)):
        period = {"start": to_date(start).isoformat(), "end": to_date(end).isoformat()}
        for part in FLOWS:
            for kind, values in sheet.flows[part].items():
                yield period | {"line": part, "kind": kind, "mean": _plain(values[place])}
        for name, band in _balances(sheet):
            yield period | {"line": name, "kind": name} | _at(band, place)
        yield period | {"line": "breach_probability", "kind": "breach_probability", "mean": float(sheet.breach[place])}


def _balances(sheet: Sheet) -> list[tuple[str, Band]]:
    found = ((name, getattr(sheet, name)) for name in BALANCES)
    return [(name, band) for name, band in found if band is not None]


def _at(band: Band, place: int) -> dict[str, float]:
    return {point: _plain(getattr(band, point)[place]) for point in POINTS}


def _plain(value: float) -> float:
    return round(float(value), 2)
