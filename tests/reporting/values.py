"""What the library says of a number that a report shows, computed apart from the report."""

import numpy as np

from simlib.cli.results import comparison_object
from simlib.experiments import Comparison
from simlib.indicators import INDICATORS
from simlib.running import simulate
from simlib.treasury import plan_of

TOTALS = ("receipts", "disbursements", "financing")


class Library:
    """The numbers of a comparison by what reports call them: scenario, indicator, point, and day or span where there is one."""

    def __init__(self, compared: Comparison) -> None:
        """Take the comparison that the report tells."""
        self.compared = compared
        self.said = comparison_object(compared)["scenarios"]
        self.base = next(iter(compared.results.values()))
        by = simulate(self.base.scenario, replications=self.base.replications, seed=self.base.seed, by="segment").by
        assert by is not None
        self.by = by

    def value(self, of: str) -> float:
        """Return the exact value of a number."""
        name, indicator, point, *where = of.split("|")
        if indicator == "plan":
            return self._of_plan(name, point, *map(int, where[0].split("-")))
        if point == "segment_mean":
            return float(np.nanmean(self.by.values[indicator][:, self.by.groups.index(name)]))
        if where:
            return self._on_a_day(name, indicator, point, int(where[0]))
        values = self.said[name]["difference" if self._is_difference(point) else "indicators"][indicator]
        return float(values[point.removeprefix("difference_")])

    def _is_difference(self, point: str) -> bool:
        return point.startswith("difference_") or point == "probability_better"

    def _on_a_day(self, name: str, indicator: str, point: str, day: int) -> float:
        if self._is_difference(point):
            exact = getattr(self.compared.difference(name, indicator, day), point.removeprefix("difference_"))
        else:
            exact = getattr(self.compared.results[name].summary(day)[indicator], point)
        return round(exact, 2) if INDICATORS[indicator].unit == "EUR" else float(exact)

    def _of_plan(self, name: str, line: str, start: int, end: int) -> float:
        """Return a line of the cash plan over a span, from the cents of every world and day."""
        plan = plan_of(self.compared.results[name])
        span = slice(start - plan.start, end - plan.start + 1)
        closing = plan.closing[:, end - plan.start] / 100
        lowest = plan.closing[:, span].min(axis=1) / 100
        part, _, kind = line.partition(".")
        if kind:
            return round(float(getattr(plan, part)[kind][:, span].sum(axis=1).mean() / 100), 2)
        if part.removesuffix("_total") in TOTALS:
            flows = getattr(plan, part.removesuffix("_total")).values()
            return round(float(sum(flow[:, span].sum(axis=1) for flow in flows).mean() / 100), 2)
        found = {
            "opening": lambda: plan.opening[:, start - plan.start].mean() / 100,
            "closing": closing.mean,
            "headroom": lambda: closing.mean() - plan.floor,
            "p10": lambda: np.quantile(closing, 0.1),
            "p90": lambda: np.quantile(closing, 0.9),
            "lowest": lowest.mean,
            "bfr": lambda: plan.bfr([end]).mean(),
            "breach": lambda: (lowest < plan.floor).mean(),
        }[part]()
        return float(found) if part == "breach" else round(float(found), 2)
