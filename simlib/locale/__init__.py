"""The catalogue of texts: every key once, in every language."""

from collections.abc import Mapping
from types import MappingProxyType

from simlib.locale.calibration import CALIBRATION
from simlib.locale.entry import Entry
from simlib.locale.experiments import EXPERIMENTS
from simlib.locale.figures import FIGURES
from simlib.locale.forecast import FORECAST
from simlib.locale.glossary import GLOSSARY
from simlib.locale.letters import LETTERS
from simlib.locale.page import PAGE
from simlib.locale.panels import PANELS
from simlib.locale.readers import READERS
from simlib.locale.refusals import REFUSALS
from simlib.locale.report import REPORT
from simlib.locale.report_sections import REPORT_SECTIONS
from simlib.locale.schedule import SCHEDULE
from simlib.locale.shared import SHARED
from simlib.locale.story import STORY
from simlib.locale.treasury import TREASURY

__all__ = ["CATALOGUE", "Entry"]

CATALOGUE: Mapping[str, Entry] = MappingProxyType(
    {
        **SHARED,
        **FIGURES,
        **PAGE,
        **PANELS,
        **GLOSSARY,
        **REPORT,
        **REPORT_SECTIONS,
        **SCHEDULE,
        **LETTERS,
        **CALIBRATION,
        **FORECAST,
        **EXPERIMENTS,
        **READERS,
        **REFUSALS,
        **STORY,
        **TREASURY,
    }
)
"""Texts by key. French is written with plain spaces before two-part signs; `simlib.words` makes them unbreakable."""
