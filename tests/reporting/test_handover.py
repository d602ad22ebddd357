"""Scenarios handed over to a notebook: the same values, tables and origins."""

from pathlib import Path

import pandas as pd
import pytest

from simlib.reporting.handover import hand_over, take_over
from simlib.reporting.register import Register
from simlib.scenario import Scenario, load
from simlib.scenario.register import learned_file
from simlib.scenario.walk import leaves
from tests.small import small


@pytest.fixture
def learned(tmp_path: Path) -> Scenario:
    """A scenario laid over by a fragment as calibration writes it, with a table of customers beside it."""
    folder = tmp_path / "firm"
    folder.mkdir()
    customers = pd.DataFrame({"customer_id": ["A", "B"], "segment": ["all", "all"]})
    customers.to_parquet(folder / "client.customers.parquet", index=False)
    fragment = "name: client\nbehaviour: {dependence: {week: 0.1}}\ncustomers: {file: client.customers.parquet}\n"
    (folder / "client.yaml").write_text(fragment, encoding="utf-8")
    (folder / "base.yaml").write_text("name: base\nsegments: {all: {mean_amount: 900}}\n", encoding="utf-8")
    return load([folder / "base.yaml", folder / "client.yaml"])


def same(one: Scenario, other: Scenario) -> bool:
    """Return whether two scenarios have the same values, which come from the same places."""
    paths = [".".join(leaf.path) for leaf in leaves(one)]
    return one.digest == other.digest and [one.origin(path) for path in paths] == [other.origin(path) for path in paths]


def test_values_and_origins(tmp_path: Path, learned: Scenario) -> None:
    """Take over what was handed over: from files, set in Python, with tables, with names that are no file names."""
    given = [small(), learned, learned.with_({"firm.dpo_days": 30}, name="../<b>: {x: [")]
    taken = [take_over(file) for file in hand_over(given, tmp_path / "handed")]
    assert [one.name for one in taken] == [one.name for one in given]
    assert all(same(one, other) for one, other in zip(given, taken, strict=True))
    assert taken[2].origin("firm.dpo_days").kind == "set"


def test_plain_files(tmp_path: Path, learned: Scenario) -> None:
    """Load files as any command does."""
    spec = f"{tmp_path / 'firm' / 'base.yaml'}+{tmp_path / 'firm' / 'client.yaml'}"
    assert same(take_over(spec), learned)


def test_what_was_learned(learned: Scenario) -> None:
    """Tell values learned from a ledger from those that somebody wrote."""
    assert Path(learned_file(learned)).name == "client.yaml"
    assert learned_file(small()) == ""
    found = Register(learned, "en")
    assert found.counts()["learned"] == 2
    entries = {entry.label: entry for group in found.groups() for block in group.blocks for entry in block.entries}
    assert entries["Dependence between customers"].origins == (("learned", "learned · client.yaml:2"),)
    assert entries["Dependence within a customer"].origins == (("prior", "prior"),)
    assert entries["Mean amount of an invoice"].origins == (("file", "set · base.yaml:2"),)
    assert learned.customers is not None
    content = learned.customers.content_hash()[:16]
    assert entries["Table of customers"].values == (f"client.customers.parquet (SHA-256 {content})",)
