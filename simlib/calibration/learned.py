"""Everything learned from one ledger, before it is written down."""

from dataclasses import dataclass, replace

from simlib.calibration.amounts import Amounts
from simlib.calibration.book import Book, Float, Int
from simlib.calibration.dependence import Dependence
from simlib.calibration.hazards import Hazards
from simlib.calibration.orders import OrderRates
from simlib.calibration.run_shares import RunShares
from simlib.calibration.runs import Run
from simlib.calibration.season import NO_SEASONS, Seasons
from simlib.calibration.terms import Terms
from simlib.calibration.trend import Trend


@dataclass(frozen=True)
class Learned:
    """What a ledger says.

    Attributes:
        book: The ledger, laid out.
        calendar: Country of the business days, or `seven_day`.
        vat_rate: VAT rate that amounts before tax were worked out with.
        transmission_days: Calendar days from issue to receipt.
        seen_from: First day of payments where older invoices are in the ledger; None where all payments are.
        trend: Change of the pace of payment up to the ledger's last day.
        hazards: Time to approval, at the pace of that day.
        dependence: What draws have in common.
        runs: Each customer's habit of paying.
        run_shares: Shares of customers that pay in runs.
        terms, own_terms: Terms of each segment and each customer.
        amounts: Amounts of invoices.
        orders: Rates of orders.
        seasons: Months that depart from the others; hazards and rates of orders are those of the others.
    """

    book: Book
    calendar: str
    vat_rate: float
    transmission_days: int
    seen_from: int | None
    trend: Trend
    hazards: Hazards
    dependence: Dependence
    runs: tuple[Run, ...]
    run_shares: RunShares
    terms: tuple[Terms, ...]
    own_terms: tuple[Terms, ...]
    amounts: Amounts
    orders: OrderRates
    seasons: Seasons = NO_SEASONS

    def with_hazards_scaled(self, ratio: Float) -> "Learned":
        """Return the same with each segment's bins multiplied by `ratio` [segments, bins]."""
        return replace(self, hazards=self.hazards.scaled(ratio))

    def of_customers(self, kept: Int) -> "Learned":
        """Return what was learned of some customers, given by their places in order."""
        return replace(
            self,
            book=self.book.of_customers(kept),
            hazards=self.hazards.of_customers(kept),
            runs=tuple(self.runs[one] for one in kept),
            own_terms=tuple(self.own_terms[one] for one in kept),
            amounts=replace(self.amounts, customer=self.amounts.customer[kept]),
            orders=replace(self.orders, customer=self.orders.customer[kept]),
        )
