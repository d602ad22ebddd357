"""The scenario: the whole description of a firm and its surroundings, as frozen and validated data."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    PrivateAttr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema

from simlib.days import SEVEN_DAY
from simlib.errors import ScenarioError
from simlib.scenario import variations
from simlib.scenario.alerts import Alerts
from simlib.scenario.behaviour import FIVE_DAY_BINS, SEVEN_DAY_BINS, Behaviour
from simlib.scenario.checks import check_scenario
from simlib.scenario.evidence import Evidence
from simlib.scenario.fields import Both, Name, Part, PlainDate, Text, fact, not_allowed, shown
from simlib.scenario.firm import Firm
from simlib.scenario.messages import explain
from simlib.scenario.places import is_there
from simlib.scenario.policy import Policy
from simlib.scenario.segments import Segment, default_hazards
from simlib.scenario.shocks import Shocks
from simlib.scenario.treasury import Treasury
from simlib.scenario.walk import Path as NamePath
from simlib.scenario.walk import Tree, tree_of


@dataclass(frozen=True)
class Origin:
    """Where a value comes from.

    Attributes:
        file: the file, as it was named; empty for a default and for a value set in Python.
        line: the line in it, from 1; 0 where there is none.
        kind: default, file or set.
    """

    file: str = ""
    line: int = 0
    kind: Literal["default", "file", "set"] = "default"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.kind == "file" else self.kind


class FileRef(Part):
    """A table beside the scenario; a string alone is its file.

    Attributes:
        file: path relative to the folder of the scenario file that names it.
        sha256: hash of its content, in hex; where given, a file with another content is refused.
    """

    file: str = Field(min_length=1, description="CSV or Parquet file, relative to the scenario file that names it.")
    sha256: str | None = Field(None, pattern="^[0-9a-f]{64}$", description="SHA-256 of its content, in hex.")
    _folder: Path = PrivateAttr(default=Path())

    @model_validator(mode="before")
    @classmethod
    def _from_one_string(cls, value: Any) -> Any:
        return {"file": value} if isinstance(value, str) else value

    @classmethod
    def is_leaf(cls) -> bool:
        """Return that a file is one value."""
        return True

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Let a string stand for a file without a hash in the JSON Schema too."""
        return {"anyOf": [{"type": "string"}, handler.resolve_ref_schema(handler(core))]}

    @property
    def path(self) -> Path:
        """Where the file is."""
        return self._folder / self.file

    def content_hash(self) -> str:
        """Return the SHA-256 of the file's content, in hex.

        Raises:
            ScenarioError: The file is absent, is no file, or has another content than the scenario says.
        """
        if not is_there(self.path) or not self.path.is_file():
            what = "this is no file" if is_there(self.path) else "no such file"
            raise ScenarioError(f"{self.path}: {what}; the scenario names it as a table.")
        with self.path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
        if self.sha256 not in (None, found):
            raise ScenarioError(
                f"{self.path}: its content has the hash {found[:12]}..., the scenario expects "
                f"{str(self.sha256)[:12]}...; restore the file, or correct or drop sha256."
            )
        return found


class Scenario(Part):
    """A firm and its surroundings: see `docs/model.md` for what each field does."""

    name: str = Field("scenario", min_length=1, max_length=80)
    description: Text | None = None
    currency: str = Field("EUR", description="Three-letter code of the currency of all amounts.")
    start: PlainDate = Field(date(2026, 1, 1), description="First day on which the policies differ.")
    months: int = fact(
        12, kind="integer", unit="months", minimum=1, maximum=60, group="simulation",
        label=Both("Durée", "Length"), help=Both("Mois simulés à partir du début.", "Months simulated from the start."),
    )  # fmt: skip
    warm_up_months: int = fact(
        12, kind="integer", unit="months", minimum=0, maximum=60, group="simulation", replaced_by=("opening", "orders"),
        label=Both("Mise en route", "Warm-up"),
        help=Both(
            "Mois simulés avant le début, quand aucune balance d’ouverture n’est donnée.",
            "Months simulated before the start, where no opening book is given.",
        ),
    )  # fmt: skip
    seed: int = fact(
        1, kind="integer", unit="none", minimum=0, maximum=2**32 - 1, group="simulation",
        label=Both("Graine", "Seed"), help=Both("Numéro du jeu de hasards.", "Number of the set of draws."),
    )  # fmt: skip
    replications: int = fact(
        200, kind="integer", unit="replications", minimum=1, maximum=1_000_000, group="simulation",
        label=Both("Tirages", "Replications"), help=Both("Nombre de mondes simulés.", "Number of worlds simulated."),
    )  # fmt: skip
    calendar: str = Field("FR", description=f"Two-letter code of the country of the business days, or {SEVEN_DAY}.")
    firm: Firm = Firm()
    segments: dict[Name, Segment] = Field(default_factory=dict, description="Groups of customers, by name.")
    behaviour: Behaviour = Behaviour()
    shocks: Shocks = Shocks()
    policy: Policy = Field(Policy(), description="What the firm decides, from the start on.")
    policy_before: Policy | None = Field(None, description="What it did before the start; absent: the same.")
    treasury: Treasury = Field(Treasury(), description="What else leaves the bank, and the lines that bear it.")
    alerts: Alerts = Field(Alerts(), description="From when on something deserves a look.")
    customers: FileRef | None = Field(None, description="Table of the customers, instead of drawing them.")
    opening: FileRef | None = Field(None, description="Table of the invoices open at the start, instead of a warm-up.")
    history: FileRef | None = Field(None, description="Table of the daily sales of the 365 days before the start.")
    orders: FileRef | None = Field(None, description="Table of orders given one by one, instead of rates.")
    payments: FileRef | None = Field(
        None, description="Table of dated payments and receipts besides those of the treasury."
    )
    evidence: Evidence | None = Field(None, description="What a calibration could check; written by `calibrate`.")
    _origins: dict[NamePath, Origin] = PrivateAttr(default_factory=dict)
    _digest: str | None = PrivateAttr(default=None)

    @model_validator(mode="before")
    @classmethod
    def _complete(cls, data: Any) -> Any:
        """Choose the bins by the calendar where none are given, and fill each segment's row of hazards."""
        return complete(data) if isinstance(data, Mapping) else data

    @field_validator("currency")
    @classmethod
    def _is_a_currency(cls, value: str) -> str:
        return _matching(value, r"[A-Z]{3}", "a three-letter code such as EUR")

    @field_validator("calendar")
    @classmethod
    def _is_a_calendar(cls, value: str) -> str:
        return _matching(value, rf"[A-Z]{{2}}|{SEVEN_DAY}", f"a two-letter country code such as FR, or {SEVEN_DAY}")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> Self:
        check_scenario(self)
        return self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(self.digest)

    @property
    def week_length(self) -> int:
        """Business days in a week without holidays, 5 or 7."""
        return 7 if self.calendar == SEVEN_DAY else 5

    @property
    def digest(self) -> str:
        """Sixteen hex digits that stand for all values that results depend on, not for names, words and origins."""
        if self._digest is None:
            self._digest = variations.digest_of(self)
        return self._digest

    def get(self, path: str) -> Any:
        """Return the value at a dotted path: a plain value, or nested dicts of them.

        Raises:
            ScenarioError: Nothing stands there.
        """
        return variations.value_at(self, path)

    def with_(self, values: Mapping[str, Any], name: str | None = None) -> "Scenario":
        """Return a copy with other values at some dotted paths; None puts a value back to its default.

        Raises:
            ScenarioError: A path is unknown or a value not allowed.
        """
        tree, touched = variations.changed_tree(self, values)
        if name is not None:
            tree["name"] = name
        kept = {
            path: origin
            for path, origin in self._origins.items()
            if not any(path[: len(changed)] == changed for changed in touched)
        }
        return build(tree, kept | dict.fromkeys(touched, Origin(kind="set")))

    def diff(self, other: "Scenario") -> tuple["variations.Change", ...]:
        """Return what changes from this scenario to another, names and words aside."""
        return variations.differences(self, other)

    def origin(self, path: str) -> Origin:
        """Return where the value at a dotted path comes from.

        Raises:
            ScenarioError: Nothing stands there.
        """
        variations.value_at(self, path)
        return self.origin_of(tuple(path.split(".")))

    def origin_of(self, names: NamePath) -> Origin:
        """Return where the value comes from that stands at a path."""
        for length in range(len(names), 0, -1):
            origin = self._origins.get(names[:length])
            if origin is not None and (length == len(names) or origin.kind == "set"):
                return origin
        return Origin()


def complete(data: Mapping[str, Any]) -> Tree:
    """Return a scenario's data with bins of lateness that suit its calendar and a whole row of hazards per segment."""
    week_length = 7 if data.get("calendar") == SEVEN_DAY else 5
    behaviour = data.get("behaviour", {})
    bins = bins_of(data)
    completed = dict(data)
    if isinstance(behaviour, Mapping):
        completed["behaviour"] = {**behaviour, "bins": bins}
    segments = data.get("segments")
    if isinstance(segments, Mapping) and isinstance(bins, list | tuple) and all(type(start) is int for start in bins):
        row = default_hazards(tuple(bins), week_length)
        completed["segments"] = {name: _with_hazards(segment, row) for name, segment in segments.items()}
    return completed


def bins_of(data: Mapping[str, Any]) -> Any:
    """Return the bins of lateness that a scenario's data give, else those that suit its calendar."""
    behaviour = data.get("behaviour", {})
    if isinstance(behaviour, Behaviour):
        return behaviour.bins
    if isinstance(behaviour, Mapping) and behaviour.get("bins") is not None:
        return behaviour["bins"]
    return SEVEN_DAY_BINS if data.get("calendar") == SEVEN_DAY else FIVE_DAY_BINS


def _with_hazards(segment: Any, row: dict[str, float]) -> Any:
    if isinstance(segment, Segment):
        if segment.hazards.keys() == row.keys():
            return segment
        segment = tree_of(segment) if "hazards" in segment.model_fields_set else {**tree_of(segment), "hazards": {}}
    if not isinstance(segment, Mapping):
        return segment
    hazards = segment.get("hazards", {})
    return {**segment, "hazards": {**row, **hazards}} if isinstance(hazards, Mapping) else segment


def build(tree: Mapping[str, Any], origins: Mapping[NamePath, Origin]) -> Scenario:
    """Return the scenario of a tree of values, each fault told in one line with the file and line it comes from.

    Raises:
        ScenarioError: A key is unknown or a value not allowed.
    """

    def place(path: NamePath) -> tuple[str, int]:
        for length in range(len(path), 0, -1):
            if path[:length] in origins:
                return origins[path[:length]].file, origins[path[:length]].line
        return "", 0

    try:
        scenario = Scenario.model_validate(dict(tree))
    except ValidationError as error:
        raise explain(error, Scenario, place) from None
    scenario._origins = dict(origins)
    return scenario


def _matching(value: str, pattern: str, allowed: str) -> str:
    if not re.fullmatch(pattern, value):
        raise not_allowed(shown(value), allowed)
    return value
