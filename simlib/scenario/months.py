"""The months of the year, as scenarios name them."""

from enum import StrEnum

from simlib.scenario.fields import Both


class Month(StrEnum):
    """A month; scenarios write its English name in lower case."""

    JANUARY = "january"
    FEBRUARY = "february"
    MARCH = "march"
    APRIL = "april"
    MAY = "may"
    JUNE = "june"
    JULY = "july"
    AUGUST = "august"
    SEPTEMBER = "september"
    OCTOBER = "october"
    NOVEMBER = "november"
    DECEMBER = "december"

    @property
    def number(self) -> int:
        """The month's number, 1 for January."""
        return list(Month).index(self) + 1

    @property
    def label(self) -> Both:
        """Its name in both languages."""
        return Both(_FRENCH[self.number - 1], self.value.capitalize())


_FRENCH = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
