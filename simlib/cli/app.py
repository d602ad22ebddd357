"""The commands and what their help says."""

from collections.abc import Callable

import typer

from simlib.cli import (
    comparing,
    demonstrating,
    designing,
    documents,
    explaining,
    forecasting,
    learning,
    letters,
    scheduling,
    searching,
    simulating,
    treasury,
    treasury_remedies,
    watching,
)

app = typer.Typer(
    name="simlib",
    help="What would our cash look like if we billed, reminded, collected and financed differently?",
    epilog="Start with: simlib demo",
    add_completion=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

EXAMPLES: dict[Callable[..., None], str] = {
    demonstrating.demo: "simlib demo",
    simulating.run: "simlib run scenarios/base.yaml --replications 50 --by segment",
    simulating.trace: "simlib trace scenarios/base.yaml --invoice INVOICE --replication 0",
    comparing.compare: "simlib compare scenarios/base.yaml scenarios/base.yaml+scenarios/policies/firm.yaml --replications 100",
    explaining.bridge: "simlib bridge scenarios/base.yaml scenarios/base.yaml+scenarios/policies/firm.yaml",
    explaining.bound: "simlib bound scenarios/base.yaml --lever policy --lever segments.sme.terms.days=30..60",
    explaining.tornado: "simlib tornado scenarios/base.yaml --move 0.1",
    searching.sweep: "simlib sweep scenarios/base.yaml --lever policy.reminders.gap_days=1,3,5,10",
    searching.goal: "simlib goal scenarios/base.yaml --dso 50",
    searching.optimise: "simlib optimise scenarios/base.yaml+scenarios/policies/calls.yaml --lever policy.calls.collectors=0..2",
    treasury.treasury: "simlib treasury scenarios/base.yaml --excel treasury.xlsx",
    treasury_remedies.remedies: "simlib remedies scenarios/base.yaml --supplier-price 0.005",
    designing.design: "simlib design scenarios/base.yaml scenarios/base.yaml+scenarios/policies/firm.yaml -o allocation.csv",
    watching.customers: "simlib customers scenarios/base.yaml --at 2026-06-30",
    watching.alerts: "simlib alerts scenarios/base.yaml --replication 0",
    learning.check: "simlib check ledger.csv --mapping mapping.yaml",
    learning.calibrate: "simlib calibrate ledger.csv --policy scenarios/base.yaml -o behaviour.yaml",
    forecasting.forecast: "simlib forecast ledger.csv --as-of 2026-06-30 --weeks 13 -o receipts.csv",
    forecasting.backtest: "simlib backtest ledger.csv --weeks 8 --every 7",
    documents.report: "simlib report scenarios/base.yaml scenarios/base.yaml+scenarios/policies/firm.yaml --lang en -o reports/output",
    letters.letters: "simlib letters scenarios/base.yaml --at 2026-06-30 --sender 'Our firm' --lang fr",
    documents.cockpit: "simlib cockpit scenarios/base.yaml --lang fr",
    documents.levers: "simlib levers --lang en",
    documents.register: "simlib register scenarios/base.yaml --lang fr",
    documents.schema: "simlib schema",
}
"""Every command, in the order of the help, with an example of its use."""

for command, example in EXAMPLES.items():
    app.command(epilog=f"Example: {example}")(command)

app.add_typer(scheduling.schedule_app)


@app.callback(invoke_without_command=True)
def _without_command(
    context: typer.Context, version: bool = typer.Option(False, "--version", help="Show the version and exit.")
) -> None:
    if version:
        from simlib import __version__

        typer.echo(__version__)
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())
