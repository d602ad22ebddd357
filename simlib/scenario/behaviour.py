"""Behaviour: how customers take to touches and to the calendar, and what their payments have in common."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema, field_validator, model_validator

from simlib.rules.channels import CHANNEL_NAMES, Channel, channel_name, channel_of
from simlib.scenario.fields import Both, Part, PlainDate, fact, lever, not_allowed, shown, unknown_name
from simlib.scenario.months import Month

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


def _as_channel(value: object) -> object:
    if isinstance(value, Channel):
        return value
    if isinstance(value, str) and value in CHANNEL_NAMES:
        return channel_of(value)
    raise not_allowed(shown(value), "one of " + ", ".join(CHANNEL_NAMES), choices=CHANNEL_NAMES)


ChannelName = Annotated[
    Channel,
    BeforeValidator(_as_channel),
    PlainSerializer(channel_name, return_type=str),
    WithJsonSchema({"type": "string", "enum": list(CHANNEL_NAMES)}),
]
"""A channel, written by its lower-case name."""


class Effect(Part):
    """What one touch of a channel does and costs."""

    hazard_ratio: float = lever(
        1.25, unit="factor", minimum=0.5, maximum=6.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="reminders",
        source="shrunk from Gillitzer & Sinning 2020, Cadena & Schoar 2011, Laudenbach et al.: assumption",
        label=Both("Effet d’une relance reçue", "Effect of a delivered touch"),
        help=Both(
            "Une relance reçue multiplie par ce nombre la chance quotidienne de paiement, le temps de la fenêtre.",
            "A delivered touch multiplies the daily chance of payment by this, for as long as its window.",
        ),
    )  # fmt: skip
    window_days: int = lever(
        5, kind="integer", unit="business_days", minimum=0, maximum=60, step=1, moves="weighted_days_late",
        direction=-1,
        group="reminders",
        label=Both("Durée de l’effet", "Window of the effect"),
        help=Both(
            "Jours ouvrés pendant lesquels une relance reçue agit.",
            "Business days during which a delivered touch acts.",
        ),
    )  # fmt: skip
    delivery: float = lever(
        0.90, unit="share", minimum=0.0, maximum=1.0, step=0.01, moves="weighted_days_late", direction=-1,
        group="reminders",
        label=Both("Part des relances reçues", "Share delivered"),
        help=Both(
            "Part des relances qui atteignent leur destinataire ; pour un appel, part des appels aboutis.",
            "Share of touches that reach their addressee; for a call, share of calls that reach the right person.",
        ),
    )  # fmt: skip
    wrong_contact: float = lever(
        0.05, unit="share", minimum=0.0, maximum=1.0, step=0.01, moves="weighted_days_late", direction=+1,
        group="reminders",
        label=Both("Coordonnées fausses", "Wrong contact data"),
        help=Both(
            "Part des clients dont les coordonnées sont fausses pour ce canal : rien ne leur parvient.",
            "Share of customers whose contact data are wrong for this channel: nothing reaches them.",
        ),
    )  # fmt: skip
    unit_cost: float = lever(
        0.0, unit="EUR", minimum=0.0, maximum=200.0, step=0.05, moves="cost_to_collect", direction=+1,
        group="reminders",
        label=Both("Coût d’envoi", "Cost of one touch"),
        help=Both(
            "Dépense par relance, hors temps passé : affranchissement, SMS, recommandé.",
            "Expense per touch besides time: postage, text message, registered letter.",
        ),
    )  # fmt: skip
    minutes: int = lever(
        0, kind="integer", unit="minutes", minimum=0, maximum=120, step=1, moves="hours_spent", direction=+1,
        group="reminders",
        label=Both("Temps par relance écrite", "Time per written touch"),
        help=Both(
            "Minutes de travail pour une relance écrite ; les appels ont leurs propres durées.",
            "Minutes of work for one written touch; calls have durations of their own.",
        ),
    )  # fmt: skip


def _effect(ratio: float, window: int, delivery: float, wrong: float, cost: float, minutes: int) -> Effect:
    return Effect(
        hazard_ratio=ratio, window_days=window, delivery=delivery, wrong_contact=wrong, unit_cost=cost, minutes=minutes
    )


DEFAULT_EFFECTS: dict[Channel, Effect] = {
    Channel.SMS: _effect(1.15, 3, 0.85, 0.10, 0.10, 0),
    Channel.EMAIL: _effect(1.25, 5, 0.90, 0.05, 0.05, 0),
    Channel.STATEMENT: _effect(1.20, 7, 0.95, 0.03, 2.00, 1),
    Channel.LETTER: _effect(1.20, 7, 0.95, 0.03, 2.00, 1),
    Channel.FORMAL_NOTICE: _effect(1.90, 10, 0.95, 0.03, 8.00, 10),
    Channel.CALL: _effect(1.90, 7, 0.40, 0.05, 0.00, 0),
}
"""Priors of the channels' effects: proposals shrunk towards no effect, to be shown as assumptions."""


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
        0.0, unit="per_year", minimum=-0.9, maximum=9.0,
        label=Both("Tendance passée de la rapidité de paiement", "Past trend of the speed of payment"),
        help=Both(
            "De combien la chance quotidienne de paiement a crû en un an, jusqu’à la date dite : 0,2 pour un cinquième.",
            "By how much the daily chance of payment grew in a year, up to the date told: 0.2 is a fifth.",
        ),
    )  # fmt: skip
    until: PlainDate | None = Field(
        None, title="Last day of the trend", description="Day from which the hazards are as written; absent: no trend."
    )


def _with_defaults(given: object) -> object:
    """Lay given effects over the defaults of their channels."""
    if not isinstance(given, Mapping):
        return given
    effects: dict[str, Any] = {channel_name(channel): effect for channel, effect in DEFAULT_EFFECTS.items()}
    for name, effect in given.items():
        if not isinstance(name, Channel) and name not in CHANNEL_NAMES:
            raise unknown_name(CHANNEL_NAMES, key=str(name))
        channel = name if isinstance(name, Channel) else channel_of(name)
        if isinstance(effect, Mapping):
            effect = {**DEFAULT_EFFECTS[channel].model_dump(), **effect}
        effects[channel_name(channel)] = effect
    return effects


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

    @field_validator("channels", mode="before")
    @classmethod
    def _lay_over_defaults(cls, value: object) -> object:
        return _with_defaults(value)

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
