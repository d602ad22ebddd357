"""The documents say what is so: rooms, files and commands exist; rules, defaults and indicators stand as the code has them."""

import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import get_args

import pytest

from simlib.indicators import INDICATORS, Better
from simlib.ledger.events import PHASE_OF_KIND, Kind, Phase
from simlib.rules.channels import CHANNEL_NAMES, Channel
from simlib.rules.terms import TermsRule, due_day
from simlib.scenario import Scenario
from simlib.scenario.behaviour import DEFAULT_EFFECTS, FIVE_DAY_BINS, SEVEN_DAY_BINS
from simlib.scenario.fields import Part, Text
from simlib.scenario.segments import default_hazards
from simlib.world.draws import Purpose
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
MODEL = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = {"architecture.md": ARCHITECTURE, "model.md": MODEL}
FOLDERS = ("simlib", "tests", "benchmarks", "scenarios", "docs", "reports", "notebooks")
NOT_DESCRIBED = {"name", "description", "label"}


def parts_of(kind: object) -> set[type[Part]]:
    """Return the parts of a scenario that a type holds, itself included, texts left out."""
    if isinstance(kind, type) and issubclass(kind, Part):
        fields = kind.model_fields.values()
        return {kind}.union(*(parts_of(field.annotation) for field in fields)) - {Text}
    return set[type[Part]]().union(*(parts_of(inner) for inner in get_args(kind)))


PARTS = sorted(parts_of(Scenario), key=lambda part: part.__name__)


def table(page: str, first: str) -> list[list[str]]:
    """Return the rows of the table whose header begins with a word; marks of code and spaces are taken off."""
    lines = page.splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith(f"| {first} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().strip("`") for cell in line.strip().strip("|").split("|")])
    return rows


def coded(page: str) -> list[str]:
    """Return what a page writes as code, blocks left out."""
    return re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", page, flags=re.DOTALL))


# ------------------------------------------------------------------------------------------------------ what they name exists


@pytest.mark.parametrize("page", PAGES)
def test_files_named_exist(page: str) -> None:
    """Find each file and folder that a page names."""
    named = {word for word in coded(PAGES[page]) if re.fullmatch(r"[\w./-]+", word)}
    paths = {word for word in named if word.split("/")[0] in FOLDERS or word.endswith((".py", ".toml", ".txt", ".md"))}
    lost = [
        path
        for path in paths
        if not (ROOT / path).exists()
        and not (ROOT / "simlib" / path).exists()
        and path != "simlib/shipped"  # made when the package is built
    ]
    assert lost == []
    links = re.findall(r"\]\(([^)#]+)\)", PAGES[page])
    assert [link for link in links if "://" not in link and not (ROOT / "docs" / link).exists()] == []


@pytest.mark.parametrize("page", PAGES)
def test_commands_named_exist(page: str) -> None:
    """Find each command in the help and each target in the Makefile."""
    words = [word.split() for word in coded(PAGES[page])]
    commands = {word[1] for word in words if word[0] == "simlib" and len(word) > 1}
    targets = {word[1] for word in words if word[0] == "make" and len(word) > 1}
    assert [command for command in commands if run_simlib(command, "--help").code != 0] == []
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert [target for target in targets if f"\n{target}:" not in makefile] == []


@pytest.mark.parametrize("page", PAGES)
def test_names_of_modules_exist(page: str) -> None:
    """Import what a page names with dots."""
    for name in {word for word in coded(PAGES[page]) if re.fullmatch(r"simlib(\.\w+)+", word)}:
        module, _, last = name.rpartition(".")
        assert hasattr(import_module(module), last) or import_module(name)


# ------------------------------------------------------------------------------------------------------------- the house


def rooms_of_the_page() -> list[str]:
    """Return the rooms of the architecture page, from the top down."""
    return [room for row in table(ARCHITECTURE, "room") for room in re.findall(r"\w+", row[0])]


def test_every_room_stands_in_the_house() -> None:
    """Find every module and folder of the package."""
    package = ROOT / "simlib"
    present = {path.stem for path in package.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert present - {"__init__", "__main__"} <= set(rooms_of_the_page())


def test_rooms_stand_in_the_order_of_the_contract() -> None:
    """Find the rooms in the order in which they may import one another."""
    contract = next(one for one in PROJECT["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    layers = [room for layer in contract["layers"] for room in re.findall(r"\(?\w+\)?", layer)]
    page = rooms_of_the_page()
    known = [room.strip("()") for room in layers if room.strip("()") in page]
    assert known == page
    assert [room for room in layers if not room.startswith("(") and room not in {*page, "__main__"}] == []


# -------------------------------------------------------------------------------------------------------------- the model


def test_phases_of_the_day() -> None:
    """Find every phase in order, with the events that belong to it."""
    rows = table(MODEL, "phase")
    assert [row[0] for row in rows] == [phase.name.lower() for phase in Phase]
    for phase, (_, _, events) in zip(Phase, rows, strict=True):
        belong = {kind.name.lower() for kind in Kind if PHASE_OF_KIND[kind] is phase}
        assert set(re.findall(r"\w+", events)) == belong


def test_events() -> None:
    """Find every kind of event."""
    assert [row[0] for row in table(MODEL, "event")] == [kind.name.lower() for kind in Kind]


def test_purposes_of_draws() -> None:
    """Find every purpose of a draw."""
    assert [row[0] for row in table(MODEL, "purpose")] == [purpose.name for purpose in Purpose]


def test_indicators() -> None:
    """Find every indicator as it declares itself, in the order in which they are shown."""
    declared = [
        [
            indicator.name,
            indicator.unit.value,
            {Better.LOWER: "lower", Better.NEITHER: "neither", Better.HIGHER: "higher"}[indicator.better],
            indicator.reading.value,
            indicator.view.value,
            "yes" if indicator.by_group else "no",
        ]
        for indicator in INDICATORS.values()
    ]
    assert [row[:6] for row in table(MODEL, "indicator")] == declared


def test_effects_of_channels() -> None:
    """Find each channel's default effect, weakest channel first."""
    fields = ("hazard_ratio", "window_days", "delivery", "wrong_contact", "unit_cost", "minutes")
    rows = table(MODEL, "channel")
    assert [row[0] for row in rows] == list(CHANNEL_NAMES)
    for channel, row in zip(Channel, rows, strict=True):
        assert [float(cell) for cell in row[1:]] == [getattr(DEFAULT_EFFECTS[channel], name) for name in fields]


def test_hazards() -> None:
    """Find the default hazards of both calendars."""
    rows = table(MODEL, "calendar")
    for calendar, bins, week in (("country", FIVE_DAY_BINS, 5), ("seven_day", SEVEN_DAY_BINS, 7)):
        assert {row[1]: float(row[2]) for row in rows if row[0] == calendar} == default_hazards(bins, week)


def test_terms() -> None:
    """Find each rule of the due day with its worked example."""
    from simlib.days import to_date, to_day

    rows = table(MODEL, "rule")
    assert [row[0] for row in rows] == [rule.name.lower() for rule in TermsRule]
    issued = to_day(to_date(0).replace(year=2026, month=3, day=10))
    assert [row[2] for row in rows] == [to_date(due_day(issued, int(rule), 45)).isoformat() for rule in TermsRule]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_fields_of_a_scenario(part: type[Part]) -> None:
    """Find every field of a scenario in the model, by name."""
    said = {name for word in coded(MODEL) for name in re.findall(r"\w+", word)}
    fields = set(part.model_fields) - NOT_DESCRIBED
    assert fields - said - {"firm", "segments", "behaviour"} == set()


def test_sentences_are_numbered_in_order() -> None:
    """Find the sentences of each section numbered from one, without gaps."""
    section, expected = 0, 1
    for line in MODEL.splitlines():
        if heading := re.match(r"## (\d+)\. ", line):
            assert int(heading[1]) == section + 1
            section, expected = section + 1, 1
        elif sentence := re.match(r"(\d+)\.(\d+) ", line):
            assert (int(sentence[1]), int(sentence[2])) == (section, expected)
            expected += 1


def test_numbers_referred_to_exist() -> None:
    """Find the sentence or section behind each reference."""
    sentences = set(re.findall(r"^(\d+\.\d+) ", MODEL, flags=re.MULTILINE))
    cells = {cell for row in table(MODEL, "indicator") for cell in row if re.fullmatch(r"\d+\.\d+", cell)}
    assert cells <= sentences
    sections = set(re.findall(r"^## (\d+)\. ", MODEL, flags=re.MULTILINE))
    assert set(re.findall(r"section (\d+)", MODEL + ARCHITECTURE)) <= sections
