"""How late customers pay beside how late they pay in France, by size of the payer."""

from typing import NamedTuple

from simlib.scenario import Scenario
from simlib.scenario.fields import Both

SOURCE = Both(
    "Altares, comportements de paiement, 1er semestre 2025 (jours de retard moyens, toutes factures, par taille du payeur) ; "
    "moyennes du 1er semestre 2024 à côté",
    "Altares, payment behaviour, first half of 2025 (mean days late, all invoices, by size of the payer); those of the first half of "
    "2024 beside",
)


class Peers(NamedTuple):
    """Payers of one size in France.

    Attributes:
        label: What they are called.
        late_2025: Mean days late, first half of 2025.
        late_2024: The same, first half of 2024; NaN where nothing comparable was published.
    """

    label: Both
    late_2025: float
    late_2024: float


PEERS = {
    "micro": Peers(Both("moins de 3 salariés (TPE)", "fewer than 3 employees (micro firms)"), 15.0, 14.0),
    "small": Peers(Both("10 à 49 salariés", "10 to 49 employees"), 13.0, 12.0),
    "medium": Peers(Both("50 à 199 salariés", "50 to 199 employees"), 14.3, 12.7),
    "intermediate": Peers(Both("200 à 999 salariés", "200 to 999 employees"), 16.1, 14.5),
    "large": Peers(Both("plus de 1 000 salariés", "more than 1,000 employees"), 20.6, 17.8),
    "public": Peers(Both("secteur public", "public bodies"), 15.0, float("nan")),
    "all": Peers(Both("toutes tailles", "all sizes"), 14.1, float("nan")),
}
"""Sizes of payers by name."""

SIZES = tuple(PEERS)
ON_TIME_2025, ON_TIME_2024 = 0.452, 0.487
"""Share of payers on time in France, first halves of 2025 and 2024."""

BY_NAME = {
    "micro": "micro",
    "sme": "medium",
    "large": "large",
    "public": "public",
    "small": "small",
    "medium": "medium",
}
"""The size of payers of segments with usual names; any other is held against all of France."""


def size_of(scenario: Scenario, segment: str, sizes: dict[str, str]) -> str:
    """Return the size of the payers of a segment: as the report says, or as its name does."""
    return sizes.get(segment) or (BY_NAME.get(segment, "all") if segment in scenario.segments else "all")
