"""What all tests share: profiles of random testing, the long profile, ledgers outside the project."""

import os
from pathlib import Path

import hypothesis
import pytest

ROOT = Path(__file__).resolve().parent.parent

# Fixed seeds: the same examples on every machine, every day. The long profile looks further, not elsewhere.
_COMMON = {
    "derandomize": True,
    "deadline": None,
    "database": None,
    "print_blob": True,
    "suppress_health_check": [hypothesis.HealthCheck.too_slow, hypothesis.HealthCheck.data_too_large],
}
hypothesis.settings.register_profile("everyday", max_examples=50, **_COMMON)
hypothesis.settings.register_profile("long", max_examples=1_000, **_COMMON)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer ``--long``."""
    parser.addoption("--long", action="store_true", help="also run the tests marked long, with more random examples")


def pytest_configure(config: pytest.Config) -> None:
    """Choose the profile: ``--long`` and ``SIMLIB_TESTS=long`` say the same."""
    if config.getoption("--long"):
        os.environ["SIMLIB_TESTS"] = "long"
    is_long = os.environ.get("SIMLIB_TESTS") == "long"
    if is_long and config.option.markexpr == "not long":
        config.option.markexpr = ""
    hypothesis.settings.load_profile("long" if is_long else "everyday")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def ledgers() -> Path:
    """Published ledgers to try, which are not part of the project; without them the test is skipped."""
    folder = Path(os.environ.get("SIMLIB_LEDGERS", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no published ledgers in {folder}; set SIMLIB_LEDGERS to their folder")
    return folder
