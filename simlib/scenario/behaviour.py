"""Behaviour: how customers take to touches and to the calendar, and what their payments have in common."""

from itertools import pairwise

from pydantic import Field, field_validator, model_validator

from simlib.scenario.classes import Classes
from simlib.scenario.effects import DEFAULT_EFFECTS, ChannelName, Effect, with_defaults
from simlib.scenario.fields import Both, Part, PlainDate, fact, lever, not_allowed
from simlib.scenario.habits import Disputes, Goodwill, Promises
from simlib.scenario.months import Month

__all__ = [
    "DEFAULT_EFFECTS",
    "EARLY",
    "FIVE_DAY_BINS",
    "SEVEN_DAY_BINS",
    "Behaviour",
    "ChannelName",
    "Dependence",
    "Effect",
    "Trend",
    "bin_names",
]

FIVE_DAY_BINS = (-15, -10, -5, 0, 1, 6, 11, 16, 21, 41, 66)
"""Starts of the bins of lateness, in business days of a five-day week: weeks about the due date, then longer spells."""

SEVEN_DAY_BINS = (-21, -14, -7, 0, 1, 8, 15, 22, 29, 57, 92)
"""The same bins where every day counts."""

EARLY = "early"
"""Name of the bin before the first start."""


def bin_names(bins: tuple[int, ...]) -> tuple[str, ...]:
    """Return the names of the bins of lateness, earliest first: one more than there are starts.

    >>> bin_names((-5, 0, 1))
    ('early', 'd-5', 'd0', 'd1')
    """
    return (EARLY, *(f"d{start}" for start in bins))


class Dependence(Part):
    """How far payments move together: shares of an invoice's draw, in [0, 1) together."""

    customer_week: float = lever(
        0.30, unit="share", minimum=0.0, maximum=0.95, step=0.01, moves="cost_to_collect", direction=-1,
        group="behaviour",
        label=Both("Dépendance au sein d’un client", "Dependence within a customer"),
        help=Both(
            "Part du hasard commune aux factures d’un client de la même semaine, payées par lots : moins de relances à écrire.",
            "Share of luck common to one customer's invoices of a week, which are paid in batches: fewer touches to write.",
        ),
    )  # fmt: skip
    week: float = lever(
        0.05, unit="share", minimum=0.0, maximum=0.95, step=0.01, moves="overdue_ratio", direction=+1,
        reading="width",
        group="behaviour",
        label=Both("Dépendance entre clients", "Dependence between customers"),
        help=Both(
            "Part du hasard commune à toutes les factures d’une même semaine : la conjoncture.",
            "Share of luck common to all invoices of the same week: the state of trade.",
        ),
    )  # fmt: skip

    @model_validator(mode="after")
    def _leaves_some_to_each(self) -> "Dependence":
        if self.customer_week + self.week >= 1.0:
            found = f"customer_week + week = {self.customer_week + self.week:.12g}"
            raise not_allowed(found, "shares that add up to less than 1")
        return self


class Trend(Part):
    """A steady change of the pace of payment in the past, as a ledger of some years shows it; nothing is carried into the future."""

    per_year: float = fact(
        0.0, unit="per_year", minimum=-0.9, maximum=9.0, group="behaviour",
        label=Both("Tendance passée de la rapidité de paiement", "Past trend of the speed of payment"),
        help=Both(
            "De combien la chance quotidienne de paiement a crû en un an, jusqu’à la date dite : 0,2 pour un cinquième.",
            "By how much the daily chance of payment grew in a year, up to the date told: 0.2 is a fifth.",
        ),
    )  # fmt: skip
    until: PlainDate | None = Field(
        None, title="Last day of the trend", description="Day from which the hazards are as written; absent: no trend."
    )


class Behaviour(Part):
    """How customers respond: to the calendar, to touches, and together."""

    bins: tuple[int, ...] = Field(
        FIVE_DAY_BINS,
        title="Bins of lateness",
        description="Starts of the bins of lateness in business days, increasing, 0 (the due day) and 1 among them.",
    )
    payment_speed: float = lever(
        1.0, unit="factor", minimum=0.2, maximum=3.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="behaviour",
        headline=True,
        label=Both("Rapidité de paiement", "Speed of payment"),
        help=Both(
            "Multiplie la chance quotidienne de paiement de tous les clients : sous 1, la conjoncture se tend.",
            "Multiplies every customer's daily chance of payment: below 1, trade tightens.",
        ),
    )  # fmt: skip
    slow_months: dict[Month, float] = lever(
        dict, mapped=True, unit="factor", minimum=0.0, maximum=2.0, step=0.05, moves="late_share", direction=-1,
        group="behaviour",
        label=Both("Mois de paiement ralenti", "Slow months"),
        help=Both(
            "Multiplie la chance quotidienne de paiement pendant le mois ; août et décembre sont souvent sous 1.",
            "Multiplies the daily chance of payment during the month; August and December are often below 1.",
        ),
    )  # fmt: skip
    trend: Trend = Trend()
    dependence: Dependence = Dependence()
    fatigue: float = lever(
        0.7, unit="factor", minimum=0.05, maximum=1.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="reminders",
        label=Both("Lassitude", "Fatigue"),
        help=Both(
            "Ce qui reste de l’effet à chaque nouvelle relance du même canal ; 1 : aucune lassitude.",
            "What is left of the effect at each further touch of the same channel; 1 is no fatigue.",
        ),
    )  # fmt: skip
    channels: dict[ChannelName, Effect] = Field(
        default_factory=lambda: dict(DEFAULT_EFFECTS),
        title="Channels",
        description="What a touch of each channel does and costs.",
    )
    talk_minutes: float = lever(
        8.0, unit="minutes", minimum=1.0, maximum=60.0, step=0.5, moves="hours_spent", direction=+1, group="calls",
        label=Both("Durée d’un appel abouti", "Length of a reached call"),
        help=Both(
            "Minutes d’une conversation, en moyenne.",
            "Minutes of a conversation, on average.",
        ),
    )  # fmt: skip
    ring_minutes: int = lever(
        2, kind="integer", unit="minutes", minimum=0, maximum=30, step=1, moves="hours_spent", direction=+1,
        group="calls",
        label=Both("Durée d’un appel sans réponse", "Length of an unanswered call"),
        help=Both(
            "Minutes passées à appeler sans joindre personne.",
            "Minutes spent calling without reaching anyone.",
        ),
    )  # fmt: skip
    classes: Classes = Classes()
    before_due_hazard_ratio: float = lever(
        1.12, unit="factor", minimum=0.5, maximum=3.0, step=0.01, moves="weighted_days_late", direction=-1,
        group="reminders",
        label=Both("Effet d’un rappel avant l’échéance", "Effect of a notice before the due date"),
        help=Both(
            "Multiplie la chance quotidienne de paiement après un écrit reçu au plus tard le jour de l’échéance.",
            "Multiplies the daily chance of payment after a written notice delivered by the due date.",
        ),
    )  # fmt: skip
    disputes: Disputes = Disputes()
    promises: Promises = Promises()
    plan_default: float = lever(
        0.15, unit="share", minimum=0.0, maximum=0.9, step=0.05, moves="plans_lapsed", direction=+1, group="calls",
        label=Both("Échéanciers rompus", "Instalment plans that fail"),
        help=Both(
            "Part des échéanciers dont une mensualité n’est pas honorée.",
            "Share of instalment plans of which some instalment is missed.",
        ),
    )  # fmt: skip
    part_share: float = lever(
        0.5, unit="share", minimum=0.05, maximum=0.95, step=0.05, moves="dso_count_back", direction=-1,
        group="cash",
        label=Both("Premier paiement partiel", "First part payment"),
        help=Both(
            "Part de la facture que verse d’abord un client qui paie en plusieurs fois.",
            "Share of the invoice that a customer who pays in parts pays first.",
        ),
    )  # fmt: skip
    debit_rejects: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.5, step=0.005, moves="weighted_days_late", direction=+1,
        group="cash",
        label=Both("Prélèvements rejetés", "Direct debits rejected"),
        help=Both(
            "Part des prélèvements que la banque rejette ; le client paie alors par virement.",
            "Share of direct debits that the bank sends back; the customer then pays by transfer.",
        ),
    )  # fmt: skip
    cheque_days: int = lever(
        5, kind="integer", unit="business_days", minimum=0, maximum=20, step=1, moves="weighted_days_to_pay",
        direction=+1,
        group="cash",
        label=Both("Délai d’encaissement d’un chèque", "Delay of a cheque"),
        help=Both(
            "Jours ouvrés qu’un chèque ajoute au délai bancaire : courrier, remise, crédit en compte.",
            "Business days that a cheque adds to the bank delay: post, paying in, clearing.",
        ),
    )  # fmt: skip
    card_days: int = lever(
        2, kind="integer", unit="business_days", minimum=0, maximum=10, step=1, moves="weighted_days_to_pay",
        direction=+1,
        group="cash",
        label=Both("Délai d’un paiement par carte", "Delay of a card payment"),
        help=Both(
            "Jours ouvrés entre le paiement par carte et l’argent en banque.",
            "Business days from a card payment to money in the bank.",
        ),
    )  # fmt: skip
    portal_hazard_ratio: float = lever(
        1.10, unit="factor", minimum=1.0, maximum=3.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="reminders",
        label=Both("Effet du lien de paiement", "Effect of the payment link"),
        help=Both(
            "Multiplie l’effet d’un e-mail ou d’un SMS qui porte un lien de paiement vers le portail.",
            "Multiplies the effect of an e-mail or text message that holds a payment link to the portal.",
        ),
    )  # fmt: skip
    overpaid: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.2, step=0.001, moves="suspense", direction=+1, group="cash",
        label=Both("Paiements en double", "Payments made twice"),
        help=Both(
            "Part des paiements versés deux fois ; le trop-perçu est rendu plus tard.",
            "Share of payments made twice; what was overpaid is refunded later.",
        ),
    )  # fmt: skip
    diverted: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.05, step=0.0001, moves="bad_debt_ratio", direction=+1,
        group="cash",
        label=Both("Paiements détournés", "Payments diverted"),
        help=Both(
            "Part des paiements détournés par une fraude aux coordonnées bancaires, puis passés en perte.",
            "Share of payments diverted by bank-detail fraud, and later written off.",
        ),
    )  # fmt: skip
    fees_paid: float = lever(
        0.05, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="late_fees", direction=+1,
        group="escalation",
        label=Both("Pénalités effectivement payées", "Late fees actually paid"),
        help=Both(
            "Part des paiements en retard dont le client règle aussi les pénalités réclamées.",
            "Share of late payments with which the customer also pays the fees claimed.",
        ),
    )  # fmt: skip
    fee_threat: float = lever(
        1.05, unit="factor", minimum=1.0, maximum=2.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="escalation",
        label=Both("Effet des pénalités annoncées", "Effect of fees announced"),
        help=Both(
            "Multiplie l’effet d’une mise en demeure quand elle réclame des pénalités.",
            "Multiplies the effect of a formal notice where it claims late fees.",
        ),
    )  # fmt: skip
    discount_hurdle: float = lever(
        0.25, unit="per_year", minimum=0.01, maximum=3.0, step=0.01, moves="discount_cost", direction=-1,
        group="financing",
        label=Both("Rendement exigé de l’escompte", "Return asked of a discount"),
        help=Both(
            "Rendement annuel au-delà duquel un client type prend l’escompte.",
            "Yield a year above which a typical customer takes the discount.",
        ),
    )  # fmt: skip
    discount_hurdle_spread: float = fact(
        0.8, unit="log_spread", minimum=0.0, maximum=3.0, group="financing",
        label=Both("Dispersion du rendement exigé", "Spread of the return asked"),
        help=Both(
            "Écart-type du log du rendement exigé de l’escompte, d’un client à l’autre.",
            "Standard deviation between customers of the log of the return asked of a discount.",
        ),
    )  # fmt: skip
    lost_share: float = lever(
        0.3, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="lost_sales", direction=+1, group="credit",
        replaced_by=("orders",),
        label=Both("Commandes perdues au blocage", "Orders lost when held"),
        help=Both(
            "Part des commandes au-delà de la limite de crédit que le client passe aussitôt ailleurs.",
            "Share of orders above the credit limit that the customer takes elsewhere at once.",
        ),
    )  # fmt: skip
    hold_hazard_ratio: float = lever(
        1.8, unit="factor", minimum=1.0, maximum=6.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="credit", replaced_by=("orders",),
        label=Both("Effet d’une commande bloquée", "Effect of an order on hold"),
        help=Both(
            "Multiplie la chance quotidienne de paiement des factures échues tant qu’une commande est bloquée.",
            "Multiplies the daily chance of payment of overdue invoices while an order is on hold.",
        ),
    )  # fmt: skip
    risk_spread: float = fact(
        1.9, unit="log_spread", minimum=0.0, maximum=3.0, group="credit",
        label=Both("Dispersion du risque de défaillance", "Spread of the risk of insolvency"),
        help=Both(
            "Écart-type du log du taux de défaillance, d’un client à l’autre.",
            "Standard deviation between customers of the log of their rate of insolvency.",
        ),
    )  # fmt: skip
    insolvency_write_off_days: int = lever(
        180, kind="integer", unit="days", minimum=0, maximum=1_000, step=5, moves="bad_debt_ratio", direction=-1,
        group="credit",
        label=Both("Délai de passage en perte", "Time to write off"),
        help=Both(
            "Jours entre la défaillance d’un client et le passage en perte de ses factures.",
            "Days from a customer's insolvency until its invoices are written off.",
        ),
    )  # fmt: skip
    vat_lag_days: int = fact(
        365, kind="integer", unit="days", minimum=0, maximum=1_500, group="credit",
        label=Both("Délai de récupération de la TVA", "Delay of VAT relief"),
        help=Both(
            "Jours entre le passage en perte et la récupération de la TVA de la créance.",
            "Days from the write-off until the VAT of the debt comes back.",
        ),
    )  # fmt: skip
    goodwill: Goodwill = Goodwill()

    @field_validator("channels", mode="before")
    @classmethod
    def _lay_over_defaults(cls, value: object) -> object:
        return with_defaults(value)

    @field_validator("bins", mode="after")
    @classmethod
    def _bins_hold_the_due_day(cls, bins: tuple[int, ...]) -> tuple[int, ...]:
        if any(later <= earlier for earlier, later in pairwise(bins)) or not {0, 1} <= set(bins):
            raise not_allowed(str(list(bins)), "increasing whole numbers, 0 (the due day) and 1 among them")
        return bins

    @property
    def bin_names(self) -> tuple[str, ...]:
        """Names of the bins of lateness, earliest first."""
        return bin_names(self.bins)
