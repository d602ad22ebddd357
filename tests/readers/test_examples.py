"""The examples in the readers' docstrings."""

import doctest
import importlib
from pathlib import Path

import pytest

import simlib.readers

FOLDER = Path(simlib.readers.__file__).parent
MODULES = sorted(".".join(path.relative_to(FOLDER).with_suffix("").parts) for path in FOLDER.rglob("[!_]*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"simlib.readers.{module}")).failed == 0
