"""The few figures that come first: value, change against today with its interval, and one sentence that reads it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from simlib import words
from simlib.charts.say import is_clear, is_compared, summary
from simlib.experiments import Difference
from simlib.experiments.compare import paired_difference
from simlib.indicators import INDICATORS
from simlib.running import Result, summary_of

Tone = Literal["alone", "same", "unclear", "better", "worse", "other"]

ARROWS = {-1: "▼", 0: "", 1: "▲"}


@dataclass(frozen=True)
class Headline:
    """One card.

    Attributes:
        name: Name of the indicator.
        label: Its name on a page.
        help: What it means, one sentence.
        value: Its mean, in its unit.
        band: Where it lies eight times in ten.
        change: The change against today, with a sign and an arrow.
        interval: The 95 % interval of the change; empty where there is none.
        tone: Whether the change is better, worse, neither, not clear, none at all, or there is nothing to compare with.
        sentence: One sentence that reads it.
    """

    name: str
    label: str
    help: str
    value: str
    band: str
    change: str
    interval: str
    tone: Tone
    sentence: str

    def to_dict(self) -> dict[str, str]:
        """Return it as plain values."""
        return asdict(self)


def headlines(result: Result, base: Result | None, lang: str) -> tuple[Headline, ...]:
    """Return the cards of a result beside today's, in the order in which they are shown."""
    return tuple(headline(name, result, base, lang) for name in SENTENCES)


def headline(name: str, result: Result, base: Result | None, lang: str, *, brief: bool = False) -> Headline:
    """Return the card of one indicator; a brief one writes its interval in brackets."""
    indicator = INDICATORS[name]
    before = base.values(name) if base is not None and is_compared(result, base) else None
    measure = Measure(
        name,
        indicator.label(lang),
        indicator.help(lang),
        indicator.unit,
        indicator.better.value,
        result.values(name),
        before,
    )
    return measure.card(
        lambda found: SENTENCES[name](Reading(result, base, found, lang)), lang, result.scenario.currency, brief=brief
    )


@dataclass(frozen=True)
class Measure:
    """What a card is about: values over replications, and today's beside them.

    Attributes:
        name: Its name.
        label: Its name on a page.
        help: What it means, one sentence.
        unit: Unit of the values.
        better: +1 where more is better, -1 where less is, 0 where neither.
        values: By replication, NaN where undefined.
        before: Today's on the same worlds, maybe more of them; None where there is nothing to compare with.
    """

    name: str
    label: str
    help: str
    unit: str
    better: int
    values: npt.NDArray[np.float64]
    before: npt.NDArray[np.float64] | None

    def difference(self) -> Difference | None:
        """Return the paired difference against today; None where there is nothing to compare with."""
        if self.before is None:
            return None
        both = min(len(self.values), len(self.before))
        return paired_difference(self.values[:both], self.before[:both], self.better)

    def card(
        self, sentence: Callable[[Difference | None], str], lang: str, currency: str, *, brief: bool = False
    ) -> Headline:
        """Return the card, with the sentence that reads it; a brief one writes its interval in brackets."""
        found, difference = summary_of(self.values), self.difference()

        def shown(x: float, *, signed: bool = False) -> str:
            return words.in_unit(x, self.unit, lang, currency=currency, signed=signed)

        tone = tone_of(difference, self.better)
        change, interval = words.text("card.same" if tone == "same" else "card.alone", lang), ""
        if difference is not None and tone != "same":
            arrow = ARROWS[(difference.mean > 0) - (difference.mean < 0)] if tone != "unclear" else "≈"
            change = words.text("card.change", lang, arrow=arrow, change=shown(difference.mean, signed=True))
            low, high = shown(difference.low, signed=True), shown(difference.high, signed=True)
            ends = words.plain_interval(difference.low, difference.high, self.unit, lang, currency=currency)
            interval = words.text("card.interval", lang, interval=ends)
            if brief:
                interval = words.text("card.brackets", lang, low=low, high=high)
        return Headline(
            name=self.name,
            label=self.label,
            help=self.help,
            value=shown(found.mean),
            band=words.text("card.band", lang, low=shown(found.p10), high=shown(found.p90)),
            change=change,
            interval=interval,
            tone=tone,
            sentence=sentence(difference),
        )


def tone_of(difference: Difference | None, better: int) -> Tone:
    """Return how a change reads, where better is +1, -1 or neither (0)."""
    if difference is None:
        return "alone"
    if difference.low == difference.high == 0.0:
        return "same"
    if not is_clear(difference):
        return "unclear"
    if better == 0:
        return "other"
    return "better" if difference.mean * better > 0 else "worse"


@dataclass(frozen=True)
class Reading:
    """What a sentence is made from.

    Attributes:
        result: The result read.
        base: Today's, None where there is none.
        difference: The indicator's paired difference between them, None where there is none.
        lang: The reader's language.
    """

    result: Result
    base: Result | None
    difference: Difference | None
    lang: str

    def money(self, x: float) -> str:
        """Return an amount."""
        return words.money_short(x, self.lang, self.result.scenario.currency)

    def mean(self, name: str) -> float:
        """Return an indicator's mean."""
        return summary(self.result, name).mean


def _of_dso(read: Reading) -> str:
    return words.text("card.dso", read.lang, day=read.money(read.mean("value_of_a_day")))


def _of_overdue(read: Reading) -> str:
    ratio = words.percent(read.mean("overdue_ratio"), read.lang)
    if read.base is None or read.difference is None:
        return words.text("card.overdue", read.lang, ratio=ratio)
    today = words.percent(summary(read.base, "overdue_ratio").mean, read.lang)
    return words.text("card.overdue_beside", read.lang, ratio=ratio, today=today)


def _of_bfr(read: Reading) -> str:
    """Return what the change frees or ties up, once, and its interest a year at the rate of the overdraft."""
    if read.difference is None or read.difference.mean == 0.0:
        return words.text("card.bfr", read.lang)
    if not is_clear(read.difference):
        return words.text("card.bfr_unclear", read.lang)
    amount, is_freed = abs(read.difference.mean), read.difference.mean < 0.0
    said = words.text("card.bfr_freed" if is_freed else "card.bfr_tied", read.lang, amount=read.money(amount))
    rate = read.result.scenario.treasury.overdraft.rate
    if rate == 0.0:
        return said
    interest, at = read.money(amount * rate), words.percent(rate, read.lang)
    return (
        f"{said} {words.text('card.bfr_saved' if is_freed else 'card.bfr_paid', read.lang, interest=interest, rate=at)}"
    )


def _of_cash(read: Reading) -> str:
    lowest = summary(read.result, "cash_min")
    return words.text("card.cash", read.lang, mean=read.money(lowest.mean), low=read.money(lowest.p10))


def _of_cost(read: Reading) -> str:
    hours = words.number(read.mean("hours_spent"), read.lang)
    touches = words.number(read.mean("touches_per_invoice"), read.lang, 1)
    return words.text("card.cost", read.lang, hours=hours, touches=touches)


SENTENCES: Mapping[str, Callable[[Reading], str]] = {
    "dso_count_back": _of_dso,
    "overdue": _of_overdue,
    "bfr": _of_bfr,
    "cash_end": _of_cash,
    "cost_to_collect": _of_cost,
}
"""The indicators that come first, and the sentence that reads each."""
