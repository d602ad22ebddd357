"""Values of levers with their units."""

import pytest

from simlib.charts import lever_text
from simlib.scenario import levers
from tests.small import FIRST, small


@pytest.mark.parametrize(
    ("path", "value", "fr", "en"),
    [
        ("firm.dpo_days", 45, "45\u00a0jours", "45\u00a0days"),
        ("firm.activity", 1.05, "×\u00a01,05", "×\u00a01.05"),
        ("firm.vat_rate", 0.2, "20,0\u00a0%", "20.0%"),
        ("firm.fixed_monthly_outflow", 455_000.0, "455\u202f000\u00a0€ par mois", "455,000\u00a0EUR a month"),
        ("firm.opening_cash", -900_000.0, "\u2212900\u202f000\u00a0€", "\u2212€900,000"),
        ("firm.activity", 1.025, "×\u00a01,025", "×\u00a01.025"),
        ("policy.crm.contacts_cleaned", 0.125, "12,5\u00a0%", "12.5%"),
        ("treasury.payroll.day", 28, "le\u00a028\u00a0du mois", "day\u00a028\u00a0of the month"),
        (FIRST, 7, "échéance +\u00a07\u00a0j", "due date +\u00a07\u00a0days"),
        (FIRST, -5, "échéance −\u00a05\u00a0j", "due date −\u00a05\u00a0days"),
        (FIRST.replace(".day", ".channel"), "letter", "courrier", "letter"),
    ],
)
def test_values_are_said_with_their_unit(path: str, value: object, fr: str, en: str) -> None:
    (lever,) = (one for one in levers(small()) if one.path == path)
    assert lever_text(lever, value, "fr") == fr
    assert lever_text(lever, value, "en") == en


def test_every_lever_can_be_said() -> None:
    for lever in levers(small()):
        assert lever_text(lever, lever.value, "fr")
        assert lever_text(lever, lever.value, "en")
