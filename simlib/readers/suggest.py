"""A mapping to start from: what each column seems to hold, by its header, in several languages, and by its cells."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from simlib.errors import ImportFailure
from simlib.readers import codes
from simlib.readers.fec.columns import is_fec
from simlib.readers.files import read_table
from simlib.readers.headers import LEDGER_NAMES, PAYMENT_NAMES
from simlib.readers.importing import read_ledger
from simlib.readers.notices import Notice
from simlib.readers.profiles import Profile, assign, profiles_of
from simlib.readers.rejects import write_whole
from simlib.readers.table import Table, several, shown
from simlib.words import text

_LEDGER_NEEDS = ("customer_id", "invoice_id", "issue_date", "due_date", "amount")
_PAYMENT_NEEDS = ("invoice_id", "paid_date", "paid_amount")
_LONGEST_VALUE = 80
_LETTER = re.compile(r"[^\W\d_]")


def suggest_mapping(path: Path, files: Sequence[Path], payments: Path | None = None, lang: str = "en") -> None:
    """Write a mapping file to start from, made from a ledger.

    Args:
        path: The mapping file, which must not exist.
        files: Files of the ledger; the first one is looked at.
        payments: A file of payments.
        lang: Language of the comments.

    Raises:
        ImportFailure: The ledger cannot be read as a table, or the mapping cannot be written.
    """
    if path.exists() and (not path.is_file() or path.stat().st_size):
        raise ImportFailure(f"a mapping cannot be suggested in {path}: it is there already; name another file")
    table = read_table(Path(files[0]), _any_names)
    lines = [f"# {Notice('reader.suggest.head', file=shown(Path(files[0]).name)).told(lang)}"]
    if is_fec(table.header):
        lines += _of_fec(files, lang)
    else:
        lines += _of_ledger(table, lang)
        if payments is not None:
            lines += _of_payments(read_table(Path(payments), _any_names), lang)
    write_whole(path, "\n".join([*lines, ""]).encode("utf-8", errors="replace"), "the mapping")


def _quoted(value: str) -> str:
    r"""Return a text between quotes as YAML reads it.

    >>> _quoted('a "b"\x07')
    '"a \\"b\\"\\x07"'
    """
    return '"' + "".join(_escaped(letter) for letter in value) + '"'


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter.isprintable():
        return letter
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _any_names(header: Sequence[str]) -> Sequence[int]:
    """Return the places of the cells that could be names."""
    return [place for place, name in enumerate(header) if _LETTER.search(name)]


def _of_fec(files: Sequence[Path], lang: str) -> Iterator[str]:
    """Yield the terms of each customer of a FEC."""
    found = read_ledger(files)
    assert found.fec is not None
    yield f"# {Notice('reader.suggest.terms').told(lang)}"
    yield "terms:"
    known = found.fec.terms
    for name, terms, source in sorted(zip(found.fec.customers, known.of, known.source, strict=True)):
        yield f"  {_quoted(name)}: {terms}  # {text(f'reader.terms.{source}', lang)}"
    if not found.fec.customers:
        yield "  {}"


def _of_ledger(table: Table, lang: str) -> Iterator[str]:
    """Yield the mapping of a file of invoices."""
    profiles = profiles_of(table)
    fields = assign(profiles, table.header, LEDGER_NAMES, _LEDGER_NEEDS)
    status = fields.pop("status", None)
    yield "columns:" if fields else "columns: {}"
    yield from _named(fields, LEDGER_NAMES, lang)
    yield from _missing([field for field in _LEDGER_NEEDS if field not in fields], lang)
    others = [profile.name for profile in profiles if profile not in (*fields.values(), status)]
    if others:
        yield f"# {Notice('reader.suggest.others', columns=several(others, 20)).told(lang)}"
    yield from _formats(fields, lang)
    if "currency" not in fields:
        yield f"# currency: EUR  # {Notice('reader.suggest.currency').told(lang)}"
    if status is not None:
        yield from _states(status, lang)


def _of_payments(table: Table, lang: str) -> Iterator[str]:
    """Yield the mapping of a file of payments."""
    fields = assign(profiles_of(table), table.header, PAYMENT_NAMES, _PAYMENT_NEEDS)
    fields = {field: one for field, one in fields.items() if field in PAYMENT_NAMES}
    yield "payments:" if fields else "payments: {}"
    yield from _named(fields, PAYMENT_NAMES, lang)
    yield from _missing([field for field in _PAYMENT_NEEDS if field not in fields], lang)


def _named(fields: dict[str, Profile], names: dict[str, tuple[str, ...]], lang: str) -> Iterator[str]:
    """Yield a line for each field found."""
    for field in names:
        if field in fields:
            found = fields[field]
            values = Notice("reader.suggest.values", values=found.different, examples=several(found.examples)).told(
                lang
            )
            yield f"  {field}: {_quoted(found.name)}  # {values}"


def _missing(fields: Sequence[str], lang: str) -> Iterator[str]:
    for field in fields:
        yield f"  # {field}:  # {Notice('reader.suggest.missing').told(lang)}"


def _formats(fields: dict[str, Profile], lang: str) -> Iterator[str]:
    """Yield the formats that the cells leave open."""
    either = Notice("reader.suggest.either").told(lang)
    dates = [field for field, profile in fields.items() if profile.is_day_open]
    if dates:
        yield f"date_format:  # {either}"
        yield from (f"  {field}: day_first" for field in dates)
    if any(profile.is_mark_open for profile in fields.values()):
        yield f'decimal: ","  # {either}'


def _states(status: Profile, lang: str) -> Iterator[str]:
    """Yield what the values of a column may say about how invoices stand, commented out: only the user knows what they mean."""
    lists: dict[str, list[str]] = {}
    for value in status.examples:
        lists.setdefault(codes.state(value) or "?", []).append(value)
    yield f"# status:  # {Notice('reader.suggest.status').told(lang)}"
    yield f"#   column: {_quoted(status.name)}"
    for state, values in lists.items():
        yield f"#   {state}: [{', '.join(_quoted(value[:_LONGEST_VALUE]) for value in values)}]"
