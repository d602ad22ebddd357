"""Draws: the published generator, addresses that nothing else moves, independence, and the dependence asked for."""

import itertools

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats

from simlib.jit import kernel
from simlib.rules.chance import HAZARD_UNIT, joint_normal, normal_quantile, patience
from simlib.world.draws import Purpose, entity_of, pair, philox, uniform

Values = npt.NDArray[np.float64]

VECTORS = [  # Random123, tests/kat_vectors: philox4x32-10, counter, key, result
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
]


@pytest.mark.parametrize(("counter", "key", "result"), VECTORS)
def test_the_generator_gives_the_published_vectors(
    counter: tuple[int, int, int, int], key: tuple[int, int], result: tuple[int, int, int, int]
) -> None:
    assert philox(*counter, *key) == result


def test_uniforms_lie_strictly_between_nought_and_one() -> None:
    assert uniform(0, 0) == 2.0**-53
    assert uniform(0, 0xFFFFFFFF) > uniform(0, 0)
    assert uniform(0xFFFFFFFF, 0xFFFFFFFF) == 1.0 - 2.0**-53
    assert uniform(0x80000000, 0) == 0.5
    assert len({uniform(1, low) for low in range(0, 2**14, 2**11)}) == 8, "all 53 bits are used"


@kernel
def table(first: tuple[int, ...], step: tuple[int, ...], out: Values) -> None:
    """Fill in pairs of draws at addresses that advance by a step."""
    seed, replication, entity, ordinal, purpose, k = first
    for i in range(out.shape[0]):
        one, other = pair(seed, replication, entity, ordinal, purpose, k)
        out[i, 0] = one
        out[i, 1] = other
        seed += step[0]
        replication += step[1]
        entity += step[2]
        ordinal += step[3]
        purpose += step[4]
        k += step[5]


N = 100_000
STEPS = {"seed": 0, "replication": 1, "entity": 2, "ordinal": 3, "k": 5}
ADDRESS = (7, 3, entity_of("a-0001"), 0, int(Purpose.ORDER), 0)


def along(part: str, first: tuple[int, ...] = ADDRESS) -> Values:
    """Return pairs of draws along one part of the address."""
    out = np.empty((N, 2))
    table(first, tuple(int(STEPS[part] == place) for place in range(6)), out)
    return out


@pytest.mark.parametrize("part", STEPS)
def test_draws_are_uniform_along_every_part_of_their_address(part: str) -> None:
    draws = along(part)
    assert draws.min() > 0.0
    assert draws.max() < 1.0
    for column in draws.T:
        assert stats.kstest(column, "uniform").pvalue > 1e-3
        assert abs(np.corrcoef(column[:-1], column[1:])[0, 1]) < 0.01, "neighbours"
    assert abs(np.corrcoef(*draws.T)[0, 1]) < 0.01, "the two of a pair"


def test_purposes_customers_replications_and_seeds_do_not_know_each_other() -> None:
    addresses = (
        ADDRESS,
        (*ADDRESS[:4], int(Purpose.PAYMENT), 0),
        (7, 3, entity_of("a-0002"), 0, int(Purpose.ORDER), 0),
        (7, 4, *ADDRESS[2:]),
        (8, *ADDRESS[1:]),
        (*ADDRESS[:5], 1),
    )
    columns = [along("ordinal", address)[:, 0] for address in addresses]
    for one, other in itertools.combinations(columns, 2):
        assert abs(np.corrcoef(one, other)[0, 1]) < 0.01


def test_entities_are_hashes_of_ids_and_do_not_meet() -> None:
    names = [f"customer-{number}" for number in range(100_000)]
    assert len({entity_of(name) for name in names}) == len(names)
    assert entity_of("a-0001") == entity_of("a-0001")
    assert -(2**63) <= entity_of("é\udcff") < 2**63


@pytest.mark.parametrize(("a", "b"), [(0.0, 0.0), (0.3, 0.05), (0.9, 0.05), (0.0, 0.6)])
def test_dependence_leaves_each_draw_exponential_and_correlates_as_asked(a: float, b: float) -> None:
    """Of 20,000 weeks, two orders of one customer and one of another: the copula's correlations are a + b and b."""
    weeks = 20_000
    shared = np.empty((weeks, 2))
    table((1, 0, 0, -1, int(Purpose.WEEK), 0), (0, 0, 0, 0, 0, 1), shared)
    own, weekly = [], []
    for name in ("a-0001", "a-0002"):
        orders, week = np.empty((weeks * 2, 2)), np.empty((weeks, 2))
        table((1, 0, entity_of(name), 0, int(Purpose.PAYMENT), 0), (0, 0, 0, 1, 0, 0), orders)
        table((1, 0, entity_of(name), -1, int(Purpose.CUSTOMER_WEEK), 0), (0, 0, 0, 0, 0, 1), week)
        own.append(normals(orders[:, 0]))
        weekly.append(normals(week[:, 0]))
    everyone = normals(shared[:, 0])
    z = [
        np.array([joint_normal(*values, a, b) for values in zip(weekly[c], everyone, own[c][order::2], strict=True)])
        for c, order in ((0, 0), (0, 1), (1, 0))
    ]
    for one in z:
        waits = np.array([patience(value) for value in one.tolist()]) / HAZARD_UNIT
        assert stats.kstest(waits, "expon").pvalue > 1e-3
    error = 4.0 / np.sqrt(weeks)
    assert np.corrcoef(z[0], z[1])[0, 1] == pytest.approx(a + b, abs=error)
    assert np.corrcoef(z[0], z[2])[0, 1] == pytest.approx(b, abs=error)


def normals(uniforms: Values) -> list[float]:
    """Return standard normals of uniforms."""
    return [normal_quantile(u) for u in uniforms.tolist()]
