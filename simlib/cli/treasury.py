"""The command treasury: the cash plan of a scenario, in tables, files, and against what came."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from simlib.cli.options import (
    AsOf,
    Engine,
    EngineOption,
    Json,
    Lang,
    LangOption,
    Mapping,
    Payments,
    Replications,
    ScenarioArgument,
    Seed,
)
from simlib.cli.output import progress, show_json
from simlib.cli.treasury_remedies import GridOption, SupplierPrice

if TYPE_CHECKING:
    from simlib.treasury import CashPlan
    from simlib.treasury.actual import Actual
    from simlib.treasury.variance_forecast import Forecast
    from simlib.treasury.variance_roll import Tracked


def treasury(
    scenario: ScenarioArgument,
    weeks: Annotated[int, typer.Option("--weeks", metavar="N", min=1, max=260, help="Weeks of the table.")] = 13,
    replications: Replications = None,
    seed: Seed = None,
    engine: EngineOption = Engine.AUTO,
    tables: Annotated[
        Path | None,
        typer.Option("--tables", metavar="DIR", help="Write the tables as Parquet and CSV.", file_okay=False),
    ] = None,
    excel: Annotated[
        Path | None,
        typer.Option(
            "--excel", metavar="F.xlsx", help="Write an Excel file with live sums, remedies included.", dir_okay=False
        ),
    ] = None,
    grid: GridOption = None,
    supplier_price: SupplierPrice = 0.0,
    save: Annotated[
        Path | None,
        typer.Option(
            "--save", metavar="F.csv", help="Save the forecast, to be held against what comes.", dir_okay=False
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="F.csv",
            help="The forecast to compare; by default that of this scenario.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    actual: Annotated[
        Path | None,
        typer.Option(
            "--actual",
            metavar="F.csv",
            help="What came and went: date, kind, amount. Weeks that are over are compared, the table rolls forward.",
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    ledger: Annotated[
        list[Path] | None,
        typer.Option(
            "--ledger", metavar="LEDGER", help="Take customers' receipts from here.", exists=True, dir_okay=False
        ),
    ] = None,
    payments: Payments = None,
    mapping: Mapping = None,
    as_of: AsOf = None,
    log: Annotated[
        Path | None,
        typer.Option("--log", metavar="F.csv", help="Keep the variances there, week after week.", dir_okay=False),
    ] = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Show the cash plan: 13 weeks, 12 months, and how likely cash falls under its minimum.

    Receipts and disbursements by kind, with bands; against what came, differences split into timing and permanent.
    """
    from simlib.cli.treasury_objects import treasury_object, write_treasury
    from simlib.cli.treasury_printed import PrintedTreasury
    from simlib.scenario import load
    from simlib.treasury import plan as plan_of

    _check(excel, against, log, as_of, actual, ledger, payments, mapping)
    asked = load(scenario)
    told = _actual(actual, ledger, payments, mapping, as_of, asked.currency)
    compared = _forecast(against)
    with progress("simulating"):
        plan = plan_of(asked, replications=replications, seed=seed, engine=engine.value)
    found = _tracked(plan, told, compared) if told is not None else None
    shown = found.plan if found else plan
    if save:
        from simlib.treasury.sheet import forecast_of
        from simlib.treasury.variance_forecast import write_forecast

        write_forecast(forecast_of(shown), save)
    if log and found:
        from simlib.treasury.variance_log import append_log

        append_log(found.variances, log)
    if tables:
        write_treasury(shown, weeks, found.variances if found else (), tables)
    if excel:
        from simlib.cli.treasury_excel import write_excel_of

        write_excel_of(shown, excel, lang.value, scenario, grid, supplier_price, seed, found)
    if as_json:
        show_json(treasury_object(shown, weeks, found, plan.indicators))
    else:
        PrintedTreasury(lang.value, asked.currency).plan(shown, weeks, found)


def _check(
    excel: Path | None,
    against: Path | None,
    log: Path | None,
    as_of: int | None,
    actual: Path | None,
    ledger: list[Path] | None,
    payments: Path | None,
    mapping: Path | None,
) -> None:
    """Refuse what does not go together."""
    if excel is not None and excel.suffix.lower() != ".xlsx":
        raise typer.BadParameter(f"{excel}: write an .xlsx file", param_hint="--excel")
    if (payments or mapping) and not ledger:
        raise typer.BadParameter("a file of payments or a mapping belongs to a ledger; give --ledger too")
    if (against or log or as_of is not None) and not (actual or ledger):
        raise typer.BadParameter("there is nothing to compare; give --actual or --ledger too")


def _forecast(against: Path | None) -> "Forecast | None":
    if against is None:
        return None
    from simlib.treasury.variance_forecast import read_forecast

    return read_forecast(against)


def _actual(
    actual: Path | None,
    ledger: list[Path] | None,
    payments: Path | None,
    mapping: Path | None,
    as_of: int | None,
    currency: str,
) -> "Actual | None":
    """Return what came and went, customers' receipts by the ledger where there is one."""
    from simlib.treasury.actual import Actual, read_actual, receipts_of
    from simlib.treasury.kinds import CUSTOMERS, kind_of, known_kinds

    told = read_actual(actual, kind_of, known_kinds(), as_of) if actual else None
    if not ledger:
        return told
    from simlib.readers import read_ledger

    found = read_ledger(ledger, payments=payments, mapping=mapping)
    flow = receipts_of(found.payments[found.payments["currency"] == currency], as_of)
    if told is not None:
        return told.with_flow(CUSTOMERS, flow)
    return Actual(int(flow.days.max(initial=0)) if as_of is None else as_of, {CUSTOMERS: flow})


def _tracked(plan: "CashPlan", told: "Actual", compared: "Forecast | None") -> "Tracked":
    from simlib.treasury.variance_roll import track

    return track(plan, told, compared)
