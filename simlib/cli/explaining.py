"""Commands that explain a difference or a result: bridge, bound, tornado."""

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
    ScenarioArgument,
    Seed,
)
from simlib.cli.output import progress, show_json


def bridge(
    before: Annotated[str, typer.Argument(metavar="A", help="The scenario it starts from.", show_default=False)],
    after: Annotated[str, typer.Argument(metavar="B", help="The scenario it leads to.", show_default=False)],
    groups: Annotated[
        list[str] | None,
        typer.Option("--group", metavar="NAME=PATH,...", help="Take these levers, or all under these paths, as one."),
    ] = None,
    most: Annotated[
        int,
        typer.Option(
            "--most", metavar="N", min=1, max=12, help="With more levers, group them by the beginning of their paths."
        ),
    ] = 8,
    engine: EngineOption = Engine.AUTO,
    replications: Replications = 16,
    seed: Seed = None,
    at: At = None,
    figure: FigureOut = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Say which lever brought which part of a difference.

    Exact Shapley values over the levers that differ, in days of DSO, working capital and cash, each with its 95 % interval.
    """
    from simlib.cli.experiment_objects import bridge_object
    from simlib.cli.printed_experiments import PrintedExperiment
    from simlib.experiments.bridge import EXPLAINED
    from simlib.experiments.bridge import bridge as explain
    from simlib.scenario import load

    one, other = load(before), load(after)
    with batch_of(one, seed, engine.value, at, names=EXPLAINED) as batch, progress("simulating") as move:
        found = explain(
            one,
            other,
            groups=_groups(groups or []),
            most=most,
            replications=replications or 16,
            batch=batch,
            progress=move,
        )
    if figure:
        from simlib.charts import bridge_waterfall
        from simlib.cli.figures import write_figure

        write_figure(bridge_waterfall(found, EXPLAINED[0], lang.value), figure, lang.value)
    if as_json:
        show_json(bridge_object(found, lang.value))
    else:
        PrintedExperiment(lang.value, one.currency).bridge(found)


def bound(
    scenario: ScenarioArgument,
    levers: LeversAsked = None,
    of: Of = "dso_count_back",
    engine: EngineOption = Engine.AUTO,
    replications: Replications = 16,
    seed: Seed = None,
    at: At = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Say the best that each lever can attain.

    Each alone, the others staying as they are; then all at their bounds together.
    """
    from simlib.cli.experiment_objects import bounds_object
    from simlib.cli.printed_experiments import PrintedExperiment
    from simlib.experiments.bound import bound as find
    from simlib.scenario import load

    asked = load(scenario)
    with batch_of(asked, seed, engine.value, at, names=(of,)) as batch, progress("simulating") as move:
        found = find(
            asked, asked=levers or [], indicator=of, replications=replications or 16, batch=batch, progress=move
        )
    if as_json:
        show_json(bounds_object(found, lang.value))
    else:
        PrintedExperiment(lang.value, asked.currency).bounds(found)


def tornado(
    scenario: ScenarioArgument,
    levers: LeversAsked = None,
    share: Annotated[
        float,
        typer.Option("--move", metavar="SHARE", help="How far numbers move either way, as a share of their value."),
    ] = 0.2,
    of: Of = "dso_count_back",
    engine: EngineOption = Engine.AUTO,
    replications: Replications = 16,
    seed: Seed = None,
    at: At = None,
    figure: FigureOut = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Say which assumption and which lever matters most.

    Each is moved a little either way, one at a time.
    """
    from simlib.cli.experiment_objects import tornado_object
    from simlib.cli.printed_experiments import PrintedExperiment
    from simlib.experiments.tornado import tornado as move_each
    from simlib.scenario import load

    asked = load(scenario)
    with batch_of(asked, seed, engine.value, at, names=(of,)) as batch, progress("simulating") as move:
        found = move_each(
            asked,
            asked=levers or [],
            share=share,
            indicator=of,
            replications=replications or 16,
            batch=batch,
            progress=move,
        )
    if figure:
        from simlib.charts import tornado_bars
        from simlib.cli.figures import write_figure

        write_figure(tornado_bars(found, lang.value), figure, lang.value)
    if as_json:
        show_json(tornado_object(found, lang.value))
    else:
        PrintedExperiment(lang.value, asked.currency).tornado(found)


def _groups(said: list[str]) -> dict[str, list[str]]:
    """Return groups of levers as they were asked for."""
    groups = {}
    for text in said:
        name, sign, paths = text.partition("=")
        if not sign or not name.strip() or not paths.strip():
            raise typer.BadParameter(
                f"{text!r} is no group; write its name and its paths: reminders=policy.reminders", param_hint="--group"
            )
        groups[name.strip()] = [path.strip() for path in paths.split(",") if path.strip()]
    return groups
