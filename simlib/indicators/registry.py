"""All indicators, in the order in which they are shown."""

from collections.abc import Mapping
from types import MappingProxyType

from simlib.indicators import cash, collection, dso, financing, flows, losses, stocks, working_capital
from simlib.indicators.indicator import Indicator

_ALL = (
    *dso.INDICATORS,
    *stocks.INDICATORS,
    *flows.INDICATORS,
    *collection.INDICATORS,
    *losses.INDICATORS,
    *financing.INDICATORS,
    *working_capital.INDICATORS,
    *cash.INDICATORS,
)

INDICATORS: Mapping[str, Indicator] = MappingProxyType({indicator.name: indicator for indicator in _ALL})
"""Indicators by name."""
