"""The command demo: the main job, from a ledger to a report, on the ledger that comes with the project."""

from pathlib import Path
from typing import Annotated

import typer

from simlib.cli.options import Json, Lang, LangOption, Replications
from simlib.cli.output import as_share, progress, say, show_json

FIRM = "scenarios/base.yaml"
POLICIES = ("mild", "none", "firm", "calls")
"""The policies compared; the first is the present one."""

REPLICATIONS = 100


def demo(
    replications: Replications = REPLICATIONS,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="DIR", help="Folder of what it writes.", file_okay=False)
    ] = Path("reports/output/demo"),
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Do the main job on the shipped ledger.

    Reads it, learns how its customers pay, compares four reminder policies on the same worlds, writes a report.
    """
    from simlib.calibration import calibrate
    from simlib.calibration.backtest import brief_backtest
    from simlib.calibration.verdict import told
    from simlib.cli.demo_ledger import LEDGER, TRUTH
    from simlib.cli.printed import Printed
    from simlib.cli.results import comparison_object
    from simlib.experiments import compare
    from simlib.readers import check, read_ledger
    from simlib.reporting import render
    from simlib.scenario import load
    from simlib.shipped import shipped

    say(f"The ledger is {LEDGER}: made by the simulator, from the parameters of {TRUTH}.")
    say("1 of 4: reading the ledger")
    ledger = shipped(LEDGER)
    checked = check([ledger], rejects_file=out / "rejects.csv")
    if not as_json:
        typer.echo(checked.to_text())

    say("2 of 4: learning how its customers pay, and trying the forecast on the past")
    firm, fragment = shipped(FIRM), out / "behaviour.yaml"
    imported, home = read_ledger([ledger]), load(firm)
    with progress("learning") as move:
        learned = calibrate(
            imported,
            out=fragment,
            policy=home,
            lang=lang.value,
            back_test=lambda: brief_backtest(imported, None, home.firm, None).evidence(),
            progress=as_share(move),
        )
    if learned.backtest is not None and not as_json:
        typer.echo(told(learned.backtest, lang.value))

    say("3 of 4: simulating four policies on the same worlds")
    specs = [f"{firm}+{fragment}+{shipped(f'scenarios/policies/{name}.yaml')}" for name in POLICIES]
    policies = [load(spec) for spec in specs]
    with progress("simulating") as move:
        found = compare(policies, replications=replications, progress=move)

    say("4 of 4: writing the report")
    with progress("writing") as move:
        [report] = render(policies, out_dir=out, lang=lang.value, replications=replications, specs=specs, progress=move)
    if as_json:
        show_json(
            {
                "ledger": checked.to_json(),
                "learned": learned.to_json(),
                **comparison_object(found),
                "report": str(report),
            }
        )
        return
    Printed(lang.value, policies[0].currency).policies(found)
    typer.echo(f"report: {report}")
