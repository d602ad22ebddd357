"""One sentence under each figure that reads it."""

from collections.abc import Callable, Mapping

from simlib import words
from simlib.charts.ageing import BRACKETS
from simlib.days import to_date
from simlib.reporting.numbers import Numbers

MOST_OF_IT = 0.75
"""Share of a final difference that counts as most of it."""


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
        pace=_pace(numbers, name),
        **said,
    ).strip()


def _pace(numbers: Numbers, name: str) -> str:
    """Return how soon most of a gain is there for good; nothing where there is no clear gain."""
    ends = numbers.result(name).month_ends
    if not ends or numbers.step(name, "dso_count_back", ends[-1]).tone != "better":
        return ""
    gains = [numbers.difference(name, "dso_count_back", day).mean for day in ends]
    before = [place for place, gain in enumerate(gains) if gain > MOST_OF_IT * gains[-1]]
    months = before[-1] + 2 if before else 1
    if months == 1:
        return words.text("report.pace_one", numbers.lang)
    return words.text("report.pace", numbers.lang, n=months)


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
    first = ends[0] if ends else end
    return words.text(
        "report.read_bfr",
        numbers.lang,
        first_date=_date(numbers, first),
        first=numbers.step(name, "bfr", first).change.text,
        date=_date(numbers, end),
        change=numbers.step(name, "bfr", end).change.text,
        interval=numbers.interval(name, "bfr", end),
    )


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
