"""One sentence under each figure that reads it."""

from collections.abc import Callable, Mapping, Sequence

from simlib import words
from simlib.charts.ageing import BRACKETS
from simlib.days import to_date
from simlib.reporting.numbers import Numbers

MOST_OF_IT = 0.75
"""Share of a final difference that counts as most of it."""

FEWEST_MONTHS = 3
"""Months ahead from which it is worth telling how soon."""


def reading(figure: str, numbers: Numbers, name: str) -> str:
    """Return the sentence that reads a figure of a scenario.

    Raises:
        KeyError: There is no such figure.
    """
    return READINGS[figure](numbers, name)


def _policies(numbers: Numbers, _: str) -> str:
    return words.text("report.read_policies", numbers.lang, base=numbers.base)


def _dso(numbers: Numbers, name: str) -> str:
    indicator, end = "dso_count_back", _last(numbers)
    said = {
        "date": _date(numbers, end),
        "value": numbers.text(name, indicator, end),
        "low": numbers.number(name, indicator, "p10", end).text,
        "high": numbers.number(name, indicator, "p90", end).text,
    }
    if name == numbers.base:
        return words.text("report.read_dso_alone", numbers.lang, **said)
    return words.text(
        "report.read_dso",
        numbers.lang,
        today=numbers.text(numbers.base, indicator, end),
        change=numbers.step(name, indicator, end).change.text,
        **said,
    )


def _ageing(numbers: Numbers, name: str) -> str:
    if name == numbers.base:
        old = numbers.text(name, "ageing_over_90")
        return words.text("report.read_ageing_alone", numbers.lang, value=numbers.text(name, "overdue"), old=old)
    past_due = [bracket for bracket in BRACKETS if bracket != "not_due"]
    most = max(past_due, key=lambda bracket: abs(numbers.difference(name, bracket).mean))
    return words.text(
        "report.read_ageing",
        numbers.lang,
        today=numbers.text(numbers.base, "overdue"),
        value=numbers.text(name, "overdue"),
        bracket=words.text(BRACKETS[most], numbers.lang),
        change=numbers.step(name, most).change.text,
        interval=numbers.interval(name, most),
    )


def _bfr(numbers: Numbers, name: str) -> str:
    end, ends = _last(numbers), numbers.result(name).month_ends
    if name == numbers.base:
        return words.text(
            "report.read_bfr_alone",
            numbers.lang,
            date=_date(numbers, end),
            value=numbers.text(name, "bfr", end),
            low=numbers.number(name, "bfr", "p10", end).text,
            high=numbers.number(name, "bfr", "p90", end).text,
        )
    found = numbers.difference(name, "bfr", end)
    if numbers.step(name, "bfr", end).tone != "better":
        return words.text(
            "report.read_bfr",
            numbers.lang,
            date=_date(numbers, end),
            today=numbers.text(numbers.base, "bfr", end),
            value=numbers.text(name, "bfr", end),
            change=numbers.step(name, "bfr", end).change.text,
            interval=numbers.interval(name, "bfr", end),
        )
    first = ends[0] if ends else end
    return words.text(
        "report.read_bfr_freed",
        numbers.lang,
        first_date=_date(numbers, first),
        first=numbers.money(-numbers.difference(name, "bfr", first).mean),
        date=_date(numbers, end),
        change=numbers.money(-found.mean),
        interval=numbers.sizes(found),
        pace=_pace(numbers, name, ends),
    )


def _pace(numbers: Numbers, name: str, ends: Sequence[int]) -> str:
    """Return after how many months most of what is freed in the end has been freed."""
    if len(ends) < FEWEST_MONTHS:
        return ""
    freed = [-numbers.difference(name, "bfr", day).mean for day in ends]
    months = next(place for place, amount in enumerate(freed, 1) if amount >= MOST_OF_IT * freed[-1])
    return words.text("report.pace_one" if months == 1 else "report.pace", numbers.lang, n=months)


def _cash(numbers: Numbers, name: str) -> str:
    said = {"low": numbers.text(name, "cash_min"), "below": _below_zero(numbers, name)}
    if name == numbers.base:
        return words.text("report.read_cash_alone", numbers.lang, **said)
    return words.text(
        "report.read_cash",
        numbers.lang,
        today=numbers.text(numbers.base, "cash_min"),
        below_today=_below_zero(numbers, numbers.base),
        **said,
    )


def _below_zero(numbers: Numbers, name: str) -> str:
    """Return the share of replications in which cash falls below zero."""
    return numbers.share_of_worlds(float((numbers.result(name).values("cash_min") < 0).mean())).text


def _last(numbers: Numbers) -> int:
    """Return the last month end, or the last day where no month ends."""
    result = numbers.result(numbers.base)
    return result.month_ends[-1] if result.month_ends else result.end


def _date(numbers: Numbers, day: int) -> str:
    return words.date_text(to_date(day), numbers.lang)


READINGS: Mapping[str, Callable[[Numbers, str], str]] = {
    "policies": _policies,
    "dso": _dso,
    "ageing": _ageing,
    "bfr": _bfr,
    "cash": _cash,
}
"""The figures of a report, and the sentence that reads each."""
