"""What comes into the bank and leaves it each day from the start on, by kind, in whole cents.

Cash at the end of a day is cash at its opening, plus receipts, less disbursements, plus financing: to the cent, in every world.
"""

from dataclasses import dataclass

import numpy as np

from simlib.days import month_ends
from simlib.indicators.balance import Bank
from simlib.indicators.daily import Daily
from simlib.indicators.financing import factor_gives, factor_takes, insurer_gives, insurer_takes
from simlib.indicators.indicator import Integers, Values
from simlib.indicators.lines_of_credit import bear
from simlib.indicators.series import Series
from simlib.indicators.stocks import not_due_cents
from simlib.money import to_cents
from simlib.rules.treasury import tax_credit, tax_to_pay

LONGEST_MONTH = 31
FLOAT_DIGITS = 4
"""Decimals of a cent that are more than noise."""
OTHER_RECEIPTS = "other_receipts"


@dataclass(frozen=True, eq=False)
class CashLines:
    """The cash of the whole firm; every array int64 ``[R, days]`` from the start on, in cents.

    Attributes:
        receipts: What comes in, by kind.
        disbursements: What leaves, by kind.
        financing: What is lent less what is repaid, by kind.
        opening: Cents in the bank at the opening of the first day.
        closing: Cash at the end of each day; a negative one is an overdraft.
        cost: Interest accrued since the start, charged or not, and what the factor took.
    """

    receipts: dict[str, Integers]
    disbursements: dict[str, Integers]
    financing: dict[str, Integers]
    opening: int
    closing: Integers
    cost: Integers

    @property
    def at_opening(self) -> Integers:
        """Cash at the opening of each day."""
        first = np.full((len(self.closing), 1), self.opening, dtype=np.int64)
        return np.concatenate((first, self.closing[:, :-1]), axis=1)


def cash_lines(daily: Daily) -> CashLines:
    """Return what comes into the bank and leaves it.

    Receipts as they reach the bank (late fees and overpayments included, rejects and refunds taken off), tax that comes back, what an
    insurer pays. Suppliers (see `Purchases`), unit costs of touches and calls with the cost of recovery, what insurer and factor take,
    VAT, the fixed outflow on the last business day of each month (collectors' hours included), and what is known beforehand.
    """
    whole, firm, bank = daily.total, daily.firm, daily.firm.bank
    days = np.arange(daily.start, daily.last + 1, dtype=np.int64)
    since = np.full_like(days, daily.start)

    def flow(series: Series) -> Integers:
        return whole.flow(series)[:, 0, daily.start - daily.first :]

    known = _known(bank, daily.start, days.size)
    receipts = {"customers": flow(Series.RECEIPTS)}
    disbursements = {"suppliers": _since_eve(daily.purchases.paid(np.concatenate(([daily.start - 1], days))))}
    disbursements["collection"] = flow(Series.CONTACT_COST) + flow(Series.CHARGED)
    fixed = np.isin(days, _outflow_days(daily)) * to_cents(firm.fixed_monthly_outflow)
    more_receipts = {"vat_back": flow(Series.VAT_BACK), "insurer": _since_start(insurer_gives(whole, since, days))}
    more = {kind: np.broadcast_to(cents, receipts["customers"].shape) for kind, cents in known.items()}
    more_receipts[OTHER_RECEIPTS] = more.pop(OTHER_RECEIPTS)
    taken = _since_start(factor_takes(whole, since, days))
    more |= {
        "insurance": _since_start(insurer_takes(whole, since, days)),
        "factoring": taken,
        "fixed": np.broadcast_to(fixed, receipts["customers"].shape),
    }
    if bank.returns:
        more["vat"] = _vat(daily, days)
    receipts |= {kind: cents for kind, cents in more_receipts.items() if cents.any()}
    disbursements |= {kind: cents for kind, cents in more.items() if cents.any()}
    given = _since_start(factor_gives(whole, since, days))
    return _with_lines(daily, receipts, disbursements, given, taken)


def _with_lines(
    daily: Daily, receipts: dict[str, Integers], disbursements: dict[str, Integers], factor: Integers, taken: Integers
) -> CashLines:
    """Return the cash with the lines of credit that it needs."""
    bank, opening = daily.firm.bank, to_cents(daily.firm.opening_cash)
    days = np.arange(daily.start, daily.last + 1, dtype=np.int64)
    flows = sum(receipts.values(), start=factor) - sum(disbursements.values(), start=np.zeros_like(factor))
    line, discount = bank.credit_line, bank.discounting
    closing, drawn, discounted, interest, accrued = (np.zeros_like(flows) for _ in range(5))
    bear(
        np.ascontiguousarray(flows),
        np.ascontiguousarray(_discountable(daily.total, days)) if discount.limit else np.zeros_like(flows),
        np.isin(days, bank.charging_days),
        opening,
        bank.minimum,
        bank.overdraft.rate,
        line.limit,
        line.rate,
        discount.limit,
        1.0 if discount.share is None else discount.share,
        discount.rate,
        closing,
        drawn,
        discounted,
        interest,
        accrued,
    )
    financing = {
        "factor": factor,
        "credit_line": np.diff(drawn, axis=1, prepend=0),
        "discounting": np.diff(discounted, axis=1, prepend=0),
    }
    if interest.any():
        disbursements = {**disbursements, "interest": interest}
    kept = {kind: cents for kind, cents in financing.items() if cents.any()}
    return CashLines(receipts, disbursements, kept, opening, closing, accrued + np.cumsum(taken, axis=1))


def _discountable(whole: Daily, days: Integers) -> Integers:
    """Return what may be discounted: receivables not yet due, less what a factor has advanced; cents, int64 ``[R, days]``."""
    return np.asarray((not_due_cents(whole, days) - whole.at(Series.FINANCED, days))[:, 0, :])


def _known(bank: Bank, start: int, days: int) -> dict[str, Integers]:
    """Return the payments known beforehand, by kind, int64 ``[days]``; what comes in stands apart."""
    found: dict[str, Integers] = {OTHER_RECEIPTS: np.zeros(days, dtype=np.int64)}
    for kind, day, cents in bank.payments:
        if start <= day < start + days:
            name = OTHER_RECEIPTS if cents < 0 else kind
            found.setdefault(name, np.zeros(days, dtype=np.int64))[day - start] += abs(cents)
    return found


def _vat(daily: Daily, days: Integers) -> Integers:
    """Return the VAT paid over each day, by the returns of the firm: of what is billed or received, less that of purchases."""
    whole, bank = daily.total, daily.firm.bank
    rate = daily.firm.vat_rate
    share = rate / (1.0 + rate)
    paid = np.zeros((daily.replications, days.size), dtype=np.int64)
    credit = np.zeros(daily.replications, dtype=np.int64)
    if not bank.returns:
        return paid
    since = np.maximum([first for first, _, _ in bank.returns], daily.first)
    until = np.array([last for _, last, _ in bank.returns])
    if bank.is_tax_on_receipts:
        base = whole.between(Series.RECEIPTS, since, until) - whole.between(Series.INTEREST, since, until)
    else:
        base = whole.between(Series.SALES, since, until) - whole.between(Series.CREDITED, since, until)
    bought = daily.purchases.bought(until) - daily.purchases.bought(since - 1)
    collected, deducted = _tax(base, share), _tax(bought, share)
    for place, (_, _, on) in enumerate(bank.returns):
        is_paid = 0 <= on - daily.start < days.size
        for world in range(daily.replications):
            one = int(collected[world, place]), int(deducted[world, place]), int(credit[world])
            if is_paid:
                paid[world, on - daily.start] += tax_to_pay(*one)
            credit[world] = tax_credit(*one)
    return paid


def _outflow_days(daily: Daily) -> Integers:
    """Return the last business day of each month from the start on."""
    calendar = daily.calendar
    ends = month_ends(daily.start, min(daily.last + LONGEST_MONTH, calendar.last))
    return calendar.previous_business[np.array(ends, dtype=np.int64) - calendar.first]


def _tax(total: Values | Integers, share: float) -> Integers:
    """Return the tax within totals of the whole firm over some spans, int64 ``[R, spans]``, in whole cents."""
    return _cents(np.asarray(total[:, 0, :] * share, dtype=np.float64))


def _cents(cents: Values) -> Integers:
    """Return cents in whole cents, halves up; what order of summing leaves in the last digits decides no half."""
    return np.floor(np.round(cents, FLOAT_DIGITS) + 0.5).astype(np.int64)


def _since_start(cumulated: Values | Integers) -> Integers:
    """Return each day's part of what cumulates from the start, ``[R, 1, days]``, in whole cents that add up."""
    return np.diff(_whole(cumulated), axis=1, prepend=0)


def _since_eve(cumulated: Values | Integers) -> Integers:
    """Return each day's part of what cumulates, the eve of the start coming first, ``[R, 1, 1 + days]``."""
    return np.diff(_whole(cumulated - cumulated[..., :1]), axis=1)


def _whole(cumulated: Values | Integers) -> Integers:
    return _cents(np.asarray(cumulated, dtype=np.float64)[:, 0, :])
