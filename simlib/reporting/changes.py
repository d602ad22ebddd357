"""What differs between two scenarios, as people read it: reminder plans on one line each, then levers."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from simlib.charts import lever_text
from simlib.scenario import FileRef, Lever, Scenario, Text, levers
from simlib.scenario.fields import shown
from simlib.scenario.policy import CHANNEL_LABELS
from simlib.words import MINUS, UNDEFINED, money, text

PLANS = "policy.reminders.plans"


class Difference(NamedTuple):
    """One difference: what it is, what the base has, what the scenario has; steps of a plan one by one."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(base: Scenario, scenario: Scenario, lang: str) -> tuple[Difference, ...]:
    """Return what changes from a base to a scenario, plans of reminders first."""
    return (*_plans(base, scenario, lang), *_values(base, scenario, lang))


def plan_steps(scenario: Scenario, segment: str, lang: str) -> tuple[str, ...]:
    """Return the steps of the reminder plan of a segment: what is sent on which day from the due date."""
    said = []
    for step in scenario.policy.plan_of(segment).ordered():
        day = f"{MINUS if step.day < 0 else '+'}{abs(step.day)}"
        channel = CHANNEL_LABELS[step.channel].of(lang)
        if step.min_amount > 0:
            amount = money(step.min_amount, lang, scenario.currency)
            said.append(text("report.step_minimum", lang, day=day, channel=channel, amount=amount))
        else:
            said.append(text("report.step", lang, day=day, channel=channel))
    return tuple(said) or (text("report.no_plan", lang),)


def segment_name(scenario: Scenario, name: str, lang: str) -> str:
    """Return what a segment is called on a page."""
    segment = scenario.segments.get(name)
    return segment.label.of(lang) if segment is not None and segment.label is not None else name.replace("_", " ")


def _plans(base: Scenario, scenario: Scenario, lang: str) -> Iterator[Difference]:
    """Yield the plans that change, one row for all segments where all change alike."""
    names = list(scenario.segments)
    rows = [(plan_steps(base, name, lang), plan_steps(scenario, name, lang)) for name in names]
    if len(set(rows)) == 1 and len(rows) > 1:
        names, rows = [""], rows[:1]
    for name, (before, after) in zip(names, rows, strict=True):
        if before != after:
            called = segment_name(scenario, name, lang) if name else text("report.all_segments", lang)
            yield Difference(text("report.plan_of", lang, segment=called), before, after)


def _values(base: Scenario, scenario: Scenario, lang: str) -> Iterator[Difference]:
    known = {lever.path: lever for one in (base, scenario) for lever in levers(one)}
    for change in base.diff(scenario):
        if change.path.startswith(PLANS):
            continue
        before, after = dict(_flat(change.path, change.before)), dict(_flat(change.path, change.after))
        for path in dict.fromkeys((*before, *after)):
            lever = known.get(path)
            yield Difference(
                lever.label(lang) if lever is not None else path,
                (_value(lever, before.get(path), lang, base.currency),),
                (_value(lever, after.get(path), lang, scenario.currency),),
            )


def _flat(path: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the values of a change by path, words aside."""
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _flat(f"{path}.{name}", one)
    elif value is not None and not isinstance(value, Text):
        yield path, value


def _value(lever: Lever | None, value: Any, lang: str, currency: str) -> str:
    if value is None:
        return UNDEFINED
    if isinstance(value, FileRef):
        return value.file
    return lever_text(lever, value, lang, currency) if lever is not None else shown(value)
