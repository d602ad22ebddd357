"""What an open invoice may be expected to do, in closed form: when it reaches the bank, with which chance.

The chance of each coming business day follows from the hazards in force, the customer's frailty and the month, as in the simulation;
what the firm cannot know is averaged. The cause of a delay: each payer class by its share, given that the invoice is still unpaid.
Touches: those delivered act while they last; those still to come by the plan act on their day with the chance that they are delivered;
calls only where someone calls. Left out: parts paid, promises, the gap between touches, dependence between invoices, shared minutes,
and what an agency or a court brings in.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from simlib.days import NEVER
from simlib.engine.reference.people import Customer as Traits
from simlib.engine.setting import Setting
from simlib.rules.cash import Method, bank_delay, ignores_runs
from simlib.rules.channels import Channel
from simlib.rules.classes import PayerClass, class_factor, first_touch_boost, has_atom
from simlib.rules.touches import touch_effect, touch_strength

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

MOST_LATE = 730
"""Days late at which the unpaid are counted: two years."""

BEYOND = 64
"""Business days at the end of a setting's table that stand for never."""


@dataclass(frozen=True)
class Felt:
    """A touch that is felt from one business day to another, with a chance."""

    since: int
    until: int
    log_ratio: float
    chance: float
    channel: int


@dataclass(frozen=True, eq=False)
class Case:
    """An invoice that is still to be approved; business days by number.

    Attributes:
        customer: Its customer's traits.
        due_on: Contractual due day.
        rolled: Due day, rolled, shifted where a shock makes the customer late.
        received: Day of receipt.
        at_risk: First day to come on which it may be approved.
        felt: Touches, first first.
        is_by_transfer: Whether it is paid by transfer, whatever its customer's means.
    """

    customer: Traits
    due_on: int
    rolled: int
    received: int
    at_risk: int
    felt: tuple[Felt, ...] = ()
    is_by_transfer: bool = False


@dataclass(frozen=True, eq=False)
class Prospect:
    """Days late at the bank, with their chances; what remains is not paid within two years."""

    days_late: Ints
    chance: Floats

    @property
    def unpaid(self) -> float:
        """The chance that it is not paid within two years."""
        return max(0.0, 1.0 - float(self.chance.sum()))

    @property
    def mean_days_late(self) -> float:
        """Days late expected, early counting below 0, the unpaid as two years."""
        late = np.minimum(self.days_late, MOST_LATE)
        return float((late * self.chance).sum()) + self.unpaid * MOST_LATE

    def later_than(self, days: int) -> float:
        """Return the chance that it is paid more than so many days late."""
        return min(1.0, float(self.chance[self.days_late > days].sum()) + self.unpaid)


class Prospects:
    """What the invoices of a setting may be expected to do."""

    def __init__(self, setting: Setting) -> None:
        """Take the setting in force."""
        self.setting = setting
        self.last = len(setting.business) - BEYOND
        rates = setting.rates[0]
        named = {payer: float(rates[payer.name.lower()]) for payer in PayerClass if payer is not PayerClass.ORDINARY}
        self.shares = {PayerClass.ORDINARY: max(0.0, 1.0 - sum(named.values()))} | named

    def business(self, day: int) -> int:
        """Return the number of the business day on or after a day."""
        place = min(max(day - self.setting.first, 0), len(self.setting.days) - 1)
        return int(self.setting.days.business_before[place])

    def of(self, case: Case) -> Prospect:
        """Return what an invoice may be expected to do."""
        method = Method.TRANSFER if case.is_by_transfer else case.customer.method
        if method == Method.DIRECT_DEBIT:
            collected = max(case.rolled, case.at_risk)
            return Prospect(self._late(np.array([collected]), case, method), np.ones(1))
        end = min(max(case.at_risk, case.rolled) + MOST_LATE, self.last)
        past = np.arange(case.received, max(case.at_risk, case.received), dtype=np.int64)
        future = np.arange(max(case.at_risk, case.received), max(end, case.at_risk), dtype=np.int64)
        weights, chances = [], []
        for payer, share in self.shares.items():
            if share <= 0.0:
                continue
            weights.append(share * math.exp(-float(self._hazards(case, payer, past).sum())))
            hazards = self._hazards(case, payer, future)
            before = np.concatenate(([0.0], np.cumsum(hazards)[:-1])) if hazards.size else hazards
            chances.append(np.exp(-before) * -np.expm1(-hazards))
        whole = sum(weights) or 1.0
        chance = np.sum([w / whole * p for w, p in zip(weights, chances, strict=True)], axis=0)
        return Prospect(self._late(future, case, method), np.asarray(chance, dtype=np.float64))

    def _hazards(self, case: Case, payer: PayerClass, days: Ints) -> Floats:
        """Return the hazards of some business days, for an invoice of a class."""
        setting, rates, customer = self.setting, self.setting.rates[0], case.customer
        late = days - case.rolled
        late = np.where((days == case.received) & (case.received > case.rolled), 0, late)
        bins = np.searchsorted(setting.bin_start, late, side="right")
        touched = min((one.since for one in case.felt), default=NEVER)
        noticed = min((one.since for one in case.felt if one.channel == Channel.FORMAL_NOTICE), default=NEVER)
        bins_without = np.where(late == 0, bins + 1, bins)
        atom = {known: bool(has_atom(payer, known)) for known in (False, True)}
        is_touched = days >= touched
        keeps = np.where(is_touched, atom[True], atom[False])
        row = setting.hazards[int(setting.customers.hazard_row[customer.place])]
        factor = np.array(
            [
                class_factor(payer, bool(t), bool(n), float(rates.strategic_factor), float(rates.hardship_factor))
                for t, n in ((False, False), (True, False), (True, True))
            ]
        )[np.where(is_touched, np.where(days >= noticed, 2, 1), 0)]
        hazards = row[np.where(keeps, bins, np.minimum(bins_without, len(row) - 1))] * factor * customer.frailty
        return np.asarray(hazards * setting.business.factor[days] * self._touches(case, payer, days), dtype=np.float64)

    def _touches(self, case: Case, payer: PayerClass, days: Ints) -> Floats:
        """Return what touches multiply the hazards of some business days by, on average."""
        rates = self.setting.rates[0]
        product = np.ones(days.size)
        for place, one in enumerate(case.felt):
            boost = first_touch_boost(payer, float(rates.log_oversight), float(rates.log_admin)) if place == 0 else 0.0
            mean = 1.0 + one.chance * (math.exp(one.log_ratio + boost) - 1.0)
            product[(days >= one.since) & (days < one.until)] *= mean
        return product

    def _late(self, approved: Ints, case: Case, method: int) -> Ints:
        """Return how many days late the bank receives what is approved on some business days."""
        setting, customer, rates = self.setting, case.customer, self.setting.rates[0]
        days = setting.business.day[approved]
        run = days if ignores_runs(method, False) else setting.run_on[customer.runs][days - setting.first]
        bank_days = int(setting.customers.bank_days[customer.place])
        delay = bank_delay(method, False, bank_days, int(rates.cheque_days), int(rates.card_days))
        if method == Method.DIRECT_DEBIT:
            run, delay = days, 0
        known = np.minimum(run, setting.first + len(setting.days) - 1)
        arrives = setting.business.day[
            np.minimum(setting.days.business_before[known - setting.first] + delay, self.last - 1)
        ]
        return np.asarray(arrives - case.due_on, dtype=np.int64)

    def felt(
        self, delivered: list[tuple[int, int]], planned: list[tuple[int, int]], due_on: int, customer: Traits
    ) -> tuple[Felt, ...]:
        """Return how touches are felt that were delivered, and those that a plan still holds.

        Args:
            delivered: Day and channel of each touch that got there.
            planned: Business day and channel of each touch to come.
            due_on: Due day of the invoice.
            customer: The customer.
        """
        setting = self.setting
        times: dict[int, int] = {}
        found = []
        told = [(self.business(day), channel, 1.0, day <= due_on) for day, channel in delivered]
        for number, channel in planned:
            chance = float(setting.channels.delivery[channel]) * (not customer.wrong_contact[channel])
            told.append((number, channel, chance, int(setting.business.day[number]) <= due_on))
        for number, channel, chance, is_before_due in told:
            log_ratio = float(setting.channels.log_ratio[channel])
            strength = touch_strength(channel, log_ratio, float(setting.rates[0].log_before_due), is_before_due)
            effect = touch_effect(strength, setting.log_fatigue, times.get(channel, 0))
            times[channel] = times.get(channel, 0) + 1
            until = number + 1 + int(setting.channels.window[channel])
            found.append(Felt(number + 1, until, effect, chance, channel))
        return tuple(found)
