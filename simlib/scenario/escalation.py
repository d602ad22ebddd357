"""Escalation: what follows when reminders are exhausted, from late fees to the agency, the court and the write-off."""

from simlib.scenario.fields import OFF_OR_ON, Both, OnOff, Part, lever


class LateFees(Part):
    """Late interest and the flat recovery fee, claimed or not."""

    charged: OnOff = lever(
        "off", kind="choice", choices=OFF_OR_ON, moves="late_fees", direction=+1, group="escalation",
        label=Both("Pénalités de retard réclamées", "Late fees claimed"),
        help=Both(
            "Réclamer les intérêts de retard et l’indemnité forfaitaire de 40 € dus de plein droit.",
            "Claim the late interest and the flat fee of EUR 40 that the law grants.",
        ),
    )  # fmt: skip
    rate: float = lever(
        0.1215, unit="per_year", minimum=0.0, maximum=0.5, step=0.005, moves="late_fees", direction=+1,
        group="escalation", source="Code de commerce L441-10: ECB refinancing rate + 10 points",
        label=Both("Taux des pénalités de retard", "Rate of late interest"),
        help=Both(
            "Intérêt de retard par an ; à défaut de clause, taux de refinancement de la BCE majoré de 10 points.",
            "Late interest a year; absent a clause, the ECB refinancing rate plus 10 points.",
        ),
    )  # fmt: skip


class Escalation(Part):
    """The ladder after the last reminder: collection agency, court, write-off."""

    agency: OnOff = lever(
        "off", kind="choice", choices=OFF_OR_ON, moves="recovery_cost", direction=+1, group="escalation",
        label=Both("Société de recouvrement", "Collection agency"),
        help=Both(
            "Confier à une société de recouvrement ce qui reste impayé après la dernière relance.",
            "Hand what is still unpaid after the last reminder over to a collection agency.",
        ),
    )  # fmt: skip
    agency_after_days: int = lever(
        60, kind="integer", unit="days_from_due", minimum=1, maximum=700, step=5, moves="settled_before_legal",
        direction=+1,
        group="escalation",
        label=Both("Jour du transfert", "Day of the handover"),
        help=Both(
            "Jours après l’échéance à partir desquels une facture est transmise, ses relances épuisées.",
            "Days after the due date from which an invoice is handed over, its reminders exhausted.",
        ),
    )  # fmt: skip
    agency_min_amount: float = lever(
        150.0, unit="EUR", minimum=0.0, maximum=1_000_000.0, step=50.0, moves="recovery_cost", direction=-1,
        group="escalation",
        label=Both("Montant minimal transmis", "Least amount handed over"),
        help=Both(
            "En dessous de ce total échu, rien n’est confié à la société de recouvrement.",
            "Below this overdue total nothing is handed over to the agency.",
        ),
    )  # fmt: skip
    agency_days: int = lever(
        60, kind="integer", unit="days", minimum=1, maximum=365, step=5, moves="overdue_ratio", direction=+1,
        group="escalation",
        label=Both("Durée du mandat de recouvrement", "Time given to the agency"),
        help=Both(
            "Jours laissés à la société de recouvrement ; passé ce délai, elle rend le dossier.",
            "Days given to the collection agency; after them it hands the case back.",
        ),
    )  # fmt: skip
    agency_success: float = lever(
        0.5, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="bad_debt_ratio", direction=-1,
        group="escalation",
        label=Both("Réussite de la société de recouvrement", "Success of the agency"),
        help=Both(
            "Part des factures transmises qu’elle recouvre, hors clients en difficulté ou de mauvaise foi.",
            "Share of invoices handed over that it recovers, save from customers in hardship or bad faith.",
        ),
    )  # fmt: skip
    agency_fee: float = lever(
        0.12, unit="share", minimum=0.0, maximum=0.6, step=0.01, moves="recovery_cost", direction=+1,
        group="escalation",
        label=Both("Commission de recouvrement", "Agency fee"),
        help=Both(
            "Part des sommes recouvrées que la société garde.",
            "Share of what it recovers that the agency keeps.",
        ),
    )  # fmt: skip
    court: OnOff = lever(
        "off", kind="choice", choices=OFF_OR_ON, moves="recovery_cost", direction=+1, group="escalation",
        label=Both("Injonction de payer", "Court order"),
        help=Both(
            "Demander au tribunal une injonction de payer pour ce que le recouvrement amiable laisse impayé.",
            "Ask a court for an order to pay what amicable collection leaves unpaid.",
        ),
    )  # fmt: skip
    court_min_amount: float = lever(
        500.0, unit="EUR", minimum=0.0, maximum=1_000_000.0, step=50.0, moves="recovery_cost", direction=-1,
        group="escalation",
        label=Both("Montant minimal en justice", "Least amount taken to court"),
        help=Both(
            "En dessous de ce total, le dossier n’est pas porté en justice.",
            "Below this total a case is not taken to court.",
        ),
    )  # fmt: skip
    court_days: int = lever(
        120, kind="integer", unit="days", minimum=1, maximum=700, step=5, moves="overdue_ratio", direction=+1,
        group="escalation",
        label=Both("Durée de la procédure", "Length of proceedings"),
        help=Both(
            "Jours jusqu’au terme de la procédure ; un recouvrement peut venir avant.",
            "Days until proceedings end; the money may come before.",
        ),
    )  # fmt: skip
    court_cost: float = lever(
        85.0, unit="EUR", minimum=0.0, maximum=5_000.0, step=5.0, moves="recovery_cost", direction=+1,
        group="escalation",
        label=Both("Frais de justice par dossier", "Court cost per case"),
        help=Both(
            "Frais de greffe et d’huissier d’un dossier, payés au dépôt.",
            "Registry and bailiff's costs of one case, paid when it is filed.",
        ),
    )  # fmt: skip
    court_success: float = lever(
        0.7, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="bad_debt_ratio", direction=-1,
        group="escalation",
        label=Both("Réussite en justice", "Success in court"),
        help=Both(
            "Part des factures portées en justice qui sont recouvrées d’un client solvable.",
            "Share of invoices taken to court that are recovered from a solvent customer.",
        ),
    )  # fmt: skip
    solvency: float = lever(
        0.5, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="bad_debt_ratio", direction=-1,
        group="escalation",
        label=Both("Solvabilité des mauvais payeurs", "Solvency of bad payers"),
        help=Both(
            "Part des clients en difficulté ou de mauvaise foi qui ont de quoi payer ; le recouvrement en dépend.",
            "Share of customers in hardship or bad faith that have the means to pay; recovery depends on it.",
        ),
    )  # fmt: skip
    give_up_days: int = lever(
        365, kind="integer", unit="days_from_due", minimum=30, maximum=1_095, step=5, moves="bad_debt_ratio",
        direction=-1,
        group="escalation",
        label=Both("Jour de l’abandon", "Day of giving up"),
        help=Both(
            "Jours après l’échéance au bout desquels une facture impayée est passée en perte.",
            "Days after the due date after which an unpaid invoice is written off.",
        ),
    )  # fmt: skip
