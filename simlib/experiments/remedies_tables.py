"""Remedies as a table to look at, in the reader's language; the value of a day of DSO as a sentence."""

from typing import TYPE_CHECKING

from simlib.experiments.remedies import Price, Prices
from simlib.experiments.remedies_cost import Ratio
from simlib.words import in_unit, money, number, percent, text

if TYPE_CHECKING:
    import pandas as pd

THOUSAND = 1_000.0
"""Euros that a price by the day is for: that of one would be all zeros."""


def remedies_table(found: Prices, lang: str) -> "pd.DataFrame":
    """Return all remedies, the cheapest first: cash obtained, what it costs, and that as a rate with its interval."""
    import pandas as pd

    rows = {price.label(lang): _row(price, found, lang) for price in found.remedies}
    names = {
        name: text(f"remedies.column.{name}", lang, thousand=money(THOUSAND, lang, found.today.currency))
        for name in ("cash", "cost", "a_year", "per_1000", "a_day_of_dso", "dso", "parts")
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(names))
    return table.rename(columns=names).rename_axis(text("remedies.column.remedy", lang))


def value_of_a_day(found: Prices, lang: str) -> str:
    """Return what one day of DSO is worth: cash once, interest each year, apart."""
    currency = found.today.currency
    cash = money(found.sales_of_a_day, lang, currency)
    if not found.rate:
        return text("remedies.value_of_a_day_bare", lang, cash=cash)
    interest = money(found.interest_of_a_day, lang, currency)
    return text("remedies.value_of_a_day", lang, cash=cash, interest=interest, rate=percent(found.rate, lang, 1))


def sentences(found: Prices, lang: str) -> list[str]:
    """Return what a reader of the table must know besides: the value of a day of DSO, and what nobody said."""
    unknown = [text("remedies.suppliers_free", lang)] if found.is_supplier_price_unknown else []
    return [value_of_a_day(found, lang), *unknown]


def _row(price: Price, found: Prices, lang: str) -> list[str]:
    currency = found.today.currency
    rate, day, dso = price.a_year, found.a_day_of_dso(price), price.dso_after_factoring
    per_thousand = Ratio(*(value * THOUSAND for value in price.per_euro_day))
    is_priced = rate.value == rate.value
    return [
        money(price.cash.mean, lang, currency, signed=True),
        money(price.cost.mean, lang, currency, signed=True),
        f"{percent(rate.value, lang, 1)} [{percent(rate.low, lang, 1)}, {percent(rate.high, lang, 1)}]"
        if is_priced
        else text("remedies.none", lang),
        number(per_thousand.value, lang, 3),
        money(day.value, lang, currency),
        in_unit(dso.mean, "days", lang, signed=True),
        parts_text(price, lang, currency),
    ]


def parts_text(price: Price, lang: str, currency: str) -> str:
    """Return what a remedy's cost is made of, the largest part first."""
    parts = sorted(price.parts.items(), key=lambda part: -abs(part[1]))
    return ", ".join(
        f"{text(f'cost.{name}', lang)} {money(value, lang, currency, signed=True)}" for name, value in parts
    )
