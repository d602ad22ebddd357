"""Plotly figures of results, in one look, in the reader's language; and the few figures that come first, in words.

They show what indicators say and compute nothing else. Every chart takes results and a language and
returns a `plotly.graph_objects.Figure` whose title says the point.
"""

from simlib.charts.ageing import ageing_bars
from simlib.charts.backtest import backtest, backtest_errors
from simlib.charts.bounds import bounds_bars
from simlib.charts.bridge import bridge_waterfall
from simlib.charts.capital import bfr_bars
from simlib.charts.cards import cards
from simlib.charts.cash import cash_fan
from simlib.charts.composition import composition_bars
from simlib.charts.curve import payment_curve
from simlib.charts.customers import customers_bars
from simlib.charts.fans import dso_fan, receivables_fan
from simlib.charts.forecast import forecast
from simlib.charts.framed import Framed, framed
from simlib.charts.frontier import frontier_points
from simlib.charts.headlines import Headline, headline, headlines
from simlib.charts.lever_text import lever_text
from simlib.charts.load import load_bars
from simlib.charts.policies import policies_forest
from simlib.charts.script import locale_script, plotly_script
from simlib.charts.tornado import tornado_bars
from simlib.charts.treasury_cash import plan_fan
from simlib.charts.treasury_remedies import remedies_bars
from simlib.charts.treasury_weeks import bfr_months, cash_weeks

__all__ = [
    "dso_fan",
    "receivables_fan",
    "ageing_bars",
    "bfr_bars",
    "cash_fan",
    "policies_forest",
    "bridge_waterfall",
    "bounds_bars",
    "composition_bars",
    "load_bars",
    "cards",
    "tornado_bars",
    "plan_fan",
    "cash_weeks",
    "bfr_months",
    "remedies_bars",
    "forecast",
    "backtest",
    "backtest_errors",
    "payment_curve",
    "frontier_points",
    "customers_bars",
    "Framed",
    "framed",
    "Headline",
    "headline",
    "headlines",
    "lever_text",
    "plotly_script",
    "locale_script",
]
