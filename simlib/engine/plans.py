"""Reminder plans as engines read them: the steps of all plans in a row, and which are whose."""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from simlib.engine.setting import OLD_PLAN, OTHER_PLAN, SAME_PLAN, STEP, Ints, Setting, Table, table
from simlib.money import to_cents
from simlib.scenario.policy import Policy
from simlib.world.cast import Roll

_BANDS = ("low", "middle", "high")
Spans: TypeAlias = tuple[tuple[int, int], ...]


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
    is_same = _are_alike(before, after)
    is_same &= (now.segment_by, now.cut_low, now.cut_high) == (then.segment_by, then.cut_low, then.cut_high)
    is_old = _are_alike(before, after, "old_") if now.ramps else np.zeros_like(is_same)
    becomes = np.where(is_same, SAME_PLAN, np.where(is_old, OLD_PLAN, OTHER_PLAN))
    stand = np.where(is_same, after.customers.low_first, after.customers.old_low_first)
    return becomes, np.where(is_same | is_old, stand - before.customers.low_first, 0)


def _are_alike(before: Setting, after: Setting, prefix: str = "") -> npt.NDArray[np.bool_]:
    """Return, per customer, whether its plans hold the same steps in both settings; customers share few plans."""
    then, now = before.steps.tolist(), after.steps.tolist()
    known: dict[tuple[Spans, Spans], bool] = {}
    alike = np.empty(len(before.customers), dtype=np.bool_)
    for place, pair in enumerate(zip(_spans_in(before), _spans_in(after, prefix), strict=True)):
        if pair not in known:
            one, other = pair
            known[pair] = all(then[a:b] == now[c:d] for (a, b), (c, d) in zip(one, other, strict=True))
        alike[place] = known[pair]
    return alike


def _spans_in(setting: Setting, prefix: str = "") -> list[Spans]:
    """Return where the steps of each customer's plans stand, by band."""
    columns = [
        zip(*(setting.customers[f"{prefix}{band}_{end}"].tolist() for end in ("first", "end")), strict=True)
        for band in _BANDS
    ]
    return list(zip(*columns, strict=True))
