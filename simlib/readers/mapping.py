"""The mapping file: says which column holds what, where the header and the cells do not say it by themselves.

A YAML file, every key of it optional:

    columns:            # field: column of the ledger; null keeps a field from being read
      invoice_id: invoiceNumber
    payments:           # field: column of the file of payments
      paid_date: Payment_Date
    touches:            # field: column of the log of touches
      touch_date: Sent
    channels:           # values of its column for the channel, or the step
      Relance N1: email
    date_format: "%d/%m/%Y"   # or day_first, month_first; or a list; or one of these per field
    decimal: ","
    thousands: "."
    currency: EUR       # of rows that name none
    constants:          # field: the same value for every row
      segment: export
    status:             # values of a column that tell how an invoice stands; "5*" is every value that begins with 5
      column: tipo_baixa
      paid: ["0*"]      # its payment settles it in full, whatever the amount
      open: ["6*"]      # still owed, its paid date is none
      cancelled: ["5*"] # closed on its paid date without cash
      ignored: ["9*"]   # the row is left out
    terms:              # customer: payment terms, where a FEC tells no due date
      DUPONT: eom45
"""

import datetime
import difflib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, field_validator
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from simlib.errors import ImportFailure
from simlib.readers import codes
from simlib.readers.amounts import Mark
from simlib.readers.dates import Order
from simlib.readers.headers import LEDGER_NAMES, PAYMENT_NAMES, TOUCH_NAMES
from simlib.rules.channels import CHANNEL_NAMES

_LARGEST_MAPPING = 2**20
_DATE_FIELDS = ("issue_date", "due_date", "paid_date", "promised_date", "touch_date")
_CONSTANT_FIELDS = ("customer_id", "disputed", "payment_method", "segment", "credit_limit", "channel")
_TOKENS = re.compile(r"[yYaA]+|[mM]+|[dDjJ]+")
_DIRECTIVES = {"y": "%Y", "a": "%Y", "m": "%m", "d": "%d", "j": "%d"}


def _listed(value: Any) -> Any:
    """Return one value as a list of one, a number among them as text."""
    values = value if isinstance(value, list) else [value]
    return [str(one) if isinstance(one, int | float) and not isinstance(one, bool) else one for one in values]


Texts = Annotated[tuple[str, ...], BeforeValidator(_listed)]


class Status(BaseModel):
    """Values of a column that tell how an invoice stands."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: str
    paid: Texts = ()
    open: Texts = ()
    cancelled: Texts = ()
    ignored: Texts = ()

    def state(self, value: str) -> codes.State | None:
        """Return the state that a value names, None if it is not listed."""
        lists: dict[codes.State, tuple[str, ...]] = {
            "paid": self.paid,
            "open": self.open,
            "cancelled": self.cancelled,
            "ignored": self.ignored,
        }
        for state, listed in lists.items():
            if any(value.startswith(one[:-1]) if one.endswith("*") else value == one for one in listed):
                return state
        return None


class Mapping(BaseModel):
    """What a mapping file says; empty, everything is told from the header and the cells."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[str, str | None] = {}
    payments: dict[str, str | None] = {}
    touches: dict[str, str | None] = {}
    channels: dict[str, str] = {}
    date_format: Texts | dict[str, Texts] = ()
    decimal: Mark | None = None
    thousands: Literal[".", ",", " ", "'", ""] | None = None
    currency: str | None = None
    constants: dict[str, str] = {}
    status: Status | None = None
    terms: dict[str, str] = {}

    @field_validator("columns")
    @classmethod
    def _known_columns(cls, value: dict[str, str | None]) -> dict[str, str | None]:
        return _known(value, LEDGER_NAMES, "field")

    @field_validator("payments")
    @classmethod
    def _known_payments(cls, value: dict[str, str | None]) -> dict[str, str | None]:
        return _known(value, PAYMENT_NAMES, "field of a payment")

    @field_validator("touches")
    @classmethod
    def _known_touches(cls, value: dict[str, str | None]) -> dict[str, str | None]:
        return _known(value, TOUCH_NAMES, "field of a touch")

    @field_validator("channels")
    @classmethod
    def _known_channels(cls, value: dict[str, str]) -> dict[str, str]:
        for one in value.values():
            _known({one: None}, CHANNEL_NAMES, "channel")
        return value

    @field_validator("constants", mode="before")
    @classmethod
    def _known_constants(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        texts = {key: ("yes" if one else "no") if isinstance(one, bool) else str(one) for key, one in value.items()}
        return _known(texts, _CONSTANT_FIELDS, "field that may be a constant")

    @field_validator("currency")
    @classmethod
    def _known_currency(cls, value: str | None) -> str | None:
        code = codes.currency(value or "")
        if code is None:
            raise ValueError(f"{value!r} is no currency; write its ISO code, for example EUR")
        return code or None

    @field_validator("date_format")
    @classmethod
    def _readable_formats(cls, value: tuple[str, ...] | dict[str, tuple[str, ...]]) -> Any:
        if isinstance(value, dict):
            _known(value, _DATE_FIELDS, "date field")
            return {field: tuple(map(_strptime_format, formats)) for field, formats in value.items()}
        return tuple(map(_strptime_format, value))

    @field_validator("thousands")
    @classmethod
    def _not_the_decimal_mark(cls, value: str | None, info: Any) -> str | None:
        if value and value == info.data.get("decimal"):
            raise ValueError(f"{value!r} is the decimal mark already")
        return value

    @property
    def decimal_mark(self) -> Mark | None:
        """The decimal mark named, or the one that the thousands mark leaves."""
        if self.decimal:
            return self.decimal
        return "." if self.thousands == "," else "," if self.thousands == "." else None

    def dates(self, field: str) -> tuple[tuple[str, ...], Order | None]:
        """Return the `strptime` formats allowed for a date field and the order of day and month, where they are named."""
        named = self.date_format.get(field, ()) if isinstance(self.date_format, dict) else self.date_format
        formats = tuple(one for one in named if one not in {"day_first", "month_first"})
        order: Order | None = "day_first" if "day_first" in named else "month_first" if "month_first" in named else None
        return formats, order


def _known(value: dict[str, Any], names: Iterable[str], what: str) -> dict[str, Any]:
    """Return a mapping whose keys are all known."""
    for key in value:
        if key not in names:
            near = difflib.get_close_matches(key, names, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; write one of {', '.join(names)}"
            raise ValueError(f"{key!r} is no {what}{hint}")
    return value


def _strptime_format(text: str) -> str:
    """Return a date format as `strptime` takes it; `dd/mm/yyyy`, `jj/mm/aaaa` and `d/m/Y` are understood.

    >>> _strptime_format("jj/mm/aaaa"), _strptime_format("%Y%m%d"), _strptime_format("day_first")
    ('%d/%m/%Y', '%Y%m%d', 'day_first')
    """
    if text in {"day_first", "month_first"}:
        return text
    layout = text if "%" in text else _TOKENS.sub(_directive, text)
    sample = datetime.datetime(2024, 12, 31)  # noqa: DTZ001  # only its date matters
    try:
        read = datetime.datetime.strptime(sample.strftime(layout), layout)  # noqa: DTZ007  # likewise
    except (ValueError, re.error):
        read = None
    if read is None or read.date() != sample.date():
        raise ValueError(f"{text!r} is no date format; write for example %d/%m/%Y, month_first or day_first")
    return layout


def _directive(match: re.Match[str]) -> str:
    """Return the `strptime` directive of a run of letters."""
    letters = match[0].lower()
    return "%y" if len(letters) == 2 and letters[0] in "ya" else _DIRECTIVES[letters[0]]


def read_mapping(path: Path | None) -> Mapping:
    """Return what a mapping file says; an empty mapping where there is no file.

    Raises:
        ImportFailure: The file cannot be read, or holds something that a mapping does not have.
    """
    if path is None:
        return Mapping()
    try:
        if path.stat().st_size > _LARGEST_MAPPING:
            raise ImportFailure(f"{path} is no mapping: it is larger than 1 MB")
        content = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeError) as problem:
        reason = problem.strerror if isinstance(problem, OSError) else "it is not written in UTF-8"
        raise ImportFailure(f"{path} cannot be read as a mapping: {reason}") from None
    except (YAMLError, RecursionError, ValueError, TypeError) as problem:
        line = problem.problem_mark.line + 1 if isinstance(problem, MarkedYAMLError) and problem.problem_mark else 1
        reason = problem.problem if isinstance(problem, MarkedYAMLError) else "it is no YAML"
        raise ImportFailure(f"{path}:{line}: the mapping cannot be read: {reason}") from None
    if content is None:
        return Mapping()
    if not isinstance(content, dict):
        raise ImportFailure(f"{path} is no mapping; it must hold keys such as {', '.join(Mapping.model_fields)}")
    return _validated(path, content)


def _validated(path: Path, content: dict[Any, Any]) -> Mapping:
    """Return a mapping from its keys and values."""
    try:
        return Mapping.model_validate(content)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"] if "[" not in str(step))
        if first["type"] == "extra_forbidden":
            names = Status.model_fields if len(first["loc"]) > 1 else Mapping.model_fields
            near = difflib.get_close_matches(str(first["loc"][-1]), names, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"write one of {', '.join(names)}"
            raise ImportFailure(f"{path}: {place} is no key of a mapping; {hint}") from None
        message = first["msg"].removeprefix("Value error, ")
        raise ImportFailure(f"{path}: {place}: {message}") from None
