"""From a ledger to a firm on the page: learn how its customers pay under today's reminders, and lay that over the firm at hand."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simlib.errors import ScenarioError
from simlib.scenario import Scenario, Text, load
from simlib.scenario.dump import dump_yaml
from simlib.scenario.reminders import DEFAULT_PLAN
from simlib.workbook.desk import Refusal
from simlib.workbook.errand import Progress
from simlib.workbook.studies_shelf import home_of, key_of

if TYPE_CHECKING:
    from simlib.calibration.learning import Calibration
    from simlib.readers import Imported

FOLDER = "my_firms"
PLANS = "policy.reminders.plans"
BEHAVIOUR, PLAN, MAPPING, FIRM = "behaviour.yaml", "today.yaml", "mapping.yaml", "firm.yaml"
"""Files of a firm that was learned: how customers pay, today's reminders, how the ledger was read, what lies below."""


@dataclass(frozen=True)
class Day:
    """One reminder that goes out today."""

    day: int
    channel: str
    min_amount: float = 0.0


@dataclass(frozen=True)
class Learnt:
    """A firm learned from a ledger.

    Attributes:
        base: The firm, as it is today.
        files: Its files.
        calibration: What was learned, its report included.
    """

    base: Scenario
    files: tuple[Path, ...]
    calibration: "Calibration"


def plan_of(scenario: Scenario) -> tuple[Day, ...]:
    """Return the reminders that most customers of a firm get today."""
    plans = scenario.policy.reminders.plans
    plan = plans.get(DEFAULT_PLAN) or next(iter(plans.values()), None)
    if plan is None:
        return ()
    return tuple(Day(step.day, step.channel.name.lower(), step.min_amount) for step in plan.ordered())


def with_plan(scenario: Scenario, days: Sequence[Day]) -> Scenario:
    """Return a firm that sends these reminders to all its customers.

    Raises:
        ScenarioError: A day, a means or an amount is none that a reminder may have.
    """
    plans = scenario.policy.reminders.plans
    before = plans[DEFAULT_PLAN].steps if DEFAULT_PLAN in plans else {}
    names = sorted(before, key=lambda name: (before[name].day, before[name].channel, before[name].min_amount))
    steps = sorted(days, key=lambda one: one.day)
    gone = [f"{PLANS}.{name}" for name in plans if name != DEFAULT_PLAN]
    gone += [f"{PLANS}.{DEFAULT_PLAN}.steps.{name}" for name in names[len(steps) :]]
    kept: dict[str, Any] = {"policy.reminders.segmentation": None, **dict.fromkeys(gone)}
    for name, one in zip(names, steps, strict=False):
        at = f"{PLANS}.{DEFAULT_PLAN}.steps.{name}"
        kept |= {f"{at}.day": one.day, f"{at}.channel": one.channel, f"{at}.min_amount": one.min_amount}
    found = scenario.with_(kept)
    more = {f"reminder_{place}": _values(one) for place, one in enumerate(steps[len(names) :], len(names) + 1)}
    if DEFAULT_PLAN not in plans:
        return found.with_({f"{PLANS}.{DEFAULT_PLAN}": {"steps": more}})
    return (
        found.with_({f"{PLANS}.{DEFAULT_PLAN}.steps.{name}": values for name, values in more.items()})
        if more
        else found
    )


def _values(one: Day) -> dict[str, Any]:
    return {"day": one.day, "channel": one.channel, "min_amount": one.min_amount}


def learn_firm(
    imported: "Imported",
    home: Scenario,
    files: Sequence[Path],
    days: Sequence[Day],
    name: str,
    mapping: str,
    source: str,
    lang: str,
    progress: Progress,
) -> Learnt:
    """Learn a firm and write it down, all of it or nothing.

    Args:
        imported: The ledger as read.
        home: The firm at hand, whose treasury and costs the learned one keeps.
        files: Its files; none where it was given as an object.
        days: The reminders sent in the ledger's time.
        name: Name of the firm.
        mapping: The mapping file that the ledger was read with.
        source: What the ledger is called.
        lang: Language of the report.
        progress: Told the share done.

    Raises:
        CalibrationError: The ledger holds too few payments.
        ScenarioError: The firm cannot be written, or what was learned does not fit the one at hand.
    """
    from simlib.calibration import calibrate
    from simlib.calibration.backtest import brief_backtest

    key, shelf = key_of(name), home_of(files).with_name(FOLDER)
    present = with_plan(home, days)
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=shelf, prefix=f".{key}.") as unfinished:
            folder = Path(unfinished) / key
            folder.mkdir()
            found = calibrate(
                imported,
                out=folder / BEHAVIOUR,
                policy=present,
                name=name,
                lang=lang,
                back_test=lambda: brief_backtest(imported, None, home.firm, None).evidence(),
                progress=lambda share: progress(0.95 * share),
            )
            below = _below(home, files, folder)
            said = {"fr": f"{name}, d’après {source}", "en": f"{name}, from {source}"}
            text = dump_yaml(home.diff(present), name=name, description=Text.model_validate(said))
            (folder / PLAN).write_text(text, encoding="utf-8")
            (folder / MAPPING).write_text(mapping, encoding="utf-8")
            load((*below, folder / BEHAVIOUR, folder / PLAN))
            progress(0.97)
            final = free(shelf, key)
            folder.rename(final)
    except OSError as error:
        raise Refusal("imports.not_written", folder=shelf, why=error.strerror or str(error)) from None
    parts = tuple(final / part.name if part.parent == folder else part for part in below)
    whole = (*parts, final / BEHAVIOUR, final / PLAN)
    return Learnt(load(whole), whole, _moved(found, final))


def _below(home: Scenario, files: Sequence[Path], folder: Path) -> tuple[Path, ...]:
    """Return the files of the firm at hand; one written for it where there are none."""
    if files:
        return tuple(Path(file).resolve() for file in files)
    below = folder / FIRM
    below.write_text(dump_yaml(home, name=home.name, folder=folder), encoding="utf-8")
    return (below,)


def free(shelf: Path, key: str) -> Path:
    """Return a folder that is not there yet: nothing learned earlier is written over."""
    place, number = shelf / key, 2
    while place.exists():
        place, number = shelf / f"{key}-{number}", number + 1
    return place


def _moved(found: "Calibration", folder: Path) -> Any:
    from dataclasses import replace

    return replace(found, fragment=folder / found.fragment.name, report=folder / found.report.name)


def checked_plan(days: Sequence[Day], home: Scenario) -> None:
    """Refuse reminders that cannot be.

    Raises:
        ScenarioError: One of them cannot be sent so.
    """
    try:
        with_plan(home, days)
    except ScenarioError as error:
        raise Refusal("imports.bad_plan", why=str(error)) from None
