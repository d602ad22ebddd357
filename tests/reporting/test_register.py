"""The register of assumptions and the table of what differs."""

from pathlib import Path

import pytest

from simlib.reporting.changes import differences
from simlib.reporting.register import Register, source_text
from simlib.scenario import levers, load
from simlib.words import languages

SHIPPED = "scenarios/base.yaml"


def entries(register: Register) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rows of a register."""
    return [(one.label, one.values) for group in register.groups() for block in group.blocks for one in block.entries]


@pytest.mark.parametrize("lang", languages)
def test_every_value_once(root: Path, lang: str) -> None:
    """Show every value once, or tell it in a line, the reminders first, and count where they come from."""
    base = load(root / SHIPPED)
    register = Register(base, lang)
    counts = register.counts()
    shown = sum(len([value for value in values if value != "–"]) for _, values in entries(register))
    told = sum(rest.number for group in register.groups() for rest in (group.same, group.off))
    assert shown + told == counts["all"] == counts["prior"] + counts["learned"] + counts["set"]
    assert counts["off"] == sum(group.off.number for group in register.groups())
    assert counts["all"] - counts["off"] >= len(levers(base))
    assert register.groups()[0].title == {"fr": "Relances", "en": "Reminders"}[lang]


def test_what_differs_comes_first(root: Path) -> None:
    """Show first, in each block, the rows that are not the model's own; fold what is switched off."""
    base = load(root / SHIPPED).with_({"policy.credit": None, "policy.calls": None, "policy.discount": None})
    groups = {group.title: group for group in Register(base.with_({"policy.calls.presence": 0.5}), "en").groups()}
    first = groups["Calls"].blocks[0].entries[0]
    assert (first.label, first.values, first.origins) == ("Presence", ("50%",), (("set", "set by you"),))
    off = groups["Discount and factoring"].off.labels
    assert "Discount period" in off
    assert "Early-payment discount" not in off


def test_sources_in_french(root: Path) -> None:
    """Say in French that a value is an assumption."""
    for file in (SHIPPED, "scenarios/policies/calls.yaml"):
        for lever in levers(load([root / SHIPPED, root / file])):
            if "assumption" in lever.source:
                assert "hypothèse" in source_text(lever.source, "fr")
                assert "assumption" not in source_text(lever.source, "fr")


def test_rows_as_people_read_them(root: Path) -> None:
    """Show shares in percent, days from the due date with their sign, choices by name, lines of the file."""
    register = Register(load(root / SHIPPED), "en")
    found = dict(entries(register))
    assert found["Presence"] == ("90%",)
    assert found["Day of the reminder"] == ("+7", "+21")
    assert found["Channel"] == ("e-mail", "e-mail")
    assert found["Number of customers"] == ("120", "115", "40", "25")
    folded = [block for group in register.groups() for block in group.blocks if block.is_folded]
    assert [len(block.entries) for block in folded] == [12]


def test_many_segments_stay_readable() -> None:
    """Never set more than six columns of values side by side."""
    many = load(Path(__file__).resolve().parents[2] / SHIPPED)
    segment = many.get("segments.sme")
    many = many.with_({f"segments.s{place}": segment for place in range(9)})
    blocks = [block for group in Register(many, "fr").groups() for block in group.blocks]
    assert max(len(block.columns) for block in blocks) <= 6
    assert sum(len(block.columns) for block in blocks if block.is_folded) == 13


def test_plans_on_one_line_each(root: Path) -> None:
    """Tell a plan by its steps, one row for all segments where all change alike."""
    base = load(root / SHIPPED)
    firm, calls = (load([root / SHIPPED, root / f"scenarios/policies/{name}.yaml"]) for name in ("firm", "calls"))
    [row] = differences(base, firm, "en")
    assert row.label == "Reminder plan · All customers"
    assert row.before == ("D+7: e-mail", "D+21: e-mail")
    assert row.after[0] == "D−5: e-mail"
    assert row.after[-1] == "D+30: formal notice (from €100)"
    rows = {one.label: one for one in differences(base, calls, "fr")}
    assert "Plan de relance · Grands comptes" in rows
    assert rows["Chargés de recouvrement"].before != rows["Chargés de recouvrement"].after
    none = base.with_({"policy": None})
    assert differences(base, none, "fr")[0].after == ("aucune relance",)
    assert differences(base, base, "fr") == ()


def test_values_that_differ(root: Path) -> None:
    """Tell any other lever with its unit, and what one scenario lacks by a dash."""
    base = load(root / SHIPPED)
    other = base.with_({"firm.dpo_days": 30, "firm.seasons.may": 1.2, "calendar": "BE"})
    rows = {one.label: (one.before, one.after) for one in differences(base, other, "en")}
    [suppliers] = [lever.label("en") for lever in levers(base) if lever.path == "firm.dpo_days"]
    assert rows[suppliers] == (("45\u00a0days",), ("30\u00a0days",))
    assert rows["Season of orders · May"] == (("–",), ("×\u00a01.20",))
    assert rows["calendar"] == (("'FR'",), ("'BE'",))
