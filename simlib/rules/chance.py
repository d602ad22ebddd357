"""From a uniform draw to what it decides."""

import math

from simlib.jit import rule

HAZARD_UNIT = 4294967296.0
"""Units in one: hazards and unit-exponential draws are counted in 2^-32."""

_LARGEST = 8796093022208.0
"""2^43: above every unit-exponential draw, so as a day's hazard it is certainty, and over a million days it fits 64 bits."""


@rule
def hazard_units(rate: float) -> int:
    """Return a rate as a whole number of hazard units, rounded half up.

    >>> hazard_units(0.5) == 2**31
    True
    """
    if not rate > 0.0:
        return 0
    return int(math.floor(min(rate * HAZARD_UNIT, _LARGEST) + 0.5))


@rule
def normal_quantile(u: float) -> float:
    """Return the standard normal quantile of a uniform in (0, 1).

    Source: M. J. Wichura, Algorithm AS 241 (PPND16), Applied Statistics 37 (1988) 477-484; exact to about 1 part in 10^16.

    >>> round(normal_quantile(0.25), 13)
    -0.6744897501961
    """
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        above = (
            (
                (
                    (
                        ((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                        + 45921.953931549871457
                    )
                    * r
                    + 13731.693765509461125
                )
                * r
                + 1971.5909503065514427
            )
            * r
            + 133.14166789178437745
        ) * r + 3.387132872796366608
        below = (
            (
                (
                    (
                        ((5226.495278852854561 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                        + 21213.794301586595867
                    )
                    * r
                    + 5394.1960214247511077
                )
                * r
                + 687.1870074920579083
            )
            * r
            + 42.313330701600911252
        ) * r + 1.0
        return q * above / below
    tail = u if q < 0.0 else 1.0 - u
    r = math.sqrt(-math.log(tail))
    if r <= 5.0:
        r -= 1.6
        above = (
            (
                (
                    (
                        ((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                        + 1.27045825245236838258
                    )
                    * r
                    + 3.64784832476320460504
                )
                * r
                + 5.7694972214606914055
            )
            * r
            + 4.6303378461565452959
        ) * r + 1.42343711074968357734
        below = (
            (
                (
                    (
                        ((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                        + 0.14810397642748007459
                    )
                    * r
                    + 0.68976733498510000455
                )
                * r
                + 1.6763848301838038494
            )
            * r
            + 2.05319162663775882187
        ) * r + 1.0
    else:
        r -= 5.0
        above = (
            (
                (
                    (
                        ((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                        + 0.026532189526576123093
                    )
                    * r
                    + 0.29656057182850489123
                )
                * r
                + 1.7848265399172913358
            )
            * r
            + 5.4637849111641143699
        ) * r + 6.6579046435011037772
        below = (
            (
                (
                    (
                        ((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                        + 7.868691311456132591e-4
                    )
                    * r
                    + 0.0148753612908506148525
                )
                * r
                + 0.13692988092273580531
            )
            * r
            + 0.59983220655588793769
        ) * r + 1.0
    return -above / below if q < 0.0 else above / below


@rule
def waiting_time(u: float) -> float:
    """Return the unit-exponential waiting time of a uniform draw: the gap between two orders of a unit-rate process."""
    return -math.log(u)


@rule
def joint_normal(customer_week: float, week: float, own: float, a: float, b: float) -> float:
    """Return an order's normal draw, correlated within a customer's world week (a) and within a world week (b)."""
    return math.sqrt(a) * customer_week + math.sqrt(b) * week + math.sqrt(max(0.0, 1.0 - a - b)) * own


@rule
def patience(z: float) -> int:
    """Return an invoice's unit-exponential draw, in hazard units, from its normal draw.

    The invoice is approved on the first business day on which its cumulated hazard reaches this. A large draw means a slow payment.
    """
    return max(1, hazard_units(-math.log(max(0.5 * math.erfc(z / math.sqrt(2.0)), 1e-300))))


@rule
def lognormal(spread: float, z: float) -> float:
    """Return a log-normal multiplier of mean one, `spread` being the standard deviation of its log."""
    return math.exp(spread * z - 0.5 * spread * spread)


@rule
def is_drawn(u: float, share: float) -> bool:
    """Return whether an event of this probability happens."""
    return u < share
