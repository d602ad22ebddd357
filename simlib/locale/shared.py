"""Words that pages, reports and figures share."""

from simlib.locale.entry import Entry

SHARED: dict[str, Entry] = {
    "and": Entry("et", "and"),
    "interval": Entry("de {} à {}", "{} to {}"),
    "unit.days": Entry("j", "days"),
    "unit.hours": Entry("h", "h"),
    "unit.points": Entry("pt", "pts"),
    "today": Entry("Aujourd’hui", "Today"),
}
