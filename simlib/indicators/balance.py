"""The firm's minimal balance: what turns sales into purchases, stock held, payables and cash."""

from dataclasses import dataclass


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
        before: The balance in force until the start, where it differs; it decides what was bought, and to be paid when.
    """

    vat_rate: float = 0.20
    purchase_ratio: float = 0.55
    inventory_days: float = 30.0
    dpo_days: int = 45
    fixed_monthly_outflow: float = 0.0
    opening_cash: float = 0.0
    cost_per_hour: float = 35.0
    before: "FirmBalance | None" = None

    @property
    def until_start(self) -> "FirmBalance":
        """The balance in force before the start."""
        return self.before or self
