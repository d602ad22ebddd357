"""The command design: a real trial of two policies on the firm's own customers."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simlib.cli.options import Json, Lang, LangOption, MeasuredBy, Replications, Seed
from simlib.cli.output import progress, show_json

if TYPE_CHECKING:
    from simlib.experiments.design import Design


def design(
    a: Annotated[str, typer.Argument(metavar="A", help="The firm with its present policy.", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help="The same with the policy to try.", show_default=False)],
    of: MeasuredBy = "weighted_days_late",
    power: Annotated[float, typer.Option("--power", metavar="P", help="Chance of finding the difference.")] = 0.8,
    months: Annotated[
        list[int] | None,
        typer.Option("--months", metavar="N", min=1, help="A length to consider; may be given several times."),
    ] = None,
    replications: Replications = 30,
    seed: Seed = None,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="F.csv", help="Write who gets which policy, drawn by lot.", dir_okay=False),
    ] = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Design a real trial of two policies: how many customers, how long, who gets which.

    Its power is checked by simulating such trials.
    """
    from simlib.cli.experiment_objects import design_object
    from simlib.cli.printed_experiments import PrintedExperiment
    from simlib.experiments.design import design as plan
    from simlib.scenario import load

    one, other = load(a), load(b)
    with progress("simulating") as move:
        found = plan(
            one,
            other,
            indicator=of,
            power=power,
            months=months or (),
            replications=replications or 30,
            seed=seed,
            progress=move,
        )
    if out:
        _write_allocation(found, out)
    if as_json:
        show_json(design_object(found, str(out) if out else None))
    else:
        PrintedExperiment(lang.value, one.currency).design(found)


def _write_allocation(found: "Design", path: Path) -> None:
    """Write each customer's arm and weight, by customer; names that a spreadsheet would take for formulas are neutralised."""
    import csv
    import io

    from simlib.readers.rejects import neutral
    from simlib.running.whole import write_whole

    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(["customer_id", "segment", "arm", "weight"])
    for row in sorted(zip(found.ids, found.segments, found.arms, found.weights, strict=True)):
        customer, segment, arm, weight = row
        writer.writerow([neutral(customer), neutral(segment), arm, f"{weight:.6g}"])
    write_whole(path, stream.getvalue())
