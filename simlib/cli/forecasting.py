"""Commands that look ahead from a ledger, and back at how that would have done: forecast, backtest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simlib.cli.options import (
    AsOf,
    FigureOut,
    Json,
    Lang,
    LangOption,
    LedgerArgument,
    Mapping,
    Payments,
    Terms,
)
from simlib.cli.output import progress, show_json, show_table

if TYPE_CHECKING:
    from simlib.calibration.backtest import Backtest
    from simlib.calibration.forecast import Forecast

Draws = Annotated[int, typer.Option("--replications", metavar="N", min=2, max=10_000, help="How many draws.")]
SeedOfDraws = Annotated[int, typer.Option("--seed", metavar="S", min=0, max=2**32 - 1, help="Which draws.")]
Calendar = Annotated[
    str | None,
    typer.Option("--calendar", metavar="C", help="Country of the business days, such as FR, or seven_day."),
]


def forecast(
    ledger: LedgerArgument,
    payments: Payments = None,
    mapping: Mapping = None,
    terms: Terms = None,
    as_of: AsOf = None,
    weeks: Annotated[int, typer.Option("--weeks", metavar="N", min=1, max=104, help="Weeks ahead.")] = 13,
    open_only: Annotated[
        bool, typer.Option("--open-only", help="From the invoices open that day alone, without sales to come.")
    ] = False,
    policy: Annotated[
        str | None,
        typer.Option("--policy", metavar="SCENARIO", help="The firm with its reminders; else they go on as they were."),
    ] = None,
    calendar: Calendar = None,
    replications: Draws = 200,
    seed: SeedOfDraws = 1,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="F.csv", help="Write the weeks there.", dir_okay=False),
    ] = None,
    figure: FigureOut = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Forecast receipts by week, with bands, from a ledger as of a day.

    Nothing dated later is read. Promises on record are honoured at the rate at which promises are kept.
    """
    from simlib.calibration.forecast import forecast as look_ahead
    from simlib.readers import read_ledger
    from simlib.scenario import load

    present = load(policy) if policy else None
    imported = read_ledger(ledger, payments=payments, mapping=mapping, terms=terms)
    found = look_ahead(
        imported,
        as_of=as_of,
        weeks=weeks,
        open_only=open_only,
        policy=present,
        calendar=calendar,
        replications=replications,
        seed=seed,
    )
    if out:
        _write(found.to_frame().to_csv(index=False, float_format="%.2f"), out)
    if figure:
        from simlib.charts import forecast as drawn
        from simlib.cli.figures import write_figure

        write_figure(drawn(found, lang.value), figure, lang.value)
    if as_json:
        show_json(found.to_json())
    else:
        _show_forecast(found, lang.value, out)


def backtest(
    ledger: LedgerArgument,
    payments: Payments = None,
    mapping: Mapping = None,
    terms: Terms = None,
    weeks: Annotated[int, typer.Option("--weeks", metavar="N", min=1, max=52, help="Weeks ahead of each trial.")] = 8,
    every: Annotated[int, typer.Option("--every", metavar="DAYS", min=1, max=366, help="Days between two trials.")] = 7,
    origins: Annotated[
        int | None, typer.Option("--origins", metavar="N", min=1, help="At most so many trials, the latest ones.")
    ] = None,
    calendar: Calendar = None,
    replications: Draws = 200,
    seed: SeedOfDraws = 1,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="F.csv", help="Write every trial, week by week, there.", dir_okay=False),
    ] = None,
    figure: FigureOut = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Try the forecast of open invoices on the past, beside rules of thumb.

    Trials from days of the past, each from what was known then: error, and how often the band held.
    """
    from simlib.calibration.backtest import backtest as try_on_the_past
    from simlib.readers import read_ledger

    imported = read_ledger(ledger, payments=payments, mapping=mapping, terms=terms)
    with progress("trying") as move:
        found = try_on_the_past(
            imported,
            weeks=weeks,
            every=every,
            origins=origins,
            calendar=calendar,
            replications=replications,
            seed=seed,
            progress=move,
        )
    if out:
        _write(found.to_frame().to_csv(index=False, float_format="%.2f"), out)
    if figure:
        from simlib.charts import backtest as drawn
        from simlib.cli.figures import write_figure

        write_figure(drawn(found, lang.value), figure, lang.value)
    if as_json:
        show_json(found.to_json())
    else:
        _show_backtest(found, lang.value, out)


def _write(text: str, path: Path) -> None:
    """Write a text, whole or not at all."""
    from simlib.running.whole import write_whole

    write_whole(path, text)


def _show_forecast(found: "Forecast", lang: str, out: Path | None) -> None:
    """Print the weeks of a forecast."""
    typer.echo(found.to_text(lang))
    table = found.table(lang)
    show_table(list(table.columns), table.to_numpy().tolist(), words=2)
    _say_written(out, lang)


def _show_backtest(found: "Backtest", lang: str, out: Path | None) -> None:
    """Print the measures of a back-test."""
    typer.echo(found.to_text(lang))
    if found.figures.wape is not None:
        table = found.table(lang)
        show_table(list(table.columns), table.to_numpy().tolist())
        typer.echo(found.to_notes(lang))
    _say_written(out, lang)


def _say_written(out: Path | None, lang: str) -> None:
    """Say where the rows went."""
    from simlib import words

    if out:
        typer.echo(words.text("forecast.written", lang, file=out))
