"""The register of assumptions: every value of a scenario with its unit, its range, its source, and where it comes from.

Made from the declarations of the fields: a new field stands in it by itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from simlib.scenario.fields import UNITS, Both, Declared, Group
from simlib.scenario.heard import Listening, as_here
from simlib.scenario.levers import defaults_of, names_along
from simlib.scenario.scenario import FileRef, Origin, Scenario
from simlib.scenario.walk import Leaf, is_text, leaves
from simlib.scenario.walk import Path as NamePath


class Status(StrEnum):
    """Where a value comes from, as a reader must know it."""

    PRIOR = "prior"
    LEARNED = "learned"
    SET = "set"

    def label(self, lang: str) -> str:
        """Return its name in a language."""
        return _STATUS[self].of(lang)


_STATUS = {
    Status.PRIOR: Both("a priori", "prior"),
    Status.LEARNED: Both("appris de votre grand livre", "learned from your ledger"),
    Status.SET: Both("fixé par vous", "set by you"),
}


def _plain(fr: str, en: str, group: Group) -> Declared:
    return Declared("choice", "none", None, None, 1, Both(fr, en), Both("", ""), "", group=group, is_lever=False)


PLAIN: Mapping[NamePath, Declared] = {
    ("start",): _plain("Début", "Start", "simulation"),
    ("currency",): _plain("Monnaie", "Currency", "simulation"),
    ("calendar",): _plain("Calendrier des jours ouvrés", "Calendar of business days", "simulation"),
    ("behaviour", "bins"): _plain(
        "Bornes du retard, en jours ouvrés", "Bins of lateness, in business days", "behaviour"
    ),
    ("behaviour", "trend", "until"): _plain("Fin de la tendance passée", "Last day of the past trend", "behaviour"),
    ("shocks", "late_customer_id"): _plain("Client qui paie tard", "Customer that pays late", "shocks"),
    ("customers",): _plain("Table des clients", "Table of customers", "customers"),
    ("opening",): _plain("Factures ouvertes au début", "Invoices open at the start", "customers"),
    ("history",): _plain("Ventes passées", "Past sales", "customers"),
    ("payments",): _plain("Échéancier de trésorerie", "Table of payments", "treasury"),
    ("treasury", "planned", "*", "on"): _plain("Jour de la dépense prévue", "Day of the planned expense", "treasury"),
    ("treasury", "planned", "*", "kind"): _plain(
        "Nature de la dépense prévue", "Kind of the planned expense", "treasury"
    ),
    ("orders",): _plain("Table des commandes", "Table of orders", "customers"),
}
"""Values that results depend on, of fields that declare neither number nor choice."""

_IDLE_WITHOUT = {("shocks", "late_customer_id"): ("shocks", "late_customer", "named")}

ALWAYS_A_PRIOR = {("segments", "*", "bank_days"), ("segments", "*", "match_days")}
"""What calibration writes and does not learn: it cannot tell these days from lateness, so it puts 0."""

HANDED_ON = {("currency",), ("firm", "vat_rate"), ("firm", "transmission_days")}
"""What calibration is told, and writes again."""


@dataclass(frozen=True)
class Assumption:
    """One value of a scenario.

    Attributes:
        path: Names that lead to it.
        pattern: The same with ``*`` for names that a mapping chose.
        value: Its value; of a table, its file and content hash.
        default: The value where no file gives one; None where there is no such value.
        status: Prior, learned, or set.
        origin: File and line that set it.
        is_used: Whether any result depends on it: not where it is switched off, or replaced by a table.
        declared: What is declared with its field.
        names: Names of what it belongs to: segment, plan, step, channel, month, bin.
    """

    path: NamePath
    pattern: NamePath
    value: Any
    default: Any
    status: Status
    origin: Origin
    is_used: bool
    declared: Declared
    names: tuple[Both, ...]

    @property
    def dotted(self) -> str:
        """Its path as scenarios write it."""
        return ".".join(self.path)

    @property
    def group(self) -> Group:
        """The group it stands in."""
        return self.declared.group

    @property
    def is_of_before(self) -> bool:
        """Whether it belongs to the policy before the start."""
        return self.path[0] == "policy_before"

    @property
    def is_changed(self) -> bool:
        """Whether it differs from its default, or has none."""
        return bool(self.default is None or self.value != self.default)

    def label(self, lang: str) -> str:
        """Return its name in a language, with the names of what it belongs to."""
        return " · ".join((self.declared.label.of(lang), *(name.of(lang) for name in self.names)))

    def unit(self, lang: str) -> str:
        """Return its unit in a language."""
        return UNITS[self.declared.unit].of(lang)

    @property
    def choices(self) -> tuple[str, ...]:
        """What it may be, where it is one of a few."""
        return tuple(name for name, _ in self.declared.choices)


def register(scenario: Scenario) -> tuple[Assumption, ...]:
    """Return every value of a scenario, words aside, in the order of its fields.

    Raises:
        ScenarioError: A table that the scenario names cannot be read.
    """
    learned = learned_file(scenario)
    found = tuple(_entries(scenario, learned))
    before = scenario.policy_before
    if before is None:
        return found
    then = scenario.model_copy(update={"policy": before, "policy_before": None})
    acts = not any(getattr(scenario, table) for table in ("opening", "orders")) and scenario.warm_up_months > 0
    past = (
        _of_before(one, scenario, learned, is_used=one.is_used and acts)
        for one in _entries(then, learned)
        if one.path[0] == "policy"
    )
    place = next((i + 1 for i in range(len(found) - 1, -1, -1) if found[i].path[0] == "policy"), len(found))
    return (*found[:place], *past, *found[place:])


def learned_file(scenario: Scenario) -> str:
    """Return the file that calibration wrote, which brings a table of customers of its own name; empty where there is none."""
    origin = scenario.origin_of(("customers",)) if scenario.customers is not None else Origin()
    if origin.kind != "file" or scenario.customers is None:
        return ""
    return origin.file if scenario.customers.file == f"{Path(origin.file).stem}.customers.parquet" else ""


def _entries(scenario: Scenario, learned: str) -> Iterator[Assumption]:
    """Yield the values of a scenario, those of the policy before its start left out."""
    defaults = defaults_of(scenario)
    listening = Listening(scenario, defaults)
    for leaf in leaves(scenario):
        said = leaf.declared or PLAIN.get(leaf.pattern)
        if said is None or leaf.path[0] == "policy_before" or leaf.value == {} or is_text(leaf.value):
            continue
        default = defaults.get(leaf.path, 1.0 if said.mapped else None)
        origin = scenario.origin_of(leaf.path)
        is_used = _is_used(scenario, leaf, said, listening)
        yield Assumption(
            path=leaf.path,
            pattern=leaf.pattern,
            value=_value(leaf.value),
            default=_value(default),
            status=_status(leaf.pattern, origin, learned, is_default=leaf.value == default),
            origin=origin,
            is_used=is_used,
            declared=as_here(scenario, leaf, said) if is_used else said,
            names=tuple(names_along(scenario, leaf)),
        )


def _is_used(scenario: Scenario, leaf: Leaf, said: Declared, listening: Listening) -> bool:
    if leaf.pattern in _IDLE_WITHOUT:
        *names, needed = _IDLE_WITHOUT[leaf.pattern]
        return bool(scenario.get(".".join(names)) == needed)
    return listening.is_heard(leaf, said)


def _of_before(one: Assumption, scenario: Scenario, learned: str, *, is_used: bool) -> Assumption:
    """Return a value of the policy before the start, at its own path."""
    path, pattern = ("policy_before", *one.path[1:]), ("policy_before", *one.pattern[1:])
    origin = scenario.origin_of(path)
    status = _status(pattern, origin, learned, is_default=not one.is_changed)
    return replace(one, path=path, pattern=pattern, origin=origin, status=status, is_used=is_used)


def _status(pattern: NamePath, origin: Origin, learned: str, *, is_default: bool) -> Status:
    """Return where a value comes from; a file that calibration wrote holds what it learned, and a few values besides."""
    if origin.kind == "default":
        return Status.PRIOR
    if origin.kind == "set" or origin.file != learned:
        return Status.SET
    if pattern in HANDED_ON:
        return Status.PRIOR if is_default else Status.SET
    return Status.PRIOR if pattern in ALWAYS_A_PRIOR else Status.LEARNED


def _value(value: Any) -> Any:
    """Return a value as plain data: a table as its file and content."""
    if isinstance(value, FileRef):
        return f"{value.file} (SHA-256 {value.content_hash()[:16]})"
    if isinstance(value, tuple):
        return ", ".join(str(one) for one in value)
    return value.isoformat() if isinstance(value, date) else value
