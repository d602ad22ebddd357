"""Reports made once for all tests: in French from files, in English from scenarios with hostile names, and of one scenario."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from simlib.experiments import Comparison, compare
from simlib.reporting import render
from simlib.scenario import Scenario, dump_yaml, load
from tests.reporting.pages import Read, read
from tests.small import FIRST, small

REPLICATIONS = 6
FORMULA = '=HYPERLINK("http://evil.example","x")'
HOSTILE = "<script>alert(1)</script>"


@dataclass(frozen=True)
class Made:
    """A report, and what it was made from.

    Attributes:
        file: where it is.
        scenarios: what it compares.
        page: its text.
        read: its elements, numbers and words.
        told: how the work was told to go on.
        others: the same report in other formats, by ending.
    """

    file: Path
    scenarios: list[Scenario]
    page: str
    read: Read
    told: list[tuple[int, int]]
    others: dict[str, Path]

    @property
    def compared(self) -> Comparison:
        """The comparison as the library makes it."""
        return compare(self.scenarios, replications=REPLICATIONS)


def make(
    scenarios: list[Scenario], lang: str, out: Path, specs: list[str] | None = None, template: str = "scenario"
) -> Made:
    """Make a report."""
    told: list[tuple[int, int]] = []
    file, *others = render(
        scenarios,
        to=("html", "pptx", "xlsx"),
        template=template,
        lang=lang,
        out_dir=out,
        replications=REPLICATIONS,
        specs=specs,
        progress=lambda done, cells: told.append((done, cells)),
    )
    page = file.read_text(encoding="utf-8")
    return Made(file, scenarios, page, read(page), told, {one.suffix: one for one in others})


@pytest.fixture(scope="session")
def specs(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Files of three scenarios: a small firm, reminded earlier, and reminded later."""
    folder = tmp_path_factory.mktemp("firm")
    base = folder / "small.yaml"
    base.write_text(dump_yaml(small()), encoding="utf-8")
    steps = "policy: {reminders: {plans: {default: {steps: {first_reminder: {day: %d}}}}}}\n"
    for name, day in (("early", -7), ("late", 60)):
        (folder / f"{name}.yaml").write_text(f"name: {name}\n{steps % day}", encoding="utf-8")
    return [str(base), f"{base}+{folder / 'early.yaml'}", f"{base}+{folder / 'late.yaml'}"]


@pytest.fixture(scope="session")
def french(specs: list[str], tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A report in French, its scenarios loaded from files by the notebook."""
    return make([load(spec) for spec in specs], "fr", tmp_path_factory.mktemp("fr"), specs)


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A report in English, its scenarios handed over, with names and words that are markup."""
    words = {"description": {"fr": "</style><b>x", "en": FORMULA + "</title><img src=x onerror=alert(2)>"}}
    step = "policy.reminders.plans.default.steps.first_reminder.label"
    base = small().with_(words | {step: '"><svg onload=alert(3)>'}, name="</script><script>alert(4)</script>")
    return make([base, base.with_({FIRST: -7}, name=HOSTILE)], "en", tmp_path_factory.mktemp("en"))


@pytest.fixture(scope="session")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """A report on one short scenario."""
    return make([small().with_({"months": 2})], "fr", tmp_path_factory.mktemp("alone"))
