"""Dates in any usual format, and the refusal to guess."""

import datetime

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import to_date, to_day
from simlib.errors import ImportFailure
from simlib.readers.dates import MISSING, Order, read_dates

FRENCH = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
DATES = st.dates(datetime.date(1970, 1, 1), datetime.date(2100, 12, 31))


def read(*texts: str, formats: tuple[str, ...] = (), order: Order | None = None) -> list[str | None]:
    dates = read_dates(pa.array(texts, type=pa.string()), formats, order, "ledger.csv: column 'due'")
    return [None if day == MISSING else to_date(day).isoformat() for day in dates.days.tolist()]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2025-03-14",
            "2025/3/14",
            "2025.03.14",
            "20250314",
            "2025-03-14T23:59:59",
            "2025-03-14 00:00",
            "2025-03-14T10:00:00Z",
        ),
        *(
            "2025-03-14T10:00:00.123+02:00",
            "14/03/2025",
            "14-3-2025",
            "14.03.2025",
            "14 03 2025",
            "14/03/25",
            "14/03/2025 18:30:05",
        ),
        *(
            "03/14/2025",
            "3/14/2025 6:30 PM",
            "14032025",
            "14 mars 2025",
            "14 March 2025",
            "14-Mar-2025",
            "14-mar-25",
            "March 14, 2025",
        ),
        *("Mar 14 2025", " 14 Mars 2025 ", "14 / 03 / 2025", "14mar2025"),
    ],
)
def test_usual_ways_to_write_a_date(text: str) -> None:
    assert read(text) == ["2025-03-14"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "abc",
            "2025-02-30",
            "31/04/2025",
            "2025-13-01",
            "0202-01-01",
            "9999-12-31",
            "1969-12-31",
            "2101-01-01",
            "14/2025",
            "45678",
        ),
        *(
            "14-03-25",
            "2025-03",
            "2025-03-14-15",
            "14 foo 2025",
            "99/99/9999",
            "1/1/1",
            "٣/١/2025",
            "1" * 9,
            "00/00/0000",
            "x" * 400,
        ),
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert read(text) == [None]


@given(date=DATES)
def test_months_named_in_french(date: datetime.date) -> None:
    day = "1er" if date.day == 1 else str(date.day)
    assert read(f"{day} {FRENCH[date.month - 1]} {date.year}") == [date.isoformat()]


@given(
    dates=st.lists(DATES, min_size=1, max_size=20),
    layout=st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%m-%d-%Y"]),
)
def test_an_order_is_never_guessed(dates: list[datetime.date], layout: str) -> None:
    """Read a column back as it was written, or refuse it where no date of it tells the order."""
    texts = [date.strftime(layout) for date in dates]
    tells = any(date.day > 12 for date in dates)
    unclear = any(date.day <= 12 and date.day != date.month for date in dates)
    if unclear and not tells:
        with pytest.raises(ImportFailure, match="ambiguous"):
            read(*texts)
    else:
        assert read(*texts) == [date.isoformat() for date in dates]


@given(date=DATES, layout=st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y%d%m", "%d-%b-%Y"]))
def test_a_named_format_is_taken_at_its_word(date: datetime.date, layout: str) -> None:
    assert read(date.strftime(layout), "nonsense", formats=(layout,)) == [date.isoformat(), None]


def test_the_order_alone_may_be_named() -> None:
    assert read("03/04/2025", "2025-01-31", order="month_first") == ["2025-03-04", "2025-01-31"]
    assert read("03/04/2025", "13/04/2025", "04/13/2025", order="day_first") == ["2025-04-03", "2025-04-13", None]


def test_the_refusal_says_which_dates_and_what_to_do() -> None:
    with pytest.raises(ImportFailure) as refused:
        read("03/04/2025", "05/05/2025", "01/02/2025")
    assert str(refused.value) == (
        "ledger.csv: column 'due' is ambiguous: '01/02/2025', '03/04/2025' could have the day or the month first and no other date "
        'of the column decides; say which in a mapping file, for example date_format: "%d/%m/%Y" or date_format: month_first'
    )


def test_two_orders_in_one_column() -> None:
    assert read("13/04/2025", "04/14/2025", "05/05/2025") == ["2025-04-13", "2025-04-14", "2025-05-05"]
    with pytest.raises(ImportFailure, match="mixes two orders: '13/04/2025' has the day first, '04/14/2025' the month"):
        read("13/04/2025", "04/14/2025", "01/02/2025")


def test_blank_is_not_unreadable() -> None:
    dates = read_dates(pa.array(["", "  ", "x", "2025-01-01"]), (), None, "x")
    assert dates.is_blank.tolist() == [True, True, False, False]
    assert dates.is_unreadable.tolist() == [False, False, True, False]
    assert dates.days[3] == to_day(datetime.date(2025, 1, 1))
