"""Desks: who settles disputes, who matches payments, and what sales and customer data bring to collection."""

from simlib.scenario.fields import Both, Part, lever


class DisputeDesk(Part):
    """People who settle disputes, their time, and how long a dispute takes."""

    clerks: float = lever(
        0.5, unit="fte", minimum=0.05, maximum=50.0, step=0.05, moves="dispute_ratio", direction=-1,
        group="disputes",
        label=Both("Effectif chargé des litiges", "Staff for disputes"),
        help=Both(
            "Équivalents temps plein consacrés au traitement des litiges.",
            "Full-time equivalents given to the settling of disputes.",
        ),
    )  # fmt: skip
    minutes_per_day: int = lever(
        240, kind="integer", unit="minutes_per_day", minimum=0, maximum=480, step=10, moves="dispute_ratio",
        direction=-1,
        group="disputes",
        label=Both("Minutes par jour pour les litiges", "Minutes a day for disputes"),
        help=Both(
            "Minutes productives d’un équivalent temps plein consacrées aux litiges, par jour ouvré.",
            "Productive minutes of one full-time equivalent given to disputes on a business day.",
        ),
    )  # fmt: skip
    resolution_days: float = lever(
        20.0, unit="days", minimum=0.5, maximum=180.0, step=1.0, moves="dispute_ratio", direction=+1,
        group="disputes",
        label=Both("Délai de règlement d’un litige", "Time to settle a dispute"),
        help=Both(
            "Jours, en moyenne, entre la prise en charge d’un litige et son règlement.",
            "Days, on average, from when someone takes a dispute up to its settlement.",
        ),
    )  # fmt: skip
    minutes: int = lever(
        45, kind="integer", unit="minutes", minimum=0, maximum=480, step=5, moves="hours_disputes", direction=+1,
        group="disputes",
        label=Both("Temps par litige", "Time per dispute"),
        help=Both(
            "Minutes de travail que demande un litige.",
            "Minutes of work that one dispute takes.",
        ),
    )  # fmt: skip


class CashApplication(Part):
    """How payments find their invoices: by themselves, or by a clerk with limited time."""

    automatic: float = lever(
        1.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="dso_count_back", direction=-1,
        group="cash",
        label=Both("Lettrage automatique", "Automatic matching"),
        help=Both(
            "Part des paiements rapprochés de leurs factures sans intervention ; les autres attendent un comptable.",
            "Share of payments matched with their invoices unaided; the others wait for a clerk.",
        ),
    )  # fmt: skip
    clerks: float = lever(
        0.5, unit="fte", minimum=0.05, maximum=50.0, step=0.05, moves="dso_count_back", direction=-1,
        group="cash",
        label=Both("Effectif chargé du lettrage", "Staff for matching"),
        help=Both(
            "Équivalents temps plein consacrés au lettrage manuel.",
            "Full-time equivalents given to matching by hand.",
        ),
    )  # fmt: skip
    minutes_per_day: int = lever(
        240, kind="integer", unit="minutes_per_day", minimum=0, maximum=480, step=10, moves="dso_count_back",
        direction=-1,
        group="cash",
        label=Both("Minutes de lettrage par jour", "Minutes of matching a day"),
        help=Both(
            "Minutes productives d’un équivalent temps plein consacrées au lettrage, par jour ouvré.",
            "Productive minutes of one full-time equivalent given to matching on a business day.",
        ),
    )  # fmt: skip
    minutes: int = lever(
        6, kind="integer", unit="minutes", minimum=1, maximum=120, step=1, moves="dso_count_back", direction=+1,
        group="cash",
        label=Both("Temps de lettrage par facture", "Time to match one invoice"),
        help=Both(
            "Minutes de travail pour lettrer à la main une facture payée.",
            "Minutes of work to match one paid invoice by hand.",
        ),
    )  # fmt: skip


class Portal(Part):
    """A portal where customers see, dispute and pay their invoices."""

    adoption: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="reminders",
        label=Both("Clients sur le portail", "Customers on the portal"),
        help=Both(
            "Part des clients qui utilisent le portail : lien de paiement dans les relances, litiges vus aussitôt.",
            "Share of customers that use the portal: a payment link in reminders, disputes seen at once.",
        ),
    )  # fmt: skip


class Crm(Part):
    """Care of the customers' contact data."""

    contacts_cleaned: float = lever(
        0.0, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="reminders",
        label=Both("Coordonnées corrigées", "Contact data put right"),
        help=Both(
            "Part des coordonnées fausses que la mise à jour du fichier client corrige.",
            "Share of the wrong contact data that cleaning the customer file puts right.",
        ),
    )  # fmt: skip
    delivery_gain: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.3, step=0.01, moves="weighted_days_late", direction=-1,
        group="reminders",
        label=Both("Gain de délivrabilité", "Gain in delivery"),
        help=Both(
            "Ce que de meilleures données ajoutent à la part des relances reçues, sur tous les canaux.",
            "What better data add to the share of touches delivered, on every channel.",
        ),
    )  # fmt: skip


class SalesTeam(Part):
    """What the sales team brings to collection."""

    collectors: float = lever(
        0.0, unit="fte", minimum=0.0, maximum=10.0, step=0.05, moves="overdue_ratio", direction=-1, group="calls",
        label=Both("Commerciaux qui appellent", "Sales staff who call"),
        help=Both(
            "Équivalents temps plein que les commerciaux consacrent aux appels de recouvrement.",
            "Full-time equivalents that sales staff give to collection calls.",
        ),
    )  # fmt: skip
    dispute_days: float = lever(
        0.0, unit="days", minimum=0.0, maximum=60.0, step=1.0, moves="dispute_ratio", direction=-1,
        group="disputes",
        label=Both("Litiges réglés plus vite par les commerciaux", "Days saved on disputes by sales"),
        help=Both(
            "Jours gagnés sur le règlement d’un litige quand les commerciaux s’en mêlent.",
            "Days saved on the settlement of a dispute when sales staff step in.",
        ),
    )  # fmt: skip
    terms_days: int = lever(
        0, kind="integer", unit="days", minimum=0, maximum=60, step=1, moves="dso_count_back", direction=-1,
        group="terms", replaced_by=("orders",),
        label=Both("Délais renégociés par les commerciaux", "Terms shortened by sales"),
        help=Both(
            "Jours retirés aux délais de paiement accordés, par renégociation.",
            "Days taken off the payment terms granted, by negotiation.",
        ),
    )  # fmt: skip
