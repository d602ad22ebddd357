"""Forecast against actual: what came in another week, and what did not come at all.

Of one kind of receipt or disbursement, the differences between a forecast and what is known since are walked week by week. A
difference of one direction cancels the oldest ones of the other direction that are left: what cancels is *timing*, in both
weeks; what is left is *permanent*. So timing adds up to nothing over the weeks of a forecast, and permanent to the whole
difference.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simlib.treasury.actual import Actual
from simlib.treasury.variance_forecast import Forecast

COMPARED = ("receipts", "disbursements", "financing")
"""Parts of the table that flow; opening and closing follow from them."""


class Split(NamedTuple):
    """A difference in two parts, cents."""

    timing: int
    permanent: int


@dataclass(frozen=True)
class Variance:
    """What one kind brought in one week, against what was forecast; cents, positive in the direction of its part of the table.

    Attributes:
        as_of: Last day that was known.
        forecast_start: First day of the forecast compared.
        week_start: First day of the week.
        week_end: Last day of the week.
        line: Part of the table: receipts, disbursements or financing.
        kind: What it is.
        forecast: What was forecast.
        actual: What came or went.
        timing: What of the difference came, or comes by the newest forecast, in another week, or had been missing in one.
        permanent: What of it did not, or had not.
    """

    as_of: int
    forecast_start: int
    week_start: int
    week_end: int
    line: str
    kind: str
    forecast: int
    actual: int
    timing: int
    permanent: int

    @property
    def difference(self) -> int:
        """Actual less forecast."""
        return self.actual - self.forecast


def split(differences: Sequence[int]) -> list[Split]:
    """Return the difference of each week in its two parts.

    A hundred that should have come in the first week, of which sixty came in the third:

    >>> split([-100, 0, 60])
    [Split(timing=-60, permanent=-40), Split(timing=0, permanent=0), Split(timing=60, permanent=0)]
    """
    left = list(differences)
    waiting: deque[int] = deque()
    for week, difference in enumerate(differences):
        while left[week] and waiting and (left[waiting[0]] > 0) != (difference > 0):
            oldest = waiting[0]
            cancelled = min(abs(left[oldest]), abs(left[week]))
            left[oldest] -= cancelled if left[oldest] > 0 else -cancelled
            left[week] -= cancelled if difference > 0 else -cancelled
            if not left[oldest]:
                waiting.popleft()
        if left[week]:
            waiting.append(week)
    return [Split(whole - rest, rest) for whole, rest in zip(differences, left, strict=True)]


def variances(forecast: Forecast, actual: Actual, outlook: Forecast | None = None) -> list[Variance]:
    """Return the variances of the weeks of a forecast that are known to their last day.

    Args:
        forecast: What was forecast.
        actual: What came and went since.
        outlook: The newest forecast, for the weeks that are still to come; without one these stay as they were forecast, and what
            has not come by now counts as permanent until it comes.

    Raises:
        ImportFailure: No week is known, or the weeks of the two forecasts do not begin on the same days.
    """
    known = actual.weeks_known(forecast)
    after = outlook.seen_from(forecast, known) if outlook is not None else None
    found = []
    for line in COMPARED:
        if not actual.tells(line):
            continue
        kinds = dict.fromkeys((*forecast.kinds(line), *actual.kinds(line)))
        for kind in kinds:
            expected = forecast.amounts(line, kind)
            came = actual.by_week(line, kind, forecast, known)
            ahead = after.amounts(line, kind) if after is not None else expected[known:]
            differences = [now - then for now, then in zip([*came, *ahead], expected, strict=True)]
            parts = split(differences)
            found += [
                Variance(actual.until, forecast.start, *forecast.week(week), line, kind, expected[week], came[week], *parts[week])
                for week in range(known)
            ]  # fmt: skip
    return sorted(found, key=lambda one: (one.week_start, COMPARED.index(one.line)))


def totals(found: Sequence[Variance]) -> list[Variance]:
    """Return one row per kind over all weeks known, in the order in which kinds come first."""
    rows: dict[tuple[str, str], list[Variance]] = {}
    for one in found:
        rows.setdefault((one.line, one.kind), []).append(one)
    return [
        Variance(
            weeks[0].as_of,
            weeks[0].forecast_start,
            weeks[0].week_start,
            weeks[-1].week_end,
            line,
            kind,
            *(sum(getattr(one, name) for one in weeks) for name in ("forecast", "actual", "timing", "permanent")),
        )
        for (line, kind), weeks in rows.items()
    ]
