"""What is made and when: `schedule.yaml`, read and checked."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from simlib import words
from simlib.days import SEVEN_DAY
from simlib.errors import ScenarioError, ScheduleError
from simlib.reporting.rendering import FORMATS
from simlib.reporting.schedule.slots import LAST_BUSINESS_DAY, Rule, rule_fault
from simlib.reporting.templates import template_names
from simlib.scenario.fields import nearest, shown
from simlib.scenario.yaml_text import Value, read_mapping

FILE = "reports/schedule.yaml"
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
DEVICES = re.compile(r"(con|prn|aux|nul|(com|lpt)[0-9])")
"""Names that Windows keeps for itself."""


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _one_of(value: str, known: Sequence[str]) -> str:
    if value not in known:
        raise ValueError(f"allowed: {', '.join(known)}.{nearest(value, known)}")
    return value


def _format(value: str) -> str:
    return _one_of(value, FORMATS)


Listed = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
Formats = Annotated[tuple[Annotated[str, AfterValidator(_format)], ...], BeforeValidator(_listed), Field(min_length=1)]


class Checked(BaseModel):
    """What is read as written, or refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Retention(Checked):
    """How long reports are kept; both bounds hold where both are given.

    Attributes:
        last: So many newest ones.
        days: Those of so many days.
    """

    last: int | None = Field(None, ge=1, le=10_000)
    days: int | None = Field(None, ge=1, le=10_000)


class Title(Checked):
    """What a report is called, in each language; one text stands for both.

    Attributes:
        fr: In French.
        en: In English.
    """

    fr: str = Field("", max_length=120)
    en: str = Field("", max_length=120)

    def text(self, lang: str) -> str:
        """Return it in a language; in the other one where this one lacks it."""
        return (self.fr or self.en) if lang == "fr" else (self.en or self.fr)


def _in_both(value: object) -> object:
    return {"fr": value, "en": value} if isinstance(value, str) else value


class Job(Checked):
    """One report on schedule.

    Attributes:
        title: What the list calls it; its name where it is not given.
        when: A cron expression of five fields, or ``last_business_day`` of each month.
        at: The time of a ``last_business_day``.
        country: The country of the business days.
        time_zone: The zone that the times are told in.
        scenario: Files, the first one the base; relative to the schedule's folder.
        template: Which report.
        formats: What it is made as.
        language: The reader's language.
        brand: A `report.yaml`, relative to the schedule's folder.
        replications: Number of worlds; the base's own where it is not given.
        retention: How long reports are kept; for ever where it is not given.
        attempts: How often it is tried in all.
        retry_minutes: Minutes until the second attempt; each further wait is twice as long.
    """

    title: Annotated[Title, BeforeValidator(_in_both)] = Title()
    when: str
    at: str = Field("07:00", pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    country: str = "FR"
    time_zone: str = "Europe/Paris"
    scenario: Listed
    template: str = "scenario"
    formats: Formats = ("html",)
    language: str = "fr"
    brand: str | None = None
    replications: int | None = Field(None, ge=1, le=100_000)
    retention: Retention = Retention()
    attempts: int = Field(5, ge=1, le=20)
    retry_minutes: float = Field(5.0, gt=0, le=1440)

    @field_validator("time_zone")
    @classmethod
    def _is_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError("allowed: a time zone by its name, such as Europe/Paris") from None
        return value

    @field_validator("country")
    @classmethod
    def _is_country(cls, value: str) -> str:
        from simlib.days import BusinessCalendar

        try:
            BusinessCalendar.of(value, 0, 31)
        except ScenarioError:
            raise ValueError(f"allowed: a country's two letters, such as FR, or {SEVEN_DAY}") from None
        return value

    @field_validator("template")
    @classmethod
    def _is_template(cls, value: str) -> str:
        return _one_of(value, template_names())

    @field_validator("formats")
    @classmethod
    def _each_once(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value))

    @field_validator("language")
    @classmethod
    def _is_language(cls, value: str) -> str:
        return _one_of(value, words.languages)

    @field_validator("when")
    @classmethod
    def _is_rule(cls, value: str) -> str:
        if fault := rule_fault(value):
            raise ValueError(fault)
        return value

    @model_validator(mode="after")
    def _says_no_time_twice(self) -> "Job":
        if self.when != LAST_BUSINESS_DAY:
            for name in ("at", "country"):
                if name in self.model_fields_set:
                    raise ValueError(
                        f"{name!r} goes with when: {LAST_BUSINESS_DAY}; a cron expression says its own time"
                    )
        return self

    @property
    def rule(self) -> Rule:
        """When it is due."""
        return Rule(self.when, self.time_zone, self.at, self.country)


class Schedule(Checked):
    """A schedule.

    Attributes:
        language: The language of the page that lists all reports.
        jobs: What is made, by name.
        folder: The folder that files are named from.
    """

    language: Literal["fr", "en"] = "fr"
    jobs: dict[str, Job] = Field(min_length=1)
    folder: Path = Path()

    def specs(self, job: Job) -> list[str]:
        """Return a job's scenarios as whole paths."""
        return ["+".join(str(_file(self.folder, part)) for part in _parts(spec)) for spec in job.scenario]

    def brand(self, job: Job) -> Path | None:
        """Return a job's `report.yaml`."""
        return _file(self.folder, job.brand) if job.brand is not None else None


def read_schedule(file: Path) -> Schedule:
    """Return what a schedule says.

    Raises:
        ScheduleError: It cannot be read, a key is unknown, a value is not allowed or a file is not there; one line says where.
    """
    try:
        values = read_mapping(file)
    except ScenarioError as error:
        raise ScheduleError(str(error).replace("a scenario", "a schedule")) from None
    folder = values.pop("folder", None)
    if folder is not None:
        raise ScheduleError(f"{file}:{folder.line}: folder: there is no such key; allowed: language, jobs.")
    plain = {name: one.plain() for name, one in values.items() if one.content is not None}
    try:
        schedule = Schedule.model_validate({**plain, "folder": file.resolve().parent})
    except ValidationError as error:
        raise ScheduleError(_told(file, values, error)) from None
    for name, job in schedule.jobs.items():
        _check_name(file, values, name)
        _check_files(file, values, name, job, schedule.folder)
    return schedule


def _check_name(file: Path, values: dict[str, Value], name: str) -> None:
    if not NAME.fullmatch(name) or DEVICES.fullmatch(name):
        raise ScheduleError(
            f"{_at(file, values, ('jobs', name))}: jobs: found the name {shown(name)}; allowed: 1 to 40 small letters without "
            "accents, digits, _ and -, such as monday-report."
        )


def _check_files(file: Path, values: dict[str, Value], name: str, job: Job, folder: Path) -> None:
    for key, specs in (("scenario", job.scenario), ("brand", (job.brand,) if job.brand else ())):
        for spec in specs:
            lost = [part for part in _parts(spec) if not _file(folder, part).is_file()]
            if lost or not _parts(spec):
                raise ScheduleError(
                    f"{_at(file, values, ('jobs', name, key))}: jobs.{name}.{key}: found {shown(lost[0] if lost else spec)}; "
                    f"there is no such file beside {file.name}; allowed: a path from its folder."
                )


def _parts(spec: str) -> list[str]:
    return [part.strip() for part in spec.split("+") if part.strip()]


def _file(folder: Path, part: str) -> Path:
    return (folder / part).resolve()


# ------------------------------------------------------------------------------------------------------------ what is wrong


def _told(file: Path, values: dict[str, Value], error: ValidationError) -> str:
    """Return one line about the first fault: file, line, path, what was found, what is allowed."""
    fault = error.errors()[0]
    path = tuple(fault["loc"])
    where = f"{_at(file, values, path)}: {'.'.join(part for part in path if isinstance(part, str)) or 'the schedule'}"
    if fault["type"] == "extra_forbidden":
        known = [name for name in _keys(path[:-1]) if name != "folder"]
        return f"{where}: there is no such key; allowed: {', '.join(known)}.{nearest(str(path[-1]), known)}"
    if fault["type"] == "missing":
        return f"{where}: it is missing; give one."
    return f"{where}: found {shown(fault['input'])}; {_allowed(fault)}"


def _keys(path: tuple[int | str, ...]) -> list[str]:
    """Return the keys that may stand under a path."""
    if len(path) > 2:
        return list((Title if path[2] == "title" else Retention).model_fields)
    return list((Job if path else Schedule).model_fields)


def _allowed(fault: Any) -> str:
    said = (
        str(fault["msg"]).removeprefix("Value error, ").removeprefix("Input should be ").removeprefix("Value should ")
    )
    if fault["type"] == "string_pattern_mismatch":
        return "allowed: a time in quotes, such as '18:00'."
    said = said if said.startswith(("allowed", "'", "a cron")) else f"allowed: {said[0].lower()}{said[1:]}"
    return said if said.endswith((".", "?")) else said + "."


def _at(file: Path, values: dict[str, Value], path: tuple[int | str, ...]) -> str:
    """Return a file's name and the line of a value, or of the nearest one around it."""
    line = 0
    here: Any = values
    for part in path:
        inner = here.get(part) if isinstance(here, dict) else None
        if isinstance(here, list) and isinstance(part, int) and part < len(here):
            inner = here[part]
        if inner is None:
            break
        line, here = inner.line, inner.content
    return f"{file}:{line}" if line else str(file)
