"""Commands that simulate one scenario: run, trace."""

from pathlib import Path
from typing import Annotated

import typer

from simlib.cli.options import (
    At,
    ByOption,
    Engine,
    EngineOption,
    Json,
    Kept,
    Lang,
    LangOption,
    Replications,
    ScenarioArgument,
    Seed,
)
from simlib.cli.output import progress, show_json


def run(
    scenario: ScenarioArgument,
    engine: EngineOption = Engine.AUTO,
    replications: Replications = None,
    seed: Seed = None,
    at: At = None,
    by: ByOption = None,
    ledger_out: Annotated[
        Path | None,
        typer.Option("--ledger-out", metavar="F", help="Write every invoice to this Parquet file.", dir_okay=False),
    ] = None,
    events_out: Annotated[
        Path | None,
        typer.Option("--events-out", metavar="F", help="Write every event to this Parquet file.", dir_okay=False),
    ] = None,
    customers_out: Annotated[
        Path | None,
        typer.Option(
            "--customers-out",
            metavar="F",
            help="Write the customers of the first world, on --at or the start, to this Parquet or CSV file.",
            dir_okay=False,
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o",
            "--out",
            metavar="DIR",
            help="Write a run folder: the scenario as run, indicators by world, customers, and a manifest with hashes.",
            file_okay=False,
        ),
    ] = None,
    keep: Annotated[
        list[Kept] | None,
        typer.Option("--keep", help="Large tables that the folder holds too; may be given twice."),
    ] = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Simulate a scenario and show its indicators.

    Mean, and 10, 50 and 90 % points over the worlds.
    """
    from simlib.cli.printed import Printed
    from simlib.cli.results import run_object
    from simlib.running import simulate
    from simlib.scenario import load

    if customers_out and customers_out.suffix.lower() not in (".parquet", ".csv"):
        raise typer.BadParameter(f"{customers_out}: write a .parquet or a .csv file", param_hint="--customers-out")
    if keep and not out:
        raise typer.BadParameter("say in which folder: --out DIR", param_hint="--keep")
    asked = load(scenario)
    with progress("simulating") as move:
        result = simulate(
            asked,
            replications=replications,
            seed=seed,
            engine=engine.value,
            by=by.value if by else None,
            at=at,
            progress=move,
        )
    if ledger_out or events_out:
        from simlib.cli.tables import write_tables

        with progress("writing") as move:
            write_tables(result, ledger_out, events_out, move)
    if out:
        from simlib.cli.run_folder import write_run

        with progress("writing") as move:
            write_run(result, out, set(keep or ()), move)
    if customers_out:
        from simlib.cli.tables import write_customers

        write_customers(result, customers_out)
    if as_json:
        show_json(run_object(result))
    else:
        Printed(lang.value, asked.currency).run(result)


def trace(
    scenario: ScenarioArgument,
    invoice: Annotated[
        str, typer.Option("--invoice", metavar="I", help="The invoice's id, as in the table of --ledger-out.")
    ],
    replication: Annotated[int, typer.Option("--replication", metavar="R", min=0, help="The world it lives in.")] = 0,
    seed: Seed = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Tell one invoice's life, day by day.

    By the reference engine.
    """
    from simlib.cli.printed import Printed
    from simlib.cli.results import life_object
    from simlib.running import events_of
    from simlib.scenario import load

    asked = load(scenario)
    events = events_of(asked, replication, "reference", seed=seed).to_frame(replication)
    life = events[events["invoice_id"] == invoice]
    if life.empty:
        known = events["invoice_id"].dropna().unique()[:3]
        raise typer.BadParameter(
            f"{asked.name} has no invoice {invoice!r} in replication {replication}; its ids read like {', '.join(known)}",
            param_hint="--invoice",
        )
    if as_json:
        show_json(life_object(asked, replication, invoice, life))
    else:
        Printed(lang.value, asked.currency).life(life)
