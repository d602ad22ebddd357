"""What touches do, learned from a log of them: the pace of invoices just touched against others of the same age.

Those who are late are reminded, so invoices with reminders look worse than others; lateness is never set against the number of reminders.
Compared are invoices of one segment on the same business day of lateness, customers at their own pace: those inside the window of a touch
against those outside, by the likelihood of what was paid that day. Where everyone is reminded at the same age there is nothing to compare,
and the prior stays. What is learned is shrunk to the prior. Calls are left out: whom to call is chosen by people.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from simlib.calibration.book import Bool, Float, Int
from simlib.calibration.learned import Learned
from simlib.calibration.met import Met, met_by
from simlib.calibration.waits import Waits, waits_of
from simlib.days import BusinessCalendar
from simlib.rules.channels import Channel, channel_name
from simlib.rules.touches import touch_effect
from simlib.scenario import Behaviour, Policy

BEFORE_DUE = len(Channel)
"""Number of the effect of a written touch that comes by the due day, whatever its channel."""

QUANTILE_95 = 1.6449

PRIOR_SPREAD = {
    Channel.SMS: 0.131,
    Channel.EMAIL: 0.164,
    Channel.STATEMENT: 0.139,
    Channel.LETTER: 0.139,
    Channel.FORMAL_NOTICE: 0.358,
    BEFORE_DUE: 0.102,
}
"""Standard deviation of the log of each prior: that of the 80 % interval proposed with it, 1.05 to 1.60 for an e-mail (assumption)."""

FEWEST_EVENTS = 30
"""Payments inside windows below which nothing is learned."""

BEYOND_DOUBT = 2.0
"""Standard errors from no effect beyond which an effect is believed: fewer is what reminding the slow ones alone might give."""

LARGEST = 1.8
"""Largest log of an effect: six times the pace."""

MOST_DAYS = 1_500_000
EARLIEST, LATEST = -60, 250
"""Latenesses between which touches are looked at."""

STEPS = 6


@dataclass(frozen=True)
class TouchEffect:
    """What touches of one kind do to the daily chance of payment, as a factor.

    Attributes:
        key: Name of the channel, or `before_due`.
        prior: What was assumed.
        value, low, high: What stands now, with its 90 % interval.
        seen, seen_low, seen_high: What the log alone says; None where it says nothing.
        touches: Touches that found an open invoice; one that found several counts for each.
        events: Payments inside their windows that had others of the same age to be held against.
        reason: Why the prior stays: `few`, `unclear`, `calls`; empty where the effect is learned.
    """

    key: str
    prior: float
    value: float
    low: float
    high: float
    seen: float | None
    seen_low: float | None
    seen_high: float | None
    touches: int
    events: int
    reason: str

    @property
    def is_learned(self) -> bool:
        """Whether the effect is learned from the log."""
        return not self.reason


@dataclass(frozen=True)
class Touched:
    """What a log of touches taught.

    Attributes:
        effects: One for each kind of touch in the log.
        met: Touches that found an open invoice.
    """

    effects: tuple[TouchEffect, ...]
    met: Met

    def to_json(self) -> dict[str, object]:
        """Return what was learned as plain values."""
        effects = {
            one.key: {name: value for name, value in asdict(one).items() if name != "key"} | {"learned": one.is_learned}
            for one in self.effects
        }
        return {"touches": self.met.logged, "without_open_invoice": self.met.idle, "effects": effects}

    def behaviour(self, assumed: Behaviour) -> Behaviour:
        """Return a behaviour with the learned effects in place of those assumed."""
        channels = dict(assumed.channels)
        update: dict[str, object] = {}
        for one in self.effects:
            if one.is_learned and one.key == "before_due":
                update["before_due_hazard_ratio"] = one.value
            elif one.is_learned:
                channel = Channel[one.key.upper()]
                channels[channel] = channels[channel].model_copy(update={"hazard_ratio": one.value})
        return assumed.model_copy(update=update | {"channels": channels})


@dataclass(frozen=True)
class _Acting:
    """Touches in force: one row per touch and day.

    Attributes:
        at: int64, row of the day among the waits.
        kind: int64, place of the kind of touch among those looked at.
        power: float64, what fatigue leaves of it.
        reach: float64, chance that it reached its addressee.
        gathered: float64, hazard gathered since the touch.
    """

    at: Int
    kind: Int
    power: Float
    reach: Float
    gathered: Float

    def chance(self, log_ratio: Float) -> tuple[Float, Float]:
        """Return each touch's factor if it reached, and the chance that it did, given that the invoice still waits."""
        factor = np.exp(self.power * log_ratio[self.kind])
        reached = self.reach * np.exp(-(factor - 1.0) * self.gathered)
        return factor, reached / np.maximum(reached + 1.0 - self.reach, 1e-12)


@dataclass(frozen=True)
class _Compared:
    """Days compared: those of strata in which some are in a window and some are not.

    Attributes:
        stratum: int64 per day, segment and lateness.
        event: bool per day.
        pace: float64 per day, the customer's own pace against its segment's.
        customer, week: int64 per day, what payments may have in common.
        acting: Touches in force, by row of these days.
        kinds: Kinds of touch looked at.
    """

    stratum: Int
    event: Bool
    pace: Float
    customer: Int
    week: Int
    acting: _Acting
    kinds: tuple[int, ...]

    def multipliers(self, log_ratio: Float) -> tuple[Float, Float]:
        """Return each day's pace under effects, and its slope in each effect, [kinds, days]."""
        acting, days = self.acting, self.event.size
        factor, chance = acting.chance(log_ratio)
        mean = chance * factor + 1.0 - chance
        pace = self.pace * np.exp(np.bincount(acting.at, np.log(mean), minlength=days))
        slope = np.zeros((len(self.kinds), days))
        np.add.at(slope, (acting.kind, acting.at), acting.power * chance * factor / mean)
        return pace, slope

    def baseline(self, pace: Float) -> Float:
        """Return the most likely hazard of each stratum, by Newton's method from above."""
        strata = int(self.stratum.max()) + 1
        events = np.bincount(self.stratum, self.event, minlength=strata)
        base = events / np.maximum(np.bincount(self.stratum, pace, minlength=strata), 1e-12)
        quiet = np.bincount(self.stratum, np.where(self.event, 0.0, pace), minlength=strata)
        paid, of = pace[self.event], self.stratum[self.event]
        for _ in range(STEPS):
            at = np.maximum(base[of] * paid, 1e-9)
            slope = np.bincount(of, paid / np.expm1(at), minlength=strata) - quiet
            bend = np.bincount(of, paid**2 * np.exp(at) / np.expm1(at) ** 2, minlength=strata)
            base = np.clip(base + slope / np.maximum(bend, 1e-12), base / 4.0, base * 4.0)
        return base

    def misfit(self, log_ratio: Float) -> float:
        """Return how unlikely what was paid is under effects."""
        pace, _ = self.multipliers(log_ratio)
        rate = np.maximum(self.baseline(pace)[self.stratum] * pace, 1e-12)
        return float(np.where(self.event, -np.log(-np.expm1(-rate)), rate).sum()) + 0.5 * float((log_ratio**2).sum())

    def deviations(self, log_ratio: Float) -> Float:
        """Return the standard error of each effect, payments of one customer, or of one week, counting as one where that is more."""
        pace, slope = self.multipliers(log_ratio)
        rate = np.maximum(self.baseline(pace)[self.stratum] * pace, 1e-12)
        left = np.where(self.event, rate / np.expm1(rate), -rate)
        weight = rate**2 / np.expm1(rate)
        strata = int(self.stratum.max()) + 1
        total = np.bincount(self.stratum, weight, minlength=strata)
        for row in slope:
            row -= (np.bincount(self.stratum, weight * row, minlength=strata) / total)[self.stratum]
        bread = np.linalg.inv((weight * slope) @ slope.T + np.eye(len(self.kinds)))
        found = [np.diag(bread)]
        for cluster in (self.customer, self.week):
            _, of = np.unique(cluster, return_inverse=True)
            score = np.array([np.bincount(of, left * row) for row in slope])
            found.append(np.diag(bread @ (score @ score.T) @ bread))
        return np.asarray(np.sqrt(np.max(found, axis=0)))


def learn_touches(learned: Learned, touches: pd.DataFrame, policy: Policy, behaviour: Behaviour) -> Touched:
    """Return what the touches of a log do.

    Args:
        learned: What was learned of the ledger.
        touches: The log.
        policy: What else makes touches stronger: personal texts, fees announced.
        behaviour: The effects assumed, their windows, fatigue and share delivered.
    """
    met = met_by(learned.book, touches)
    kind = np.where(met.is_before_due, BEFORE_DUE, met.channel)
    kinds = tuple(one for one in PRIOR_SPREAD if bool(np.any(kind == one)))
    compared = _compare(learned, met, kind, kinds, behaviour)
    events = _events_in_windows(compared, len(kinds))
    told = events >= FEWEST_EVENTS
    log_ratio, deviation = np.zeros(len(kinds)), np.full(len(kinds), np.inf)
    if compared is not None and told.any():
        few = ~told

        def misfit(free: Float) -> float:
            log_ratio[told] = free
            return compared.misfit(log_ratio)

        bounds = [(-LARGEST, LARGEST)] * int(told.sum())
        best = minimize(misfit, np.zeros(len(bounds)), method="L-BFGS-B", bounds=bounds, options={"maxiter": 30})
        log_ratio[told] = best.x
        deviation = np.where(few, np.inf, compared.deviations(log_ratio))
    effects = [
        _effect(
            one, log_ratio[place], deviation[place], int((kind == one).sum()), int(events[place]), policy, behaviour
        )
        for place, one in enumerate(kinds)
    ]
    calls = int((met.channel == Channel.CALL).sum())
    if calls:
        prior = behaviour.channels[Channel.CALL].hazard_ratio
        effects.append(TouchEffect("call", prior, prior, prior, prior, None, None, None, calls, 0, "calls"))
    return Touched(tuple(effects), met)


def _effect(
    kind: int, seen: float, deviation: float, touches: int, events: int, policy: Policy, behaviour: Behaviour
) -> TouchEffect:
    """Return the effect of a kind of touch: the prior, moved by what the log says where that is beyond doubt."""
    key = "before_due" if kind == BEFORE_DUE else channel_name(Channel(kind))
    prior = behaviour.before_due_hazard_ratio if kind == BEFORE_DUE else behaviour.channels[Channel(kind)].hazard_ratio
    stronger = float(np.log(_strengthened(kind, policy, behaviour)))
    spread = PRIOR_SPREAD[kind]
    middle, width, reason = float(np.log(prior)), spread, "few"
    ends: tuple[float | None, float | None, float | None] = (None, None, None)
    if np.isfinite(deviation):
        ends = _ends(seen - stronger, deviation)
        reason = "" if seen > BEYOND_DOUBT * deviation else "unclear"
        if not reason:
            trust = spread**2 / (spread**2 + deviation**2)
            middle += trust * (seen - stronger - middle)
            width = spread * float(np.sqrt(1.0 - trust))
    value, low, high = _ends(middle, width)
    return TouchEffect(key, prior, value, low, high, *ends, touches, events, reason)


def _ends(log_ratio: float, deviation: float) -> tuple[float, float, float]:
    """Return a factor with its 90 % interval."""
    logs = np.array([log_ratio, log_ratio - QUANTILE_95 * deviation, log_ratio + QUANTILE_95 * deviation])
    value, low, high = np.exp(np.clip(logs, -LARGEST, LARGEST)).tolist()
    return value, low, high


def _strengthened(kind: int, policy: Policy, behaviour: Behaviour) -> float:
    """Return what else multiplies the effect of a kind of touch under a policy."""
    fees = behaviour.fee_threat if kind == Channel.FORMAL_NOTICE and policy.late_fees.charged == "on" else 1.0
    return policy.reminders.personalisation * fees


def _compare(learned: Learned, met: Met, kind: Int, kinds: Sequence[int], behaviour: Behaviour) -> _Compared | None:
    """Return the days that can be compared; None where there are none."""
    if not kinds:
        return None
    waits, calendar = waits_of(learned, MOST_DAYS, EARLIEST, LATEST)
    acting = _acting(waits, calendar, met, kind, kinds, behaviour)
    stratum = waits.segment * (LATEST - EARLIEST + 1) + waits.lateness - EARLIEST
    in_window = np.zeros(waits.spell.size, dtype=np.bool_)
    in_window[acting.at] = True
    strata = int(stratum.max(initial=0)) + 1
    inside = np.bincount(stratum, in_window, minlength=strata)
    outside = np.bincount(stratum, ~in_window, minlength=strata)
    paid = np.bincount(stratum, waits.event, minlength=strata)
    kept = ((inside > 0) & (outside > 0) & (paid > 0))[stratum] & ~waits.is_atom & (waits.rate > 0.0)
    if not kept.any():
        return None
    place = np.cumsum(kept) - 1
    mine = kept[acting.at]
    rows = learned.hazards.rows[waits.segment, learned.hazards.bins.index(waits.lateness)]
    return _Compared(
        stratum=np.unique(stratum[kept], return_inverse=True)[1].astype(np.int64),
        event=waits.event[kept],
        pace=(waits.rate / np.maximum(rows, 1e-12))[kept],
        customer=waits.customer[kept],
        week=waits.number[kept] // calendar.week_length,
        acting=_Acting(
            place[acting.at[mine]], acting.kind[mine], acting.power[mine], acting.reach[mine], acting.gathered[mine]
        ),
        kinds=tuple(kinds),
    )


def _acting(
    waits: Waits, calendar: BusinessCalendar, met: Met, kind: Int, kinds: Sequence[int], behaviour: Behaviour
) -> _Acting:
    """Return the touches in force day by day: from the business day after the touch on, for as long as its window."""
    place_of = np.full(BEFORE_DUE + 1, -1, dtype=np.int64)
    place_of[list(kinds)] = np.arange(len(kinds))
    effects = [behaviour.channels[channel] for channel in Channel]
    window = np.array([one.window_days for one in effects])[met.channel]
    reach = np.array([one.delivery * (1.0 - one.wrong_contact) for one in effects])[met.channel]
    reach = np.where(met.delivered < 0, reach, met.delivered.astype(np.float64))
    power = np.array([touch_effect(1.0, float(np.log(behaviour.fatigue)), k) for k in range(int(met.before.max()) + 1)])
    spell_of = np.full(int(waits.spells.invoice.max(initial=0)) + 1, -1, dtype=np.int64)
    spell_of[waits.spells.invoice] = np.arange(len(waits.spells))
    spell = np.where(met.row < spell_of.size, spell_of[np.minimum(met.row, spell_of.size - 1)], -1)
    chosen = np.flatnonzero((spell >= 0) & (place_of[kind] >= 0) & (reach > 0.0))
    spell, window = spell[chosen], window[chosen]
    chosen, spell, window = (one[waits.begins[spell + 1] > waits.begins[spell]] for one in (chosen, spell, window))
    begins, ends = waits.begins[spell], waits.begins[spell + 1]
    sent = calendar.business_before[met.day[chosen] + 1 - calendar.first] - 1
    first = begins + sent + 1 - waits.number[begins]
    start = np.maximum(first, begins)
    length = np.maximum(np.minimum(first + window, ends) - start, 0)
    touch = np.repeat(np.arange(chosen.size), length)
    at = start[touch] + np.arange(touch.size) - np.repeat(np.cumsum(length) - length, length)
    gathered = np.concatenate(([0.0], np.cumsum(waits.rate)))
    return _Acting(
        at=at,
        kind=place_of[kind[chosen]][touch],
        power=power[met.before[chosen]][touch],
        reach=reach[chosen][touch],
        gathered=gathered[at] - gathered[start[touch]],
    )


def _events_in_windows(compared: _Compared | None, kinds: int) -> Int:
    """Return how many payments fell inside the windows of each kind of touch."""
    if compared is None:
        return np.zeros(kinds, dtype=np.int64)
    acting = compared.acting
    return np.bincount(acting.kind[compared.event[acting.at]], minlength=kinds).astype(np.int64)
