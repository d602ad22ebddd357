"""Lines that bear a lack of cash: drawn when it would fall under its minimum, repaid as soon as it can be, charged by the month."""

import numpy as np
import numpy.typing as npt

from simlib.jit import kernel
from simlib.rules.treasury import day_interest, interest_charged, most_discounted, wanted_from_lines

Integers = npt.NDArray[np.int64]
Booleans = npt.NDArray[np.bool_]


@kernel
def bear(
    flows: Integers,
    not_due: Integers,
    is_charging: Booleans,
    opening: int,
    minimum: int,
    overdraft_rate: int,
    line_limit: int,
    line_rate: int,
    discount_limit: int,
    discount_share: float,
    discount_rate: int,
    closing: Integers,
    line: Integers,
    discount: Integers,
    interest: Integers,
    accrued: Integers,
) -> None:
    """Live the days of each replication with its lines.

    Args:
        flows: int64 ``[R, days]``, cents that come in less those that leave, lines and their interest aside.
        not_due: int64 ``[R, days]``, receivables not yet due at the end of each day, cents.
        is_charging: Days on which interest is charged, for the days up to the one before.
        opening: Cents in the bank at the opening of the first day.
        minimum: Cents that lines are drawn to keep.
        overdraft_rate: Interest a year on a negative balance, in millionths.
        line_limit: Cents that can be drawn on the line of credit.
        line_rate: Its interest a year, in millionths.
        discount_limit: Cents that can be discounted.
        discount_share: Share of what is not yet due that can be discounted.
        discount_rate: Its interest a year, in millionths.
        closing: Taken up: cash at the end of each day.
        line: Taken up: what is drawn on the line at the end of each day.
        discount: Taken up: what is discounted at the end of each day.
        interest: Taken up: interest charged on each day.
        accrued: Taken up: interest accrued since the first day, charged or not, in cents.
    """
    for world in range(flows.shape[0]):
        cash, on_line, discounted, owed, cost = opening, 0, 0, 0, 0
        for day in range(flows.shape[1]):
            charged = 0
            if is_charging[day]:
                charged = interest_charged(owed)
                cost += charged
                owed = 0
            cash += flows[world, day] - charged
            wanted = wanted_from_lines(cash, on_line + discounted, minimum)
            most = min(wanted, most_discounted(not_due[world, day], discount_share, discount_limit))
            drawn = min(wanted - most, line_limit)
            cash += most - discounted + drawn - on_line
            discounted, on_line = most, drawn
            owed += (
                day_interest(-cash, overdraft_rate)
                + day_interest(on_line, line_rate)
                + day_interest(discounted, discount_rate)
            )
            closing[world, day], line[world, day], discount[world, day] = cash, on_line, discounted
            interest[world, day], accrued[world, day] = charged, cost + interest_charged(owed)
