"""Results as objects of JSON and as tables for people."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import typer

from simlib.cli.output import show_table
from simlib.indicators import INDICATORS, Unit

if TYPE_CHECKING:
    import pandas as pd

    from simlib.experiments import Comparison, Difference
    from simlib.running import Result, Summary
    from simlib.scenario import Scenario

HEADLINES = ("dso_count_back", "overdue", "bfr", "cash_end")
"""What the table of policies shows of each."""


# ------------------------------------------------------------------------------------------------------------------- JSON


def plain_value(name: str, value: float) -> float:
    """Return an indicator's value for JSON and CSV: amounts with two decimals, all others as they are."""
    return round(value, 2) if INDICATORS[name].unit is Unit.MONEY and value == value else value


def summary_object(summaries: "Mapping[str, Summary]") -> dict[str, Any]:
    """Return the summary of each indicator."""
    return {
        name: {point: plain_value(name, getattr(one, point)) for point in ("mean", "p10", "p50", "p90")}
        | {"undefined": one.undefined}
        for name, one in summaries.items()
    }


def run_object(result: "Result") -> dict[str, Any]:
    """Return what ``simlib run --json`` prints."""
    said = {
        "scenario": result.scenario.name,
        "digest": result.scenario.digest,
        "engine": result.engine,
        "reason": result.reason,
        "replications": result.replications,
        "seed": result.seed,
        "elapsed_s": round(result.elapsed_s, 3),
        "invoices": result.invoices,
        "indicators": summary_object(result.summary()),
    }
    if result.by is not None:
        said["by"] = {group: summary_object(summaries) for group, summaries in result.summary_by().items()}
    return said


def difference_object(name: str, difference: "Difference") -> dict[str, Any]:
    """Return a paired difference with its 95 % interval."""
    return {point: plain_value(name, getattr(difference, point)) for point in ("mean", "low", "high")} | {
        "probability_better": difference.probability_better
    }


def comparison_object(comparison: "Comparison") -> dict[str, Any]:
    """Return what ``simlib compare --json`` prints."""
    return {
        "base": comparison.base,
        "replications": next(iter(comparison.results.values())).replications,
        "scenarios": {
            name: {
                "digest": result.scenario.digest,
                "indicators": summary_object(result.summary()),
                "difference": {
                    indicator: difference_object(indicator, comparison.difference(name, indicator))
                    for indicator in INDICATORS
                },
            }
            for name, result in comparison.results.items()
        },
    }


def life_object(scenario: "Scenario", replication: int, invoice: str, life: "pd.DataFrame") -> dict[str, Any]:
    """Return what ``simlib trace --json`` prints."""
    return {
        "scenario": scenario.name,
        "digest": scenario.digest,
        "engine": "reference",
        "replication": replication,
        "invoice": invoice,
        "customer": str(life["customer_id"].iloc[0]),
        "events": list(_life(life)),
    }


def _life(life: "pd.DataFrame") -> Iterator[dict[str, Any]]:
    """Yield the events of a table, dates as text and amounts in currency units."""
    for event in life.to_dict("records"):
        yield {
            "date": str(event["day"])[:10],
            "phase": event["phase"],
            "kind": event["kind"],
            "amount": event["amount_cents"] / 100,
            "ref": event["ref"],
        }


# ----------------------------------------------------------------------------------------------------------------- tables


def shown(name: str, value: float, lang: str, *, signed: bool = False) -> str:
    """Return an indicator's value as people read it."""
    if value != value:
        return "-"
    unit = INDICATORS[name].unit
    if unit is Unit.MONEY:
        text = f"{value:,.0f}"
    elif unit is Unit.SHARE:
        text = f"{value:.1%}"
    else:
        text = f"{value:,.{2 if unit is Unit.COUNT else 1}f}"
    return f"+{text}" if signed and value > 0 else text


def show_run(result: "Result", lang: str) -> None:
    """Print the indicators of a run, then those of each group."""
    reason = f" ({result.reason})" if result.reason else ""
    typer.echo(
        f"{result.scenario.name} {result.scenario.digest}: {result.replications} replications, seed {result.seed}, "
        f"{result.engine} engine{reason}, {result.invoices:,} invoices in {result.elapsed_s:.1f} s"
    )
    _show_summaries(result.summary(), lang)
    if result.by is not None:
        for group, summaries in result.summary_by().items():
            typer.echo(f"\n{group}")
            _show_summaries(summaries, lang)


def _show_summaries(summaries: "Mapping[str, Summary]", lang: str) -> None:
    points = ("mean", "p10", "p50", "p90")
    rows = [
        [name, INDICATORS[name].label(lang), *(shown(name, getattr(one, point), lang) for point in points)]
        for name, one in summaries.items()
    ]
    show_table(["indicator", "", *points], rows, words=2)


def show_policies(comparison: "Comparison", lang: str, names: Sequence[str] = HEADLINES) -> None:
    """Print one row per scenario: its headline indicators, each with its paired difference to the base and its interval."""
    header = ["scenario", *(INDICATORS[name].label(lang) for name in names)]
    rows = []
    for scenario, result in comparison.results.items():
        summary = result.summary()
        rows.append([scenario, *(shown(name, summary[name].mean, lang) for name in names)])
        if scenario != comparison.base:
            rows.append(["", *(_interval(name, comparison.difference(scenario, name), lang) for name in names)])
    show_table(header, rows)


def show_comparison(comparison: "Comparison", lang: str) -> None:
    """Print each scenario's indicators beside the base's, with paired differences."""
    base = comparison.results[comparison.base].summary()
    for scenario, result in comparison.results.items():
        if scenario == comparison.base and len(comparison.results) > 1:
            continue
        summary = result.summary()
        rows = []
        for name in INDICATORS:
            difference = comparison.difference(scenario, name)
            better = (
                "-"
                if difference.probability_better != difference.probability_better
                else f"{difference.probability_better:.2f}"
            )
            rows.append(
                [
                    name,
                    INDICATORS[name].label(lang),
                    shown(name, base[name].mean, lang),
                    shown(name, summary[name].mean, lang),
                    _interval(name, difference, lang),
                    better,
                ]
            )
        typer.echo(f"\n{scenario} - {comparison.base}, {result.replications} replications")
        show_table(["indicator", "", comparison.base, scenario, "difference [95 %]", "P(better)"], rows, words=2)


def _interval(name: str, difference: "Difference", lang: str) -> str:
    """Return a difference and its interval: ``-1.2 [-1.5, -0.9]``."""
    mean, low, high = (
        shown(name, value, lang, signed=True) for value in (difference.mean, difference.low, difference.high)
    )
    return f"{mean} [{low}, {high}]"


def life_rows(life: "pd.DataFrame", lang: str) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of one invoice's life."""
    header = ["date", "phase", "event", "amount", "ref"]
    return header, [
        [one["date"], one["phase"], one["kind"], f"{one['amount']:,.2f}", str(one["ref"])] for one in _life(life)
    ]
