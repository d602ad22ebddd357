"""Credit: how much customers may owe, and who bears the loss where they fail."""

from simlib.scenario.fields import OFF_OR_ON, Both, OnOff, Part, lever

_SALES = ("orders",)


class Credit(Part):
    """Limits on what a customer may owe: orders above them wait, or are lost."""

    limit_months: float = lever(
        0.0, unit="months", minimum=0.0, maximum=24.0, step=0.25, moves="lost_sales", direction=-1,
        group="credit", replaced_by=_SALES,
        label=Both("Limite de crédit", "Credit limit"),
        help=Both(
            "Encours permis à un client, en mois de ses achats TTC ; 0 : aucune limite.",
            "What a customer may owe, in months of its purchases with VAT; 0 is no limit.",
        ),
    )  # fmt: skip
    tight_share: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="lost_sales", direction=+1,
        group="credit", replaced_by=_SALES,
        label=Both("Clients à limite resserrée", "Customers with a tighter limit"),
        help=Both(
            "Part des clients, les plus risqués selon le score, dont la limite est resserrée.",
            "Share of customers, the riskiest by their score, whose limit is tightened.",
        ),
    )  # fmt: skip
    tight_factor: float = lever(
        0.25, unit="factor", minimum=0.0, maximum=1.0, step=0.05, moves="lost_sales", direction=-1,
        group="credit", replaced_by=_SALES,
        label=Both("Resserrement de la limite", "Tightening of the limit"),
        help=Both(
            "Ce qui reste de leur limite aux clients les plus risqués.",
            "What is left of their limit to the riskiest customers.",
        ),
    )  # fmt: skip
    auc: float = lever(
        0.75, unit="none", minimum=0.5, maximum=0.95, step=0.01, moves="bad_debt_ratio", direction=-1,
        group="credit",
        label=Both("Qualité du score (AUC)", "Quality of the score (AUC)"),
        help=Both(
            "Chance que le score place un futur défaillant au-dessus d’un client sain ; 0,5 : il ne voit rien.",
            "Chance that the score ranks a customer about to fail above a sound one; 0.5 sees nothing.",
        ),
    )  # fmt: skip
    review_days: int = lever(
        5, kind="integer", unit="business_days", minimum=1, maximum=60, step=1, moves="lost_sales",
        direction=-1,
        group="credit", replaced_by=_SALES,
        label=Both("Délai entre deux examens", "Time between reviews"),
        help=Both(
            "Jours ouvrés avant qu’une commande bloquée soit examinée de nouveau.",
            "Business days until an order on hold is looked at again.",
        ),
    )  # fmt: skip
    reviews: int = lever(
        4, kind="integer", unit="reviews", minimum=0, maximum=50, step=1, moves="lost_sales", direction=-1,
        group="credit", replaced_by=_SALES,
        label=Both("Examens avant abandon", "Reviews before giving up"),
        help=Both(
            "Examens au bout desquels une commande toujours bloquée est perdue.",
            "Reviews after which an order still on hold is lost.",
        ),
    )  # fmt: skip


class Insurance(Part):
    """Credit insurance: a premium on sales, and most of what insolvent customers leave unpaid."""

    insured: OnOff = lever(
        "off", kind="choice", choices=OFF_OR_ON, moves="insurance_cost", direction=+1, group="credit",
        label=Both("Assurance-crédit", "Credit insurance"),
        help=Both(
            "L’assureur indemnise la plus grande part des créances de clients défaillants, contre une prime.",
            "The insurer makes good most of what insolvent customers owe, against a premium.",
        ),
    )  # fmt: skip
    premium: float = lever(
        0.003, unit="share", minimum=0.0, maximum=0.02, step=0.0005, moves="insurance_cost", direction=+1,
        group="credit",
        label=Both("Prime d’assurance", "Insurance premium"),
        help=Both(
            "Prime rapportée aux ventes.",
            "Premium as a share of sales.",
        ),
    )  # fmt: skip
    cover: float = lever(
        0.9, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="cash_end", direction=+1, group="credit",
        label=Both("Quotité garantie", "Share covered"),
        help=Both(
            "Part de la créance perdue que l’assureur rembourse.",
            "Share of the debt lost that the insurer pays back.",
        ),
    )  # fmt: skip
    delay_days: int = lever(
        150, kind="integer", unit="days", minimum=0, maximum=720, step=5, moves="cash_end", direction=-1,
        group="credit",
        label=Both("Délai d’indemnisation", "Delay of the indemnity"),
        help=Both(
            "Jours entre la perte constatée après une défaillance et le versement de l’indemnité.",
            "Days from the write-off after an insolvency to payment of the indemnity.",
        ),
    )  # fmt: skip
