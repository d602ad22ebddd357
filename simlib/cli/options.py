"""The arguments and options that several commands share, each said once."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Engine(StrEnum):
    """Which engine simulates."""

    AUTO = "auto"
    COMPILED = "compiled"
    REFERENCE = "reference"


class By(StrEnum):
    """What indicators are broken down by."""

    SEGMENT = "segment"
    CUSTOMER = "customer"


class Kept(StrEnum):
    """Tables of a run folder that are large: of 1,000 invoices of a world about 40 and 150 kB."""

    LEDGER = "ledger"
    EVENTS = "events"


class Lang(StrEnum):
    """The language of what is shown."""

    FR = "fr"
    EN = "en"


_FILE = {"exists": True, "dir_okay": False, "readable": True}

ScenarioArgument = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A scenario file, or several joined by +: firm.yaml+policy.yaml.", show_default=False
    ),
]
ScenariosArgument = Annotated[
    list[str],
    typer.Argument(metavar="SCENARIO...", help="Scenarios, each one file or several joined by +.", show_default=False),
]
LedgerArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="LEDGER...",
        help="One or several files of invoices, or FEC, of up to 256 MB each.",
        show_default=False,
        **_FILE,
    ),
]
Payments = Annotated[
    Path | None, typer.Option("--payments", metavar="F", help="A second file, with the payments.", **_FILE)
]
Touches = Annotated[
    Path | None,
    typer.Option(
        "--touches", metavar="F", help="A log of reminders sent: customer or invoice, date, channel or step.", **_FILE
    ),
]
Mapping = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="F", help="What the columns are called and how dates are written.", **_FILE),
]


def _terms(text: str) -> str:
    """Return payment terms that can be read."""
    from simlib.errors import ImportFailure
    from simlib.readers.fec.terms import read_terms

    try:
        return str(read_terms(text))
    except ImportFailure as problem:
        raise typer.BadParameter(str(problem)) from None


Terms = Annotated[
    str | None,
    typer.Option(
        "--terms",
        metavar="T",
        parser=_terms,
        help="Payment terms of the customers of a FEC, such as net30, eom45 or 45eom; else payments tell them.",
    ),
]
EngineOption = Annotated[Engine, typer.Option("--engine", help="auto takes the compiled engine where it can.")]
Replications = Annotated[
    int | None,
    typer.Option("--replications", metavar="N", min=1, help="How many worlds; by default what the scenario says."),
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="S", min=0, help="Which worlds; by default what the scenario says.")
]


def _day(text: str) -> int:
    """Return the day number of a date written 2026-06-30."""
    from simlib.days import to_day

    try:
        return to_day(date.fromisoformat(text))
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date; write it year first, such as 2026-06-30") from None


Day = _day
"""Reads a day, for options of one command."""

ReplicationOption = Annotated[int, typer.Option("--replication", metavar="R", min=0, help="Which world.")]

At = Annotated[
    int | None,
    typer.Option("--at", metavar="DATE", parser=_day, help="Read every indicator on this day, such as 2026-06-30."),
]
AsOf = Annotated[
    int | None,
    typer.Option(
        "--as-of", metavar="DATE", parser=_day, help="Read nothing dated later than this day, such as 2026-06-30."
    ),
]
ByOption = Annotated[By | None, typer.Option("--by", help="Also break the indicators down.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
LangOption = Annotated[Lang, typer.Option("--lang", help="Language of the labels.")]
Runs = Annotated[
    Path | None,
    typer.Option(
        "--runs", metavar="DIR", file_okay=False, help="Keep every run there; what is there already is not run again."
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="tcp://HOST:PORT", help="Let the workers of this Dask scheduler run it."),
]


def _indicator(name: str) -> str:
    """Return the name of an indicator."""
    from difflib import get_close_matches

    from simlib.indicators import INDICATORS

    if name not in INDICATORS:
        near = get_close_matches(name, INDICATORS, n=1)
        raise typer.BadParameter(f"no indicator is called {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return name


Of = Annotated[
    str,
    typer.Option("--of", metavar="INDICATOR", parser=_indicator, help="The indicator it is about."),
]
MeasuredBy = Annotated[
    str,
    typer.Option("--of", metavar="INDICATOR", parser=_indicator, help="What is measured on each customer."),
]
LeversAsked = Annotated[
    list[str] | None,
    typer.Option(
        "--lever",
        metavar="PATH[=LOW..HIGH]",
        help="A lever, or all under a path, within a range; may be given several times. By default what the firm decides.",
    ),
]
FigureOut = Annotated[
    Path | None,
    typer.Option("--figure", metavar="F.html", help="Draw it on a page that opens offline.", dir_okay=False),
]
