"""Words of the page."""

from simlib.locale.entry import Entry

PAGE: dict[str, Entry] = {}
