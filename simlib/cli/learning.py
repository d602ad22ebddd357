"""Commands on a real ledger: check, calibrate; and demo, the main job on the shipped one."""

from pathlib import Path
from typing import Annotated

import typer

from simlib.cli.options import AsOf, Json, Lang, LangOption, LedgerArgument, Mapping, Payments, Replications
from simlib.cli.output import show_json


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
    as_json: Json = False,
) -> None:
    """Read a ledger and say what is wrong.

    Rows and amounts read are all accounted for: accepted, rejected (written out with the reason) or ignored.
    """
    from simlib.readers import check as check_ledger

    found = check_ledger(ledger, payments=payments, mapping=mapping, rejects_file=rejects)
    if as_json:
        show_json(found.to_json())
    else:
        typer.echo(found.to_text())


def calibrate(
    ledger: LedgerArgument,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="F", help="The behaviour learned, a scenario fragment.", dir_okay=False),
    ],
    payments: Payments = None,
    mapping: Mapping = None,
    policy: Annotated[
        str | None, typer.Option("--policy", metavar="SCENARIO", help="The reminders that were sent in that time.")
    ] = None,
    as_of: AsOf = None,
    as_json: Json = False,
) -> None:
    """Learn from a ledger how customers pay.

    Writes a scenario fragment: behaviour, segments, calendar; and beside it its customers, open invoices and a report.
    """
    raise NotImplementedError


def demo(
    replications: Replications = None,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="DIR", help="Folder of what it writes.", file_okay=False)
    ] = Path("reports/output/demo"),
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Do the main job on the shipped ledger.

    Reads it, learns how its customers pay, compares four reminder policies, writes a report.
    """
    raise NotImplementedError
