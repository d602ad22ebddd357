"""Shocks: what may strike from outside after the start."""

from typing import Literal

from pydantic import Field, model_validator

from simlib.scenario.fields import Both, Part, lever, not_allowed

LATE_CUSTOMERS: tuple[tuple[str, Both], ...] = (
    ("none", Both("aucun", "none")),
    ("largest", Both("le plus gros client", "the largest customer")),
    ("named", Both("un client désigné", "a customer named")),
)


class Shocks(Part):
    """A slowdown of payments, a wave of failures, a large customer that pays late; months count from that of the start."""

    slowdown_factor: float = lever(
        1.0, unit="factor", minimum=0.1, maximum=2.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="shocks",
        label=Both("Ralentissement des paiements", "Slowdown of payments"),
        help=Both(
            "Multiplie la chance quotidienne de paiement de tous les clients pendant le choc ; 1 : aucun choc.",
            "Multiplies every customer's daily chance of payment during the shock; 1 is no shock.",
        ),
    )  # fmt: skip
    slowdown_from: int = lever(
        0, kind="integer", unit="months", minimum=0, maximum=60, step=1, moves="weighted_days_late", direction=-1,
        group="shocks",
        label=Both("Début du ralentissement", "Start of the slowdown"),
        help=Both(
            "Mois entre le début du scénario et celui du ralentissement.",
            "Months from the start of the scenario to that of the slowdown.",
        ),
    )  # fmt: skip
    slowdown_months: int = lever(
        0, kind="integer", unit="months", minimum=0, maximum=60, step=1, moves="weighted_days_late", direction=+1,
        group="shocks",
        label=Both("Durée du ralentissement", "Length of the slowdown"),
        help=Both(
            "Mois que dure le ralentissement ; 0 : aucun.",
            "Months that the slowdown lasts; 0 is none.",
        ),
    )  # fmt: skip
    insolvency_factor: float = lever(
        1.0, unit="factor", minimum=0.0, maximum=20.0, step=0.5, moves="bad_debt_ratio", direction=+1,
        group="shocks",
        label=Both("Vague de défaillances", "Wave of insolvencies"),
        help=Both(
            "Multiplie le taux de défaillance de tous les clients pendant la vague ; 1 : aucune vague.",
            "Multiplies every customer's rate of insolvency during the wave; 1 is no wave.",
        ),
    )  # fmt: skip
    insolvency_from: int = lever(
        0, kind="integer", unit="months", minimum=0, maximum=60, step=1, moves="bad_debt_ratio", direction=-1,
        group="shocks",
        label=Both("Début de la vague de défaillances", "Start of the wave of insolvencies"),
        help=Both(
            "Mois entre le début du scénario et celui de la vague.",
            "Months from the start of the scenario to that of the wave.",
        ),
    )  # fmt: skip
    insolvency_months: int = lever(
        0, kind="integer", unit="months", minimum=0, maximum=60, step=1, moves="bad_debt_ratio", direction=+1,
        group="shocks",
        label=Both("Durée de la vague de défaillances", "Length of the wave of insolvencies"),
        help=Both(
            "Mois que dure la vague ; 0 : aucune.",
            "Months that the wave lasts; 0 is none.",
        ),
    )  # fmt: skip
    late_customer: Literal["none", "largest", "named"] = lever(
        "none", kind="choice", choices=LATE_CUSTOMERS, moves="weighted_days_late", direction=+1, group="shocks",
        label=Both("Client qui se met à payer tard", "Customer that starts to pay late"),
        help=Both(
            "Le client qui, dès le début du scénario, décale tous ses paiements.",
            "The customer that puts off all its payments from the start of the scenario on.",
        ),
    )  # fmt: skip
    late_customer_id: str = Field(
        "",
        max_length=200,
        title="Customer that pays late",
        description="Id of the customer that pays late, where late_customer is named.",
    )
    late_customer_days: int = lever(
        30, kind="integer", unit="days", minimum=0, maximum=180, step=1, moves="weighted_days_late", direction=+1,
        group="shocks",
        label=Both("Retard de ce client", "Delay of that customer"),
        help=Both(
            "Jours dont ce client décale ses paiements.",
            "Days by which that customer puts off its payments.",
        ),
    )  # fmt: skip

    @model_validator(mode="after")
    def _names_who_pays_late(self) -> "Shocks":
        if self.late_customer == "named" and not self.late_customer_id:
            raise not_allowed("named", "named only together with late_customer_id", key="late_customer")
        return self
