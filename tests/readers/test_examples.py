"""The examples in the readers' docstrings."""

import doctest
import importlib
from pathlib import Path

import pytest

import simlib.readers

MODULES = sorted(path.stem for path in Path(simlib.readers.__file__).parent.glob("[!_]*.py"))


@pytest.mark.parametrize("module", MODULES)
def test_examples(module: str) -> None:
    assert doctest.testmod(importlib.import_module(f"simlib.readers.{module}")).failed == 0
