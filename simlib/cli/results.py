"""Results as objects of JSON: amounts with two decimals, what is undefined left to be null."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from simlib.indicators import INDICATORS, Unit

if TYPE_CHECKING:
    import pandas as pd

    from simlib.experiments import Difference, Paired
    from simlib.experiments.frontier import Point
    from simlib.experiments.ranking import Corrected, Rank
    from simlib.running import Result, Summary
    from simlib.scenario import Scenario


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


def comparison_object(comparison: "Paired", of: str = "dso_count_back") -> dict[str, Any]:
    """Return what ``simlib compare --json`` prints."""
    from simlib.experiments import corrected, frontier, ranking

    adjusted = {indicator: corrected(comparison, indicator) for indicator in INDICATORS}
    return {
        "base": comparison.base,
        "replications": comparison.replications,
        "scenarios": {
            name: {
                "digest": result.scenario.digest,
                "indicators": summary_object(result.summary()),
                "difference": {
                    indicator: difference_object(indicator, comparison.difference(name, indicator))
                    for indicator in INDICATORS
                },
                "corrected": {
                    indicator: corrected_object(indicator, adjusted[indicator][name])
                    for indicator in INDICATORS
                    if name in adjusted[indicator]
                },
            }
            for name, result in comparison.results.items()
        },
        "ranking": {"indicator": of, "scenarios": [rank_object(of, rank) for rank in ranking(comparison, of)]},
        "frontier": [point_object(point) for point in frontier(comparison)],
    }


def corrected_object(name: str, found: "Corrected") -> dict[str, Any]:
    """Return a difference corrected for the number of scenarios compared."""
    return {"low": plain_value(name, found.low), "high": plain_value(name, found.high), "p": found.p}


def rank_object(name: str, rank: "Rank") -> dict[str, Any]:
    """Return one row of a ranking."""
    return {
        "rank": rank.rank,
        "scenario": rank.scenario,
        "mean": plain_value(name, rank.mean),
        "difference": plain_value(name, rank.difference),
        "low": plain_value(name, rank.corrected.low),
        "high": plain_value(name, rank.corrected.high),
        "p": rank.corrected.p,
        "probability_better": rank.probability_better,
        "probability_best": rank.probability_best,
        "behind": plain_value(name, rank.behind),
        "behind_low": plain_value(name, rank.behind_low),
        "behind_high": plain_value(name, rank.behind_high),
        "may_be_best": rank.may_be_best,
    }


def point_object(point: "Point") -> dict[str, Any]:
    """Return one row of a frontier."""
    return {
        "scenario": point.scenario,
        **{name: plain_value(name, value) for name, value in point.means.items()},
        "is_on_frontier": point.is_on_frontier,
        "beaten_by": point.beaten_by,
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
        "events": list(events_of_life(life)),
    }


def events_of_life(life: "pd.DataFrame") -> Iterator[dict[str, Any]]:
    """Yield the events of a table, dates as text and amounts in currency units."""
    for event in life.to_dict("records"):
        yield {
            "date": str(event["day"])[:10],
            "phase": event["phase"],
            "kind": event["kind"],
            "amount": event["amount_cents"] / 100,
            "ref": event["ref"],
        }
