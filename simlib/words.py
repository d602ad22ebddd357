"""Words, numbers and dates in the reader's language.

Everything shown to a user that is not declared with a field stands in the catalogue of `simlib.locale`, once in each language.
"""

import datetime
import math
import re
from functools import cache
from typing import Literal, get_args

from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_symbol

from simlib.locale import CATALOGUE

Lang = Literal["fr", "en"]
languages: tuple[Lang, ...] = get_args(Lang)
"""The languages that every text has."""

LOCALES: dict[str, str] = {"fr": "fr_FR", "en": "en_GB"}
"""Locale of each language, for numbers and dates."""

MINUS = "\u2212"
NO_BREAK = "\u00a0"
NARROW_NO_BREAK = "\u202f"
UNDEFINED = "\u2013"
"""What stands for a number that is not defined."""

LEAST_P = 0.001
"""The smallest p-value that is written out."""

_WIDE_BEFORE = re.compile(r" (?=[:%»€])")
_NARROW_BEFORE = re.compile(r" (?=[;?!])")


def text(key: str, lang: str, **values: object) -> str:
    """Return a text of the catalogue with its values filled in.

    Raises:
        KeyError: There is no such text, no such language, or a value is missing.
    """
    words = _words(key, lang)
    return words.format(**values) if values else words


@cache
def _words(key: str, lang: str) -> str:
    if key not in CATALOGUE:
        raise KeyError(f"no text is called {key!r}")
    if lang not in languages:
        raise KeyError(f"no language is called {lang!r}; there are {', '.join(languages)}")
    words: str = getattr(CATALOGUE[key], lang)
    if lang != "fr":
        return words
    words = _NARROW_BEFORE.sub(NARROW_NO_BREAK, _WIDE_BEFORE.sub(NO_BREAK, words))
    return words.replace("« ", "«" + NO_BREAK)


def number(x: float, lang: str, digits: int = 0, *, signed: bool = False) -> str:
    """Return a number with so many decimals; a dash where it is undefined.

    >>> number(-1234.5, "en", 1)
    '−1,234.5'
    """
    if not math.isfinite(x):
        return UNDEFINED
    shown = format_decimal(abs(x), locale=LOCALES[lang], format="#,##0" + ("." + "0" * digits if digits else ""))
    return _sign(x, digits, signed=signed) + shown


def money(x: float, lang: str, currency: str = "EUR", *, signed: bool = False) -> str:
    """Return an amount in whole units of a currency.

    >>> money(1234567.8, "en")
    '€1,234,568'
    """
    return _with_symbol(x, lang, currency, 0, "", signed=signed)


def money_short(x: float, lang: str, currency: str = "EUR", *, signed: bool = False) -> str:
    """Return an amount to three digits or so, in thousands or millions where that is shorter.

    >>> money_short(1234567.8, "en"), money_short(42664.3, "en"), money_short(851.0, "en")
    ('€1.23M', '€42.7k', '€851')
    """
    unit, mark = money_scale(x)
    scaled = x / unit
    digits = 0 if unit == 1.0 or not math.isfinite(x) else max(0, 2 - len(str(int(abs(scaled)))) + 1)
    return _with_symbol(scaled, lang, currency, min(digits, 2), mark, signed=signed)


def money_scale(largest: float) -> tuple[float, str]:
    """Return the unit in which amounts up to a size read best, and its mark: 1, thousands or millions.

    >>> money_scale(2_400_000.0)
    (1000000.0, 'M')
    """
    size = abs(largest) if math.isfinite(largest) else 0.0
    if size >= 999_500.0:
        return 1e6, "M"
    return (1e3, "k") if size >= 9_999.5 else (1.0, "")


def money_unit(lang: str, currency: str = "EUR", mark: str = "") -> str:
    """Return what stands after or before an amount: ``k€`` in French, ``€k`` in English.

    >>> money_unit("fr", mark="k")
    'k€'
    """
    symbol = get_currency_symbol(currency, LOCALES[lang])
    return mark + symbol if lang == "fr" else symbol + mark


def money_marks(lang: str, currency: str = "EUR", mark: str = "") -> tuple[str, str]:
    """Return what stands before and what stands behind an amount.

    >>> money_marks("en", mark="k")
    ('€', 'k')
    """
    symbol = get_currency_symbol(currency, LOCALES[lang])
    return ("", f"{NO_BREAK}{mark}{symbol}") if lang == "fr" else (symbol, mark)


def _with_symbol(x: float, lang: str, currency: str, digits: int, mark: str, *, signed: bool) -> str:
    if not math.isfinite(x):
        return UNDEFINED
    sign, shown = _sign(x, digits, signed=signed), number(abs(x), lang, digits)
    before, after = money_marks(lang, currency, mark)
    return f"{sign}{before}{shown}{after}"


def percent(share: float, lang: str, digits: int = 0, *, signed: bool = False) -> str:
    """Return a share as a percentage.

    >>> percent(0.2278, "en", 1)
    '22.8%'
    """
    shown = number(share * 100.0, lang, digits, signed=signed)
    if shown == UNDEFINED:
        return shown
    return shown + percent_mark(lang)


def percent_mark(lang: str) -> str:
    """Return the sign of per cent as it stands behind a number."""
    return NO_BREAK + "%" if lang == "fr" else "%"


def p_value(p: float, lang: str) -> str:
    r"""Return a p-value; below a thousandth it is said to be below, for none is nought.

    >>> p_value(0.0123, "en"), p_value(0.0001, "en")
    ('0.012', '<\xa00.001')
    """
    return f"<{NO_BREAK}{number(LEAST_P, lang, 3)}" if p < LEAST_P else number(p, lang, 3)


def points(share: float, lang: str, digits: int = 1) -> str:
    r"""Return a difference of two shares in percentage points, with its sign.

    >>> points(-0.0231, "en")
    '−2.3\xa0pts'
    """
    return f"{number(share * 100.0, lang, digits, signed=True)}{NO_BREAK}{text('unit.points', lang)}"


def date_text(date: datetime.date, lang: str) -> str:
    """Return a date with its month in letters.

    >>> date_text(datetime.date(2026, 11, 30), "fr")
    '30 nov. 2026'
    """
    return _day_of_month(date, "d MMM y", lang)


def day_text(date: datetime.date, lang: str) -> str:
    """Return a day and its month in letters, without the year.

    >>> day_text(datetime.date(2026, 11, 30), "fr"), day_text(datetime.date(2026, 11, 1), "fr")
    ('30 nov.', '1er nov.')
    """
    return _day_of_month(date, "d MMM", lang)


def _day_of_month(date: datetime.date, pattern: str, lang: str) -> str:
    """Return a date that begins with its day; French calls the first of a month the first, all others by their number."""
    shown = str(format_date(date, pattern, locale=LOCALES[lang]))
    return shown.replace("1", "1er", 1) if lang == "fr" and date.day == 1 else shown


def month_text(date: datetime.date, lang: str) -> str:
    """Return a month in letters, with its year.

    >>> month_text(datetime.date(2026, 11, 30), "fr")
    'nov. 2026'
    """
    return str(format_date(date, "MMM y", locale=LOCALES[lang]))


def in_unit(x: float, unit: str, lang: str, *, currency: str = "EUR", signed: bool = False, short: bool = True) -> str:
    """Return a value in the unit of an indicator: days, EUR, share, hours or count.

    Amounts are shortened to thousands and millions unless `short` is false; a signed share is a difference in points.

    Raises:
        KeyError: There is no such unit.
    """
    if not math.isfinite(x):
        return UNDEFINED
    if unit == "EUR":
        return (money_short if short else money)(x, lang, currency, signed=signed)
    if unit == "share":
        return points(x, lang) if signed else percent(x, lang, 1)
    digits = {"days": 1, "hours": 0, "count": 2}[unit]
    shown = number(x, lang, digits, signed=signed)
    if unit == "count":
        return shown
    return f"{shown}{NO_BREAK}{text('unit.days' if unit == 'days' else 'unit.hours', lang)}"


def plain_interval(low: float, high: float, unit: str, lang: str, *, currency: str = "EUR") -> str:
    """Return the two ends of an interval of differences, each with its sign and the unit."""
    ends = (in_unit(end, unit, lang, currency=currency, signed=True) for end in (low, high))
    return text("interval", lang).format(*ends)


def joined(parts: list[str], lang: str) -> str:
    """Return words joined as in a sentence.

    >>> joined(["a", "b", "c"], "en")
    'a, b and c'
    """
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {text('and', lang)} {parts[-1]}"


def _sign(x: float, digits: int, *, signed: bool) -> str:
    """Return the sign of a number as shown: none where it rounds to zero."""
    if round(abs(x), digits) == 0.0:
        return ""
    if x < 0.0:
        return MINUS
    return "+" if signed else ""
