"""Mapping files: what they may say, and what they are told where they may not."""

from pathlib import Path

import pytest

from simlib.errors import ImportFailure
from simlib.readers.mapping import read_mapping

from .conftest import Write


def test_the_shipped_examples_are_read(mappings: Path) -> None:
    assert len([read_mapping(path) for path in mappings.glob("*.yaml")]) == 3


def test_formats_of_dates(write: Write) -> None:
    mapping = read_mapping(
        write("date_format: {issue_date: jj/mm/aaaa, due_date: [month_first, yyyy-mm-dd]}", "m.yaml")
    )
    assert mapping.dates("issue_date") == (("%d/%m/%Y",), None)
    assert mapping.dates("due_date") == (("%Y-%m-%d",), "month_first")
    assert mapping.dates("paid_date") == ((), None)
    assert read_mapping(write("date_format: day_first", "m.yaml")).dates("due_date") == ((), "day_first")


def test_the_thousands_mark_tells_the_decimal_mark(write: Write) -> None:
    assert read_mapping(write('thousands: "."', "m.yaml")).decimal_mark == ","
    assert read_mapping(write('thousands: " "', "m.yaml")).decimal_mark is None


def test_values_of_a_status(write: Write) -> None:
    status = read_mapping(write("status: {column: S, paid: [1, 'P*'], ignored: draft}", "m.yaml")).status
    assert status is not None
    assert [status.state(value) for value in ("1", "Paid", "draft", "drafted", "")] == [
        "paid",
        "paid",
        "ignored",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("a: [", "m.yaml:1: the mapping cannot be read"),
        ("- 1", "is no mapping; it must hold keys such as columns"),
        ("colums: {}", "colums is no key of a mapping; did you mean 'columns'?"),
        ("columns: {due_dat: X}", "columns: 'due_dat' is no field; did you mean 'due_date'?"),
        ("columns: {InvoiceDate: issue_date}", "columns: 'InvoiceDate' is no field; write one of customer_id"),
        ("columns: 3", "columns: Input should be a valid dictionary"),
        ("payments: {due_date: X}", "payments: 'due_date' is no field of a payment"),
        ("date_format: sometime", "date_format: 'sometime' is no date format"),
        ("date_format: '%'", "date_format: '%' is no date format"),
        ("date_format: {amount: day_first}", "date_format: 'amount' is no date field"),
        ("currency: EURO9", "currency: 'EURO9' is no currency"),
        ("decimal: ';'", "decimal: Input should be '.' or ','"),
        ("decimal: ','\nthousands: ','", "thousands: ',' is the decimal mark already"),
        ("status: {paid: 1}", "status.column: Field required"),
        ("status: {column: a, piad: 1}", "status.piad is no key of a mapping; did you mean 'paid'?"),
        ("constants: {amount: 2}", "constants: 'amount' is no field that may be a constant"),
        ("a: 1\na: 2", "duplicate key"),
        ("!!python/object:os.system x", "could not determine a constructor"),
        (b"\xff\xfe\x00", "it is not written in UTF-8"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(write: Write, content: str | bytes, message: str) -> None:
    with pytest.raises(ImportFailure) as refused:
        read_mapping(write(content, "m.yaml"))
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_mapping_that_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(ImportFailure, match="cannot be read as a mapping: No such file"):
        read_mapping(tmp_path / "absent.yaml")
    with pytest.raises(ImportFailure, match="cannot be read as a mapping: Is a directory"):
        read_mapping(tmp_path)
