"""What the past says of the forecasts made with this firm: one line beside the cards, and a tab with the errors."""

from simlib import words
from simlib.calibration.verdict import sentence
from simlib.scenario import Scenario
from simlib.workbook.blocks import Block, cell, column, grid, text

NOT_TO_LEAN_ON = ("poor", "short")
"""Verdicts that a reader of the cards is warned of."""


def verdict_told(scenario: Scenario, lang: str) -> dict[str, str | bool]:
    """Return the verdict for beside the cards, and whether it is a warning; an empty text where the firm was never tried on its past."""
    found = scenario.evidence.backtest if scenario.evidence is not None else None
    return {"text": sentence(scenario, lang) or "", "warns": found is not None and found.verdict in NOT_TO_LEAN_ON}


def verdict_blocks(scenario: Scenario, _: Scenario, lang: str) -> list[Block]:
    """Return the verdict, and the error of the forecasts beside those of rules of thumb, the smallest first."""
    said, found = sentence(scenario, lang), scenario.evidence.backtest if scenario.evidence is not None else None
    if said is None or found is None:
        return [text(words.text("verdict.none", lang))]
    errors = {f"rule.{name}": error for name, error in found.naive.model_dump(exclude_none=True).items()}
    if found.wape is not None:
        errors["rule.model"] = found.wape
    rows = [
        [cell(words.text(key, lang)), cell(words.percent(error, lang), error)]
        for key, error in sorted(errors.items(), key=lambda one: one[1])
    ]
    if not rows:
        return [text(said)]
    columns = [column("method", lang), column("error", lang, is_number=True)]
    return [text(said), grid(columns, rows, words.text("verdict.errors", lang))]
