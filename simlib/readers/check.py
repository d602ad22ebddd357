"""`simlib check`: a ledger read, its complaints, its totals."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from simlib.days import to_date
from simlib.errors import ImportFailure
from simlib.readers.importing import Imported, read_ledger
from simlib.readers.notices import told
from simlib.readers.rejects import write_rejects
from simlib.readers.suggest import suggest_mapping
from simlib.words import number, text

_AMOUNTS = ("amount_read", "amount_accepted", "amount_rejected", "amount_ignored")
_MOST_REASONS = 5
_QUOTED = r"'[^']*'|\"[^\"]*\""


@dataclass(frozen=True)
class CheckReport:
    """What a ledger holds.

    Attributes:
        imported: The ledger as read.
        rejects_file: Where the rejected rows were written, None if there are none.
        mapping_file: Where a mapping was suggested, with which the ledger was read; None if none was asked for.
    """

    imported: Imported
    rejects_file: Path | None
    mapping_file: Path | None = None

    def to_json(self, lang: str = "en") -> dict[str, object]:
        """Return the report as one JSON object: amounts in currency units, those of `by_currency` where there are several.

        With several currencies the amounts beside `by_currency` are those of the currency of most rows. Of a FEC, `invoices` are the
        debits that are no money, `credit_notes` the credits that are none, `payments` the receipts, however many invoices each pays.
        """
        counts, currency = self.imported.counts, self.imported.currency
        first, last = self._span()
        report: dict[str, object] = {
            "rows_read": counts.rows_read,
            "rows_accepted": counts.rows_accepted,
            "rows_rejected": counts.rows_rejected,
            "rows_ignored": counts.rows_ignored,
            **{name: amount / 100 for name, amount in self._amounts(currency).items()},
            "amounts_unreadable": counts.amounts_unreadable,
            "invoices": self._documents()[0],
            "payments": self._payments(),
            "customers": len(self.imported.customers),
            "open_amount": self.imported.open_cents / 100,
            "first_date": first,
            "last_date": last,
            "rejects_file": str(self.rejects_file) if self.rejects_file else None,
            "warnings": [told(line, lang) for line in self.imported.warnings],
        }
        if self.mapping_file is not None:
            report["mapping_file"] = str(self.mapping_file)
        if self.imported.fec is not None:
            report |= {"credit_notes": self._documents()[1], "fec": self.imported.fec.to_json()}
        if len(counts.currencies) > 1:
            report["by_currency"] = {
                name: {key: amount / 100 for key, amount in self._amounts(name).items()}
                | {"open_amount": self.imported.open_by_currency.get(name, 0) / 100}
                for name in counts.currencies
            }
        return report

    def to_text(self, lang: str = "en") -> str:
        """Return the report as lines to read."""
        counts, imported = self.imported.counts, self.imported
        first, last = self._span()
        header = "".join(f"{text('reader.total.amount', lang, currency=name):>22}" for name in counts.currencies)
        lines = [f"{'':10}{text('reader.total.rows', lang):>12}{header}"]
        for word in ("read", "accepted", "rejected", "ignored"):
            amounts = [self._amounts(name)[f"amount_{word}"] for name in counts.currencies]
            lines.append(
                f"{text(f'reader.total.{word}', lang):10}{number(getattr(counts, f'rows_{word}'), lang):>12}"
                + "".join(f"{_money(cents, lang):>22}" for cents in amounts)
            )
        if counts.amounts_unreadable:
            lines.append(text("reader.total.unreadable", lang, amounts=number(counts.amounts_unreadable, lang)))
        lines.append(
            text(
                "reader.total.ledger",
                lang,
                invoices=number(sum(self._documents()), lang),
                customers=number(len(imported.customers), lang),
                payments=number(self._payments(), lang),
                first=first or "-",
                last=last or "-",
            )
        )
        lines += [
            text("reader.total.open", lang, amount=_money(cents, lang), currency=name)
            for name, cents in sorted(imported.open_by_currency.items())
        ]
        reasons = imported.rejects["reason"].str.replace(_QUOTED, "…", regex=True).value_counts()
        lines += [
            text("reader.total.reason", lang, times=number(times, lang), reason=reason)
            for reason, times in reasons.head(_MOST_REASONS).items()
        ]
        if len(reasons) > _MOST_REASONS:
            lines.append(text("reader.total.more", lang, reasons=number(len(reasons) - _MOST_REASONS, lang)))
        if self.rejects_file:
            lines.append(text("reader.total.rejects", lang, file=self.rejects_file))
        if self.mapping_file:
            lines.append(text("reader.suggested", lang, file=self.mapping_file))
        if imported.fec is not None:
            lines += [told(line, lang) for line in imported.fec.notices()]
        lines += [f"{text('reader.warning', lang)}{told(warning, lang)}" for warning in imported.warnings]
        return "\n".join(lines)

    def _documents(self) -> tuple[int, int]:
        """Return the number of invoices and, of a FEC apart from them, of credit notes."""
        if self.imported.fec is None:
            return len(self.imported.invoices), 0
        taken = int((self.imported.invoices["amount_cents"] < 0).sum())
        return len(self.imported.invoices) - taken, taken

    def _payments(self) -> int:
        """Return the number of payments."""
        payments = self.imported.payments
        return len(payments) if self.imported.fec is None else int(payments["payment_id"].nunique())

    def _amounts(self, currency: str) -> dict[str, int]:
        """Return the four amounts of a currency in cents."""
        return {name: getattr(self.imported.counts, name).get(currency, 0) for name in _AMOUNTS}

    def _span(self) -> tuple[str | None, str | None]:
        """Return the first and the last day on which an invoice was issued or a payment received."""
        days = pd.concat([self.imported.invoices["issue_date"], self.imported.payments["date"]])
        if days.empty:
            return None, None
        return to_date(int(days.min())).isoformat(), to_date(int(days.max())).isoformat()


def check(
    files: Sequence[Path | str],
    payments: Path | str | None = None,
    mapping: Path | str | None = None,
    rejects_file: Path | None = None,
    terms: str | None = None,
    suggest: Path | None = None,
    lang: str = "en",
) -> CheckReport:
    """Read a ledger, write its rejected rows, and return what it holds.

    Args:
        files: Files of invoices, or FEC.
        payments: A file of payments.
        mapping: A mapping file.
        rejects_file: Where rejected rows go; where none is named, beside the caller, under the name of the first file.
        terms: Payment terms of the customers of a FEC, see `read_ledger`.
        suggest: Where to suggest a mapping, with which the ledger is then read.
        lang: Language of the comments in a suggested mapping.

    Raises:
        ImportFailure: A file cannot be read as a whole, or the rejected rows cannot be written.
    """
    if suggest is not None and mapping is not None:
        raise ImportFailure("give a mapping, or let one be suggested, not both")
    if suggest is not None:
        paid = Path(payments) if payments is not None else None
        suggest_mapping(suggest, [Path(file) for file in files], paid, lang)
    imported = read_ledger(files, payments=payments, mapping=mapping or suggest, terms=terms)
    if imported.rejects.empty:
        return CheckReport(imported, None, suggest)
    path = rejects_file or Path(f"{Path(files[0]).stem}.rejects.csv")
    inputs = [Path(file) for file in (*files, payments, mapping) if file is not None]
    if any(path.exists() and path.samefile(file) for file in inputs):
        raise ImportFailure(f"rejected rows cannot be written to {path}: it is one of the files read; name another")
    write_rejects(imported.rejects, path)
    return CheckReport(imported, path, suggest)


def _money(cents: int, lang: str) -> str:
    """Return cents as currency units with two decimals."""
    return number(cents / 100, lang, 2)
