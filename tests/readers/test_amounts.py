"""Amounts to the cent, whatever the locale."""

from collections.abc import Callable

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.errors import ImportFailure
from simlib.readers.amounts import Amount, Mark, read_amount, read_amounts

CENTS = st.one_of(st.integers(0, 10**4), st.integers(0, 10**13))

NARROW, HARD = "\u202f", "\u00a0"


def grouped(cents: int, thousands: str, decimal: str) -> str:
    """Write cents with a thousands and a decimal mark."""
    return f"{cents // 100:,}".replace(",", thousands) + f"{decimal}{cents % 100:02d}"


LOCALES: dict[str, Callable[[int], str]] = {
    "plain": lambda cents: f"{cents // 100}.{cents % 100:02d}",
    "plain comma": lambda cents: f"{cents // 100},{cents % 100:02d}",
    "French": lambda cents: grouped(cents, NARROW, ",") + f"{HARD}€",
    "French, typed": lambda cents: grouped(cents, " ", ","),
    "French, code": lambda cents: grouped(cents, HARD, ",") + " EUR",
    "English": lambda cents: grouped(cents, ",", "."),
    "American": lambda cents: "$" + grouped(cents, ",", "."),
    "German": lambda cents: grouped(cents, ".", ",") + " €",
    "Swiss": lambda cents: "CHF " + grouped(cents, "’", "."),
    "Brazilian": lambda cents: "R$ " + grouped(cents, ".", ","),
    "padded": lambda cents: f"  {cents // 100:010d},{cents % 100:02d} ",
}
SIGNS: dict[str, Callable[[str], str]] = {
    "none": lambda text: text,
    "leading": lambda text: "-" + text,
    "typographic": lambda text: "−" + text,
    "trailing": lambda text: text + "-",
    "brackets": lambda text: f"({text})",
    "plus": lambda text: "+" + text,
}
NEGATIVE = {"leading", "typographic", "trailing", "brackets"}


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("1 234,56 €", 123456),
        ("1\u202f234,56\u00a0€", 123456),
        ("1.234,56", 123456),
        ("1,234.56", 123456),
        ("(123.45)", -12345),
        ("-123,45", -12345),
        ("123,45-", -12345),
        ("- 123,45 €", -12345),
        ("€ -5", -500),
        ("12.5", 1250),
        ("12,", 1200),
        (",5", 50),
        ("1.234.567", 123456700),
        ("1,23,456.00", 12345600),
        ("12 500", 1250000),
        ("0000000069,60", 6960),
        ("0,125", 13),
        ("-0.125", -13),
        ("1234.5649", 123456),
        ("1 234,56 eur", 123456),
    ],
)
def test_usual_ways_to_write_an_amount(text: str, cents: int) -> None:
    amount = read_amount(text)
    assert isinstance(amount, Amount)
    assert amount.cents == cents


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "abc",
            "12 34",
            "1,23,45",
            "1.2.3",
            "--5",
            "(5",
            "5)",
            "-(5)-",
            "1e5",
            "nan",
            "inf",
            "12 €  €",
            "1 234 56",
            "=1+1",
        ),
        *(
            "٣",
            "1_000",
            "0x10",
            "12 XYZ",
            "100000000000000",
            "1,234,56",
            "1.234,567.8",
            "1 234'567",
            "€",
            "-",
            ".",
            "1" * 500,
        ),
    ],
)
def test_what_is_no_amount(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize("text", ["1,234", "1.234", "-12.345", "999,999 €", "(1,234)"])
def test_one_mark_before_three_digits_can_be_read_two_ways(text: str) -> None:
    assert read_amount(text) == "either"


def test_the_mark_that_is_known_settles_it() -> None:
    assert [read_amount("1,234", mark).cents for mark in (",", ".")] == [123, 123400]
    assert read_amount("1.234,5", ".") is None
    assert read_amount("1.234.567", ".") is None


@given(cents=CENTS, locale=st.sampled_from(sorted(LOCALES)), sign=st.sampled_from(sorted(SIGNS)))
def test_what_a_locale_writes_is_read_back(cents: int, locale: str, sign: str) -> None:
    amount = read_amount(SIGNS[sign](LOCALES[locale](cents).strip()))
    assert isinstance(amount, Amount)
    assert amount.cents == (-cents if sign in NEGATIVE else cents)
    assert not amount.is_rounded


@given(
    written=st.lists(st.tuples(CENTS, st.sampled_from(sorted(LOCALES)), st.sampled_from(sorted(SIGNS))), max_size=30),
    noise=st.lists(st.text("0123456789., -()€EUR'", max_size=12), max_size=10),
    decimal=st.sampled_from([None, ".", ","]),
)
def test_a_column_is_read_as_its_cells_are(
    written: list[tuple[int, str, str]], noise: list[str], decimal: Mark | None
) -> None:
    """Hold the bulk forms to the definition, cell by cell."""
    cells = [SIGNS[sign](LOCALES[locale](cents)) for cents, locale, sign in written] + noise
    alone = [read_amount(cell, decimal) for cell in cells]
    marks = {amount.decimal for amount in alone if isinstance(amount, Amount) and amount.decimal}
    if "either" in alone and not marks:
        with pytest.raises(ImportFailure, match="ambiguous"):
            read_amounts(pa.array(cells, type=pa.string()), decimal, "ledger.csv: column 'amount'")
        return
    mark = marks.pop() if len(marks) == 1 else None
    expected = [
        read_amount(cell, mark) if amount == "either" else amount for cell, amount in zip(cells, alone, strict=True)
    ]
    column = read_amounts(pa.array(cells, type=pa.string()), decimal, "ledger.csv: column 'amount'")
    for row, amount in enumerate(expected):
        readable = isinstance(amount, Amount)
        assert column.cents[row] == (amount.cents if readable else 0)
        assert column.currency[row] == (amount.currency if readable else "")
        assert column.is_rounded[row] == (readable and amount.is_rounded)
        assert column.is_blank[row] == (cells[row].strip() == "")
        assert column.is_unreadable[row] == (not readable and cells[row].strip() != "")


def test_the_other_amounts_of_the_column_decide() -> None:
    english = read_amounts(pa.array(["1,234", "99.50"]), None, "x")
    french = read_amounts(pa.array(["1,234", "99,50"]), None, "x")
    assert english.cents.tolist() == [123400, 9950]
    assert french.cents.tolist() == [123, 9950]
    assert french.is_rounded.tolist() == [True, False]


def test_nothing_decides() -> None:
    with pytest.raises(
        ImportFailure, match=r"ledger.csv: column 'amount' is ambiguous: the mark in '1,234', '2,500' could part"
    ):
        read_amounts(pa.array(["1,234", "500", "2,500"]), None, "ledger.csv: column 'amount'")


def test_where_both_marks_occur_only_the_unclear_amounts_are_unreadable() -> None:
    column = read_amounts(pa.array(["1.5", "2,5", "1,234", "7"]), None, "x")
    assert column.cents.tolist() == [150, 250, 0, 700]
    assert column.is_unreadable.tolist() == [False, False, True, False]
