"""Experiments as objects of JSON: amounts with two decimals, intervals and replications with every number."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any

from simlib.cli.results import difference_object, plain_value, summary_object
from simlib.days import to_date
from simlib.indicators import INDICATORS, Unit
from simlib.scenario import Text

if TYPE_CHECKING:
    from simlib.experiments.bound import Bounds
    from simlib.experiments.bridge import Bridge, Part
    from simlib.experiments.design import Design
    from simlib.experiments.goal import Effort, Goal
    from simlib.experiments.optimise import Optimum
    from simlib.experiments.sweep import Sweep
    from simlib.experiments.tornado import Tornado
    from simlib.scenario import Lever


def bridge_object(found: "Bridge", lang: str) -> dict[str, Any]:
    """Return what ``simlib bridge --json`` prints; the parts add up to the difference to the last digit shown."""
    means = {name: adding_up(name, [part.mean for part in parts]) for name, parts in found.parts.items()}
    return {
        "from": found.before.name,
        "to": found.after.name,
        "digests": {"from": found.before.digest, "to": found.after.digest},
        "replications": found.replications,
        "indicators": {
            name: {
                "from": plain_value(name, found.starts[name]),
                "to": plain_value(name, found.ends[name]),
                "difference": part_object(name, found.totals[name]),
                "residual": found.residual(name),
                "undefined": found.left_out[name],
            }
            for name in found.parts
        },
        "levers": [
            {
                "name": move.name,
                "label": label,
                "changes": [
                    {"path": one.path, "before": said(one.before, lang), "after": said(one.after, lang)}
                    for one in move.changes
                ],
                "parts": {
                    name: part_object(name, parts[place]) | {"mean": means[name][place]}
                    for name, parts in found.parts.items()
                },
            }
            for place, (move, label) in enumerate(zip(found.moves, found.labels(lang), strict=True))
        ],
    }


def said(value: Any, lang: str) -> Any:
    """Return a value of a scenario as JSON knows it; a text in the reader's language, a table or a date as it is written."""
    if isinstance(value, Mapping):
        return {key: said(one, lang) for key, one in value.items() if one is not None}
    if isinstance(value, tuple | list):
        return [said(one, lang) for one in value]
    if isinstance(value, Text):
        return value.fr if lang == "fr" else value.en
    return value if value is None or isinstance(value, str | int | float) else str(value)


def part_object(name: str, part: "Part") -> dict[str, Any]:
    """Return a part with its interval."""
    return {point: plain_value(name, getattr(part, point)) for point in ("mean", "low", "high")}


def adding_up(name: str, values: Sequence[float]) -> list[float]:
    """Return values for JSON that add up as the values themselves do: of amounts, the sums so far are rounded, and taken apart again."""
    if INDICATORS[name].unit is not Unit.MONEY:
        return list(values)
    sums = [plain_value(name, one) for one in accumulate(values, initial=0.0)]
    return [plain_value(name, after - before) for before, after in pairwise(sums)]


def bounds_object(found: "Bounds", lang: str) -> dict[str, Any]:
    """Return what ``simlib bound --json`` prints."""
    name = found.indicator
    return {
        "scenario": found.scenario.name,
        "digest": found.scenario.digest,
        "indicator": name,
        "replications": found.replications,
        "today": plain_value(name, found.today),
        "levers": [
            lever_object(one.lever, lang)
            | {"bound": one.value, "difference": difference_object(name, one.difference), "tried": one.tried}
            for one in found.levers
        ],
        "together": {"values": found.values, "difference": difference_object(name, found.together)},
    }


def lever_object(lever: "Lever", lang: str) -> dict[str, Any]:
    """Return which lever it is, and its value today."""
    return {"path": lever.path, "label": lever.label(lang), "unit": lever.unit, "value": lever.value}


def tornado_object(found: "Tornado", lang: str) -> dict[str, Any]:
    """Return what ``simlib tornado --json`` prints."""
    name = found.indicator
    return {
        "scenario": found.scenario.name,
        "digest": found.scenario.digest,
        "indicator": name,
        "replications": found.replications,
        "today": plain_value(name, found.today),
        "share": found.share,
        "levers": [
            lever_object(bar.lever, lang)
            | {
                "is_decided": bar.is_decided,
                "swing": plain_value(name, bar.swing),
                "ends": [
                    {"value": end.value, "difference": difference_object(name, end.difference)} for end in bar.ends
                ],
            }
            for bar in found.bars
        ],
    }


def sweep_object(found: "Sweep", lang: str) -> dict[str, Any]:
    """Return what ``simlib sweep --json`` prints."""
    compared = found.compared
    names = list(compared.results[compared.base].summary())
    return {
        "scenario": compared.base,
        "replications": compared.replications,
        "levers": [lever_object(lever, lang) for lever in found.levers],
        "today": summary_object(compared.results[compared.base].summary()),
        "points": [
            {
                "values": values,
                "indicators": summary_object(compared.results[name].summary()),
                "difference": {one: difference_object(one, compared.difference(name, one)) for one in names},
            }
            for values, name in found.points
        ],
    }


def goal_object(found: "Goal", lang: str) -> dict[str, Any]:
    """Return what ``simlib goal --json`` prints."""
    name = found.indicator
    return {
        "scenario": found.scenario.name,
        "digest": found.scenario.digest,
        "indicator": name,
        "target": found.target,
        "replications": found.replications,
        "is_reached": found.is_reached,
        "today": plain_value(name, found.today),
        "mean": plain_value(name, found.mean),
        "difference": difference_object(name, found.difference),
        "probability": found.probability,
        "missing": plain_value(name, found.missing),
        "effort": found.effort,
        "levers": [_effort_object(one, lang) for one in found.efforts],
        "beyond": [_effort_object(one, lang) for one in found.beyond],
    }


def _effort_object(one: "Effort", lang: str) -> dict[str, Any]:
    return lever_object(one.lever, lang) | {"to": one.value, "bound": one.bound, "effort": one.share}


def optimum_object(found: "Optimum", lang: str) -> dict[str, Any]:
    """Return what ``simlib optimise --json`` prints."""
    compared = found.compared
    return {
        "scenario": compared.base,
        "replications": compared.replications,
        "aims": list(found.aims),
        "tried": found.tried,
        "levers": [lever_object(lever, lang) for lever in found.levers],
        "frontier": [
            {
                "values": one.values,
                "digest": compared.results[one.name].scenario.digest,
                "indicators": {
                    name: plain_value(name, compared.results[one.name].summary()[name].mean) for name in found.aims
                },
                "difference": {
                    name: difference_object(name, compared.difference(one.name, name)) for name in found.aims
                },
            }
            for one in found.found
        ],
    }


def design_object(found: "Design", allocation: str | None) -> dict[str, Any]:
    """Return what ``simlib design --json`` prints."""
    return {
        "a": found.a.name,
        "b": found.b.name,
        "digests": {"a": found.a.digest, "b": found.b.digest},
        "indicator": found.indicator,
        "replications": found.replications,
        "power_asked": found.wished,
        "is_enough": found.is_enough,
        "customers": len(found.ids),
        "customers_measured": found.customers,
        "per_arm": found.arms.count("A"),
        "months": found.chosen.months,
        "power": found.chosen.power,
        "false_alarms": found.false_alarms,
        "shares_capacity": found.shares_capacity,
        "schedule": {
            "first_day": to_date(found.first_day).isoformat(),
            "last_day": to_date(found.chosen.last_day).isoformat(),
            "read_on": to_date(found.chosen.last_day + 1).isoformat(),
        },
        "lengths": [
            {
                "months": one.months,
                "last_day": to_date(one.last_day).isoformat(),
                "effect": one.effect,
                "spread": one.spread,
                "per_arm_by_formula": one.by_formula,
                "per_arm": one.per_arm,
                "power": one.power,
                "power_of_all": one.power_of_all,
            }
            for one in found.lengths
        ],
        "allocation": allocation,
    }
