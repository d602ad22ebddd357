"""The cards of the page: what a CFO asks first, from days of DSO to the hours of the teams."""

import numpy as np
import numpy.typing as npt

from simlib import words
from simlib.charts.headlines import Headline, Measure, headline
from simlib.charts.say import is_compared
from simlib.days import to_date
from simlib.experiments import Difference
from simlib.indicators import INDICATORS
from simlib.running import Result
from simlib.treasury import plan_of

Values = npt.NDArray[np.float64]

OF_INDICATORS = ("dso_count_back", "overdue", "bfr")
HOURS = ("hours_spent", "hours_matching", "hours_disputes")
"""The hours that a change of policy frees or takes: of those who remind and call, match payments, answer disputes."""

WEEK = 7


def cards(result: Result, base: Result | None, lang: str) -> tuple[Headline, ...]:
    """Return the cards of a result beside today's: DSO, overdue, BFR, lowest cash, chance of a breach, cost, hours."""
    before = base if base is not None and is_compared(result, base) else None
    return (
        *(headline(name, result, base, lang, brief=True) for name in OF_INDICATORS),
        _lowest(result, before, lang),
        _breach(result, before, lang),
        headline("cost_to_collect", result, base, lang, brief=True),
        _hours(result, before, lang),
    )


def _lowest(result: Result, before: Result | None, lang: str) -> Headline:
    """Return the card of the lowest cash, with the week in which it is most often reached."""
    measure = _of_indicator("cash_min", result, before, lang)

    def sentence(_: Difference | None) -> str:
        low = float(np.quantile(measure.values, 0.1))
        return words.text(
            "card.lowest",
            lang,
            week=words.day_text(to_date(_week_of_lowest(result)), lang),
            low=words.money_short(low, lang, result.scenario.currency),
        )

    return measure.card(sentence, lang, result.scenario.currency, brief=True)


def _week_of_lowest(result: Result) -> int:
    """Return the first day of the week in which cash is lowest in most replications; of equals the earliest."""
    weeks = result.values("cash_min_week").astype(np.int64)
    return result.start + WEEK * (int(np.bincount(weeks).argmax()) - 1)


def _breach(result: Result, before: Result | None, lang: str) -> Headline:
    """Return the card of the chance that cash is under its floor on some day: the minimum to be kept less the overdraft granted."""
    measure = _of_indicator("breach_probability", result, before, lang)
    floor = words.money_short(plan_of(result).floor, lang, result.scenario.currency)

    def sentence(_: Difference | None) -> str:
        n, of = words.number(measure.values.sum(), lang), words.number(len(measure.values), lang)
        return words.text("card.breach", lang, n=n, of=of, floor=floor)

    return measure.card(sentence, lang, result.scenario.currency, brief=True)


def _hours(result: Result, before: Result | None, lang: str) -> Headline:
    """Return the card of the hours of all teams, and what becomes of them."""

    def spent(of: Result) -> Values:
        found: Values = np.sum([of.values(name) for name in HOURS], axis=0, dtype=np.float64)
        return found

    measure = Measure(
        "hours",
        words.text("card.hours.label", lang),
        words.text("card.hours.help", lang),
        "hours",
        -1,
        spent(result),
        spent(before) if before is not None else None,
    )

    def sentence(difference: Difference | None) -> str:
        parts = {name: words.number(float(result.values(name).mean()), lang) for name in HOURS}
        if difference is None or difference.mean == 0.0:
            return words.text("card.hours", lang, **parts)
        key = "card.hours_freed" if difference.mean < 0.0 else "card.hours_taken"
        return words.text(key, lang, hours=words.number(abs(difference.mean), lang), **parts)

    return measure.card(sentence, lang, result.scenario.currency, brief=True)


def _of_indicator(name: str, result: Result, before: Result | None, lang: str) -> Measure:
    indicator = INDICATORS[name]
    return Measure(
        name,
        indicator.label(lang),
        indicator.help(lang),
        indicator.unit,
        indicator.better.value,
        result.values(name),
        before.values(name) if before is not None else None,
    )
