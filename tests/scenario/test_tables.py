"""Tables beside a scenario: read with their types, refused with file, row and column."""

import datetime as dt
import subprocess
import sys
from contextlib import suppress

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.days import to_day
from simlib.errors import ScenarioError
from simlib.scenario import FileRef
from simlib.scenario.tables import read_customers, read_history, read_opening, read_orders

JANUARY, FEBRUARY = to_day(dt.date(2026, 1, 1)), to_day(dt.date(2026, 2, 1))
OPENING = "customer_id,invoice_id,issue_date,due_date,amount\n"


def test_customers_are_sorted_and_blanks_are_left_to_the_segment(write):
    write(
        "c.csv",
        "customer_id,segment,runs,terms_rule,terms_days,d0,d-5\nb,sme,weekly:2,net,45,0.5,0.1\nÀ,large,,,,,\na,sme,,,,,\n",
    )
    table = read_customers(FileRef(file="c.csv"))
    assert table["customer_id"].tolist() == ["a", "b", "À"]
    assert table["runs"].tolist() == ["", "weekly:2", ""]
    assert table["terms_days"].isna().tolist() == [True, False, True]
    assert table.loc[1, "d0"] == 0.5
    assert "bank_days" not in table


def test_an_opening_book_has_day_numbers_and_amounts(write):
    write(
        "o.csv",
        OPENING.strip() + ",steps_done\na,F-1,2026-01-01,2026-02-01,10.50,\na,F-2,2026-01-01,2026-02-01,1e3,2\n",
    )
    table = read_opening(FileRef(file="o.csv"))
    assert table["issue_day"].tolist() == [JANUARY, JANUARY]
    assert table["due_day"].tolist() == [FEBRUARY, FEBRUARY]
    assert table["amount"].tolist() == [10.5, 1000.0]
    assert table["steps_done"].isna().tolist() == [True, False]


def test_past_sales_may_be_negative_and_orders_need_no_invoice(write):
    write("h.csv", "date,customer_id,amount\n2026-01-01,a,-5\n")
    write("n.csv", "customer_id,issue_date,due_date,amount\na,2026-01-01,2026-02-01,3\na,2026-01-01,2026-02-01,3\n")
    assert read_history(FileRef(file="h.csv")).loc[0].tolist() == [JANUARY, "a", -5.0]
    orders = read_orders(FileRef(file="n.csv"))
    assert (len(orders), "invoice_id" in orders) == (2, False)


def test_parquet_reads_the_same_as_csv(folder):
    frame = pd.DataFrame(
        {
            "customer_id": ["a", "b"],
            "invoice_id": [1, 2],
            "issue_date": [dt.date(2026, 1, 1)] * 2,
            "due_date": pd.to_datetime(["2026-02-01", "2026-02-01"]),
            "amount": [10, 20],
        }
    )
    frame.to_parquet("o.parquet")
    frame.to_csv("o.csv", index=False)
    pd.testing.assert_frame_equal(read_opening(FileRef(file="o.parquet")), read_opening(FileRef(file="o.csv")))


def test_an_empty_table_is_a_table(write):
    write("o.csv", OPENING)
    table = read_opening(FileRef(file="o.csv"))
    assert len(table) == 0
    assert table["issue_day"].dtype == "int64"


@pytest.mark.parametrize(
    ("reader", "text", "line"),
    [
        (read_customers, "", "t.csv: the file is empty; a table starts with a row of column names."),
        (
            read_customers,
            "customer_id;segment\na;b\n",
            "t.csv: column customer_id is missing; the file has customer_id;segment.",
        ),
        (
            read_customers,
            "customer_id,segment,term_days\na,b,1\n",
            (
                "t.csv: column 'term_days' is not known. Did you mean 'terms_days'? Known: customer_id, segment, orders_per_year, "
                "mean_amount, amount_spread, terms_rule, terms_days, runs, frailty, bank_days, match_days, "
                "credit_limit."
            ),
        ),
        (
            read_customers,
            "customer_id,segment,segment\na,b,c\n",
            "t.csv: column segment is there twice; keep one of them.",
        ),
        (
            read_customers,
            "customer_id,segment\na,b\na,c\n",
            "t.csv: row 2: customer_id 'a' is given twice (1 such); keep one of them.",
        ),
        (read_customers, "customer_id,segment\na,\n", "t.csv: row 1, column segment: blank; fill it in."),
        (
            read_customers,
            "customer_id,segment\na,b,c\n",
            "t.csv: not readable as csv: CSV parse error: Expected 2 columns, got 3: a,b,c.",
        ),
        (
            read_customers,
            "customer_id,segment,runs\na,b,weekly:9\n",
            "t.csv: row 1, column runs: is 'weekly:9'; allowed: any, weekly:0 (Monday) to weekly:6, days:10,25 or end.",
        ),
        (
            read_customers,
            "customer_id,segment,terms_rule\na,b,nett\n",
            "t.csv: row 1, column terms_rule: is 'nett'; allowed: one of net, end_of_month_then_days, days_then_end_of_month.",
        ),
        (
            read_customers,
            "customer_id,segment,bank_days\na,b,1\nc,d,1.5\n",
            "t.csv: row 2, column bank_days: is '1.5'; allowed: a whole number from 0 to 365.",
        ),
        (
            read_customers,
            "customer_id,segment,d0\na,b,inf\n",
            "t.csv: row 1, column d0: is 'inf'; allowed: a number from 0 to 4.",
        ),
        (
            read_opening,
            OPENING + "a,1,2026-01-01,01/02/2026,3\n",
            "t.csv: row 1, column due_date: is '01/02/2026'; allowed: a date such as 2026-01-31.",
        ),
        (
            read_opening,
            OPENING + "a,1,2026-01-01,2026-02-01,-3\n",
            "t.csv: row 1, column amount: is '-3'; allowed: a number from 0.01 to 1000000000000.",
        ),
        (
            read_opening,
            OPENING + "a,1,2026-01-01,2026-02-01,3\na,1,2026-01-01,2026-02-01,3\n",
            "t.csv: row 2: customer_id 'a', invoice_id '1' is given twice (1 such); keep one of them.",
        ),
        (
            read_opening,
            OPENING + 'a,"1 234,56 €",2026-01-01,2026-02-01,"1 234,56 €"\n',
            "t.csv: row 1, column amount: is '1 234,56 €'; allowed: a number from 0.01 to 1000000000000.",
        ),
    ],
)
def test_a_table_that_cannot_be_used(write, reader, text, line):
    write("t.csv", text)
    with pytest.raises(ScenarioError) as refused:
        reader(FileRef(file="t.csv"))
    assert str(refused.value) == line


@pytest.mark.parametrize(
    ("name", "content", "match"),
    [
        ("t.csv", b"customer_id,segment\n\xff,b\n", "not readable as csv"),
        ("t.parquet", b"PAR1 and nothing more", "not readable as parquet"),
        ("t.xlsx", b"PK", "a table is a .csv or a .parquet file"),
    ],
)
def test_a_file_of_another_kind(write, name, content, match):
    write(name, content)
    with pytest.raises(ScenarioError, match=match):
        read_customers(FileRef(file=name))


@given(st.binary(max_size=200))
def test_no_bytes_give_a_traceback(tmp_path_factory, content):
    file = tmp_path_factory.getbasetemp() / "bytes.csv"
    for text in (content, OPENING.encode() + content):
        file.write_bytes(text)
        with suppress(ScenarioError):
            read_opening(FileRef(file=str(file)))


def test_reading_scenarios_does_not_need_pandas():
    code = "import sys, simlib.scenario; assert not {'pandas', 'pyarrow'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
