"""Habits: how customers dispute, promise, and take reminders amiss."""

from simlib.scenario.fields import Both, Part, lever


class Disputes(Part):
    """Why customers dispute invoices, errors of the invoice aside, and what that costs."""

    goods: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.3, step=0.005, moves="dispute_ratio", direction=+1,
        group="disputes",
        label=Both("Litiges sur la livraison", "Disputes over goods or service"),
        help=Both(
            "Part des factures contestées pour un défaut de quantité, de qualité ou de service.",
            "Share of invoices contested for a fault in quantity, quality or service.",
        ),
    )  # fmt: skip
    false: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.3, step=0.005, moves="dispute_ratio", direction=+1,
        group="disputes",
        label=Both("Litiges prétextes", "Disputes as a pretext"),
        help=Both(
            "Part des factures contestées sans motif, pour gagner du temps ; aucun avoir ne s’ensuit.",
            "Share of invoices contested without cause, to gain time; no credit note follows.",
        ),
    )  # fmt: skip
    credit_share: float = lever(
        0.3, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="credit_notes", direction=+1,
        group="disputes",
        label=Both("Litiges réglés par un avoir", "Disputes that end in a credit note"),
        help=Both(
            "Part des litiges fondés qui se terminent par un avoir.",
            "Share of justified disputes that end in a credit note.",
        ),
    )  # fmt: skip
    credit_part: float = lever(
        0.3, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="credit_notes", direction=+1,
        group="disputes",
        label=Both("Part de la facture remise par l’avoir", "Part of the invoice credited"),
        help=Both(
            "Part du reste dû que l’avoir annule.",
            "Part of what is still due that the credit note cancels.",
        ),
    )  # fmt: skip


class Promises(Part):
    """How often customers who are reached promise a day of payment, and keep it."""

    rate: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="calls",
        label=Both("Promesses obtenues", "Promises obtained"),
        help=Both(
            "Part des appels aboutis où le client promet de payer à une date.",
            "Share of reached calls in which the customer promises to pay by a date.",
        ),
    )  # fmt: skip
    kept: float = lever(
        0.65, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="promise_kept_rate", direction=+1,
        group="calls",
        label=Both("Promesses tenues", "Promises kept"),
        help=Both(
            "Part des promesses que le client tient au jour dit.",
            "Share of promises that the customer keeps on the day told.",
        ),
    )  # fmt: skip


class Goodwill(Part):
    """How reminders wear the goodwill of customers, and how it comes back; orders go elsewhere as it wears."""

    wear: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.2, step=0.001, moves="lost_sales", direction=+1,
        group="behaviour", replaced_by=("orders",),
        label=Both("Usure de la relation par relance", "Wear of goodwill per contact"),
        help=Both(
            "Part de la bonne volonté du client que chaque relance entame ; des commandes se perdent d’autant.",
            "Share of the customer's goodwill that each contact wears away; orders are lost in proportion.",
        ),
    )  # fmt: skip
    wrongful_wear: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.2, step=0.001, moves="lost_sales", direction=+1,
        group="behaviour", replaced_by=("orders",),
        label=Both("Usure par relance à tort", "Wear of a wrongful reminder"),
        help=Both(
            "Ce qu’entame en plus une relance pour une facture déjà payée ou contestée.",
            "What a reminder of an invoice already paid or in dispute wears away on top.",
        ),
    )  # fmt: skip
    half_life_days: float = lever(
        90.0, unit="days", minimum=1.0, maximum=1_000.0, step=5.0, moves="lost_sales", direction=+1,
        group="behaviour", replaced_by=("orders",),
        label=Both("Mémoire des relances", "Memory of reminders"),
        help=Both(
            "Jours au bout desquels la moitié de la bonne volonté perdue est revenue.",
            "Days after which half of the goodwill lost has come back.",
        ),
    )  # fmt: skip
