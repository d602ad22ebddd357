"""Commands on a real ledger: check, calibrate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simlib.cli.options import AsOf, Json, Lang, LangOption, LedgerArgument, Mapping, Payments, Terms, Touches
from simlib.cli.output import as_share, progress, show_json

if TYPE_CHECKING:
    from simlib.readers import TouchLog

MOST_LINES = 20
"""Rejected rows that are told on the terminal; the file beside the fragment holds all of them."""


def check(
    ledger: LedgerArgument,
    payments: Payments = None,
    mapping: Mapping = None,
    rejects: Annotated[
        Path | None,
        typer.Option(
            "--rejects", metavar="F", help="Where rejected rows go; by default LEDGER.rejects.csv here.", dir_okay=False
        ),
    ] = None,
    terms: Terms = None,
    suggest: Annotated[
        Path | None,
        typer.Option(
            "--suggest-mapping",
            metavar="F",
            help="Write a mapping to start from, and read the ledger with it.",
            dir_okay=False,
        ),
    ] = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Read a ledger and say what is wrong.

    Rows and amounts read are all accounted for: accepted, rejected (written out with the reason) or ignored.
    """
    from simlib.readers import check as check_ledger

    if suggest is not None and mapping is not None:
        raise typer.BadParameter("give a mapping, or let one be suggested, not both")
    found = check_ledger(ledger, payments, mapping, rejects_file=rejects, terms=terms, suggest=suggest, lang=lang.value)
    if as_json:
        show_json(found.to_json(lang.value))
    else:
        typer.echo(found.to_text(lang.value))


def calibrate(
    ledger: LedgerArgument,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="F", help="The behaviour learned, a scenario fragment.", dir_okay=False),
    ],
    payments: Payments = None,
    touches: Touches = None,
    mapping: Mapping = None,
    terms: Terms = None,
    policy: Annotated[
        str | None,
        typer.Option(
            "--policy", metavar="SCENARIO", help="The firm with the reminders sent in that time; else two e-mails."
        ),
    ] = None,
    as_of: AsOf = None,
    calendar: Annotated[
        str | None,
        typer.Option("--calendar", metavar="C", help="Country of the business days, such as FR, or seven_day."),
    ] = None,
    untried: Annotated[
        bool, typer.Option("--no-backtest", help="Do not try the forecast on the past; results then carry no verdict.")
    ] = False,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Learn from a ledger how customers pay.

    Writes a scenario fragment: behaviour, segments, calendar; and beside it its customers, open invoices and a report. Tries the
    forecast on the past, and writes down how it did.
    """
    from simlib.calibration import calibrate as learn
    from simlib.calibration.backtest import brief_backtest
    from simlib.readers import read_ledger, read_touches
    from simlib.scenario import load

    present = load(policy) if policy else None
    imported = read_ledger(ledger, payments=payments, mapping=mapping, terms=terms)
    log = read_touches(touches, imported, mapping=mapping) if touches is not None else None
    if log is not None:
        _tell_rejects(log, out, lang.value)
    firm = present.firm if present is not None else None
    with progress("learning") as move:
        found = learn(
            imported,
            out=out,
            policy=present,
            as_of=as_of,
            calendar=calendar,
            lang=lang.value,
            back_test=None if untried else lambda: brief_backtest(imported, as_of, firm, calendar).evidence(),
            touches=log.touches if log is not None else None,
            progress=as_share(move),
        )
    if as_json:
        show_json(found.to_json() | ({"touches_log": log.counts()} if log is not None else {}))
    else:
        typer.echo(found.to_text(lang.value))


def _tell_rejects(log: "TouchLog", out: Path, lang: str) -> None:
    """Say on standard error what was left out of a log of touches, a line for each row, and write these rows down."""
    from simlib import words
    from simlib.readers.notices import told
    from simlib.readers.rejects import write_rejects

    counts = {name: words.number(count, lang) for name, count in log.counts().items()}
    typer.echo(words.text("reader.touches_read", lang, **counts), err=True)
    for line in log.warnings:
        typer.echo(told(line, lang), err=True)
    for line in log.rejected_lines[:MOST_LINES]:
        typer.echo(line, err=True)
    if log.rows_rejected:
        file = out.with_name(f"{out.stem}.touches.rejects.csv")
        write_rejects(log.rejects, file)
        typer.echo(words.text("reader.touches_rejects", lang, rows=counts["rows_rejected"], file=file), err=True)
