"""Words of the report."""

from simlib.locale.entry import Entry

REPORT: dict[str, Entry] = {}
