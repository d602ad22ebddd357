"""The firm's minimal balance: what turns sales into purchases, stock held, payables and cash, and who shares its risk."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

MILLION = 1_000_000
"""Parts in which the share that a factor advances is counted, so that advances are whole cents."""

WITHOUT_RECOURSE = -1
"""In place of the days after the due date on which an advance is to be repaid in any case."""


@dataclass(frozen=True)
class Factoring:
    """What a factor advances on the invoices it takes, and what it takes for it.

    Attributes:
        advance: Share of the gross amount paid out at issue.
        commission: Share of the gross amount, taken at issue.
        financing_rate: Interest a year on what is advanced, by days of a year of 360.
        fund: Share of the gross amount that the factor keeps as a guarantee; the advance is at most the rest.
        recourse_days: Days after the due date on which the advance is repaid, paid or not; None: without recourse, what is
            written off is the factor's loss.
    """

    advance: float = 0.0
    commission: float = 0.0
    financing_rate: float = 0.0
    fund: float = 0.0
    recourse_days: int | None = None

    @property
    def terms(self) -> tuple[int, int]:
        """Share advanced, in millionths, and days of recourse, as the fold reads them."""
        recourse = WITHOUT_RECOURSE if self.recourse_days is None else self.recourse_days
        return max(round(min(self.advance, 1.0 - self.fund) * MILLION), 0), recourse


@dataclass(frozen=True)
class Insurance:
    """What an insurer takes and pays.

    Attributes:
        premium: Share of sales before tax.
        cover: Share, before tax, of what is written off by insolvency that is paid back.
        delay_days: Days from the write-off to that payment, made on a business day.
    """

    premium: float = 0.0
    cover: float = 0.0
    delay_days: int = 0


@dataclass(frozen=True)
class Facility:
    """A line that bears a lack of cash.

    Attributes:
        limit: Cents that can be drawn.
        rate: Interest a year, in millionths.
        share: Share of the receivables not yet due that can be drawn at most; None: they do not matter.
    """

    limit: int = 0
    rate: int = 0
    share: float | None = None


@dataclass(frozen=True)
class Bank:
    """What leaves the bank on days that are known, how VAT is paid over, and the lines that bear a lack of cash.

    Attributes:
        payments: Kind, day number and cents of each payment known beforehand; what comes in is negative.
        returns: First day of the period, last day, and day of payment of each VAT return.
        is_tax_on_receipts: Whether VAT falls due when customers pay, instead of when they are billed.
        charging_days: Days on which the bank charges interest.
        overdraft: How far cash may fall below zero, and what that costs.
        credit_line: Drawn when cash would fall under its minimum.
        discounting: Drawn before the line.
        minimum: Cents that cash is to keep, the overdraft granted included.
    """

    payments: tuple[tuple[str, int, int], ...] = ()
    returns: tuple[tuple[int, int, int], ...] = ()
    is_tax_on_receipts: bool = False
    charging_days: tuple[int, ...] = ()
    overdraft: Facility = field(default_factory=Facility)
    credit_line: Facility = field(default_factory=Facility)
    discounting: Facility = field(default_factory=Facility)
    minimum: int = 0

    @property
    def floor(self) -> int:
        """Cents under which cash breaches its minimum."""
        return self.minimum - self.overdraft.limit


@dataclass(frozen=True)
class FirmBalance:
    """What the working capital and the cash curve need to know of the firm.

    Attributes:
        vat_rate: Value added tax, share of the amount before tax.
        purchase_ratio: Purchases before tax for one euro of sales before tax.
        inventory_days: Stock held, in days of purchases.
        dpo_days: Days from a purchase to its payment.
        fixed_monthly_outflow: EUR paid on the last business day of every month.
        opening_cash: EUR in the bank at the opening of the first day.
        cost_per_hour: EUR for an hour of a collector.
        factoring: Terms of the invoices that a factor takes.
        insurance: Terms of the insurer; nothing where there is none.
        bank: What leaves the bank on known days, VAT, and the lines that bear a lack of cash.
        before: The balance in force until the start, where it differs; it decides what was bought, and to be paid when, on which
            terms a factor took invoices, and what was insured.
    """

    vat_rate: float = 0.20
    purchase_ratio: float = 0.55
    inventory_days: float = 30.0
    dpo_days: int = 45
    fixed_monthly_outflow: float = 0.0
    opening_cash: float = 0.0
    cost_per_hour: float = 35.0
    factoring: Factoring = field(default_factory=Factoring)
    insurance: Insurance = field(default_factory=Insurance)
    bank: Bank = field(default_factory=Bank)
    before: "FirmBalance | None" = None

    @property
    def until_start(self) -> "FirmBalance":
        """The balance in force before the start."""
        return self.before or self

    @property
    def factoring_terms(self) -> Integers:
        """Terms of the factor for invoices issued before the start and since, int64 ``[2, 2]``, see `Factoring.terms`."""
        return np.array([self.until_start.factoring.terms, self.factoring.terms], dtype=np.int64)
