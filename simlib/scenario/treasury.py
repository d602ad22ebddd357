"""Treasury: what leaves the bank besides purchases, on which day, and the lines of credit that bear it."""

from typing import Literal

from pydantic import Field

from simlib.scenario.fields import Both, Name, Part, PlainDate, lever

FILINGS: tuple[tuple[str, Both], ...] = (
    ("off", Both("comprise dans les charges fixes", "part of the fixed outflow")),
    ("monthly", Both("chaque mois", "every month")),
    ("quarterly", Both("chaque trimestre", "every quarter")),
)
RENTS: tuple[tuple[str, Both], ...] = (
    ("month", Both("chaque mois", "every month")),
    ("quarter", Both("chaque trimestre, d’avance", "every quarter, in advance")),
)
PLANS: tuple[tuple[str, Both], ...] = (
    ("investment", Both("investissement", "investment")),
    ("one_off", Both("dépense exceptionnelle", "one-off expense")),
)

MOST = 1e9


class Payroll(Part):
    """Net wages."""

    amount: float = lever(
        0.0, unit="EUR_per_month", minimum=0.0, maximum=MOST, step=5_000.0, moves="cash_end", direction=-1,
        group="treasury",
        label=Both("Salaires nets", "Net wages"),
        help=Both("Salaires nets versés chaque mois.", "Net wages paid each month."),
    )  # fmt: skip
    day: int = lever(
        28, kind="integer", unit="day_of_month", minimum=1, maximum=31, step=1, moves="cash_min", direction=+1,
        group="treasury", source="usual practice in France",
        label=Both("Jour de paie", "Pay day"),
        help=Both(
            "Jour du mois du versement des salaires ; avancé au jour ouvré précédent s’il est chômé.",
            "Day of the month on which wages are paid; brought forward to the business day before if it is none.",
        ),
    )  # fmt: skip


class SocialCharges(Part):
    """Social contributions on wages."""

    amount: float = lever(
        0.0, unit="EUR_per_month", minimum=0.0, maximum=MOST, step=5_000.0, moves="cash_end", direction=-1,
        group="treasury",
        label=Both("Charges sociales", "Social charges"),
        help=Both("Cotisations sociales versées chaque mois.", "Social contributions paid each month."),
    )  # fmt: skip
    day: int = lever(
        15, kind="integer", unit="day_of_month", minimum=1, maximum=31, step=1, moves="cash_min", direction=+1,
        group="treasury", source="urssaf.fr: the 5th from 50 employees on, the 15th below",
        label=Both("Jour des charges sociales", "Day of social charges"),
        help=Both(
            "Jour du mois du prélèvement ; reporté au jour ouvré suivant s’il est chômé.",
            "Day of the month of the debit; put off to the next business day if it is none.",
        ),
    )  # fmt: skip


class Vat(Part):
    """VAT paid to the state: what customers were billed or paid, by the firm's regime, less what suppliers billed."""

    filing: Literal["off", "monthly", "quarterly"] = lever(
        "off", kind="choice", choices=FILINGS, moves="cash_end", direction=-1, group="treasury",
        source="CGI art. 287",
        label=Both("Déclaration de TVA", "VAT return"),
        help=Both(
            "Rythme auquel la TVA collectée, moins la TVA déductible des achats, est reversée ; un crédit est reporté.",
            "How often VAT collected less the VAT of purchases is paid over; a credit is carried forward.",
        ),
    )  # fmt: skip
    day: int = lever(
        20, kind="integer", unit="day_of_month", minimum=1, maximum=31, step=1, moves="cash_min", direction=+1,
        group="treasury", source="CGI ann. IV art. 39: between the 15th and the 24th",
        label=Both("Jour de la TVA", "Day of VAT"),
        help=Both(
            "Jour du mois suivant où la TVA est payée ; reporté au jour ouvré suivant s’il est chômé.",
            "Day of the following month on which VAT is paid; put off to the next business day if it is none.",
        ),
    )  # fmt: skip


class CorporateTax(Part):
    """Instalments of corporate tax: a quarter of a year's tax in March, June, September and December."""

    a_year: float = lever(
        0.0, unit="EUR", minimum=0.0, maximum=MOST, step=10_000.0, moves="cash_end", direction=-1, group="treasury",
        source="CGI art. 1668",
        label=Both("Impôt sur les sociétés", "Corporate tax"),
        help=Both("Impôt d’une année, versé en quatre acomptes.", "Tax of a year, paid in four instalments."),
    )  # fmt: skip
    day: int = lever(
        15, kind="integer", unit="day_of_month", minimum=1, maximum=31, step=1, moves="cash_min", direction=+1,
        group="treasury", source="CGI art. 1668: by the 15th",
        label=Both("Jour des acomptes d’impôt", "Day of tax instalments"),
        help=Both(
            "Jour du mois de l’acompte ; reporté au jour ouvré suivant s’il est chômé.",
            "Day of the month of the instalment; put off to the next business day if it is none.",
        ),
    )  # fmt: skip


class Rent(Part):
    """Rent and its charges."""

    amount: float = lever(
        0.0, unit="EUR_per_month", minimum=0.0, maximum=MOST, step=1_000.0, moves="cash_end", direction=-1,
        group="treasury",
        label=Both("Loyers", "Rent"),
        help=Both("Loyer et charges d’un mois.", "Rent and charges of a month."),
    )  # fmt: skip
    every: Literal["month", "quarter"] = lever(
        "month", kind="choice", choices=RENTS, moves="cash_min", direction=-1, group="treasury",
        label=Both("Rythme du loyer", "How often rent is paid"),
        help=Both(
            "Un loyer trimestriel se paie d’avance, le premier jour ouvré du trimestre.",
            "A quarterly rent is paid in advance, on the first business day of the quarter.",
        ),
    )  # fmt: skip


class Loan(Part):
    """A loan under way, paid off in equal monthly payments."""

    balance: float = lever(
        0.0, unit="EUR", minimum=0.0, maximum=MOST, step=10_000.0, moves="cash_end", direction=-1, group="treasury",
        label=Both("Capital restant dû", "Balance still owed"),
        help=Both("Capital restant dû au départ.", "What is still owed of the loan at the start."),
    )  # fmt: skip
    rate: float = lever(
        0.04, unit="per_year", minimum=0.0, maximum=0.3, step=0.0025, moves="cash_end", direction=-1, group="treasury",
        label=Both("Taux de l’emprunt", "Rate of the loan"),
        help=Both("Intérêt annuel, compté au mois.", "Interest a year, counted by the month."),
    )  # fmt: skip
    months: int = lever(
        60, kind="integer", unit="months", minimum=1, maximum=480, step=1, moves="cash_end", direction=+1,
        group="treasury",
        label=Both("Mensualités restantes", "Payments still to come"),
        help=Both("Nombre de mensualités restantes au départ.", "Number of monthly payments still to come at the start."),
    )  # fmt: skip
    day: int = lever(
        5, kind="integer", unit="day_of_month", minimum=1, maximum=31, step=1, moves="cash_min", direction=+1,
        group="treasury",
        label=Both("Jour de l’échéance d’emprunt", "Day of the loan’s payment"),
        help=Both(
            "Jour du mois du prélèvement ; reporté au jour ouvré suivant s’il est chômé.",
            "Day of the month of the debit; put off to the next business day if it is none.",
        ),
    )  # fmt: skip


class Planned(Part):
    """An expense planned for one day."""

    amount: float = lever(
        0.0, unit="EUR", minimum=0.0, maximum=MOST, step=5_000.0, moves="cash_end", direction=-1, group="treasury",
        label=Both("Dépense prévue", "Planned expense"),
        help=Both("Montant payé ce jour-là.", "Amount paid on that day."),
    )  # fmt: skip
    on: PlainDate = Field(description="Day of the payment, put off to the next business day.")
    kind: Literal["investment", "one_off"] = Field("one_off", description="An investment, or a one-off expense.")


class Overdraft(Part):
    """How far cash may fall below zero, and what that costs."""

    limit: float = lever(
        0.0, unit="EUR", minimum=0.0, maximum=MOST, step=10_000.0, moves="breach_probability", direction=-1,
        group="treasury",
        label=Both("Découvert autorisé", "Overdraft limit"),
        help=Both(
            "Découvert que la banque accorde ; au-delà, le minimum de trésorerie est enfreint.",
            "Overdraft that the bank grants; beyond it, the minimum cash is breached.",
        ),
    )  # fmt: skip
    rate: float = lever(
        0.08, unit="per_year", minimum=0.0, maximum=0.3, step=0.0025, moves="financing_cost", direction=+1,
        group="treasury",
        label=Both("Taux du découvert", "Rate of the overdraft"),
        help=Both(
            "Intérêt annuel sur le solde débiteur de chaque jour, année de 360 jours, prélevé en fin de mois.",
            "Interest a year on each day’s negative balance, year of 360 days, charged at the end of the month.",
        ),
    )  # fmt: skip


class CreditLine(Part):
    """A line of credit drawn when cash would fall under its minimum, and repaid as soon as it can be."""

    limit: float = lever(
        0.0, unit="EUR", minimum=0.0, maximum=MOST, step=10_000.0, moves="breach_probability", direction=-1,
        group="treasury",
        label=Both("Ligne de crédit", "Line of credit"),
        help=Both(
            "Montant qui peut être tiré ; tirée quand la trésorerie passerait sous son minimum, remboursée dès que possible.",
            "What can be drawn; drawn when cash would fall under its minimum, repaid as soon as possible.",
        ),
    )  # fmt: skip
    rate: float = lever(
        0.05, unit="per_year", minimum=0.0, maximum=0.3, step=0.0025, moves="financing_cost", direction=+1,
        group="treasury",
        label=Both("Taux de la ligne de crédit", "Rate of the line of credit"),
        help=Both(
            "Intérêt annuel sur le montant tiré, année de 360 jours, prélevé en fin de mois.",
            "Interest a year on what is drawn, year of 360 days, charged at the end of the month.",
        ),
    )  # fmt: skip


class Discounting(Part):
    """Bills discounted with the bank: drawn before the line of credit, against receivables not yet due."""

    limit: float = lever(
        0.0, unit="EUR", minimum=0.0, maximum=MOST, step=10_000.0, moves="breach_probability", direction=-1,
        group="treasury",
        label=Both("Plafond d’escompte bancaire", "Limit of discounting"),
        help=Both(
            "Montant que la banque escompte au plus sur les créances non échues.",
            "What the bank discounts at most against receivables not yet due.",
        ),
    )  # fmt: skip
    share: float = lever(
        0.5, unit="share", minimum=0.0, maximum=1.0, step=0.05, moves="breach_probability", direction=-1,
        group="treasury",
        label=Both("Part des créances escomptables", "Share of receivables discounted"),
        help=Both(
            "Part des créances non échues que la banque accepte d’escompter.",
            "Share of the receivables not yet due that the bank accepts.",
        ),
    )  # fmt: skip
    rate: float = lever(
        0.045, unit="per_year", minimum=0.0, maximum=0.3, step=0.0025, moves="financing_cost", direction=+1,
        group="treasury",
        label=Both("Taux d’escompte bancaire", "Rate of discounting"),
        help=Both(
            "Intérêt annuel sur le montant escompté, année de 360 jours, prélevé en fin de mois.",
            "Interest a year on what is discounted, year of 360 days, charged at the end of the month.",
        ),
    )  # fmt: skip


class Treasury(Part):
    """The calendar of disbursements and the means of bearing it. Amounts as they leave the bank, VAT included."""

    payroll: Payroll = Payroll()
    social_charges: SocialCharges = SocialCharges()
    vat: Vat = Vat()
    corporate_tax: CorporateTax = CorporateTax()
    rent: Rent = Rent()
    loans: dict[Name, Loan] = Field(default_factory=dict, description="Loans under way, by name.")
    planned: dict[Name, Planned] = Field(default_factory=dict, description="Investments and one-off expenses, by name.")
    overdraft: Overdraft = Overdraft()
    credit_line: CreditLine = CreditLine()
    discounting: Discounting = Discounting()
    minimum_cash: float = lever(
        0.0, unit="EUR", minimum=-MOST, maximum=MOST, step=10_000.0, moves="breach_probability", direction=+1,
        group="treasury",
        label=Both("Trésorerie minimale", "Minimum cash"),
        help=Both(
            "Solde que l’entreprise veut, ou s’est engagée à, garder, découvert autorisé compris.",
            "Balance that the firm wants, or has undertaken, to keep, the overdraft granted included.",
        ),
    )  # fmt: skip
