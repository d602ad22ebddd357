"""Going on until an interval is as narrow as asked, and saying beforehand what that will cost."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from simlib.errors import ScenarioError
from simlib.experiments.compare import Paired, compare_many, student_quantile
from simlib.running import Batch
from simlib.running.batch import SPAN
from simlib.scenario import Scenario

PILOT = SPAN
"""Worlds that tell how much the differences vary."""

MOST = 10_000
SAFETY = 1.1
"""More than the pilot's spread asks for, since that is itself a guess."""


@dataclass(frozen=True)
class Forecast:
    """What the wished width will cost.

    Attributes:
        replications: Worlds simulated so far.
        half_width: Half the width of the widest interval so far.
        wished: Half the width asked for.
        needed: Worlds that it takes, as far as can be told; a multiple of a span.
        seconds: Time that the rest takes, as far as can be told.
        is_capped: Whether more worlds would be needed than allowed.
    """

    replications: int
    half_width: float
    wished: float
    needed: int
    seconds: float
    is_capped: bool


def compare_until(
    scenarios: Sequence[Scenario],
    half_width: float,
    indicator: str,
    *,
    batch: Batch | None = None,
    most: int = MOST,
    told: Callable[[Forecast], None] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Paired:
    """Compare scenarios on as many worlds as it takes for every 95 % interval of an indicator to be narrow enough.

    Args:
        scenarios: The base, then the others.
        half_width: Half the width that intervals may have, in the indicator's unit.
        indicator: The indicator whose differences count.
        batch: What runs them.
        most: Worlds at most.
        told: Told before each further stretch what it will cost.
        progress: Told (done, total) as spans of worlds end.

    Raises:
        ScenarioError: The width is not above zero; there is nothing to compare with the base.
    """
    if not half_width > 0.0:
        raise ScenarioError(f"an interval of half-width {half_width:g} is never reached; ask for a width above 0")
    if len(scenarios) < 2:
        raise ScenarioError("there is nothing to compare with the base; name another scenario or a grid")
    batch = Batch(scenarios[0]) if batch is None else batch
    count, spent = min(PILOT, most), 0.0
    while True:
        began, known = time.perf_counter(), batch.computed
        compared = compare_many(scenarios, replications=count, batch=batch, progress=progress)
        spent += time.perf_counter() - began
        pace = spent / count if batch.computed > known else 0.0
        widest = widest_half(compared, indicator)
        if not widest > half_width or count >= most:
            return compared
        wanted = needed(compared, indicator, half_width)
        goes_to = min(most, max(wanted, count + SPAN))
        if told is not None:
            told(Forecast(count, widest, half_width, wanted, pace * (goes_to - count), wanted > most))
        count = goes_to


def widest_half(compared: Paired, indicator: str) -> float:
    """Return half the width of the widest interval; NaN where no difference is known."""
    found = (compared.difference(name, indicator) for name in compared.others)
    return max((one.high - one.mean for one in found if one.high == one.high), default=math.nan)


def needed(compared: Paired, indicator: str, half_width: float) -> int:
    """Return the worlds it takes, judged by the spread of the differences so far; a multiple of a span."""
    base = compared.results[compared.base].values(indicator)
    spread = max(float(np.nanstd(compared.results[name].values(indicator) - base, ddof=1)) for name in compared.others)
    worlds = (student_quantile(compared.replications - 1) * spread / half_width) * SAFETY
    return math.ceil(worlds * worlds / SPAN) * SPAN
