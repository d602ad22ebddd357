"""Segments: groups of customers that order, agree on terms and pay alike."""

from typing import Literal

from pydantic import Field, model_validator

from simlib.scenario.behaviour import EARLY, FIVE_DAY_BINS, bin_names
from simlib.scenario.fields import Both, Part, Text, check_shares, fact, lever

TERMS_RULES: tuple[tuple[str, Both], ...] = (
    ("net", Both("jours nets", "net days")),
    ("end_of_month_then_days", Both("fin de mois puis jours", "end of month, then days")),
    ("days_then_end_of_month", Both("jours puis fin de mois", "days, then end of month")),
)
TermsRuleName = Literal["net", "end_of_month_then_days", "days_then_end_of_month"]

DUE_DAY_HAZARD = 0.75
EARLY_HAZARDS = ((-3, 0.004), (-2, 0.006), (-1, 0.015))
"""Hazard per business day from so many weeks before the due day."""
EARLIEST_HAZARD = 0.002
LATE_HAZARD = 0.0591 * 7 / 5 / 1.35
"""Days 1 to 30 after the due date: Altares S1 2025, from calendar to business days, present reminders taken out."""
VERY_LATE_HAZARD = 0.0147 * 7 / 5 / 1.35
"""The same beyond 30 days."""
_VERY_LATE_WEEKS = 4


def default_hazards(bins: tuple[int, ...] = FIVE_DAY_BINS, week_length: int = 5) -> dict[str, float]:
    """Return the natural daily hazards of a typical French payer, without any reminder, by bin of lateness.

    The due day's hazard belongs to one day and stays; the others are rates, spread over the business days of the week.

    Source: Altares S1 2025, divided by 1.35 for the reminders that its figures already contain (assumption); before the
    due date, assumption.
    """
    hazards = {EARLY: EARLIEST_HAZARD}
    for name, start in zip(bin_names(bins)[1:], bins, strict=True):
        hazards[name] = _hazard_at(start, week_length)
    return {name: round(hazard * (1 if name == "d0" else 5 / week_length), 5) for name, hazard in hazards.items()}


def _hazard_at(start: int, week_length: int) -> float:
    if start == 0:
        return DUE_DAY_HAZARD
    if start > 0:
        return LATE_HAZARD if start <= _VERY_LATE_WEEKS * week_length else VERY_LATE_HAZARD
    reached = [hazard for weeks, hazard in EARLY_HAZARDS if weeks * week_length <= start]
    return reached[-1] if reached else EARLIEST_HAZARD


class Terms(Part):
    """Payment terms agreed with the customers of a segment."""

    rule: TermsRuleName = lever(
        "net", kind="choice", choices=TERMS_RULES, moves="dso_count_back", direction=+1, group="terms",
        replaced_by=("orders",), source="Code de commerce L441-10",
        label=Both("Règle d’échéance", "Rule of the due date"),
        help=Both(
            "Comment l’échéance se compte : à date nette, ou avec la fin du mois, dans ses deux lectures.",
            "How the due date is counted: net, or with the end of the month, in both readings.",
        ),
    )  # fmt: skip
    days: int = lever(
        30, kind="integer", unit="days", minimum=0, maximum=180, step=1, moves="dso_count_back", direction=+1,
        group="terms",
        headline=True, replaced_by=("orders",), source="Ellisphere 2025",
        label=Both("Délai de paiement accordé", "Payment term"),
        help=Both(
            "Jours accordés au client pour payer ; plafond légal de 60 jours, ou 45 jours fin de mois.",
            "Days granted to pay; French law allows at most 60, or 45 with the end of the month.",
        ),
    )  # fmt: skip


class Runs(Part):
    """Shares of customers that pay on fixed days only; the others pay on any business day."""

    weekly: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_late", direction=+1, group="cash",
        label=Both("Clients payant une fois par semaine", "Customers paying once a week"),
        help=Both(
            "Part des clients qui ne règlent qu’un jour fixe de la semaine.",
            "Share of customers that pay on one fixed weekday only.",
        ),
    )  # fmt: skip
    twice_monthly: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_late", direction=+1, group="cash",
        label=Both("Clients payant deux fois par mois", "Customers paying twice a month"),
        help=Both(
            "Part des clients qui règlent le 15 et le dernier jour du mois.",
            "Share of customers that pay on the 15th and the last day of the month.",
        ),
    )  # fmt: skip
    monthly: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_late", direction=+1, group="cash",
        label=Both("Clients payant une fois par mois", "Customers paying once a month"),
        help=Both(
            "Part des clients qui règlent le dernier jour du mois.",
            "Share of customers that pay on the last day of the month.",
        ),
    )  # fmt: skip

    @model_validator(mode="after")
    def _are_shares_of_one(self) -> "Runs":
        check_shares(self, ("weekly", "twice_monthly", "monthly"))
        return self


class Invoicing(Part):
    """Shares of customers by the way in which invoices reach them; the others get paper."""

    email: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_to_pay", direction=-1,
        group="billing",
        label=Both("Clients facturés par e-mail", "Customers invoiced by e-mail"),
        help=Both(
            "Part des clients qui reçoivent leurs factures par e-mail, le jour même.",
            "Share of customers that get their invoices by e-mail, on the day of issue.",
        ),
    )  # fmt: skip
    portal: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_to_pay", direction=-1,
        group="billing",
        label=Both("Clients facturés par portail", "Customers invoiced by portal"),
        help=Both(
            "Part des clients dont les factures sont déposées sur un portail, où un litige se voit aussitôt.",
            "Share of customers whose invoices are put on a portal, where a dispute shows at once.",
        ),
    )  # fmt: skip
    e_invoice: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_to_pay", direction=-1,
        group="billing",
        label=Both("Clients facturés en électronique", "Customers invoiced electronically"),
        help=Both(
            "Part des clients qui reçoivent des factures électroniques structurées, par une plateforme agréée.",
            "Share of customers that get structured e-invoices, through an approved platform.",
        ),
    )  # fmt: skip

    @model_validator(mode="after")
    def _are_shares_of_one(self) -> "Invoicing":
        check_shares(self, ("email", "portal", "e_invoice"))
        return self


class Methods(Part):
    """Shares of customers by means of payment; the others pay by SEPA transfer."""

    direct_debit: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="cash",
        label=Both("Clients prélevés", "Customers on direct debit"),
        help=Both(
            "Part des clients réglés par prélèvement SEPA, à l’échéance.",
            "Share of customers collected by SEPA direct debit, on the due day.",
        ),
    )  # fmt: skip
    card: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="late_share", direction=+1,
        group="cash",
        label=Both("Clients payant par carte", "Customers paying by card"),
        help=Both(
            "Part des clients qui paient par carte, sans attendre un jour de règlement.",
            "Share of customers that pay by card, without waiting for a payment day.",
        ),
    )  # fmt: skip
    instant: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_to_pay", direction=-1,
        group="cash",
        label=Both("Clients payant par virement instantané", "Customers paying by instant transfer"),
        help=Both(
            "Part des clients qui paient par virement instantané, sans délai bancaire ni jour de règlement.",
            "Share of customers that pay by instant transfer, with no bank delay and no payment day.",
        ),
    )  # fmt: skip
    cheque: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_to_pay", direction=+1,
        group="cash",
        label=Both("Clients payant par chèque", "Customers paying by cheque"),
        help=Both(
            "Part des clients qui paient par chèque, plus lent à encaisser.",
            "Share of customers that pay by cheque, which takes longer to reach the bank.",
        ),
    )  # fmt: skip

    @model_validator(mode="after")
    def _are_shares_of_one(self) -> "Methods":
        check_shares(self, ("direct_debit", "card", "instant", "cheque"))
        return self


class Segment(Part):
    """A group of customers. Amounts in currency units before VAT, per invoice."""

    label: Text | None = Field(None, title="Name shown to users")
    customers: int = lever(
        50, kind="integer", unit="customers", minimum=0, maximum=1_000_000, step=1, moves="ar_balance", direction=+1,
        group="customers", replaced_by=("customers", "orders"),
        label=Both("Nombre de clients", "Number of customers"),
        help=Both("Clients actifs du segment.", "Active customers of the segment."),
    )  # fmt: skip
    orders_per_year: float = fact(
        12.0, unit="per_year", minimum=0.0, maximum=100_000.0, group="customers", replaced_by=("orders",),
        label=Both("Commandes par client", "Orders per customer"),
        help=Both("Commandes d’un client en un an, en moyenne.", "Orders of one customer in a year, on average."),
    )  # fmt: skip
    order_rate_spread: float = fact(
        0.5, unit="log_spread", minimum=0.0, maximum=3.0, group="customers", replaced_by=("customers", "orders"),
        label=Both("Dispersion des commandes entre clients", "Spread of orders between customers"),
        help=Both(
            "Écart-type du log du nombre de commandes par an, d’un client à l’autre.",
            "Standard deviation between customers of the log of orders a year.",
        ),
    )  # fmt: skip
    mean_amount: float = lever(
        1_500.0, unit="EUR", minimum=0.01, maximum=1e9, step=50.0, moves="ar_balance", direction=+1,
        group="customers",
        replaced_by=("orders",),
        label=Both("Montant moyen d’une facture", "Mean amount of an invoice"),
        help=Both("Montant HT d’une facture, en moyenne.", "Amount of an invoice before VAT, on average."),
    )  # fmt: skip
    size_spread: float = lever(
        0.6, unit="log_spread", minimum=0.0, maximum=3.0, step=0.05, moves="ar_balance", direction=+1, reading="width",
        group="customers", replaced_by=("customers", "orders"),
        label=Both("Dispersion des montants entre clients", "Spread of amounts between customers"),
        help=Both(
            "Écart-type du log du montant moyen, d’un client à l’autre : la concentration du portefeuille.",
            "Standard deviation between customers of the log of their mean amount: how concentrated sales are.",
        ),
    )  # fmt: skip
    amount_spread: float = lever(
        0.6, unit="log_spread", minimum=0.0, maximum=3.0, step=0.05, moves="ar_balance", direction=+1, reading="width",
        group="customers", replaced_by=("orders",),
        label=Both("Dispersion des montants d’un client", "Spread of one customer's amounts"),
        help=Both(
            "Écart-type du log du montant, d’une facture à l’autre du même client.",
            "Standard deviation of the log of the amount between one customer's invoices.",
        ),
    )  # fmt: skip
    terms: Terms = Terms()
    invoicing: Invoicing = Invoicing()
    runs: Runs = Runs()
    methods: Methods = Methods()
    part_payers: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_to_pay", direction=+1,
        group="cash",
        label=Both("Clients payant en plusieurs fois", "Customers paying in parts"),
        help=Both(
            "Part des clients qui règlent leurs factures en deux fois.",
            "Share of customers that pay their invoices in two parts.",
        ),
    )  # fmt: skip
    bank_days: int = lever(
        1, kind="integer", unit="business_days", minimum=0, maximum=20, step=1, moves="dso_count_back", direction=+1,
        group="cash",
        label=Both("Délai bancaire", "Bank delay"),
        help=Both(
            "Jours ouvrés entre l’ordre de paiement du client et l’argent en banque.",
            "Business days from the customer's order to pay to money in the bank.",
        ),
    )  # fmt: skip
    match_days: int = lever(
        1, kind="integer", unit="business_days", minimum=0, maximum=30, step=1, moves="dso_count_back", direction=+1,
        group="cash",
        label=Both("Délai de lettrage", "Matching delay"),
        help=Both(
            "Jours ouvrés entre l’argent en banque et la facture soldée dans les comptes.",
            "Business days from money in the bank to the invoice closed in the books.",
        ),
    )  # fmt: skip
    hazards: dict[str, float] = lever(
        default_hazards, mapped=True, unit="per_business_day", minimum=0.0, maximum=4.0, step=0.005,
        moves="weighted_days_late",
        direction=-1, group="behaviour", source="Altares S1 2025; before the due date: assumption",
        label=Both("Chance quotidienne de paiement", "Daily chance of payment"),
        help=Both(
            "Intensité quotidienne d’approbation d’une facture encore due, selon son retard, sans aucune relance.",
            "Daily hazard of approval of an invoice still due, by its lateness, without any reminder.",
        ),
    )  # fmt: skip
    frailty_spread: float = lever(
        0.4, unit="log_spread", minimum=0.0, maximum=2.0, step=0.05, moves="weighted_days_late", direction=+1,
        group="behaviour",
        replaced_by=("customers",),
        label=Both("Dispersion entre payeurs", "Spread between payers"),
        help=Both(
            "Écart-type du log de la rapidité de paiement, d’un client à l’autre.",
            "Standard deviation between customers of the log of their speed of payment.",
        ),
    )  # fmt: skip
    insolvency_rate: float = lever(
        0.0, unit="per_year", minimum=0.0, maximum=0.5, step=0.001, moves="bad_debt_ratio", direction=+1,
        group="credit",
        label=Both("Taux de défaillance", "Rate of insolvency"),
        help=Both(
            "Part des clients du segment qui font défaillance en un an, en moyenne.",
            "Share of the segment's customers that become insolvent in a year, on average.",
        ),
    )  # fmt: skip
