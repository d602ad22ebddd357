"""The command that drafts letters to customers."""

from pathlib import Path
from typing import Annotated

import typer

from simlib.cli.options import Day, Engine, EngineOption, Json, Lang, LangOption, ScenarioArgument, Seed
from simlib.cli.output import show_json, show_table


def letters(
    scenario: ScenarioArgument,
    at: Annotated[
        int | None,
        typer.Option("--at", metavar="DATE", parser=Day, help="The date on the letters; by default the start."),
    ] = None,
    days: Annotated[
        int, typer.Option("--days", metavar="N", min=1, max=92, help="Days ahead for reminders, and back for receipts.")
    ] = 7,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            metavar="KINDS",
            help="Only these, joined by commas: formal_notice, reminder_3, reminder_2, reminder_1, before_due, receipt.",
        ),
    ] = None,
    sender: Annotated[str, typer.Option("--sender", metavar="NAME", help="Your firm's name.")] = "",
    templates: Annotated[
        Path | None,
        typer.Option(
            "--templates",
            metavar="DIR",
            help="Letters of your own, in place of those in reports/templates/letters.",
            exists=True,
            file_okay=False,
        ),
    ] = None,
    out: Annotated[
        Path,
        typer.Option("-o", "--out", metavar="DIR", help="A folder of these letters is made in it.", file_okay=False),
    ] = Path("reports/output/letters"),
    replication: Annotated[int, typer.Option("--replication", metavar="R", min=0, help="Which world.")] = 0,
    engine: EngineOption = Engine.AUTO,
    seed: Seed = None,
    as_json: Json = False,
    lang: LangOption = Lang.EN,
) -> None:
    """Draft letters to customers: reminders, formal notices, receipts.

    They are filled from the table of customers, marked to be checked by counsel, and never sent.
    """
    from simlib.days import to_date
    from simlib.engine.lowering import lower
    from simlib.reporting.letters import KINDS, Sender, letters_due, write_letters
    from simlib.reporting.letters.filling import amount
    from simlib.scenario import load
    from simlib.words import text

    asked = load(scenario)
    kinds = [one.strip() for one in kind.split(",")] if kind is not None else KINDS
    drafts = letters_due(asked, at=at, days=days, kinds=kinds, replication=replication, engine=engine.value, seed=seed)
    date = to_date(lower(asked, seed=seed).start if at is None else at)
    folder = out / f"letters-{date}-{lang.value}"
    files = write_letters(drafts, folder, lang=lang.value, sender=Sender(sender), templates=templates)
    found = [(one, [draft for draft in drafts if draft.kind == one]) for one in KINDS]
    if as_json:
        counts = {one: len(own) for one, own in found}
        show_json(
            {"date": date.isoformat(), "folder": str(folder), "letters": counts, "files": [str(file) for file in files]}
        )
        return
    show_table(
        [text(f"letters.{name}", lang.value) for name in ("written", "count", "amount")],
        [
            [
                text(f"letters.kind.{one}", lang.value),
                str(len(own)),
                amount(sum(draft.paid or draft.open for draft in own), lang.value),
            ]
            for one, own in found
            if own
        ],
    )
    typer.echo(text("letters.mark", lang.value))
    typer.echo(files[0])
