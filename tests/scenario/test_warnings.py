"""Warnings: what a scenario may say and should not say unnoticed."""

import pytest

from simlib.scenario import load
from simlib.scenario.warnings import warnings_of


def test_a_plain_firm_earns_no_warning(base):
    assert warnings_of(base) == ()


@pytest.mark.parametrize(
    ("rule", "days", "code"),
    [
        ("net", 60, None),
        ("net", 61, "net_terms_above_cap"),
        ("end_of_month_then_days", 45, None),
        ("end_of_month_then_days", 46, "end_of_month_terms_above_cap"),
        ("days_then_end_of_month", 60, "end_of_month_terms_above_cap"),
    ],
)
def test_terms_above_the_legal_cap(base, rule, days, code):
    found = warnings_of(base.with_({"segments.sme.terms": {"rule": rule, "days": days}}))
    assert [one.code for one in found] == ([code] if code else [])
    for one in found:
        assert one.path == "segments.sme.terms.days"
        assert base.get(one.path) == 30
        for lang in ("fr", "en"):
            assert str(days) in one.text(lang)
            assert "L441-10" in one.text(lang)
        assert one.text("fr") != one.text("en")


def test_terms_that_given_orders_replace_earn_none(write):
    write("orders.csv", "customer_id,issue_date,due_date,amount\nsme-0001,2026-01-01,2026-02-01,10\n")
    write("x.yaml", "extends: base.yaml\norders: orders.csv\nsegments: {sme: {terms: {days: 90}}}\n")
    assert warnings_of(load("x.yaml")) == ()


def test_more_than_half_of_the_invoices_late_for_a_reason(base):
    assert warnings_of(base.with_({"behaviour.classes": {"oversight": 0.3, "admin": 0.2}})) == ()
    (found,) = warnings_of(base.with_({"behaviour.classes": {"oversight": 0.3, "admin": 0.205}}))
    assert (found.code, found.path) == ("classes_above_half", "behaviour.classes")
    assert found.text("en").startswith("50.5% of invoices have a reason to be paid late, more than 50%")
    assert found.text("fr").startswith("50,5\u00a0% des factures")
