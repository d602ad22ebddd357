"""A small book of entries whose totals are known by hand, and ways to write it as software does."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

COLUMNS = [
    *("JournalCode", "JournalLib", "EcritureNum", "EcritureDate", "CompteNum", "CompteLib", "CompAuxNum", "CompAuxLib"),
    *("PieceRef", "PieceDate", "EcritureLib", "Debit", "Credit", "EcritureLet", "DateLet", "ValidDate"),
    *("Montantdevise", "Idevise"),
]

Record = dict[str, str]


@dataclass(frozen=True)
class Line:
    """One row of an entry: cents above 0 are a debit."""

    journal: str
    number: str
    date: str
    account: str
    cents: int
    third: str = ""
    piece: str = ""
    letter: str = ""
    lettered: str = ""
    label: str = "Écriture"
    piece_date: str = ""

    def record(self) -> Record:
        names = {"VE": "Ventes", "AC": "Achats", "BQ": "Banque", "OD": "Opérations diverses", "AN": "À nouveaux"}
        return {
            "JournalCode": self.journal,
            "JournalLib": names.get(self.journal, self.journal),
            "EcritureNum": self.number,
            "EcritureDate": self.date,
            "CompteNum": self.account,
            "CompteLib": f"Compte {self.account}",
            "CompAuxNum": self.third,
            "CompAuxLib": f"Société {self.third}" if self.third else "",
            "PieceRef": self.piece,
            "PieceDate": self.piece_date or self.date,
            "EcritureLib": self.label,
            "Debit": euros(max(self.cents, 0)),
            "Credit": euros(max(-self.cents, 0)),
            "EcritureLet": self.letter,
            "DateLet": self.lettered,
            "ValidDate": "20250331",
            "Montantdevise": "",
            "Idevise": "",
        }


def euros(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02d}"


def entry(journal: str, number: int, date: str, *rows: Line) -> list[Line]:
    """Return the rows of one entry."""
    return [replace(row, journal=journal, number=str(number), date=date) for row in rows]


def row(account: str, cents: int, third: str = "", letter: str = "", lettered: str = "", **more: str) -> Line:
    return Line("", "", "", account, cents, third, letter=letter, lettered=lettered, **more)


def sale(number: int, date: str, third: str, net: int, piece: str, letter: str = "", lettered: str = "") -> list[Line]:
    """Return an invoice with 20 % of tax; below 0, a credit note."""
    tax = net // 5
    return entry(
        "VE",
        number,
        date,
        row("41100000", net + tax, third, letter, lettered, piece=piece),
        row("70700000", -net, piece=piece),
        row("44571000", -tax, piece=piece),
    )


def receipt(number: int, date: str, third: str, cents: int, letter: str = "", lettered: str = "") -> list[Line]:
    return entry(
        "BQ",
        number,
        date,
        row("51200000", cents),
        row("41100000", -cents, third, letter, lettered, piece=f"RG{number}"),
    )


BOOK: tuple[Line, ...] = (
    *entry(
        "AN",
        1,
        "20240101",
        row("41100000", 50_000, "C001"),
        row("41100000", 24_000, "C002"),
        row("41100000", -6_000, "C003"),
        row("10100000", -68_000),
    ),
    *entry(
        "AC",
        10,
        "20240116",
        row("60700000", 30_000),
        row("44566000", 6_000),
        row("40100000", -36_000, "F01", "AA", "20240216"),
    ),
    *sale(2, "20240110", "C001", 100_000, "FA1", "AA", "20240212"),
    *sale(3, "20240215", "C002", 50_000, "FA2", "AA", "20240320"),
    *sale(4, "20240220", "C002", -10_000, "AV1", "AA", "20240320"),
    *receipt(5, "20240212", "C001", 120_000, "AA", "20240212"),
    *receipt(6, "20240320", "C002", 48_000, "AA", "20240320"),
    *sale(7, "20240301", "C003", 30_000, "FA3"),
    *sale(8, "20240305", "C003", 15_000, "FA4"),
    *receipt(9, "20240402", "C003", 18_000),
    *receipt(11, "20240415", "C003", 10_000),
    *entry("BQ", 12, "20240216", row("40100000", 36_000, "F01", "AA", "20240216"), row("51200000", -36_000)),
    *entry("OD", 13, "20240630", row("65400000", 24_000), row("41100000", -24_000, "C002")),
)

KEY: dict[str, object] = {
    # every row is on one side: amounts are twice the debits of each entry, 6,120.00
    "rows_read": 34,
    "rows_accepted": 15,  # 13 on 411, 2 on 401
    "rows_rejected": 0,
    "rows_ignored": 19,
    "amount_read": 12_240.0,
    "amount_accepted": 6_180.0,  # 3,080 + 2,380 on 411, 2 x 360 on 401
    "amount_rejected": 0.0,
    "amount_ignored": 6_060.0,
    "amounts_unreadable": 0,
    "invoices": 6,
    "credit_notes": 3,  # AV1, C003's balance brought forward, the loss
    "payments": 4,
    "customers": 3,
    "open_amount": 700.0,  # C001: 500, C003: 200
    "first_date": "2024-01-01",
    "last_date": "2024-06-30",
}
MATCHED: dict[str, tuple[int, float]] = {
    "lettering": (2, 1_800.0),  # FA1, FA2
    "same_amount": (2, 420.0),  # FA4 by its receipt, C002's balance by the loss
    "first_in_first_out": (0, 160.0),  # FA3 by 60.00 of credit and 100.00 of money: less than what is open of it
    "open": (2, 700.0),
}

Change = Callable[[Record], Record]


def written(
    lines: Sequence[Line],
    *,
    separator: str = "\t",
    end: str = "\r\n",
    encoding: str = "utf-8",
    columns: Sequence[str] = COLUMNS,
    rename: dict[str, str] | None = None,
    change: Change | None = None,
    trailing: str = "",
) -> bytes:
    """Return a FEC as bytes."""
    names = {**{name: name for name in columns}, **(rename or {})}
    texts = [separator.join(names[name] for name in columns) + trailing]
    for line in lines:
        record = line.record() if change is None else change(line.record())
        texts.append(separator.join(record.get(name, "") for name in columns) + trailing)
    return (end.join(texts) + end).encode(encoding)
