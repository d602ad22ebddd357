"""The declaration of a field: what it means, its unit, bounds and default, stated once.

A `lever` may be moved by a slider; a `fact` is checked in the same way and stays where it is. Messages, the JSON Schema,
sliders, the register of assumptions and the documentation are all made from these declarations.
"""

import difflib
import math
import numbers
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

Lang = Literal["fr", "en"]
Kind = Literal["number", "integer", "choice"]
Reading = Literal["mean", "width"]
OnOff = Literal["off", "on"]
Group = Literal[
    "billing",
    "terms",
    "customers",
    "behaviour",
    "reminders",
    "calls",
    "disputes",
    "credit",
    "cash",
    "financing",
    "escalation",
    "treasury",
    "shocks",
    "simulation",
    "alerts",
]


class Both(NamedTuple):
    """The same words in French and in English."""

    fr: str
    en: str

    def of(self, lang: str) -> str:
        """Return the words of a language: French for ``fr``, English for any other."""
        return self.fr if lang == "fr" else self.en


OFF_OR_ON: tuple[tuple[str, Both], ...] = (("off", Both("non", "no")), ("on", Both("oui", "yes")))
"""The values of a switch."""

UNITS: dict[str, Both] = {
    "days": Both("jours", "days"),
    "business_days": Both("jours ouvrés", "business days"),
    "days_from_due": Both("jours après l’échéance", "days after the due date"),
    "months": Both("mois", "months"),
    "minutes": Both("minutes", "minutes"),
    "minutes_per_day": Both("minutes par jour", "minutes a day"),
    "EUR": Both("€", "EUR"),
    "EUR_per_month": Both("€ par mois", "EUR a month"),
    "EUR_per_year": Both("€ par an", "EUR a year"),
    "EUR_per_hour": Both("€ par heure", "EUR an hour"),
    "share": Both("part", "share"),
    "factor": Both("facteur", "factor"),
    "per_year": Both("par an", "a year"),
    "per_business_day": Both("par jour ouvré", "per business day"),
    "log_spread": Both("écart-type du log", "standard deviation of the log"),
    "day_of_month": Both("jour du mois", "day of the month"),
    "fte": Both("ETP", "full-time equivalents"),
    "customers": Both("clients", "customers"),
    "instalments": Both("échéances", "instalments"),
    "reviews": Both("examens", "reviews"),
    "replications": Both("tirages", "replications"),
    "none": Both("", ""),
}
"""Every unit a field may have, as users read it."""


@dataclass(frozen=True)
class Declared:
    """What is declared with a field; as pydantic's `json_schema_extra` it also writes its part of the JSON Schema.

    Attributes:
        kind: number, integer or choice.
        unit: a key of `UNITS`.
        minimum: lowest allowed value, included; None for a choice.
        maximum: highest allowed value, included; None for a choice.
        step: how far one move of a slider goes.
        label: short name.
        help: one sentence.
        source: public source of the default, or ``assumption``.
        moves: name of the indicator it moves first; empty for a fact.
        direction: +1 if a higher value raises that indicator, -1 if it lowers it; of a choice, its last value against its
            first.
        reading: whether it moves the indicator's mean or its width over replications.
        group: the panel it stands in.
        headline: whether it is one of the few shown first.
        choices: the values of a choice, with their labels.
        mapped: whether the field is a mapping from names to such values.
        replaced_by: files of the scenario (customers, orders) that, where given, stand in for it.
        is_lever: whether a slider may move it.
    """

    kind: Kind
    unit: str
    minimum: float | None
    maximum: float | None
    step: float
    label: Both
    help: Both
    source: str
    moves: str = ""
    direction: int = 1
    reading: Reading = "mean"
    group: Group = "customers"
    headline: bool = False
    choices: tuple[tuple[str, Both], ...] = ()
    mapped: bool = False
    replaced_by: tuple[str, ...] = ()
    is_lever: bool = True

    def __call__(self, schema: dict[str, Any]) -> None:
        """Write label, help and bounds into a field's JSON Schema."""
        schema["title"] = self.label.en
        unit = UNITS[self.unit].en
        schema["description"] = f"{self.help.en} Unit: {unit}." if unit else self.help.en
        values = schema.get("additionalProperties", schema) if self.mapped else schema
        if self.minimum is not None:
            values["minimum"] = self.minimum
        if self.maximum is not None:
            values["maximum"] = self.maximum

    @property
    def allowed(self) -> str:
        """What a value may be, in words: bounds with their unit, or the choices."""
        if self.kind == "choice":
            return "one of " + ", ".join(name for name, _ in self.choices)
        what = "a whole number" if self.kind == "integer" else "a number"
        unit = UNITS[self.unit].en
        bounds = f"{what} from {plain_number(self.minimum)} to {plain_number(self.maximum)}"
        return f"{bounds} {unit}" if unit else bounds

    def checked(self, value: object, key: str | None = None) -> object:
        """Return a value as a plain number of its kind, within bounds.

        Raises:
            PydanticCustomError: It is no number, not whole, or out of bounds.
        """
        if self.kind == "choice" or value is None:
            return value
        number = _number(value, self.kind)
        if number is None or not cast(float, self.minimum) <= number <= cast(float, self.maximum):
            raise not_allowed(shown(value), self.allowed, key=key)
        return number


def not_allowed(
    found: str,
    allowed: str,
    *,
    key: str | None = None,
    path: tuple[str, ...] | None = None,
    choices: tuple[str, ...] = (),
) -> PydanticCustomError:
    """Return the fault of a value, for `messages.explain` to put into a line.

    Args:
        found: the value, as shown.
        allowed: what it may be.
        key: the name within a mapping field that holds it.
        path: its whole path, where the fault is seen from above.
        choices: names among which to look for the nearest.
    """
    context: dict[str, Any] = {"found": found, "allowed": allowed, "key": key, "choices": choices}
    return PydanticCustomError("not_allowed", "not allowed", context | ({"path": path} if path else {}))


def unknown_name(
    known: tuple[str, ...], *, key: str | None = None, path: tuple[str, ...] | None = None
) -> PydanticCustomError:
    """Return the fault of a name within a mapping that stands for nothing; `key` and `path` as for `not_allowed`."""
    context: dict[str, Any] = {"known": known, "key": key}
    return PydanticCustomError("unknown_name", "unknown name", context | ({"path": path} if path else {}))


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a hint with the nearest known name, or nothing.

    >>> nearest("gap_day", ["gap_days", "plans"])
    " Did you mean 'gap_days'?"
    """
    names = list(known)
    near = difflib.get_close_matches(name, names, 1) or [one for one in names if len(name) > 2 and one.startswith(name)]
    return f" Did you mean '{near[0]}'?" if near else ""


def _number(value: object, kind: Kind) -> float | int | None:
    """Return a plain int or float, or None where the value is no finite number of this kind."""
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        return None
    if isinstance(value, numbers.Integral):
        return int(value) if kind == "integer" else float(value)
    number = float(value)
    if not math.isfinite(number):
        return None
    if kind == "integer":
        return int(number) if number.is_integer() else None
    return number


def plain_number(x: float | None) -> str:
    """Return a number without a needless decimal point.

    >>> plain_number(30.0), plain_number(0.5)
    ('30', '0.5')
    """
    return "any" if x is None else f"{x:.15g}"


def shown(value: object) -> str:
    """Return a value as an error line shows it, cut where it is long."""
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    text = repr(value) if isinstance(value, str) else str(value)
    if isinstance(value, bool) or value is None:
        text = {True: "true", False: "false", None: "nothing"}[value]
    return text if len(text) <= 60 else text[:57] + "..."


def declared_of(model: type[BaseModel], name: str | None) -> Declared | None:
    """Return what is declared with a field of a model, None where it is a plain field."""
    field = model.model_fields.get(name or "")
    return field.json_schema_extra if field is not None and isinstance(field.json_schema_extra, Declared) else None


def lever(
    default: Any,
    *,
    label: Both,
    help: Both,  # noqa: A002  # the word of the field
    moves: str,
    direction: int,
    group: Group,
    unit: str = "none",
    minimum: float | None = None,
    maximum: float | None = None,
    step: float = 1,
    kind: Kind = "number",
    source: str = "assumption",
    reading: Reading = "mean",
    headline: bool = False,
    choices: tuple[tuple[str, Both], ...] = (),
    mapped: bool = False,
    replaced_by: tuple[str, ...] = (),
) -> Any:
    """Declare a field that a slider may move. A callable default makes the value anew; see `Declared` for the rest."""
    said = Declared(
        kind=kind, unit=unit, minimum=minimum, maximum=maximum, step=step, label=label, help=help, source=source,
        moves=moves, direction=direction, reading=reading, group=group, headline=headline, choices=choices, mapped=mapped,
        replaced_by=replaced_by,
    )  # fmt: skip
    return _field(default, said)


def fact(
    default: Any,
    *,
    label: Both,
    help: Both,  # noqa: A002  # the word of the field
    unit: str,
    minimum: float,
    maximum: float,
    group: Group,
    kind: Kind = "number",
    step: float = 1,
    source: str = "assumption",
    replaced_by: tuple[str, ...] = (),
) -> Any:
    """Declare a number that is checked like a lever and moved by none."""
    said = Declared(
        kind=kind, unit=unit, minimum=minimum, maximum=maximum, step=step, label=label, help=help, source=source,
        group=group, replaced_by=replaced_by, is_lever=False,
    )  # fmt: skip
    return _field(default, said)


def _field(default: Any, said: Declared) -> Any:
    extra = cast("Callable[[dict[str, Any]], None]", said)
    if callable(default):
        return Field(default_factory=default, json_schema_extra=extra)
    return Field(default, json_schema_extra=extra)


def _as_date(value: object) -> object:
    found = value
    if isinstance(value, str):
        try:
            found = date.fromisoformat(value)
        except ValueError:
            found = None
    if type(found) is not date or not 1990 <= found.year <= 2100:
        raise not_allowed(shown(value), "a date such as 2026-01-01, from 1990 to 2100")
    return found


PlainDate = Annotated[date, BeforeValidator(_as_date)]

_NAME = re.compile(r"\w[\w \-]{0,39}")


def _usable_name(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise not_allowed(shown(name), "a name of 1 to 40 letters, digits, spaces, _ and -")
    return name


Name = Annotated[str, AfterValidator(_usable_name)]
"""A date, from 1990 to 2100."""


class Part(BaseModel):
    """A part of a scenario: frozen, without unknown keys, its numbers checked against their declarations."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    @classmethod
    def is_leaf(cls) -> bool:
        """Return whether the part is one value, not a group of them."""
        return False

    @field_validator("*", mode="before")
    @classmethod
    def _within_bounds(cls, value: Any, info: ValidationInfo) -> Any:
        said = declared_of(cls, info.field_name)
        if said is None:
            return value
        if not said.mapped:
            return said.checked(value)
        if not isinstance(value, Mapping):
            return value
        return {key: said.checked(one, str(key)) for key, one in value.items()}


def check_shares(part: Part, names: tuple[str, ...]) -> None:
    """Refuse fields of a part that are shares of one whole and add up to more.

    Raises:
        PydanticCustomError: They do.
    """
    total = sum(getattr(part, name) for name in names)
    if total > 1.0 + 1e-9:
        raise not_allowed(f"{' + '.join(names)} = {total:.12g}", "shares that add up to at most 1")


class Text(Part):
    """Words in French and English; one string alone stands for both."""

    fr: str = ""
    en: str = ""

    @model_validator(mode="before")
    @classmethod
    def _from_one_string(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"fr": value, "en": value}
        if isinstance(value, Mapping) and len(value) == 1:
            only = next(iter(value.values()))
            if set(value) <= {"fr", "en"} and isinstance(only, str):
                return {"fr": only, "en": only}
        return value

    @classmethod
    def is_leaf(cls) -> bool:
        """Return that words are one value."""
        return True

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Let a string stand for both languages in the JSON Schema too."""
        return {"anyOf": [{"type": "string"}, handler.resolve_ref_schema(handler(core))]}

    def of(self, lang: str) -> str:
        """Return the words of a language: French for ``fr``, English for any other."""
        return self.fr if lang == "fr" else self.en
