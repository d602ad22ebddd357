"""The model told: lives found and said, chances by the rules, sketches that follow their sliders, the notebook run."""

import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from simlib import words
from simlib.days import to_day
from simlib.engine.lowering import lower
from simlib.errors import ScenarioError
from simlib.ledger.events import FACTORED_MARK, HANDED_BEFORE_MARK, INSTALMENT_MARK, UNNOTED_MARK, Column, Kind
from simlib.reporting.notebook import execute
from simlib.rules.channels import Channel
from simlib.rules.classes import PayerClass
from simlib.scenario import Scenario, load
from simlib.workbook import Story
from simlib.workbook.chances import Chances, Touch
from simlib.workbook.lives import Life, is_telling, life_of
from simlib.workbook.notebook import notebook_file
from simlib.workbook.page import Page
from simlib.workbook.story import RULES, few_customers, first_sentence
from tests.small import ROOT, small
from tests.workbook.browsing import moved

SPEC = f"{ROOT}/scenarios/base.yaml+{ROOT}/scenarios/policies/calls.yaml"
SHEETS = ("life", "chance", "touch", "classes", "travel")
LATE = {"oversight": 0.1, "admin": 0.1, "waits": 0.1, "strategic": 0.1, "hardship": 0.1, "never": 0.05}


@pytest.fixture(scope="module")
def story() -> Story:
    return Story(SPEC, lang="fr")


@pytest.fixture(scope="module")
def chances() -> Chances:
    late = {f"behaviour.classes.{name}": share for name, share in LATE.items()}
    return Chances(lower(small().with_(late)))


# -------------------------------------------------------------------------------------------------------------- a life


def test_the_life_told_is_reminded_promised_and_paid_late(story: Story) -> None:
    life = story.told
    assert is_telling(life)
    assert life.days_late is not None
    assert life.days_late > 0
    assert life.rows[0][Column.DAY] >= to_day(story.scenario.start)


def test_a_life_holds_all_events_of_its_invoice(story: Story) -> None:
    rows = story.log.rows
    own = [row for row in story.told.rows if row[Column.INVOICE] != -1]
    customer, ordinal = own[0][Column.CUSTOMER], own[0][Column.INVOICE]
    logged = rows[(rows[:, Column.CUSTOMER] == customer) & (rows[:, Column.INVOICE] == ordinal)]
    assert sorted(own) == sorted(logged.tolist())
    assert [row[Column.DAY] for row in story.told.rows] == sorted(row[Column.DAY] for row in story.told.rows)


def test_stages_follow_one_another(story: Story) -> None:
    for life in (story.told, *few_lives(story)):
        spans = life.stages()
        assert all(span.since < span.until for span in spans)
        assert all(span.until <= following.since for span, following in pairwise(spans))


def few_lives(story: Story) -> list[Life]:
    """Return some other lives."""
    frame = story.log.invoices()
    found = [life_of(story.log, invoice) for invoice in frame["invoice_id"].tolist()[:40:4]]
    return [life for life in found if life is not None]


def test_every_event_of_every_life_is_said(story: Story) -> None:
    for invoice in story.log.invoices()["invoice_id"].tolist()[::25]:
        for date, due, sentence in story.follow(invoice).rows:
            assert date
            assert due
            assert sentence.endswith(".")


@pytest.mark.parametrize("lang", words.languages)
@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_every_kind_of_event_has_a_sentence(kind: Kind, lang: str) -> None:
    said = words.text(f"story.kind.{kind.name.lower()}", lang, amount="1", what="x")
    assert said.endswith(".")
    assert "{" not in said


REFERENCES = {
    Kind.DISPUTED: (1, 2, 3),
    Kind.NOTED: (1, 2, 3),
    Kind.SETTLED: (1, 2, 3, 3 + UNNOTED_MARK),
    Kind.LOST: (1, 2, 3),
    Kind.CREDITED: (1, 2, 2 + FACTORED_MARK),
    Kind.HANDED: (1, 2, 2 + HANDED_BEFORE_MARK),
    Kind.WRITTEN_OFF: (1, 2, 3, 4, 1 + FACTORED_MARK),
    Kind.REMINDED: tuple(Channel),
    Kind.PROMISED: (20_500,),
    Kind.REJECTED: (20_500 + FACTORED_MARK,),
    Kind.APPLIED: (0, INSTALMENT_MARK),
}


@pytest.mark.parametrize("kind", REFERENCES, ids=lambda kind: kind.name)
def test_what_a_reference_says(story: Story, kind: Kind) -> None:
    for ref in REFERENCES[kind]:
        row = [20_500, int(kind), 0, 0, 12_345, ref, 0, 0, 0, 0]
        assert story.sentence(row).endswith(".")


def test_an_invoice_that_is_not_there_is_said(story: Story) -> None:
    with pytest.raises(ScenarioError, match="read like"):
        story.follow("nobody/1")


def test_the_firm_told_is_small() -> None:
    few = few_customers(load(SPEC))
    assert max(segment.customers for segment in few.segments.values()) <= 12
    assert few.policy == load(SPEC).policy


# ------------------------------------------------------------------------------------------------------------- chances


def test_chances_add_up_as_the_rules_say(chances: Chances) -> None:
    """Find the share approved by the due day: one minus the product of the chances of not approving."""
    course = chances.course("sme", until=1)
    daily = chances.daily("sme", -40, 0)
    assert course.by(0) == pytest.approx(1.0 - math.prod(1.0 - x for x in daily[-len(course.days) :]), abs=1e-8)


@pytest.mark.parametrize("channel", Channel, ids=lambda channel: channel.name)
def test_a_touch_brings_approval_forward_from_the_next_day(chances: Chances, channel: Channel) -> None:
    touch = Touch(7, channel)
    without, with_it = chances.course("sme"), chances.course("sme", [touch])
    first, _ = chances.acts(touch)
    before = [place for place, day in enumerate(without.days) if day < first]
    assert [without.approved[p] for p in before] == [with_it.approved[p] for p in before]
    assert with_it.by(30) > without.by(30)
    assert np.all(np.asarray(with_it.approved) >= np.asarray(without.approved))


def test_a_repeated_touch_does_less(chances: Chances) -> None:
    by = [chances.course("sme", [Touch(7, Channel.EMAIL, earlier)]).by(30) for earlier in range(4)]
    assert by == sorted(by, reverse=True)


def test_classes_answer_each_in_its_way(chances: Chances) -> None:
    reminder, notice = Touch(7, Channel.EMAIL), Touch(20, Channel.FORMAL_NOTICE)
    waits = chances.course("sme", [reminder], PayerClass.WAITS)
    assert waits.by(7) == 0.0
    assert waits.by(14) > 0.0
    assert chances.course("sme", [reminder, notice], PayerClass.NEVER).by(80) == 0.0
    forgotten, ordinary = chances.course("sme", [], PayerClass.OVERSIGHT), chances.course("sme")
    assert forgotten.by(0) < ordinary.by(0) / 2
    assert forgotten.by(-5) == ordinary.by(-5)
    slow = chances.course("sme", [reminder], PayerClass.STRATEGIC)
    pressed = chances.course("sme", [reminder, notice], PayerClass.STRATEGIC)
    assert slow.by(20) == pressed.by(20)
    assert pressed.by(60) > slow.by(60)


def test_a_mixture_lies_between_its_parts(chances: Chances) -> None:
    parts = [chances.course("sme", [], payer).by(30) for payer in PayerClass]
    assert min(parts) < chances.mixed("sme").by(30) < max(parts)


def test_journeys(chances: Chances) -> None:
    """Wait for no run where every day is one; for the end of the month half a month."""
    assert chances.journey("sme", 0, 0, is_linked=False)[0] == 0.0
    assert 12.0 < chances.journey("sme", 9, 0, is_linked=False)[0] < 18.0
    assert chances.journey("sme", 0, 2, is_linked=False)[1] == 0.0
    cheque, transfer = (chances.journey("sme", 0, method, is_linked=False)[1] for method in (1, 0))
    assert cheque > transfer


# ------------------------------------------------------------------------------------------------------------ what is shown


@pytest.mark.parametrize("lang", words.languages)
def test_chapters_and_rules_are_said(lang: str) -> None:
    told = Story(small(), lang=lang)
    for name in ("begin", *("life", "rules", "chance", "touch", "classes", "travel"), "end"):
        assert told.chapter(name)._repr_markdown_().startswith("#")
    assert len(told.rules().rows) == len(RULES)
    assert told.rules()._repr_html_().count("<tr>") == len(RULES) + 1


@pytest.mark.parametrize("name", RULES)
def test_rules_told_are_rules(name: str) -> None:
    assert first_sentence(RULES[name], name).endswith(".")


def shown(page: Page) -> dict[str, Any]:
    """Return the figure of a sketch."""
    (block,) = page.content["blocks"]
    return dict(block)


@pytest.mark.parametrize("sheet", SHEETS)
def test_sketches_are_drawn(story: Story, sheet: str) -> None:
    page = getattr(story, sheet)()
    assert shown(page)["title"]
    assert shown(page)["spec"]


def test_a_sketch_follows_its_sliders(story: Story) -> None:
    page = story.touch()
    first = shown(page)["title"]
    moved(page, channel="formal_notice")
    assert shown(page)["title"] != first
    assert page.answered == page.asked == 1
    moved(page, channel="email")
    assert shown(page)["title"] == first
    assert shown(moved(story.travel(), runs="monthly"))["title"] != shown(story.travel())["title"]
    assert shown(moved(story.classes(), reminder=1, notice=1))["spec"] != shown(story.classes())["spec"]


def test_a_language_that_is_none_is_refused() -> None:
    with pytest.raises(ScenarioError, match="choose one of fr, en"):
        Story(small(), lang="tlh")


def test_a_firm_that_bills_nothing_has_nothing_to_tell() -> None:
    idle = Scenario.model_validate({"segments": {"s": {"customers": 1, "orders_per_year": 0.0}}})
    with pytest.raises(ScenarioError, match="nothing to tell"):
        Story(idle).life()


@pytest.mark.parametrize("lang", words.languages)
def test_the_notebook_runs(lang: str, tmp_path: Path) -> None:
    executed = execute(notebook_file("model"), {"scenario": SPEC, "lang": lang}, tmp_path)
    shown = [output for cell in executed.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output for output in shown if output.output_type == "error"] == []
    said = "".join(str(output.data.get("text/markdown", "")) for output in shown if "data" in output)
    assert words.text("story.begin.head", lang) in said
    assert words.text("story.end.head", lang) in said
    drawn = [output for output in shown if "application/vnd.jupyter.widget-view+json" in output.get("data", {})]
    assert len(drawn) == len(SHEETS)
