"""What an indicator declares of itself, once: name, unit, direction, date or window, view, words."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from simlib.indicators.daily import Daily

Integers = npt.NDArray[np.int64]
Values = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

CENTS = 100.0


class Unit(StrEnum):
    """What an indicator counts."""

    DAYS = "days"
    MONEY = "EUR"
    SHARE = "share"
    HOURS = "hours"
    COUNT = "count"


class Reading(StrEnum):
    """When an indicator is read.

    A stock stands at a date; the value of a run is its mean over the last three month ends. A flow runs over a window, the
    last twelve months or since the start if that is shorter. A path is followed day by day from the start to the end.
    """

    STOCK = "stock"
    FLOW = "flow"
    PATH = "path"


class View(StrEnum):
    """Whose eyes an indicator sees with: the accountant's, the banker's, or the log of contacts."""

    BOOKS = "books"
    BANK = "bank"
    CONTACTS = "contacts"


class Better(Enum):
    """Which direction is better."""

    LOWER = -1
    NEITHER = 0
    HIGHER = 1


class Words(NamedTuple):
    """One text in both languages."""

    en: str
    fr: str

    def in_language(self, language: str) -> str:
        """Return the text in a language, ``en`` or ``fr``."""
        return self.fr if language == "fr" else self.en


@dataclass(frozen=True)
class Indicator:
    """A pure function of daily series and dates, with what a reader must know of it.

    Attributes:
        name: Standard name.
        compute: From daily series and day numbers ``[n]`` to float64 ``[R, G, n]``, NaN where undefined; the flow's window
            ends on each day. An indicator of the whole firm has G = 1.
        unit: What it counts.
        better: Which direction is better.
        reading: Stock, flow or path.
        view: Books, bank or contacts.
        label_words: Name on a page.
        help_words: One sentence that says what it means.
        undefined_words: When it has no value.
        by_group: Whether a segment or a customer has one.
    """

    name: str
    compute: Callable[[Daily, Integers], Values]
    unit: Unit
    better: Better
    reading: Reading
    view: View
    label_words: Words
    help_words: Words
    undefined_words: Words
    by_group: bool = True

    def label(self, language: str) -> str:
        """Return the name on a page."""
        return self.label_words.in_language(language)

    def help(self, language: str) -> str:
        """Return the sentence that says what it means."""
        return self.help_words.in_language(language)

    def undefined(self, language: str) -> str:
        """Return when it has no value."""
        return self.undefined_words.in_language(language)


ALWAYS_DEFINED = Words("Always defined.", "Toujours défini.")


def ratio(part: Integers | Values, whole: Integers | Values) -> Values:
    """Return part / whole, NaN where the whole is not above zero."""
    positive = np.asarray(whole) > 0
    return np.where(positive, np.asarray(part) / np.where(positive, whole, 1), np.nan)


def mean_of_defined(values: Values) -> Values:
    """Return the mean over the last axis of the values that are defined, NaN where none is."""
    defined = ~np.isnan(values)
    return ratio(np.where(defined, values, 0.0).sum(axis=-1), defined.sum(axis=-1))
