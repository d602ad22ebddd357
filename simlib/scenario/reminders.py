"""Reminders: plans of steps, who follows which plan, and how close together written touches may come."""

from typing import Literal

from pydantic import Field, model_validator

from simlib.rules.channels import Channel
from simlib.scenario.effects import ChannelName
from simlib.scenario.fields import Both, Part, Text, lever, not_allowed

CHANNEL_LABELS: dict[Channel, Both] = {
    Channel.SMS: Both("SMS", "text message"),
    Channel.EMAIL: Both("e-mail", "e-mail"),
    Channel.STATEMENT: Both("relevé de compte", "statement"),
    Channel.LETTER: Both("courrier", "letter"),
    Channel.FORMAL_NOTICE: Both("mise en demeure", "formal notice"),
    Channel.CALL: Both("appel", "call"),
}
DEFAULT_PLAN = "default"
"""The plan of every segment that has none of its own name."""

SEGMENT_BY: tuple[tuple[str, Both], ...] = (
    ("segment", Both("le segment", "the segment")),
    ("size", Both("les ventes au client", "sales to the customer")),
    ("score", Both("le score de risque", "the risk score")),
    ("history", Both("les retards passés", "past delays")),
    ("amount", Both("le montant de la facture", "the amount of the invoice")),
)
BANDS: dict[str, Both] = {
    "low": Both("sous la borne basse", "below the lower bound"),
    "middle": Both("entre les bornes", "between the bounds"),
    "high": Both("à partir de la borne haute", "from the upper bound on"),
}
"""The plans that are chosen by a rule."""


class Step(Part):
    """One step of a reminder plan."""

    label: Text | None = Field(None, title="Name shown to users")
    day: int = lever(
        7, kind="integer", unit="days_from_due", minimum=-30, maximum=180, step=1, moves="weighted_days_late",
        direction=+1,
        group="reminders", headline=True,
        label=Both("Jour de la relance", "Day of the reminder"),
        help=Both(
            "Jours après l’échéance contractuelle ; négatif pour un rappel avant l’échéance.",
            "Days after the contractual due date; negative for a notice before it.",
        ),
    )  # fmt: skip
    channel: ChannelName = lever(
        Channel.EMAIL, kind="choice", choices=tuple((c.name.lower(), CHANNEL_LABELS[c]) for c in Channel),
        moves="weighted_days_late", direction=-1, group="reminders",
        label=Both("Canal", "Channel"),
        help=Both(
            "Moyen employé à cette étape : un écrit, du SMS à la mise en demeure, ou un appel, confié à ceux qui appellent.",
            "Means used at this step: in writing, from a text message up to a formal notice, or a call by those who call.",
        ),
    )  # fmt: skip
    min_amount: float = lever(
        0.0, unit="EUR", minimum=0.0, maximum=1_000_000.0, step=50.0, moves="touches_per_invoice", direction=-1,
        group="reminders",
        label=Both("Montant minimal", "Minimum amount"),
        help=Both(
            "En dessous de ce total échu (à échoir avant l’échéance), le client n’est pas relancé à cette étape.",
            "Below this overdue total (open amount before the due date) the customer is not reminded at this step.",
        ),
    )  # fmt: skip


class Plan(Part):
    """Steps of reminding by name."""

    label: Text | None = Field(None, title="Name shown to users")
    steps: dict[str, Step] = Field(default_factory=dict, title="Steps", description="Steps by name.")

    def ordered(self) -> tuple[Step, ...]:
        """Return the steps by day; of those of one day the strongest is the last, and so the one that is sent."""
        return tuple(sorted(self.steps.values(), key=lambda step: (step.day, step.channel, step.min_amount)))


class Segmentation(Part):
    """Which plan is followed: that of the segment, or one of the plans low, middle and high by a rule."""

    by: Literal["segment", "size", "score", "history", "amount"] = lever(
        "segment", kind="choice", choices=SEGMENT_BY, moves="weighted_days_late", direction=-1, group="reminders",
        label=Both("Plan choisi selon", "Plan chosen by"),
        help=Both(
            "Ce qui décide du plan de relance : le segment, ou les plans low, middle et high selon une mesure du client.",
            "What decides on the plan: the segment, or a measure that leads to the plans low, middle and high.",
        ),
    )  # fmt: skip
    low: float = lever(
        0.0, unit="none", minimum=0.0, maximum=1e9, step=1.0, moves="weighted_days_late", direction=+1,
        group="reminders",
        label=Both("Borne basse", "Lower bound"),
        help=Both(
            "En dessous de cette valeur, la facture suit le plan low.",
            "Below this value the invoice follows the plan low.",
        ),
    )  # fmt: skip
    high: float = lever(
        0.0, unit="none", minimum=0.0, maximum=1e9, step=1.0, moves="weighted_days_late", direction=+1,
        group="reminders",
        label=Both("Borne haute", "Upper bound"),
        help=Both(
            "À partir de cette valeur, la facture suit le plan high ; entre les bornes, le plan middle.",
            "From this value on the invoice follows the plan high; between the bounds, the plan middle.",
        ),
    )  # fmt: skip

    @model_validator(mode="after")
    def _low_is_below_high(self) -> "Segmentation":
        if self.low > self.high:
            raise not_allowed(f"low = {self.low:.12g}, high = {self.high:.12g}", "low at most as large as high")
        return self


class Reminders(Part):
    """Plans of reminding, and how close together written touches may come."""

    gap_days: int = lever(
        3, kind="integer", unit="business_days", minimum=0, maximum=60, step=1, moves="weighted_days_late",
        direction=+1,
        group="reminders",
        label=Both("Écart minimal entre relances", "Least gap between touches"),
        help=Both(
            "Jours ouvrés à laisser passer entre deux relances écrites d’un même client.",
            "Business days to let pass between two written touches of one customer.",
        ),
    )  # fmt: skip
    detection_days: int = lever(
        0, kind="integer", unit="days_from_due", minimum=0, maximum=60, step=1, moves="weighted_days_late",
        direction=+1,
        group="reminders",
        label=Both("Détection des retards", "Detection of delays"),
        help=Both(
            "Jours après l’échéance avant lesquels aucune relance de retard ne part, faute d’avoir vu le retard.",
            "Days after the due date before which no late invoice is reminded, the delay not being seen.",
        ),
    )  # fmt: skip
    personalisation: float = lever(
        1.0, unit="factor", minimum=1.0, maximum=1.5, step=0.01, moves="weighted_days_late", direction=-1,
        group="reminders",
        label=Both("Personnalisation", "Personalisation"),
        help=Both(
            "Multiplie l’effet de toute relance, quand le message s’adapte au client ; 1 : un message type.",
            "Multiplies the effect of every touch, where the message suits the customer; 1 is a standard one.",
        ),
    )  # fmt: skip
    segmentation: Segmentation = Segmentation()
    plans: dict[str, Plan] = Field(
        default_factory=dict,
        title="Plans",
        description=(
            "Plans by the name of their segment; `default` serves every segment without one of its own. "
            "Where segmentation goes by a rule: `low`, `middle` and `high`."
        ),
    )
