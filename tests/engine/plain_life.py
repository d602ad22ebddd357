"""What both engines tell of a few scenarios, as hashes: run as a script without the compiler, it must print the same."""

import hashlib
import json

from simlib.scenario import Scenario
from tests.engine.both import pair_of
from tests.engine.handmade import CASES

STEPS = {
    "before": {"day": -5, "channel": "email"},
    "first": {"day": 2, "channel": "statement"},
    "second": {"day": 4, "channel": "call"},
    "third": {"day": 9, "channel": "formal_notice"},
}
DRAWN = Scenario.model_validate(
    {
        "months": 2,
        "warm_up_months": 1,
        "segments": {"s": {"customers": 4, "orders_per_year": 60.0, "terms": {"days": 15}, "runs": {"weekly": 0.5}}},
        "policy": {
            "reminders": {"plans": {"default": {"steps": STEPS}}},
            "calls": {"collectors": 1.0, "minutes_per_day": 10},
        },
    }
)
CHANGED = DRAWN.with_({"policy.reminders.gap_days": 1, "segments.s.terms.days": 10, "firm.activity": 1.5})


def digests() -> dict[str, list[str]]:
    """Return the hash of the log of each engine, by scenario."""
    pairs = {case.name: pair_of(case.scenario, case.base) for case in (*CASES[:6], *CASES[6::4])}
    pairs |= {"drawn": pair_of(DRAWN), "changed at the start": pair_of(CHANGED, DRAWN)}
    return {name: [hashlib.sha256(log.tobytes()).hexdigest() for log in logs] for name, logs in pairs.items()}


if __name__ == "__main__":
    print(json.dumps(digests()))
