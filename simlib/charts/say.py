"""What a figure says: its point in one sentence, and what is drawn."""

from simlib import words
from simlib.experiments import Difference
from simlib.experiments.compare import paired_difference
from simlib.indicators import INDICATORS
from simlib.running import Result, Summary, summary_of


def summary(result: Result, name: str) -> Summary:
    """Return one indicator's mean and quantiles."""
    return summary_of(result.values(name))


def is_compared(result: Result, base: Result | None) -> bool:
    """Return whether a scenario stands beside another one than itself."""
    return base is not None and base.scenario.digest != result.scenario.digest


def difference_to(base: Result, result: Result, name: str) -> Difference:
    """Return the paired difference of an indicator between a scenario and today's, on the worlds that both know."""
    both = min(base.replications, result.replications)
    return paired_difference(result.values(name)[:both], base.values(name)[:both], INDICATORS[name].better.value)


def is_clear(difference: Difference) -> bool:
    """Return whether an interval leaves zero out, so that the direction is known."""
    return difference.low > 0.0 or difference.high < 0.0


def point_of(name: str, result: Result, base: Result | None, lang: str) -> str:
    """Return the sentence of an indicator: its value, and how it stands to today's."""
    indicator, currency = INDICATORS[name], result.scenario.currency
    value = words.in_unit(summary(result, name).mean, indicator.unit, lang, currency=currency)
    if base is None or not is_compared(result, base):
        return words.text("point.alone", lang, label=indicator.label(lang), value=value)
    difference = difference_to(base, result, name)
    change = words.in_unit(difference.mean, indicator.unit, lang, currency=currency, signed=True)
    if difference.low == difference.high == 0.0:
        return words.text("point.same", lang, label=indicator.label(lang), value=value)
    key = "point.changed" if is_clear(difference) else "point.unclear"
    return words.text(key, lang, label=indicator.label(lang), value=value, change=change)


def subtitle_of(result: Result, base: Result | None, lang: str) -> str:
    """Return what a fan draws, in small letters."""
    key = "subtitle.fan_beside" if is_compared(result, base) else "subtitle.fan"
    return words.text(key, lang, replications=words.number(result.replications, lang))
