"""Payer classes: why some invoices are paid late, and how those answer to reminders."""

from pydantic import model_validator

from simlib.scenario.fields import Both, Part, check_shares, lever

CLASSES = ("oversight", "admin", "waits", "strategic", "dispute", "hardship", "never")
"""The classes that have a share; the rest of the invoices is ordinary."""


class Classes(Part):
    """Shares of invoices by the reason for which they may be paid late, and what each reason does to payment."""

    oversight: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.5, step=0.005, moves="weighted_days_late", direction=+1,
        group="behaviour",
        label=Both("Factures oubliées", "Invoices forgotten"),
        help=Both(
            "Part des factures que le client oublie à l’échéance et règle volontiers dès qu’on les lui rappelle.",
            "Share of invoices that the customer forgets on the due day and readily pays once reminded.",
        ),
    )  # fmt: skip
    admin: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.5, step=0.005, moves="weighted_days_late", direction=+1,
        group="behaviour",
        label=Both("Factures bloquées dans un circuit", "Invoices held up by paperwork"),
        help=Both(
            "Part des factures bloquées chez le client : bon de commande absent, validation en attente, mauvais service.",
            "Share of invoices held up at the customer: no purchase order, approval pending, wrong department.",
        ),
    )  # fmt: skip
    waits: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.5, step=0.005, moves="weighted_days_late", direction=+1,
        group="behaviour",
        label=Both("Factures payées seulement sur relance", "Invoices paid only when reminded"),
        help=Both(
            "Part des factures que le client ne règle pas avant d’avoir reçu une première relance.",
            "Share of invoices that the customer does not pay before a first reminder has reached it.",
        ),
    )  # fmt: skip
    strategic: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.5, step=0.005, moves="weighted_days_late", direction=+1,
        group="behaviour",
        label=Both("Factures retardées à dessein", "Invoices delayed on purpose"),
        help=Both(
            "Part des factures que le client retarde pour ménager sa trésorerie, jusqu’à la mise en demeure.",
            "Share of invoices that the customer delays to spare its own cash, until a formal notice comes.",
        ),
    )  # fmt: skip
    dispute: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.5, step=0.005, moves="dispute_ratio", direction=+1,
        group="disputes",
        label=Both("Factures de clients contestataires", "Invoices contested by habit"),
        help=Both(
            "Part des factures que le client conteste dès leur réception, pour les biens ou le service livrés.",
            "Share of invoices that the customer contests on receipt, over the goods or the service delivered.",
        ),
    )  # fmt: skip
    hardship: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.5, step=0.005, moves="weighted_days_late", direction=+1,
        group="behaviour",
        label=Both("Factures de clients en difficulté", "Invoices of customers in hardship"),
        help=Both(
            "Part des factures que le client peine à payer faute de trésorerie ; un échéancier peut l’y aider.",
            "Share of invoices that the customer can hardly pay for want of cash; instalments may help it.",
        ),
    )  # fmt: skip
    never: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.5, step=0.005, moves="bad_debt_ratio", direction=+1,
        group="behaviour",
        label=Both("Factures jamais payées de plein gré", "Invoices never paid willingly"),
        help=Both(
            "Part des factures que le client ne règle jamais de lui-même : seul un tribunal peut les recouvrer.",
            "Share of invoices that the customer never pays of its own accord: only a court may recover them.",
        ),
    )  # fmt: skip
    oversight_hazard_ratio: float = lever(
        1.5, unit="factor", minimum=1.0, maximum=6.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="behaviour",
        label=Both("Effet de la première relance sur un oubli", "First reminder of a forgotten invoice"),
        help=Both(
            "Multiplie l’effet de la première relance reçue pour une facture oubliée.",
            "Multiplies the effect of the first delivered touch on an invoice that was forgotten.",
        ),
    )  # fmt: skip
    admin_hazard_ratio: float = lever(
        1.2, unit="factor", minimum=1.0, maximum=6.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="behaviour",
        label=Both("Effet de la première relance sur un blocage", "First reminder of a held-up invoice"),
        help=Both(
            "Multiplie l’effet de la première relance reçue pour une facture bloquée dans un circuit.",
            "Multiplies the effect of the first delivered touch on an invoice held up by paperwork.",
        ),
    )  # fmt: skip
    strategic_factor: float = lever(
        0.6, unit="factor", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="behaviour",
        label=Both("Rapidité du payeur stratégique", "Speed of a strategic payer"),
        help=Both(
            "Multiplie la chance quotidienne de paiement d’une facture retardée à dessein, avant mise en demeure.",
            "Multiplies the daily chance of payment of an invoice delayed on purpose, before a formal notice.",
        ),
    )  # fmt: skip
    hardship_factor: float = lever(
        0.35, unit="factor", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="behaviour",
        label=Both("Rapidité du client en difficulté", "Speed of a customer in hardship"),
        help=Both(
            "Multiplie la chance quotidienne de paiement d’une facture que le client peine à payer.",
            "Multiplies the daily chance of payment of an invoice that the customer can hardly pay.",
        ),
    )  # fmt: skip

    @property
    def total(self) -> float:
        """Share of the invoices that are of some class, not ordinary."""
        return float(sum(getattr(self, name) for name in CLASSES))

    @model_validator(mode="after")
    def _are_shares_of_one(self) -> "Classes":
        check_shares(self, CLASSES)
        return self
