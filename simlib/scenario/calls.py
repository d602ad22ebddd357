"""Calls: who calls, for how long, whom first, and what is agreed on the telephone."""

from typing import Literal

from simlib.scenario.fields import Both, Part, lever

PRIORITIES: tuple[tuple[str, Both], ...] = (
    ("age", Both("plus ancien retard d’abord", "oldest delay first")),
    ("first_in", Both("premier arrivé, premier appelé", "first come, first called")),
    ("gain", Both("plus fort gain attendu d’abord", "largest expected gain first")),
    ("amount", Both("plus gros montant échu d’abord", "largest overdue amount first")),
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
    priority: Literal["age", "first_in", "gain", "amount"] = lever(
        "amount", kind="choice", choices=PRIORITIES, moves="overdue_ratio", direction=-1, group="calls",
        label=Both("Ordre des appels", "Order of calls"),
        help=Both(
            "Qui est appelé d’abord quand le temps manque.",
            "Who is called first when time is short.",
        ),
    )  # fmt: skip
    skill: float = lever(
        1.0, unit="factor", minimum=0.5, maximum=1.5, step=0.05, moves="weighted_days_late", direction=-1,
        group="calls",
        label=Both("Savoir-faire des appelants", "Skill of the callers"),
        help=Both(
            "Multiplie l’effet d’un appel abouti ; 1 : un chargé de recouvrement ordinaire.",
            "Multiplies the effect of a reached call; 1 is an ordinary collector.",
        ),
    )  # fmt: skip


class PromiseRules(Part):
    """What becomes of a promise to pay made on the telephone."""

    days: int = lever(
        7, kind="integer", unit="days", minimum=0, maximum=60, step=1, moves="weighted_days_late", direction=+1,
        group="calls",
        label=Both("Échéance d’une promesse", "Day of a promise"),
        help=Both(
            "Jours entre l’appel et le jour promis.",
            "Days from the call to the day promised.",
        ),
    )  # fmt: skip
    grace_days: int = lever(
        2, kind="integer", unit="days", minimum=0, maximum=30, step=1, moves="promise_kept_rate", direction=+1,
        group="calls",
        label=Both("Tolérance sur une promesse", "Grace of a promise"),
        help=Both(
            "Jours laissés après le jour promis avant que la promesse soit tenue pour rompue et les relances reprises.",
            "Days left after the day promised before the promise counts as broken and reminders go on.",
        ),
    )  # fmt: skip


class Plans(Part):
    """Instalments offered on the telephone to customers in hardship."""

    offered: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="overdue_excluding_plans", direction=-1,
        group="calls",
        label=Both("Échéanciers accordés", "Instalment plans offered"),
        help=Both(
            "Part des appels aboutis à un client en difficulté où un échéancier est convenu.",
            "Share of reached calls to a customer in hardship in which instalments are agreed.",
        ),
    )  # fmt: skip
    instalments: int = lever(
        3, kind="integer", unit="instalments", minimum=2, maximum=12, step=1, moves="overdue_ratio", direction=+1,
        group="calls",
        label=Both("Échéances d’un échéancier", "Instalments of a plan"),
        help=Both(
            "Nombre de mensualités en lesquelles la dette est étalée.",
            "Number of monthly instalments over which the debt is spread.",
        ),
    )  # fmt: skip
