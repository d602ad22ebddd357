"""Commands that simulate: run, trace, compare."""

from pathlib import Path
from typing import Annotated

import typer

from simlib.cli.options import (
    At,
    ByOption,
    Engine,
    EngineOption,
    Json,
    Lang,
    LangOption,
    Replications,
    ScenarioArgument,
    ScenariosArgument,
    Seed,
)
from simlib.cli.output import progress, show_json, show_table


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
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Simulate a scenario and show its indicators.

    Mean, and 10, 50 and 90 % points over the worlds.
    """
    from simlib.cli import figures
    from simlib.running import simulate
    from simlib.scenario import load

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

        with progress("writing tables") as move:
            write_tables(result, ledger_out, events_out, move)
    if as_json:
        show_json(figures.run_object(result, at))
    else:
        figures.show_run(result, at, lang.value)


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
    from simlib.cli import figures
    from simlib.running import events_of
    from simlib.scenario import load

    asked = load(scenario)
    if seed is not None:
        asked = asked.with_({"seed": seed})
    log = events_of(asked, replication, "reference")
    frame = log.to_frame(replication)
    life = frame[frame["invoice_id"] == invoice]
    if life.empty:
        known = ", ".join(dict.fromkeys(frame["invoice_id"].dropna().head(400)).keys())
        raise typer.BadParameter(
            f"no invoice {invoice!r} in replication {replication} of {asked.name}; its ids read like {known[:60]}",
            param_hint="--invoice",
        )
    if as_json:
        show_json(figures.trace_object(asked, replication, invoice, life))
    else:
        header, rows = figures.trace_rows(life, asked.currency, lang.value)
        show_table(header, rows, words=3)


def compare(
    scenarios: ScenariosArgument,
    grid: Annotated[
        Path | None,
        typer.Option(
            "--grid",
            metavar="F",
            help="A YAML file of levers and their values; every combination is compared.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    engine: EngineOption = Engine.AUTO,
    replications: Replications = None,
    seed: Seed = None,
    at: At = None,
    tables: Annotated[
        Path | None,
        typer.Option(
            "--tables", metavar="DIR", help="Write one row per scenario, replication and indicator.", file_okay=False
        ),
    ] = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Compare scenarios on the same worlds.

    Differences are paired, with 95 % intervals; the first scenario is the base.
    """
    raise NotImplementedError
