"""Commands that watch customers: alerts, customers."""

from pathlib import Path
from typing import Annotated

import typer

from simlib.cli.options import (
    Day,
    Engine,
    EngineOption,
    Json,
    Lang,
    LangOption,
    Mapping,
    Payments,
    ReplicationOption,
    ScenarioArgument,
    Seed,
)
from simlib.cli.output import show_json


def alerts(
    scenario: ScenarioArgument,
    replication: ReplicationOption = 0,
    ledger: Annotated[
        list[Path] | None,
        typer.Option("--ledger", metavar="LEDGER", help="Watch this real ledger instead.", exists=True, dir_okay=False),
    ] = None,
    payments: Payments = None,
    mapping: Mapping = None,
    since: Annotated[
        int | None,
        typer.Option(
            "--since", metavar="DATE", parser=Day, help="First day that may raise alerts, such as 2026-06-30."
        ),
    ] = None,
    engine: EngineOption = Engine.AUTO,
    seed: Seed = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """List what deserves a look, day by day.

    First delays, credit limits used, broken promises, concentration, cash under its floor: of one world of a scenario, or of a
    real ledger up to its last day.
    """
    from simlib.cli.watched import Printed, alerts_object, alerts_of_ledger
    from simlib.running import alerts_of
    from simlib.scenario import load

    asked = load(scenario)
    if ledger:
        raised = alerts_of_ledger(asked, ledger, payments, mapping, since)
    elif payments or mapping:
        raise typer.BadParameter("a file of payments or a mapping belongs to a ledger; give --ledger too")
    else:
        raised = alerts_of(asked, replication, engine.value, seed=seed, since=since)
    if as_json:
        show_json(alerts_object(asked, raised, None if ledger else replication))
    else:
        Printed(lang.value, asked.currency).alerts(raised)


def customers(
    scenario: ScenarioArgument,
    at: Annotated[
        int | None,
        typer.Option("--at", metavar="DATE", parser=Day, help="The day, such as 2026-06-30; by default the start."),
    ] = None,
    replication: ReplicationOption = 0,
    engine: EngineOption = Engine.AUTO,
    seed: Seed = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """List the customers at a date, those that owe most overdue first.

    Who owes what, how late it may be expected, how risky, and what to do next.
    """
    from simlib.cli.watched import Printed, customers_object
    from simlib.running import customers_table
    from simlib.scenario import load

    asked = load(scenario)
    table = customers_table(asked, at=at, replication=replication, engine=engine.value, seed=seed)
    if as_json:
        show_json(customers_object(asked, table))
    else:
        Printed(lang.value, asked.currency).customers(table)
