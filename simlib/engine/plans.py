"""Reminder plans as engines read them: the steps of all plans in a row, and which are whose."""

from typing import Any

import numpy as np

from simlib.engine.setting import OLD_PLAN, OTHER_PLAN, SAME_PLAN, STEP, Ints, Setting, Table, table
from simlib.money import to_cents
from simlib.scenario.policy import Policy
from simlib.world.cast import Roll

_BANDS = ("low", "middle", "high")


def plans_of(policy: Policy, old: Policy, roll: Roll) -> tuple[dict[str, list[int]], Table]:
    """Return which steps are each customer's, by band, under a policy and the one before, and the steps of all plans in a row.

    The days of steps after the due date are not before the day on which the firm detects a delay.
    """
    steps: list[tuple[int, int, int]] = []
    spans = _spans(policy, roll, steps)
    before = spans if old is policy else _spans(old, roll, steps)
    columns: dict[str, list[int]] = {}
    for prefix, of in (("", spans), ("old_", before)):
        for band in range(len(_BANDS)):
            columns[f"{prefix}{_BANDS[band]}_first"] = [of[name][band][0] for name in roll.segments]
            columns[f"{prefix}{_BANDS[band]}_end"] = [of[name][band][1] for name in roll.segments]
    fields = dict(zip(STEP, zip(*steps, strict=True), strict=True)) if steps else dict.fromkeys(STEP, ())
    return columns, table(STEP, fields)


def _spans(policy: Policy, roll: Roll, steps: list[tuple[int, int, int]]) -> dict[str, list[tuple[int, int]]]:
    """Append the steps of each segment's plans; return where those of each band stand."""
    spans: dict[str, list[tuple[int, int]]] = {}
    is_by_rule = policy.reminders.segmentation.by != "segment"
    for name in sorted(set(roll.segments)):
        own: list[tuple[int, int]] = []
        for band in _BANDS if is_by_rule else _BANDS[:1]:
            plan = policy.reminders.plans.get(band) if is_by_rule else None
            first = len(steps)
            for step in (plan or policy.plan_of(name)).ordered():
                day = max(step.day, policy.reminders.detection_days) if step.day > 0 else step.day
                steps.append((day, int(step.channel), to_cents(step.min_amount)))
            own.append((first, len(steps)))
        spans[name] = own if is_by_rule else own * len(_BANDS)
    return spans


def what_becomes_of_plans(before: Setting, after: Setting) -> tuple[Ints, Ints]:
    """Return, per customer, what becomes of its reminder plans at the start, and by how many places its steps are moved."""
    now, then = after.rates[0], before.rates[0]
    plans_then = _plans_in(before)
    is_same = np.array([one == other for one, other in zip(plans_then, _plans_in(after), strict=True)], dtype=np.bool_)
    is_same &= (now.segment_by, now.cut_low, now.cut_high) == (then.segment_by, then.cut_low, then.cut_high)
    is_old = np.array(
        [one == old for one, old in zip(plans_then, _plans_in(after, "old_"), strict=True)], dtype=np.bool_
    )
    is_old &= bool(now.ramps)
    becomes = np.where(is_same, SAME_PLAN, np.where(is_old, OLD_PLAN, OTHER_PLAN))
    stand = np.where(is_same, after.customers.low_first, after.customers.old_low_first)
    return becomes, np.where(is_same | is_old, stand - before.customers.low_first, 0)


def _plans_in(setting: Setting, prefix: str = "") -> list[list[Any]]:
    """Return the steps of each customer's plans, by band."""
    steps, customers = setting.steps.tolist(), setting.customers
    ends = [f"{prefix}{band}_{end}" for band in _BANDS for end in ("first", "end")]
    spans = zip(*(customers[name].tolist() for name in ends), strict=True)
    return [[steps[a:b], steps[c:d], steps[e:f]] for a, b, c, d, e, f in spans]
