"""Rankings and frontiers as tables to look at, in the reader's language."""

from typing import TYPE_CHECKING

from simlib.experiments.compare import Paired
from simlib.experiments.frontier import frontier
from simlib.experiments.ranking import ranking
from simlib.indicators import INDICATORS
from simlib.words import in_unit, p_value, percent, text

if TYPE_CHECKING:
    import pandas as pd


def ranking_table(compared: Paired, indicator: str, lang: str) -> "pd.DataFrame":
    """Return all scenarios from the best to the worst: value, difference with its corrected interval, chance of being best."""
    import pandas as pd

    unit = INDICATORS[indicator].unit.value
    currency = compared.results[compared.base].scenario.currency

    def said(value: float, *, signed: bool = False) -> str:
        return in_unit(value, unit, lang, currency=currency, signed=signed, short=False)

    rows = [
        {
            "rank": rank.rank,
            "scenario": rank.scenario,
            "value": said(rank.mean),
            "difference": said(rank.difference, signed=True),
            "low": said(rank.corrected.low, signed=True),
            "high": said(rank.corrected.high, signed=True),
            "p": p_value(rank.corrected.p, lang),
            "best": percent(rank.probability_best, lang),
            "may_be": text("yes" if rank.may_be_best else "no", lang),
        }
        for rank in ranking(compared, indicator)
    ]
    table = pd.DataFrame(rows).set_index("rank")
    names = {
        name: text(f"table.{name}", lang) for name in ("scenario", "difference", "low", "high", "p", "best", "may_be")
    }
    return table.rename(columns=names | {"value": INDICATORS[indicator].label(lang)}).rename_axis(
        text("table.rank", lang)
    )


def frontier_table(compared: Paired, lang: str) -> "pd.DataFrame":
    """Return the scenarios that no other one beats in every aim at once, with the mean of each aim."""
    import pandas as pd

    currency = compared.results[compared.base].scenario.currency
    rows = {
        point.scenario: {
            INDICATORS[name].label(lang): in_unit(
                value, INDICATORS[name].unit.value, lang, currency=currency, short=False
            )
            for name, value in point.means.items()
        }
        for point in frontier(compared)
        if point.is_on_frontier
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(text("table.scenario", lang))
