"""A FEC written and read at once."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from simlib.readers import Imported, read_ledger
from tests.readers.fec.books import Line, written
from tests.readers.sums import adds_up

Read = Callable[..., Imported]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Return a function that writes the entries of one or several years and reads them."""

    def written_and_read(*years: Sequence[Line], terms: str | None = None, mapping: str = "") -> Imported:
        paths = []
        for number, lines in enumerate(years):
            paths.append(tmp_path / f"year{number}.txt")
            paths[-1].write_bytes(written(lines))
        known = None
        if mapping:
            known = tmp_path / "mapping.yaml"
            known.write_text(mapping, encoding="utf-8")
        found = read_ledger(paths, terms=terms, mapping=known)
        adds_up(found)
        return found

    return written_and_read
