"""Financing: cash earlier than the customers' own payment, at a price."""

from typing import Literal

from simlib.scenario.fields import Both, Part, lever

RECOURSE: tuple[tuple[str, Both], ...] = (
    ("without", Both("sans recours", "without recourse")),
    ("with", Both("avec recours", "with recourse")),
)


class Discount(Part):
    """A discount for payment well before the due date."""

    rate: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.2, step=0.005, moves="dso_count_back", direction=-1,
        group="financing",
        label=Both("Escompte pour paiement anticipé", "Early-payment discount"),
        help=Both(
            "Part de la facture remise au client qui paie dans le délai d’escompte ; 0 : aucun escompte.",
            "Share of the invoice let off a customer that pays within the discount period; 0 is no discount.",
        ),
    )  # fmt: skip
    days: int = lever(
        10, kind="integer", unit="days", minimum=0, maximum=90, step=1, moves="discount_cost", direction=+1,
        group="financing",
        label=Both("Délai d’escompte", "Discount period"),
        help=Both(
            "Jours après l’émission de la facture pendant lesquels l’escompte vaut.",
            "Days after issue of the invoice for which the discount holds.",
        ),
    )  # fmt: skip


class Factoring(Part):
    """Invoices sold to a factor: most of the cash at once, the rest when the customer pays."""

    share: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="cash_dso", direction=-1, group="financing",
        label=Both("Clients affacturés", "Customers factored"),
        help=Both(
            "Part des clients dont les factures sont cédées au factor dès leur émission.",
            "Share of customers whose invoices are sold to the factor on issue.",
        ),
    )  # fmt: skip
    recourse: Literal["without", "with"] = lever(
        "without", kind="choice", choices=RECOURSE, moves="bad_debt_ratio", direction=+1, group="financing",
        label=Both("Recours du factor", "Recourse of the factor"),
        help=Both(
            "Avec recours, l’entreprise rembourse le factor des factures que le client ne paie pas.",
            "With recourse, the firm pays the factor back for invoices that the customer does not pay.",
        ),
    )  # fmt: skip
    advance: float = lever(
        0.9, unit="share", minimum=0.0, maximum=1.0, step=0.01, moves="cash_dso", direction=-1, group="financing",
        label=Both("Avance du factor", "Advance of the factor"),
        help=Both(
            "Part de la facture cédée que le factor verse aussitôt.",
            "Share of the invoice sold that the factor pays at once.",
        ),
    )  # fmt: skip
    commission: float = lever(
        0.012, unit="share", minimum=0.0, maximum=0.05, step=0.001, moves="factoring_cost", direction=+1,
        group="financing",
        label=Both("Commission d’affacturage", "Factoring commission"),
        help=Both(
            "Commission sur le montant des factures cédées.",
            "Commission on the amount of the invoices sold.",
        ),
    )  # fmt: skip
    financing_rate: float = lever(
        0.035, unit="per_year", minimum=0.0, maximum=0.3, step=0.005, moves="factoring_cost", direction=+1,
        group="financing",
        label=Both("Taux de l’avance", "Interest on the advance"),
        help=Both(
            "Intérêt par an sur l’avance, jusqu’au paiement du client.",
            "Interest a year on the advance, until the customer pays.",
        ),
    )  # fmt: skip
    fund: float = lever(
        0.10, unit="share", minimum=0.0, maximum=0.5, step=0.01, moves="cash_dso", direction=+1, group="financing",
        label=Both("Fonds de garantie", "Guarantee fund"),
        help=Both(
            "Part de l’encours cédé que le factor retient en garantie.",
            "Share of the outstanding invoices sold that the factor keeps as security.",
        ),
    )  # fmt: skip
    recourse_days: int = lever(
        60, kind="integer", unit="days_from_due", minimum=0, maximum=365, step=5, moves="cash_dso", direction=-1,
        group="financing",
        label=Both("Délai du recours", "Delay of recourse"),
        help=Both(
            "Jours après l’échéance au bout desquels l’entreprise reprend une facture impayée.",
            "Days after the due date after which the firm takes an unpaid invoice back.",
        ),
    )  # fmt: skip
