"""The command compare: two scenarios or hundreds, on the same worlds."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simlib.cli.options import (
    At,
    Engine,
    EngineOption,
    Json,
    Lang,
    LangOption,
    Of,
    Replications,
    Runs,
    ScenariosArgument,
    Scheduler,
    Seed,
)
from simlib.cli.output import progress, say, show_json

if TYPE_CHECKING:
    from simlib.experiments.adaptive import Forecast
    from simlib.running import Batch
    from simlib.scenario import Scenario


def compare(
    scenarios: ScenariosArgument,
    grid: Annotated[
        Path | None,
        typer.Option(
            "--grid",
            metavar="F",
            help="A YAML file of policies, and of levers with their values; every combination is compared.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    engine: EngineOption = Engine.AUTO,
    replications: Replications = None,
    seed: Seed = None,
    at: At = None,
    of: Of = "dso_count_back",
    half_width: Annotated[
        float | None,
        typer.Option(
            "--half-width",
            metavar="W",
            help="Go on until every interval of that indicator is this narrow; says beforehand what it costs.",
        ),
    ] = None,
    tables: Annotated[
        Path | None,
        typer.Option(
            "--tables",
            metavar="DIR",
            help="Write tidy tables, ranking, frontier and manifest; killed, the same command goes on where it stopped.",
            file_okay=False,
        ),
    ] = None,
    runs: Runs = None,
    scheduler: Scheduler = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Compare scenarios on the same worlds.

    Differences are paired, with 95 % intervals; the first scenario is the base. Many are ranked, and corrected for their number.
    """
    from simlib.cli.printed import Printed
    from simlib.cli.results import comparison_object
    from simlib.experiments import compare_many, grid_of
    from simlib.experiments.adaptive import compare_until
    from simlib.scenario import load

    if half_width is not None and replications is not None:
        raise typer.BadParameter(
            "ask for a number of worlds or for a width, not for both", param_hint="--half-width, --replications"
        )
    asked = [load(spec) for spec in scenarios]
    if grid:
        asked += grid_of(scenarios[0], grid)
    kept = runs if runs is not None else tables / "runs" if tables else None
    with batch_of(asked[0], seed, engine.value, at, kept, scheduler) as batch:
        with progress("simulating") as move:
            if half_width is None:
                found = compare_many(asked, replications=replications, batch=batch, progress=move)
            else:
                found = compare_until(asked, half_width, of, batch=batch, told=_said_beforehand, progress=move)
        if tables:
            from simlib.cli.comparison_tables import write_comparison

            write_comparison(found, batch, of, tables)
    if as_json:
        show_json(comparison_object(found, of))
    else:
        Printed(lang.value, asked[0].currency).comparison(found, of)


@contextmanager
def batch_of(
    base: "Scenario",
    seed: int | None,
    engine: str = "auto",
    at: int | None = None,
    runs: Path | None = None,
    scheduler: str | None = None,
    names: tuple[str, ...] = (),
) -> "Iterator[Batch]":
    """Yield what runs scenarios on a base's worlds, with the store and the cluster asked for."""
    from simlib.indicators import INDICATORS
    from simlib.running import Batch, Store

    store = Store(runs) if runs is not None else None
    read = names or tuple(INDICATORS)
    if scheduler is None:
        yield Batch(base, seed=seed, engine=engine, at=at, store=store, names=read)
        return
    from simlib.running.cluster import Cluster

    cluster = Cluster(scheduler)
    try:
        yield Batch(base, seed=seed, engine=engine, at=at, store=store, names=read, workers=cluster)
    finally:
        cluster.close()


def _said_beforehand(cost: "Forecast") -> None:
    """Say on standard error what the wished width will cost."""
    limit = " (more than is allowed: it will stop short of that)" if cost.is_capped else ""
    say(
        f"{cost.replications} replications give intervals of ±{cost.half_width:.3g}; ±{cost.wished:g} takes about "
        f"{cost.needed}{limit}: {cost.seconds:.0f} s more"
    )
