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
    from simlib import words
    from simlib.days import to_date

    def money(value: float) -> str:
        return words.money(float(value), lang, found.currency)

    typer.echo(found.to_text(lang))
    rows = [
        [
            words.date_text(to_date(int(start)), lang),
            words.date_text(to_date(int(end)), lang),
            *(money(getattr(found, name)[week]) for name in ("mean", "p10", "p50", "p90")),
        ]
        for week, (start, end) in enumerate(zip(found.week_start, found.week_end, strict=True))
    ]
    total = [
        words.text("forecast.total", lang),
        "",
        *(money(found.total[name]) for name in ("mean", "p10", "p50", "p90")),
    ]
    heads = [words.text(f"forecast.{name}", lang) for name in ("from", "to", "mean", "p10", "p50", "p90")]
    show_table(heads, [*rows, total], words=2)
    if out:
        typer.echo(words.text("forecast.written", lang, file=out))


def _show_backtest(found: "Backtest", lang: str, out: Path | None) -> None:
    """Print the measures of a back-test."""
    from simlib import words

    figures = found.figures
    typer.echo(found.to_text(lang))
    if figures.wape is None:
        return
    errors = {"model": figures.wape, **figures.naive.model_dump(), "bootstrap": figures.bootstrap_wape}
    scores = {"model": figures.interval_score, "bootstrap": figures.bootstrap_interval_score}
    rows = [
        [words.text(f"rule.{name}", lang), words.percent(error, lang, 1), _share(scores.get(name), lang)]
        for name, error in errors.items()
        if error is not None
    ]
    heads = [words.text(f"backtest.{name}", lang) for name in ("method", "error", "interval_score")]
    show_table(heads, rows)
    typer.echo(
        words.text(
            "backtest.summary",
            lang,
            coverage=_share(figures.coverage, lang),
            crps=_share(figures.crps, lang),
            customers=words.number(found.customers[0], lang),
            of=words.number(found.customers[1], lang),
        )
    )
    if out:
        typer.echo(words.text("forecast.written", lang, file=out))


def _share(value: float | None, lang: str) -> str:
    """Return a share in per cent, a dash where there is none."""
    from simlib import words

    return words.percent(value if value is not None else float("nan"), lang, 1)
