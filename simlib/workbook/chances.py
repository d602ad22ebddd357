"""Chances of one invoice by the model's own rules, drawn with nothing left to chance: no customer of its own, no month, no luck."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from simlib.engine.lowering import Brief
from simlib.engine.setting import Setting, Table
from simlib.rules.cash import bank_delay
from simlib.rules.chance import HAZARD_UNIT
from simlib.rules.classes import PayerClass, class_factor, first_touch_boost, has_atom
from simlib.rules.payment import ATOM, daily_hazard, lateness
from simlib.rules.touches import FORMAL_NOTICE, touch_effect, touch_strength

TERM = 30
"""Days from receipt to the due day."""

LEAD = 60
"""Days from the start to the due day looked at."""


@dataclass(frozen=True)
class Touch:
    """A delivered touch: how many days after the due day, by which channel, after how many of that channel."""

    day: int
    channel: int
    earlier: int = 0


@dataclass(frozen=True)
class Course:
    """What becomes of one invoice: days from the due day, and the chance that it is approved by then."""

    days: list[int]
    approved: list[float]

    def by(self, day: int) -> float:
        """Return the chance that it is approved by a day."""
        return self.approved[bisect_right(self.days, day) - 1]


class Chances:
    """The chances of an average customer's invoice under a scenario.

    Attributes:
        setting: The scenario, looked up.
        due_on: The due day looked at, a business day.
    """

    def __init__(self, brief: Brief) -> None:
        """Take a scenario made ready."""
        self.brief = brief
        self.setting: Setting = brief.after
        self.due_on = self._acts_on(brief.start + LEAD)

    def _acts_on(self, day: int) -> int:
        return int(self.setting.days[day - self.setting.first].next_business)

    def _number(self, day: int) -> int:
        return int(self.setting.days[day - self.setting.first].business_before)

    def customer(self, segment: str) -> Table:
        """Return the row of a segment's first customer."""
        return self.setting.customers[self.brief.segments.index(segment)]

    def daily(self, segment: str, lateness_from: int, lateness_to: int) -> list[float]:
        """Return the chance of approval of each business day of some latenesses, without touches."""
        rates = self.setting.hazards[self.customer(segment).hazard_row]
        places = [bisect_right(self.setting.bin_start, late) for late in range(lateness_from, lateness_to + 1)]
        return [_chance(daily_hazard(rates[place], 1.0, 1.0, 0.0)) for place in places]

    def course(self, segment: str, touches: Sequence[Touch] = (), payer: int = 0, until: int = 90) -> Course:
        """Return what becomes of an invoice of a segment and class, after some delivered touches."""
        setting, rates = self.setting, self.setting.rates[0]
        row = setting.hazards[self.customer(segment).hazard_row]
        rolled, received = self._number(self.due_on), self._number(self._acts_on(self.due_on - TERM))
        spells = self._spells(touches, payer)
        days, approved, total = [], [], 0
        for today in range(received, self._number(self.due_on + until)):
            felt = [number for number, _, _ in spells if number < today]
            noticed = any(
                touch.channel == FORMAL_NOTICE for touch, spell in zip(touches, spells, strict=True) if spell[0] < today
            )
            late = lateness(today, rolled, received)
            place = bisect_right(setting.bin_start, late)
            if late == ATOM and not has_atom(payer, bool(felt)):
                place += 1
            factor = class_factor(payer, bool(felt), noticed, rates.strategic_factor, rates.hardship_factor)
            effect = math.fsum(log for number, last, log in spells if number < today <= last)
            total += daily_hazard(row[place] * factor, 1.0, 1.0, effect)
            days.append(int(setting.business[today].day) - self.due_on)
            approved.append(_chance(total))
        return Course(days, approved)

    def mixed(self, segment: str, touches: Sequence[Touch] = ()) -> Course:
        """Return what becomes of the invoices of a segment, by the shares of their classes; contested ones count as ordinary."""
        late = [payer for payer in PayerClass if payer != PayerClass.ORDINARY]
        shares: dict[PayerClass, float] = {payer: self._share(payer) for payer in late}
        shares[PayerClass.ORDINARY] = 1.0 - math.fsum(shares.values())
        courses = {payer: self.course(segment, touches, payer) for payer, share in shares.items() if share > 0.0}
        columns = zip(*(course.approved for course in courses.values()), strict=True)
        weights = [shares[payer] for payer in courses]
        approved = [math.fsum(w * x for w, x in zip(weights, column, strict=True)) for column in columns]
        return Course(next(iter(courses.values())).days, approved)

    def _share(self, payer: PayerClass) -> float:
        return float(self.setting.rates[0][payer.name.lower()])

    def _spells(self, touches: Sequence[Touch], payer: int) -> list[tuple[int, int, float]]:
        """Return per touch its business day, the last one on which it acts, and the log of what it multiplies by."""
        setting, rates = self.setting, self.setting.rates[0]
        spells = []
        for number, touch in enumerate(touches):
            row = setting.channels[touch.channel]
            strength = touch_strength(touch.channel, row.log_ratio, rates.log_before_due, touch.day <= 0)
            effect = touch_effect(strength, setting.log_fatigue, touch.earlier)
            if number == 0 and touch.earlier == 0:
                effect += first_touch_boost(payer, rates.log_oversight, rates.log_admin)
            today = self._number(self._acts_on(self.due_on + touch.day))
            spells.append((today, today + int(row.window), effect))
        return spells

    def acts(self, touch: Touch) -> tuple[float, float]:
        """Return the first and the last day, from the due day, on which a touch acts."""
        ((number, last, _),) = self._spells([touch], 0)
        first, end = (int(self.setting.business[place].day) - self.due_on for place in (number + 1, last))
        return first - 0.5, end + 0.5

    # --- from the yes to the cash ---

    def journey(self, segment: str, runs: int, method: int, *, is_linked: bool) -> tuple[float, float, float]:
        """Return the mean days that a payment waits for its run, travels to the bank, and waits to be matched.

        Approved on any business day of the scenario's year; `runs` is a calendar of payment runs.
        """
        setting, row = self.setting, self.customer(segment)
        days = setting.business.day[self._number(self.brief.start) : self._number(self.brief.end)].tolist()
        delay = bank_delay(method, is_linked, row.bank_days, setting.rates[0].cheque_days, setting.rates[0].card_days)
        spent = [0, 0, 0]
        for day in days:
            run = int(setting.run_on[runs, day - setting.first])
            paid = int(setting.business[self._number(run) + delay].day)
            applied = int(setting.business[self._number(paid) + row.match_days].day)
            spent = [spent[0] + run - day, spent[1] + paid - run, spent[2] + applied - paid]
        return spent[0] / len(days), spent[1] / len(days), spent[2] / len(days)


def _chance(units: int) -> float:
    """Return the chance of approval that a hazard, or a sum of hazards, makes."""
    return 1.0 - math.exp(-units / HAZARD_UNIT)
