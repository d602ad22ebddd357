"""Every value that results depend on, with its source, as tables of a page; and what the past says of them."""

from simlib import words
from simlib.reporting.register import Block as Values
from simlib.reporting.register import Register
from simlib.scenario import Scenario
from simlib.workbook.blocks import Block, cell, column, fold, grid, text


def assumptions_blocks(scenario: Scenario, lang: str) -> list[Block]:
    """Return the register of a scenario: one line that counts, then a table for each group, folded."""
    register = Register(scenario, lang)
    counts = {name: words.number(count, lang) for name, count in register.counts().items()}
    blocks = [text(words.text("assumptions.intro", lang, **counts))]
    for group in register.groups():
        count = sum(len(values.entries) for values in group.blocks)
        if count:
            tables = [block for values in group.blocks for block in _table(group.title, values, lang)]
            blocks.append(fold(group.title, words.number(count, lang), tables))
    return blocks


def _table(group: str, values: Values, lang: str) -> list[Block]:
    """Return a table of values under its title, if it has one."""
    table = _grid(group, values, lang)
    return [text(values.title), table] if values.title else [table]


def _grid(group: str, values: Values, lang: str) -> Block:
    """Return a table of values: its name, value by column, unit, origin, source."""
    names = values.columns or (words.text("column.value_of", lang),)
    columns = [
        column("name", lang),
        *({"label": name, "number": True} for name in names),
        column("unit", lang),
        column("origin", lang),
        column("source", lang),
    ]
    rows = [
        [
            cell(entry.label),
            *(cell(value) for value in entry.values),
            cell(entry.unit),
            cell("; ".join(said for _, said in entry.origins)),
            cell(entry.source),
        ]
        for entry in values.entries
    ]
    return grid(columns, rows, " · ".join(filter(None, (group, values.title))))
