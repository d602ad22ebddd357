"""The firm: how much it sells, how it bills, and the few lines of its balance that cash depends on."""

from typing import Literal

from simlib.scenario.fields import Both, Part, lever
from simlib.scenario.months import Month

E_INVOICING: tuple[tuple[str, Both], ...] = (
    ("off", Both("pas d’obligation", "no obligation")),
    (
        "september_2026",
        Both("1er septembre 2026 (grande entreprise, ETI)", "1 September 2026 (large or mid-sized firm)"),
    ),
    ("september_2027", Both("1er septembre 2027 (PME, TPE)", "1 September 2027 (small firm)")),
)
VAT_REGIMES: tuple[tuple[str, Both], ...] = (
    ("debits", Both("sur les débits", "on invoices")),
    ("receipts", Both("sur les encaissements", "on receipts")),
)

_SALES = ("orders",)


class Firm(Part):
    """The firm's activity, billing and minimal balance. Money in currency units, before VAT unless said otherwise."""

    activity: float = lever(
        1.0, unit="factor", minimum=0.1, maximum=3.0, step=0.05, moves="ar_balance", direction=+1, group="customers",
        replaced_by=_SALES, headline=True,
        label=Both("Niveau d’activité", "Level of activity"),
        help=Both(
            "Multiplie le nombre de commandes de tous les clients ; 1 laisse l’activité telle quelle.",
            "Multiplies the number of orders of every customer; 1 leaves activity as it is.",
        ),
    )  # fmt: skip
    growth_per_year: float = lever(
        0.0, unit="share", minimum=-0.5, maximum=1.0, step=0.01, moves="ar_balance", direction=+1, group="customers",
        replaced_by=_SALES,
        label=Both("Croissance annuelle", "Growth a year"),
        help=Both(
            "Croissance du nombre de commandes sur un an ; la croissance gonfle le DSO simple, pas l’épuisement.",
            "Growth of the number of orders over a year; growth inflates simple DSO, not count-back.",
        ),
    )  # fmt: skip
    seasons: dict[Month, float] = lever(
        dict, mapped=True, unit="factor", minimum=0.0, maximum=3.0, step=0.05, moves="value_of_a_day", direction=+1,
        group="customers", replaced_by=_SALES,
        label=Both("Saisonnalité des commandes", "Season of orders"),
        help=Both(
            "Multiplie les commandes du mois ; un mois qui n’est pas nommé compte pour 1.",
            "Multiplies the orders of the month; a month that is not named counts as 1.",
        ),
    )  # fmt: skip
    vat_rate: float = lever(
        0.20, unit="share", minimum=0.0, maximum=0.3, step=0.005, moves="ar_balance", direction=+1, group="billing",
        replaced_by=_SALES, source="CGI art. 278 (French standard rate)",
        label=Both("Taux de TVA", "VAT rate"),
        help=Both(
            "TVA ajoutée à chaque facture ; créances et DSO se lisent TTC.",
            "VAT added to every invoice; receivables and DSO are read with VAT.",
        ),
    )  # fmt: skip
    billing_delay_days: int = lever(
        4, kind="integer", unit="days", minimum=0, maximum=60, step=1, moves="order_to_cash_days", direction=+1,
        group="billing", headline=True, replaced_by=_SALES,
        label=Both("Délai de facturation", "Billing delay"),
        help=Both(
            "Jours de la livraison à l’émission de la facture ; allonge le délai commande-encaissement, jamais le DSO.",
            "Days from delivery to issue of the invoice; lengthens order-to-cash days, never DSO.",
        ),
    )  # fmt: skip
    transmission_days: int = lever(
        2, kind="integer", unit="days", minimum=0, maximum=30, step=1, moves="weighted_days_to_pay", direction=+1,
        group="billing",
        label=Both("Délai d’acheminement de la facture", "Transmission of the invoice"),
        help=Both(
            "Jours entre l’émission et la réception d’une facture papier ; une facture électronique arrive le jour même.",
            "Days from issue to receipt of a paper invoice; an electronic one arrives the same day.",
        ),
    )  # fmt: skip
    e_invoicing: Literal["off", "september_2026", "september_2027"] = lever(
        "off", kind="choice", choices=E_INVOICING, moves="weighted_days_to_pay", direction=-1, group="billing",
        source="French e-invoicing calendar: economie.gouv.fr, finance acts 2024 (art. 91) and 2026",
        label=Both("Facturation électronique obligatoire", "Mandatory e-invoicing"),
        help=Both(
            "Date à partir de laquelle toute facture est émise par voie électronique et reçue le jour même.",
            "Date from which every invoice is an e-invoice, received on the day of issue.",
        ),
    )  # fmt: skip
    error_rate: float = lever(
        0.0, unit="share", minimum=0.0, maximum=0.3, step=0.005, moves="dispute_ratio", direction=+1,
        group="billing",
        label=Both("Factures erronées", "Invoices with an error"),
        help=Both(
            "Part des factures émises avec une erreur, que le client conteste ; 3 % est un ordre de grandeur courant.",
            "Share of invoices issued with an error, which the customer contests; 3% is a usual order of size.",
        ),
    )  # fmt: skip
    electronic_error_factor: float = lever(
        1.0, unit="factor", minimum=0.0, maximum=1.0, step=0.05, moves="dispute_ratio", direction=+1,
        group="billing",
        label=Both("Erreurs sur factures électroniques", "Errors of electronic invoices"),
        help=Both(
            "Multiplie la part d’erreurs d’une facture déposée sur un portail ou émise en électronique, que des contrôles précèdent.",
            "Multiplies the share of errors of an invoice sent by portal or as an e-invoice, which is checked first.",
        ),
    )  # fmt: skip
    cost_per_hour: float = lever(
        35.0, unit="EUR_per_hour", minimum=0.0, maximum=200.0, step=1.0, moves="cost_to_collect", direction=+1,
        group="cash",
        label=Both("Coût horaire du recouvrement", "Hourly cost of collection"),
        help=Both(
            "Coût complet d’une heure de travail passée à relancer.",
            "Full cost of one hour of work spent on reminders and calls.",
        ),
    )  # fmt: skip
    purchase_ratio: float = lever(
        0.55, unit="share", minimum=0.0, maximum=0.95, step=0.01, moves="cash_end", direction=-1, group="treasury",
        label=Both("Part des achats dans les ventes", "Purchases over sales"),
        help=Both(
            "Achats HT rapportés aux ventes HT.",
            "Purchases before VAT as a share of sales before VAT.",
        ),
    )  # fmt: skip
    inventory_days: int = lever(
        30, kind="integer", unit="days", minimum=0, maximum=365, step=1, moves="bfr", direction=+1, group="treasury",
        headline=True,
        label=Both("Stock", "Inventory"),
        help=Both(
            "Jours d’achats que le stock représente.",
            "Days of purchases held in stock.",
        ),
    )  # fmt: skip
    dpo_days: int = lever(
        45, kind="integer", unit="days", minimum=0, maximum=120, step=1, moves="bfr", direction=-1, group="treasury",
        headline=True, source="Ellisphere 2025",
        label=Both("Délai de paiement des fournisseurs", "Days to pay suppliers"),
        help=Both(
            "Jours entre l’achat et son paiement (DPO) ; la loi plafonne les délais convenus (L441-10).",
            "Days from a purchase to its payment (DPO); French law caps agreed terms (L441-10).",
        ),
    )  # fmt: skip
    fixed_monthly_outflow: float = lever(
        0.0, unit="EUR_per_month", minimum=0.0, maximum=1e9, step=5_000.0, moves="cash_end", direction=-1,
        group="treasury",
        label=Both("Décaissements fixes du mois", "Fixed outflow a month"),
        help=Both(
            "Salaires, charges, loyers, TVA reversée, impôts et emprunts payés chaque mois, quelles que soient les ventes.",
            "Wages, charges, rent, VAT paid over, taxes and loans paid each month whatever the sales.",
        ),
    )  # fmt: skip
    opening_cash: float = lever(
        0.0, unit="EUR", minimum=-1e9, maximum=1e9, step=10_000.0, moves="cash_end", direction=+1,
        group="treasury",
        label=Both("Trésorerie d’ouverture", "Opening cash"),
        help=Both(
            "Solde bancaire au premier jour du scénario.",
            "Bank balance on the first day of the scenario.",
        ),
    )  # fmt: skip
    vat_regime: Literal["debits", "receipts"] = lever(
        "debits", kind="choice", choices=VAT_REGIMES, moves="cash_end", direction=+1, group="treasury",
        source="CGI art. 269 and 272",
        label=Both("Exigibilité de la TVA", "When VAT falls due"),
        help=Both(
            "Sur les débits, la TVA est due dès la facture et revient si la créance est perdue ; sur encaissements, ni l’un ni l’autre.",
            "On invoices, VAT is due when billed and comes back on a bad debt; on receipts, neither.",
        ),
    )  # fmt: skip
