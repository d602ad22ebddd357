"""Commands of the schedule: list, due, run."""

import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from simlib.cli.options import Json, Lang, LangOption
from simlib.cli.output import say, show_json, show_table

if TYPE_CHECKING:
    from simlib.reporting.schedule import Ended, Runner, Schedule

FILE = "reports/schedule.yaml"
LONGEST_NAP = 60.0

schedule_app = typer.Typer(
    name="schedule",
    help="Make reports on schedule: each due slot once, whatever restarts and however many processes.",
    rich_markup_mode=None,
    no_args_is_help=True,
)

ScheduleFile = Annotated[
    Path | None,
    typer.Option("--file", metavar="F", help=f"The schedule; by default {FILE}, here or as shipped.", dir_okay=False),
]
Out = Annotated[Path, typer.Option("-o", "--out", metavar="DIR", help="Folder of the reports.", file_okay=False)]
OUT = Path("reports/output")


@schedule_app.command("list", epilog="Example: simlib schedule list --lang fr")
def list_(file: ScheduleFile = None, out: Out = OUT, as_json: Json = False, lang: LangOption = Lang.EN) -> None:
    """List the reports on schedule: when each is due next, and what became of the last one."""
    from simlib.reporting.schedule import standings
    from simlib.reporting.schedule.book import Book

    path, schedule = _read(file)
    found = standings(schedule, Book(out), time.time())
    if as_json:
        show_json({"schedule": str(path), "out": str(out), "jobs": [_object(one) for one in found]})
        return
    from simlib.words import text

    header = [text(f"schedule.{name}", lang.value) for name in ("name", "when", "next", "last", "state")]
    show_table(header, [_row(one, lang.value) for one in found], words=5)


@schedule_app.command(epilog="Example: simlib schedule due")
def due(
    file: ScheduleFile = None,
    out: Out = OUT,
    now: Annotated[
        str | None, typer.Option("--now", metavar="NAME", help="Make this report now as well, besides its slots.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make the reports that are due, and end.

    Call it as often as you like, from cron, a systemd timer or the Task Scheduler: what was made is not made again. The first call only
    takes note of the time.
    """
    from simlib.errors import ReportError

    runner = _runner(file, out)
    if now is not None:
        if now not in runner.schedule.jobs:
            raise typer.BadParameter(
                f"no report is called {now!r}; there are: {', '.join(runner.schedule.jobs)}", param_hint="--now"
            )
        runner.order(now)
    ended = []
    for one in runner.due():
        ended.append(one)
        if not as_json:
            _tell(one)
    if as_json:
        show_json({"reports": [_ended_object(one) for one in ended]})
    failed = [one for one in ended if one.error]
    if failed:
        raise ReportError(
            f"{len(failed)} of {len(ended)} reports could not be made: {failed[0].job} {failed[0].slot.stem}: {failed[0].error} "
            f"(attempt {failed[0].attempt}, {failed[0].state}; see {failed[0].log})"
        )


@schedule_app.command(epilog="Example: simlib schedule run")
def run(file: ScheduleFile = None, out: Out = OUT) -> None:
    """Make reports as they come due, until stopped with Ctrl-C."""
    from simlib.errors import SimlibError

    runner = _runner(file, out)
    runner.enter()
    say(f"{len(runner.schedule.jobs)} reports on schedule. Stop it with Ctrl-C.")
    while True:
        try:
            for one in runner.due():
                _tell(one)
                if one.error:
                    say(f"{one.job} {one.slot.stem}: {one.error} (attempt {one.attempt}, {one.state})")
            coming = runner.next_call()
        except SimlibError as error:
            say(str(error))
            coming = None
        wait = LONGEST_NAP if coming is None else coming - time.time()
        time.sleep(min(max(wait, 1.0), LONGEST_NAP))


def _read(file: Path | None) -> "tuple[Path, Schedule]":
    """Return the schedule asked for, or the one found here, or the shipped one."""
    from simlib.reporting.schedule import read_schedule
    from simlib.shipped import shipped

    path = file or (Path(FILE) if Path(FILE).is_file() else shipped(FILE))
    return path, read_schedule(path)


def _runner(file: Path | None, out: Path) -> "Runner":
    """Return what makes the reports; whoever ends this process kindly lets it give back the slot it was at."""
    from simlib.reporting.schedule import Runner

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    return Runner(_read(file)[1], out)


def _tell(one: "Ended") -> None:
    for path in one.files:
        typer.echo(path)


def _ended_object(one: "Ended") -> dict[str, Any]:
    return {
        "name": one.job,
        "slot": one.slot.local.isoformat(),
        "state": str(one.state),
        "attempt": one.attempt,
        "documents": [str(path) for path in one.files],
        "error": one.error or None,
        "log": str(one.log) if one.log else None,
    }


def _object(one: Any) -> dict[str, Any]:
    rule = one.job.rule
    last = one.last
    return {
        "name": one.name,
        "when": one.job.when,
        "time_zone": one.job.time_zone,
        "scenario": list(one.job.scenario),
        "template": one.job.template,
        "formats": list(one.job.formats),
        "language": one.job.language,
        "retention": one.job.retention.model_dump(),
        "state": one.state,
        "next": one.next.local.isoformat() if one.next else None,
        "last": rule.slot(last.instant).local.isoformat() if last else None,
        "last_done": rule.slot(one.done.instant).local.isoformat() if one.done else None,
        "attempts": last.attempts if last else 0,
        "error": (last.error or None) if last else None,
        "documents": list(one.done.files) if one.done else [],
    }


def _row(one: Any, lang: str) -> list[str]:
    from simlib.reporting.schedule.index import moment, when_text
    from simlib.words import UNDEFINED, text

    last = one.job.rule.slot(one.last.instant).local if one.last else None
    return [
        one.name,
        when_text(one.job, lang),
        moment(one.next.local, lang) if one.next else UNDEFINED,
        moment(last, lang) if last else UNDEFINED,
        text(f"schedule.state.{one.state}", lang),
    ]
