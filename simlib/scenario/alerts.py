"""Alerts: from when on something about a customer, or about the firm, deserves a look."""

from typing import Self

from pydantic import model_validator

from simlib.scenario.fields import Both, Part, fact, not_allowed


class Alerts(Part):
    """Thresholds of the alerts; no result of a simulation depends on them."""

    first_delay_days: int = fact(
        1, kind="integer", unit="days", minimum=1, maximum=365, group="alerts",
        label=Both("Premier retard : jours", "First delay: days"),
        help=Both(
            "Jours après l’échéance, reportée à un jour ouvré, à partir desquels une facture impayée est un retard.",
            "Days after the due date, rolled to a business day, from which an unpaid invoice is a delay.",
        ),
    )  # fmt: skip
    first_delay_invoices: int = fact(
        3, kind="integer", unit="none", minimum=1, maximum=1_000, group="alerts",
        label=Both("Premier retard : factures payées à l’heure", "First delay: invoices paid on time"),
        help=Both(
            "Factures payées à l’heure, sans aucun retard, à partir desquelles un client est réputé ponctuel.",
            "Invoices paid on time, without any delay, from which a customer counts as one that always pays on time.",
        ),
    )  # fmt: skip
    limit_watch: float = fact(
        0.5, unit="share", minimum=0.05, maximum=2.0, step=0.05, group="alerts",
        label=Both("Limite de crédit : premier seuil", "Credit limit: first threshold"),
        help=Both(
            "Part de la limite de crédit utilisée qui déclenche la première alerte.",
            "Share of the credit limit used that raises the first alert.",
        ),
    )  # fmt: skip
    limit_warning: float = fact(
        0.7, unit="share", minimum=0.05, maximum=2.0, step=0.05, group="alerts",
        label=Both("Limite de crédit : deuxième seuil", "Credit limit: second threshold"),
        help=Both(
            "Part de la limite de crédit utilisée qui déclenche la deuxième alerte.",
            "Share of the credit limit used that raises the second alert.",
        ),
    )  # fmt: skip
    limit_critical: float = fact(
        0.9, unit="share", minimum=0.05, maximum=2.0, step=0.05, group="alerts",
        label=Both("Limite de crédit : dernier seuil", "Credit limit: last threshold"),
        help=Both(
            "Part de la limite de crédit utilisée au-delà de laquelle la limite est à revoir.",
            "Share of the credit limit used from which the limit is to be reviewed.",
        ),
    )  # fmt: skip
    concentration: float = fact(
        0.1, unit="share", minimum=0.01, maximum=1.0, step=0.01, group="alerts",
        label=Both("Concentration", "Concentration"),
        help=Both(
            "Part de l’encours clients due par un seul client qui déclenche l’alerte.",
            "Share of the receivables owed by one customer that raises the alert.",
        ),
    )  # fmt: skip
    broken_promise_amount: float = fact(
        0.0, unit="EUR", minimum=0.0, maximum=1e9, group="alerts",
        label=Both("Promesse rompue : montant minimal", "Broken promise: minimum amount"),
        help=Both(
            "Montant promis à partir duquel une promesse rompue déclenche une alerte.",
            "Amount promised from which a broken promise raises an alert.",
        ),
    )  # fmt: skip
    quiet_days: int = fact(
        30, kind="integer", unit="days", minimum=0, maximum=365, group="alerts",
        label=Both("Silence entre deux alertes", "Silence between two alerts"),
        help=Both(
            "Jours pendant lesquels la même alerte n’est pas répétée pour le même client.",
            "Days during which the same alert is not repeated for the same customer.",
        ),
    )  # fmt: skip

    @model_validator(mode="after")
    def _levels_rise(self) -> Self:
        levels = self.limit_levels
        if list(levels) != sorted(set(levels)):
            found = ", ".join(f"{level:.12g}" for level in levels)
            raise not_allowed(found, "rising thresholds: limit_watch below limit_warning below limit_critical")
        return self

    @property
    def limit_levels(self) -> tuple[float, float, float]:
        """Shares of a credit limit used that raise an alert, lowest first."""
        return self.limit_watch, self.limit_warning, self.limit_critical
