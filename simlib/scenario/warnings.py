"""Warnings: what a scenario may say and should not say unnoticed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from simlib import words
from simlib.scenario.scenario import Scenario

LONGEST_NET, LONGEST_END_OF_MONTH = 60, 45
"""Most days that may be agreed between firms, net and with the end of the month (Code de commerce, art. L441-10)."""

MOST_IN_CLASSES = 0.5
"""Share of invoices with a reason to be late above which the ordinary ones are the fewer."""


@dataclass(frozen=True)
class Warning_:  # noqa: N801  # `Warning` is Python's own
    """One warning on a scenario.

    Attributes:
        code: what is the matter.
        path: dotted path of the value that it is about.
        values: what the text names.
    """

    code: str
    path: str
    values: Mapping[str, str | float] = field(default_factory=dict, hash=False)

    def text(self, lang: str) -> str:
        """Return what it says, in a language."""
        said = {name: one if isinstance(one, str) else _number(one, lang) for name, one in self.values.items()}
        return words.text(f"warning.{self.code}", lang, **said)


def _number(x: float, lang: str) -> str:
    return words.number(x, lang, 0 if float(x).is_integer() else 1)


def warnings_of(scenario: Scenario) -> tuple[Warning_, ...]:
    """Return the warnings on a scenario, in the order of its fields."""
    return (*_terms(scenario), *_classes(scenario))


def _terms(scenario: Scenario) -> Iterator[Warning_]:
    if scenario.orders is not None:
        return
    for name, segment in scenario.segments.items():
        is_net = segment.terms.rule == "net"
        most = LONGEST_NET if is_net else LONGEST_END_OF_MONTH
        if segment.terms.days > most:
            code = "net_terms_above_cap" if is_net else "end_of_month_terms_above_cap"
            path, days = f"segments.{name}.terms.days", segment.terms.days
            yield Warning_(code, path, {"segment": name, "days": days, "most": most})


def _classes(scenario: Scenario) -> Iterator[Warning_]:
    total = scenario.behaviour.classes.total
    if total > MOST_IN_CLASSES + 1e-9:
        values = {"share": round(100.0 * total, 1), "most": 100.0 * MOST_IN_CLASSES}
        yield Warning_("classes_above_half", "behaviour.classes", values)
