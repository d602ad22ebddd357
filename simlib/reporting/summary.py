"""The executive summary: sentences whose numbers are computed."""

from typing import NamedTuple

from simlib import words
from simlib.charts.say import is_clear
from simlib.reporting.numbers import Numbers

MONTHS_OF_FLOWS = 12
MOST_TOLD = 4
"""Scenarios told in sentences; the table holds all."""


class Told(NamedTuple):
    """What a scenario changes.

    Attributes:
        name: Its name.
        description: Its description, may be empty.
        sentences: What it changes.
    """

    name: str
    description: str
    sentences: tuple[str, ...]


def by_cash_freed(numbers: Numbers) -> list[str]:
    """Return the names of the scenarios compared with the base, those that free most cash first."""
    return sorted(numbers.others, key=lambda name: numbers.difference(name, "bfr").mean)


def best_of(numbers: Numbers) -> str | None:
    """Return the name of the scenario that frees the most cash; None where none clearly frees any."""
    ranked = by_cash_freed(numbers)
    return ranked[0] if ranked and numbers.difference(ranked[0], "bfr").high < 0 else None


def period_of_flows(numbers: Numbers) -> str:
    """Return the months that costs cover, in words."""
    months = min(MONTHS_OF_FLOWS, numbers.result(numbers.base).scenario.months)
    return words.text("report.months", numbers.lang, n=months)


def lead(numbers: Numbers) -> str:
    """Return how things stand today."""
    base = numbers.base
    return words.text(
        "report.lead",
        numbers.lang,
        receivables=numbers.text(base, "ar_balance"),
        dso=numbers.text(base, "dso_count_back"),
        overdue=numbers.text(base, "overdue"),
        ratio=numbers.text(base, "overdue_ratio"),
        bfr=numbers.text(base, "bfr"),
        day=numbers.text(base, "value_of_a_day"),
    )


def told(numbers: Numbers) -> tuple[Told, ...]:
    """Return what each of the first few scenarios changes, best first; the base alone where there is no other."""
    names = by_cash_freed(numbers)[:MOST_TOLD] or [numbers.base]
    return tuple(_told(numbers, name) for name in names)


def _told(numbers: Numbers, name: str) -> Told:
    description = numbers.result(name).scenario.description
    if name == numbers.base:
        sentences = _alone(numbers)
    else:
        sentences = (_dso(numbers, name), _cash(numbers, name), _overdue(numbers, name), _cost(numbers, name))
    return Told(name, description.of(numbers.lang) if description is not None else "", sentences)


def _alone(numbers: Numbers) -> tuple[str, ...]:
    base, lang = numbers.base, numbers.lang
    cash = words.text(
        "report.cash_alone",
        lang,
        end=numbers.text(base, "cash_end"),
        low=numbers.text(base, "cash_min"),
        worst=numbers.number(base, "cash_min", "p10").text,
    )
    cost = words.text(
        "report.cost_alone",
        lang,
        value=numbers.text(base, "cost_to_collect"),
        hours=numbers.text(base, "hours_spent"),
        period=period_of_flows(numbers),
    )
    return cash, cost


def _dso(numbers: Numbers, name: str) -> str:
    step, better = numbers.step(name, "dso_count_back"), numbers.probability(name, "dso_count_back")
    key = step.tone if step.tone in ("better", "worse") else "unclear"
    return words.text(
        f"report.dso_{key}",
        numbers.lang,
        today=numbers.text(numbers.base, "dso_count_back"),
        value=numbers.text(name, "dso_count_back"),
        change=step.change.text,
        interval=numbers.interval(name, "dso_count_back"),
        worlds=_worlds(numbers, better.exact if step.tone == "better" else 1.0 - better.exact),
    )


def _worlds(numbers: Numbers, share: float) -> str:
    """Return a share of the simulated worlds in words."""
    if share == 1.0:
        return words.text("report.all_worlds", numbers.lang)
    return words.text("report.share_of_worlds", numbers.lang, share=numbers.share_of_worlds(share).text)


def _cash(numbers: Numbers, name: str) -> str:
    """Return what a scenario frees: the fall of the working capital need, its interval turned round with it."""
    found = numbers.difference(name, "bfr")
    if not is_clear(found):
        return words.text("report.cash_unclear", numbers.lang, interval=numbers.interval(name, "bfr"))
    key = "report.freed" if found.mean < 0 else "report.tied"
    return words.text(key, numbers.lang, amount=numbers.money(abs(found.mean)), interval=numbers.sizes(found))


def _overdue(numbers: Numbers, name: str) -> str:
    return words.text(
        "report.overdue_to",
        numbers.lang,
        today=numbers.text(numbers.base, "overdue"),
        value=numbers.text(name, "overdue"),
        change=numbers.step(name, "overdue").change.text,
        interval=numbers.interval(name, "overdue"),
    )


def _cost(numbers: Numbers, name: str) -> str:
    return words.text(
        "report.cost",
        numbers.lang,
        value=numbers.text(name, "cost_to_collect"),
        hours=numbers.text(name, "hours_spent"),
        today=numbers.text(numbers.base, "cost_to_collect"),
        period=period_of_flows(numbers),
    )
