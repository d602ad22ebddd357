"""Commands that search among levers: sweep, goal, optimise."""

from typing import Annotated

import typer

from simlib.cli.comparing import batch_of
from simlib.cli.options import (
    At,
    Engine,
    EngineOption,
    FigureOut,
    Json,
    Lang,
    LangOption,
    LeversAsked,
    Of,
    Replications,
    Runs,
    ScenarioArgument,
    Scheduler,
    Seed,
)
from simlib.cli.output import progress, show_json

SWEPT = ("dso_count_back", "bfr", "cost_to_collect")
"""What the table of a sweep shows; all indicators are in the JSON."""


def sweep(
    scenario: ScenarioArgument,
    levers: Annotated[
        list[str],
        typer.Option(
            "--lever",
            metavar="PATH[=A,B,C|LOW..HIGH]",
            help="One lever, or two; alone, from end to end.",
            show_default=False,
        ),
    ],
    points: Annotated[int, typer.Option("--points", metavar="N", help="Values of a lever that are not listed.")] = 7,
    engine: EngineOption = Engine.AUTO,
    replications: Replications = None,
    seed: Seed = None,
    at: At = None,
    runs: Runs = None,
    scheduler: Scheduler = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Take one lever, or two, through their values.

    Every point is compared with the scenario as it is, with 95 % intervals.
    """
    from simlib.cli.experiment_objects import sweep_object
    from simlib.cli.printed_experiments import PrintedExperiment
    from simlib.experiments.sweep import sweep as take_through
    from simlib.scenario import load

    asked = load(scenario)
    with batch_of(asked, seed, engine.value, at, runs, scheduler) as batch, progress("simulating") as move:
        found = take_through(asked, levers, points=points, replications=replications, batch=batch, progress=move)
    if as_json:
        show_json(sweep_object(found, lang.value))
    else:
        PrintedExperiment(lang.value, asked.currency).sweep(found, SWEPT)


def goal(
    scenario: ScenarioArgument,
    dso: Annotated[
        float,
        typer.Option(
            "--dso", metavar="D", help="Where the indicator is to be; by default DSO, in days.", show_default=False
        ),
    ],
    levers: LeversAsked = None,
    of: Of = "dso_count_back",
    engine: EngineOption = Engine.AUTO,
    replications: Replications = 40,
    seed: Seed = None,
    at: At = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Find the least effort that reaches a target.

    Else the best that can be attained, and what is missing.
    """
    from simlib.cli.experiment_objects import goal_object
    from simlib.cli.printed_experiments import PrintedExperiment
    from simlib.experiments.goal import goal as find
    from simlib.scenario import load

    asked = load(scenario)
    with batch_of(asked, seed, engine.value, at, names=(of,)) as batch, progress("simulating") as move:
        found = find(
            asked, dso, asked=levers or [], indicator=of, replications=replications or 40, batch=batch, progress=move
        )
    if as_json:
        show_json(goal_object(found, lang.value))
    else:
        PrintedExperiment(lang.value, asked.currency).goal(found)


def optimise(
    scenario: ScenarioArgument,
    levers: LeversAsked = None,
    trials: Annotated[int, typer.Option("--trials", metavar="N", help="Combinations to try.")] = 96,
    engine: EngineOption = Engine.AUTO,
    replications: Replications = 16,
    seed: Seed = None,
    at: At = None,
    runs: Runs = None,
    scheduler: Scheduler = None,
    figure: FigureOut = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Search levers for the frontier of DSO and cost.

    Combinations of values that no other one tried beats in every aim at once.
    """
    from simlib.cli.experiment_objects import optimum_object
    from simlib.cli.printed_experiments import PrintedExperiment
    from simlib.experiments.optimise import optimise as search
    from simlib.scenario import load

    asked = load(scenario)
    with batch_of(asked, seed, engine.value, at, runs, scheduler) as batch, progress("simulating") as move:
        found = search(
            asked, asked=levers or [], trials=trials, replications=replications or 16, batch=batch, progress=move
        )
    if figure:
        from simlib.charts import frontier_points
        from simlib.cli.figures import write_figure

        write_figure(frontier_points(found.compared, lang.value, found.aims), figure, lang.value)
    if as_json:
        show_json(optimum_object(found, lang.value))
    else:
        PrintedExperiment(lang.value, asked.currency).optimum(found)
