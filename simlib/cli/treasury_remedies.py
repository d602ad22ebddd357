"""The command remedies: what cash costs, from whoever it is obtained."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simlib.cli.options import (
    Engine,
    EngineOption,
    FigureOut,
    Json,
    Lang,
    LangOption,
    Replications,
    ScenarioArgument,
    Seed,
)
from simlib.cli.output import progress, show_json, show_table

if TYPE_CHECKING:
    from simlib.experiments.remedies import Price, Prices

SHIPPED_GRID = "scenarios/grids/remedies.yaml"

GridOption = Annotated[
    Path | None,
    typer.Option(
        "--grid",
        metavar="F",
        help="A YAML file of remedies by name; by default the four that come with the project.",
        exists=True,
        dir_okay=False,
    ),
]
SupplierPrice = Annotated[
    float,
    typer.Option(
        "--supplier-price",
        metavar="P",
        min=0.0,
        max=1.0,
        help="What suppliers ask for 30 days of longer terms, as a share of purchases: 0.005 is half a percent.",
    ),
]


def remedies(
    scenario: ScenarioArgument,
    grid: GridOption = None,
    supplier_price: SupplierPrice = 0.0,
    engine: EngineOption = Engine.AUTO,
    replications: Replications = 100,
    seed: Seed = None,
    figure: FigureOut = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Compare ways to obtain cash on one cost: per euro and day, and a year.

    Firmer reminders, discount, factoring, longer supplier terms, overdraft, on the same worlds; beside them the value of a day of DSO.
    """
    from simlib.experiments import grid_of
    from simlib.experiments.remedies import remedies as compare_remedies
    from simlib.scenario import load

    others = grid_of(scenario, grid_or_shipped(grid))
    with progress("simulating") as move:
        found = compare_remedies(
            load(scenario),
            others,
            replications=replications,
            seed=seed,
            engine=engine.value,
            supplier_price=supplier_price,
            progress=move,
        )
    if figure:
        from simlib.charts import remedies_bars
        from simlib.cli.figures import write_figure

        write_figure(remedies_bars(found, lang.value), figure, lang.value)
    if as_json:
        show_json(remedies_object(found, lang.value))
    else:
        print_remedies(found, lang.value)


def grid_or_shipped(grid: Path | None) -> Path:
    """Return the file of remedies asked for, or the one that comes with the project."""
    from simlib.shipped import shipped

    return grid or shipped(SHIPPED_GRID)


def remedies_object(found: "Prices", lang: str) -> dict[str, Any]:
    """Return what ``simlib remedies --json`` prints."""
    from simlib.days import to_date

    return {
        "scenario": found.today.name,
        "digest": found.today.digest,
        "replications": found.replications,
        "since": to_date(found.since).isoformat(),
        "until": to_date(found.until).isoformat(),
        "value_of_a_day": {
            "cash_once": round(found.sales_of_a_day, 2),
            "rate": found.rate,
            "interest_a_year": round(found.interest_of_a_day, 2),
        },
        "remedies": [_price_object(price, found, lang) for price in found.remedies],
    }


def _price_object(price: "Price", found: "Prices", lang: str) -> dict[str, Any]:
    from simlib.cli.results import difference_object

    return {
        "name": price.name,
        "label": price.label(lang),
        "digest": price.scenario.digest,
        "cash": difference_object("bfr", price.cash),
        "cost_a_year": difference_object("cost_to_collect", price.cost),
        "parts": {name: round(value, 2) for name, value in price.parts.items()},
        "per_euro_day": price.per_euro_day._asdict(),
        "a_year": price.a_year._asdict(),
        "a_day_of_dso_a_year": {name: round(value, 2) for name, value in found.a_day_of_dso(price)._asdict().items()},
        "dso_count_back": difference_object("dso_count_back", price.dso),
        "cash_dso": difference_object("cash_dso", price.dso_after_factoring),
    }


def print_remedies(found: "Prices", lang: str) -> None:
    """Print the remedies, the cheapest first, and the value of a day of DSO."""
    from simlib import words
    from simlib.days import to_date
    from simlib.experiments.remedies_tables import remedies_table, sentences

    since, until = (words.date_text(to_date(day), lang) for day in (found.since, found.until))
    typer.echo(words.text("remedies.read", lang, since=since, until=until, n=found.replications))
    table = remedies_table(found, lang)
    rows = [[str(name), *map(str, cells)] for name, *cells in table.itertuples()]
    show_table([str(table.index.name), *map(str, table.columns)], rows)
    typer.echo()
    for sentence in sentences(found, lang):
        typer.echo(sentence)
    if found.is_supplier_price_unknown:
        typer.echo(words.text("remedies.suppliers_option", lang))
