"""Commands that show and write: report, cockpit, levers, register, schema."""

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
    Replications,
    ScenarioArgument,
    ScenariosArgument,
    Seed,
)
from simlib.cli.output import progress, say, show_json, show_table

BASE = "scenarios/base.yaml"
COCKPIT_PORT = 8866

OptionalScenario = Annotated[
    str | None,
    typer.Argument(
        metavar="[SCENARIO]",
        help="A scenario file, or several joined by +; by default the shipped one.",
        show_default=False,
    ),
]


def report(
    scenarios: ScenariosArgument,
    to: Annotated[
        str,
        typer.Option("--to", metavar="FORMATS", help="Formats, joined by commas: html, pdf, pptx, xlsx, png, svg."),
    ] = "html",
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="DIR", help="Folder of the documents.", file_okay=False)
    ] = Path("reports/output"),
    template: Annotated[
        str,
        typer.Option(
            "--template", metavar="T", help="Which report: scenario, onepage, comparison, treasury or calibration."
        ),
    ] = "scenario",
    brand: Annotated[
        Path | None,
        typer.Option(
            "--brand",
            metavar="report.yaml",
            help="Client, logo, colours, author, date, confidentiality, words of your own; by default the report.yaml beside the first "
            "scenario, where there is one.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    date: Annotated[
        int | None,
        typer.Option("--date", metavar="DATE", parser=Day, help="The date on the report, such as 2026-03-31."),
    ] = None,
    engine: EngineOption = Engine.AUTO,
    replications: Replications = None,
    seed: Seed = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Write a report that compares scenarios.

    The first scenario is the base.
    """
    from simlib.days import to_date
    from simlib.reporting import render
    from simlib.reporting.brand import beside
    from simlib.scenario import load

    asked = [load(spec) for spec in scenarios]
    with progress("writing") as move:
        documents = render(
            asked,
            template=template,
            to=[name.strip() for name in to.split(",")],
            lang=lang.value,
            out_dir=out,
            replications=replications,
            seed=seed,
            engine=engine.value,
            specs=scenarios,
            progress=move,
            brand=brand or beside(scenarios[0]),
            date=to_date(date) if date is not None else None,
        )
    if as_json:
        show_json({"scenarios": [one.name for one in asked], "documents": [str(path) for path in documents]})
    else:
        for path in documents:
            typer.echo(path)


def cockpit(
    scenario: OptionalScenario = None,
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port on this machine; 0 takes any.")
    ] = COCKPIT_PORT,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    lang: LangOption = Lang.FR,
) -> None:
    """Open the page with the sliders.

    It is served to this machine alone. Stop it with Ctrl-C.
    """
    from simlib.shipped import shipped
    from simlib.workbook import serve

    say("The page opens in a moment. Stop it with Ctrl-C.")
    serve(scenario or shipped(BASE), lang.value, port, browser, say)


def levers(scenario: OptionalScenario = None, as_json: Json = False, lang: LangOption = Lang.EN) -> None:
    """List the levers of a scenario.

    What each means, its bounds and value, and the indicator it moves first.
    """
    from simlib.cli.levers_table import lever_object, lever_rows
    from simlib.scenario import levers as levers_of
    from simlib.scenario import load
    from simlib.shipped import shipped

    asked = load(scenario or shipped(BASE))
    found = levers_of(asked)
    if as_json:
        show_json({"scenario": asked.name, "levers": [lever_object(lever) for lever in found]})
    else:
        show_table(*lever_rows(found, lang.value), words=2)


def register(scenario: ScenarioArgument, as_json: Json = False, lang: LangOption = Lang.EN) -> None:
    """List every value that results depend on.

    Its unit, range and source, and whether it is a prior, learned from your ledger, or set by you, with file and line.
    """
    from simlib.cli.register_table import register_object, register_rows
    from simlib.scenario import load
    from simlib.scenario.register import register as register_of

    asked = load(scenario)
    found = register_of(asked)
    if as_json:
        show_json(register_object(asked, found))
    else:
        show_table(*register_rows(found, lang.value), words=2)


def schema() -> None:
    """Print the JSON Schema of scenario files.

    For editors that complete and check what is typed.
    """
    from simlib.scenario import json_schema

    show_json(json_schema())
