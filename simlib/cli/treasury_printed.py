"""The cash plan as tables for people: weeks, months, and what came against what was forecast."""

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from simlib import words
from simlib.cli.output import show_table
from simlib.days import to_date
from simlib.treasury.kinds import kind_label
from simlib.treasury.sheet import CENTS, Planned, Sheet, months, weeks
from simlib.treasury.tables import HEAD, INDENT, Line, heads, lines
from simlib.treasury.variance import totals

if TYPE_CHECKING:
    from simlib.treasury.variance_roll import Tracked

GAP = 2
"""Blanks between two columns."""


@dataclass(frozen=True)
class PrintedTreasury:
    """Prints a cash plan.

    Attributes:
        lang: Language of labels and numbers.
        currency: Currency of amounts.
    """

    lang: str
    currency: str

    def plan(self, plan: Planned, count: int, tracked: "Tracked | None") -> None:
        """Print weeks, then months, then what came against what was forecast."""
        weekly, monthly = weeks(plan, count), months(plan)
        self._said("treasury.head", name=plan.scenario.name, digest=plan.scenario.digest, n=plan.replications)
        for sheet, key in ((weekly, "excel.weeks_head"), (monthly, "excel.months_head")):
            typer.echo("\n" + words.text(key, self.lang, n=sheet.periods) + f" ({self.currency})")
            across = _across(list(lines(sheet, self.lang)))
            for first in range(0, sheet.periods, across):
                self._table(sheet, slice(first, first + across))
        self._risk(plan, weekly)
        if tracked is not None:
            self._tracked(tracked)

    def _table(self, sheet: Sheet, part: slice) -> None:
        """Print some periods side by side."""
        rows = [[line.label.replace(INDENT, "  "), *line.cells[part]] for line in lines(sheet, self.lang)]
        show_table(["", *heads(sheet, self.lang)[part]], rows)

    def _risk(self, plan: Planned, sheet: Sheet) -> None:
        """Say when cash is lowest and how likely it falls under its floor."""
        floor = words.money(plan.floor, self.lang, self.currency)
        worst = int(sheet.breach.argmax())
        anywhere = float((plan.closing.min(axis=1) < plan.floor * CENTS).mean())
        typer.echo()
        self._said("treasury.floor", floor=floor, share=words.percent(anywhere, self.lang, 1))
        if sheet.breach[worst] > 0.0:
            week = words.date_text(to_date(sheet.starts[worst]), self.lang)
            self._said(
                "treasury.worst", n=worst + 1, week=week, share=words.percent(float(sheet.breach[worst]), self.lang)
            )

    def _tracked(self, tracked: "Tracked") -> None:
        """Print each kind's differences over the weeks that are over."""
        typer.echo()
        first, last = tracked.variances[0].week_start, max(one.week_end for one in tracked.variances)
        self._said(
            "treasury.tracked",
            n=tracked.known,
            first=words.date_text(to_date(first), self.lang),
            last=words.date_text(to_date(last), self.lang),
        )
        names = ("forecast", "actual", "difference", "timing", "permanent")
        rows = []
        for one in totals(tracked.variances):
            cells = [
                words.money(getattr(one, name) / CENTS, self.lang, self.currency, signed=name not in names[:2])
                for name in names
            ]
            rows.append([words.text(f"line.{one.line}", self.lang), kind_label(one.kind, self.lang), *cells])
        heads = [
            words.text(f"excel.column.{name}", self.lang)
            for name in ("forecast", "actual", "variance", "timing", "permanent")
        ]
        show_table(["", "", *heads], rows, words=2)

    def _said(self, key: str, **values: object) -> None:
        typer.echo(words.text(key, self.lang, **values))


def _across(shown: list[Line]) -> int:
    """Return how many periods stand side by side in this terminal; all of them in a file."""
    periods = len(shown[0].cells)
    if not sys.stdout.isatty():
        return periods
    room = shutil.get_terminal_size().columns - max(len(line.label) for line in shown)
    widest = max(len(cell) for line in shown for cell in line.cells)
    return min(max(room // (max(widest, HEAD) + GAP), 1), periods)
