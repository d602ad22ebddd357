"""The page that lists all reports: one file in each language, nothing fetched, every name escaped."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import PurePosixPath
from zoneinfo import ZoneInfo

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined

from simlib import words
from simlib.reporting.schedule.book import Book, Entry, State
from simlib.reporting.schedule.jobs import Job, Schedule
from simlib.reporting.schedule.slots import LAST_BUSINESS_DAY
from simlib.running.whole import write_whole

INDEX = "index.html"
FIRST = "1er"
"""How French tells the first day of a month."""

OPENED_FIRST = 6
"""Reports of a job shown at once; older ones unfold."""

ENDINGS = {"html": "HTML", "pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel", "png": "PNG", "svg": "SVG"}


@dataclass(frozen=True)
class Line:
    """One slot on the page."""

    date: str
    time: str
    state: State
    said: str
    files: tuple[tuple[str, str], ...]
    error: str
    log: str


@dataclass(frozen=True)
class Card:
    """One report on the page."""

    name: str
    title: str
    facts: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]


def write_index(book: Book, schedule: Schedule, now: float) -> None:
    """Write the page in both languages; `index.html` is in the language of the schedule."""
    with book.writing() as connection:  # one writer at a time: the last page is that of the last state
        entries = book.entries(within=connection)
        for lang in words.languages:
            write_whole(book.folder / _name(lang, schedule), index_page(schedule, entries, lang, now))


def _name(lang: str, schedule: Schedule) -> str:
    return INDEX if lang == schedule.language else f"index.{lang}.html"


def index_page(schedule: Schedule, entries: Sequence[Entry], lang: str, now: float) -> str:
    """Return the page that lists all reports."""

    def t(key: str, **values: object) -> str:
        return words.text(f"schedule.{key}", lang, **values)

    by_job: dict[str, list[Entry]] = {}
    for entry in reversed(entries):
        if entry.state != State.REMOVED:
            by_job.setdefault(entry.job, []).append(entry)
    names = [*schedule.jobs, *(name for name in by_job if name not in schedule.jobs)]
    cards = [_card(name, schedule.jobs.get(name), by_job.get(name, []), lang, now) for name in names]
    other = next(one for one in words.languages if one != lang)
    return (
        _environment()
        .get_template("index.html.j2")
        .render(cards=cards, t=t, lang=lang, other=other, other_file=_name(other, schedule), opened=OPENED_FIRST)
    )


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("simlib.reporting.schedule", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _card(name: str, job: Job | None, entries: Sequence[Entry], lang: str, now: float) -> Card:
    facts: list[tuple[str, str]] = []
    if job is not None:
        following = job.rule.following(now)
        facts = [
            (words.text("schedule.when", lang), when_text(job, lang)),
            (
                words.text("schedule.next", lang),
                moment(following.local, lang) if following is not None else words.UNDEFINED,
            ),
            (words.text("schedule.scenarios", lang), ", ".join(_scenario_name(spec) for spec in job.scenario)),
        ]
    title = job.title.text(lang) if job is not None else ""
    return Card(name, title or name, tuple(facts), tuple(_line(entry, lang, job) for entry in entries))


def _line(entry: Entry, lang: str, job: Job | None) -> Line:
    log = f"{entry.job}/failed/{entry.stem}-attempt-{entry.attempts}.log" if entry.error else ""
    attempts = job.attempts if job is not None else entry.attempts
    said = words.text(f"schedule.state.{entry.state}", lang)
    if entry.state in (State.WAITING, State.FAILED) and entry.attempts:
        said += " · " + words.text("schedule.attempts", lang, n=entry.attempts, of=attempts)
    return Line(
        date=date_text(entry.date, lang),
        time=f"{entry.stem[11:13]}:{entry.stem[13:15]}",
        state=entry.state,
        said=said,
        files=tuple((file, _label(file)) for file in entry.files),
        error=entry.error,
        log=log,
    )


def _label(file: str) -> str:
    """Return what a link to a document says: its kind, and of a figure which one."""
    path = PurePosixPath(file)
    kind = ENDINGS.get(path.suffix[1:], path.suffix[1:].upper())
    figure = path.stem.removeprefix(f"{path.parts[0]}-{path.parts[1]}").strip("-") if len(path.parts) > 2 else ""
    return f"{kind} {figure}".strip()


def _scenario_name(spec: str) -> str:
    return " + ".join(PurePosixPath(part.strip()).stem for part in spec.split("+"))


@lru_cache(maxsize=4096)
def date_text(date: datetime.date, lang: str) -> str:
    """Return a date with its day of the week."""
    return str(format_date(date, "EEE d MMM y", locale=words.LOCALES[lang]))


def moment(local: datetime.datetime, lang: str) -> str:
    """Return a date and a time on the clock of its zone."""
    return f"{date_text(local.date(), lang)}, {local:%H:%M}"


def when_text(job: Job, lang: str) -> str:
    """Return in words when a report is due; a cron expression that is no plain one stands as it is."""
    return f"{_plain_when(job, lang)} ({ZoneInfo(job.time_zone).key})"


def _plain_when(job: Job, lang: str) -> str:
    if job.when == LAST_BUSINESS_DAY:
        return words.text("schedule.last_business_day", lang, at=job.at)
    minute, hour, day, month, weekday = job.when.split()
    if not (minute.isdigit() and hour.isdigit() and month == "*"):
        return job.when
    at = f"{int(hour):02d}:{int(minute):02d}"
    known: Mapping[tuple[bool, bool], str] = {(True, True): "daily", (True, False): "weekly", (False, True): "monthly"}
    kind = known.get((day == "*", weekday == "*"))
    if kind == "weekly" and weekday.isdigit():
        sunday = datetime.date(2026, 3, 1)
        name = format_date(sunday + datetime.timedelta(days=int(weekday) % 7), "EEEE", locale=words.LOCALES[lang])
        return words.text("schedule.weekly", lang, at=at, day=name)
    if kind == "monthly" and day.isdigit():
        return words.text("schedule.monthly", lang, at=at, day=FIRST if int(day) == 1 and lang == "fr" else int(day))
    return words.text("schedule.daily", lang, at=at) if kind == "daily" else job.when
