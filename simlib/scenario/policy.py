"""Policy: what the firm decides about reminding and calling."""

from typing import Literal

from pydantic import Field

from simlib.rules.channels import Channel
from simlib.scenario.behaviour import ChannelName
from simlib.scenario.fields import Both, Part, Text, lever

CHANNEL_LABELS: dict[Channel, Both] = {
    Channel.SMS: Both("SMS", "text message"),
    Channel.EMAIL: Both("e-mail", "e-mail"),
    Channel.STATEMENT: Both("relevé de compte", "statement"),
    Channel.LETTER: Both("courrier", "letter"),
    Channel.FORMAL_NOTICE: Both("mise en demeure", "formal notice"),
    Channel.CALL: Both("appel", "call"),
}
PRIORITIES: tuple[tuple[str, Both], ...] = (
    ("amount", Both("plus gros montant échu d’abord", "largest overdue amount first")),
    ("age", Both("plus ancien retard d’abord", "oldest delay first")),
)
DEFAULT_PLAN = "default"
"""The plan of every segment that has none of its own name."""


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
            "Moyen employé à cette étape, du plus faible au plus fort.",
            "Means used at this step, weakest to strongest.",
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
    plans: dict[str, Plan] = Field(
        default_factory=dict,
        title="Plans",
        description="Plans by the name of their segment; `default` serves every segment without one of its own.",
    )


class Calls(Part):
    """People who call, their time, and whom they call first."""

    collectors: float = lever(
        0.0, unit="fte", minimum=0.0, maximum=50.0, step=0.05, moves="overdue_ratio", direction=-1, group="calls",
        headline=True,
        label=Both("Chargés de recouvrement", "Collectors"),
        help=Both(
            "Équivalents temps plein consacrés aux appels ; 0 : personne n’appelle.",
            "Full-time equivalents given to calls; 0 is nobody calling.",
        ),
    )  # fmt: skip
    minutes_per_day: int = lever(
        240, kind="integer", unit="minutes_per_day", minimum=0, maximum=480, step=10, moves="overdue_ratio",
        direction=-1,
        group="calls",
        label=Both("Minutes d’appel par jour", "Minutes of calls a day"),
        help=Both(
            "Minutes productives d’un équivalent temps plein, par jour ouvré.",
            "Productive minutes of one full-time equivalent on a business day.",
        ),
    )  # fmt: skip
    presence: float = lever(
        0.9, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="overdue_ratio", direction=-1, group="calls",
        label=Both("Taux de présence", "Presence"),
        help=Both(
            "Part du temps prévu qui reste après congés et absences.",
            "Share of the planned time left after leave and absence.",
        ),
    )  # fmt: skip
    priority: Literal["amount", "age"] = lever(
        "amount", kind="choice", choices=PRIORITIES, moves="overdue_ratio", direction=+1, group="calls",
        label=Both("Ordre des appels", "Order of calls"),
        help=Both(
            "Qui est appelé d’abord quand le temps manque.",
            "Who is called first when time is short.",
        ),
    )  # fmt: skip


class Policy(Part):
    """What the firm decides."""

    reminders: Reminders = Reminders()
    calls: Calls = Calls()

    def plan_of(self, segment: str) -> Plan:
        """Return the plan of a segment: its own, else the default one, else one without steps."""
        plans = self.reminders.plans
        return plans[segment] if segment in plans else plans.get(DEFAULT_PLAN, Plan())
