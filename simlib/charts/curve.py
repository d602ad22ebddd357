"""The payment curve: what share of invoices is paid how late, in the ledger and in the simulated past."""

import numpy as np
import plotly.graph_objects as go

from simlib import words
from simlib.calibration.status_quo import StatusQuo
from simlib.charts.look import INK, SCENARIO, axis, figure


def payment_curve(found: StatusQuo, lang: str) -> go.Figure:
    """Draw the share of invoices paid by each day of lateness: the ledger's, and the simulated status quo's."""
    gap = float(np.nanmax(np.abs(found.observed - found.simulated)))
    lines = (("observed", found.observed, INK, "solid", 3), ("simulated", found.simulated, SCENARIO, "dash", 2.5))
    unit = f"{words.NO_BREAK}{words.text('unit.days', lang)}"
    return figure(
        words.text("point.curve", lang, gap=words.number(100.0 * gap, lang, 1)),
        words.text("subtitle.curve", lang, n=words.number(found.replications, lang)),
        lang,
        [
            {
                "type": "scatter", "mode": "lines", "x": found.days, "y": 100.0 * curve, "name": words.text(f"learned.{key}", lang),
                "line": {"color": colour, "width": width, "dash": dash},
                "hovertemplate": f"%{{y:.1f}}{words.percent_mark(lang)}",
            }
            for key, curve, colour, dash, width in lines
        ],
        xaxis=axis(showgrid=False, ticksuffix=unit, title={"text": words.text("axis.lateness", lang)}),
        yaxis=axis(range=[0, 102], ticksuffix=words.percent_mark(lang)),
    )  # fmt: skip
