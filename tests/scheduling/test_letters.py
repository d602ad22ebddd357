"""Letters: what the law wants said, worked examples, both languages, hostile names and templates, and who is written to."""

import datetime
import json
import re
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pandas as pd
import pytest

from simlib.days import to_day
from simlib.errors import ReportError
from simlib.reporting.letters import KINDS, Draft, Item, Sender, fill, letters_due, write_letters
from simlib.rules.cash import late_fee
from simlib.running import customers_table, events_of
from simlib.scenario import dump_yaml, load
from tests.helpers import run_simlib
from tests.small import small

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "reports" / "templates" / "letters"
DATE = datetime.date(2026, 6, 30)
DAY = to_day(DATE)
LANGS = ("fr", "en")
HOSTILE = '<script>alert(1)</script>\r\nBcc: all@example.org\u202e [[x]] {{ 7 * 7 }} "=HYPERLINK(A1)"'


def item(number: str = "F-1", euros: int = 12_000, days_late: int = 45, rate: float = 0.1215) -> Item:
    due = DATE - datetime.timedelta(days=days_late)
    interest = late_fee(euros * 100, days_late, rate, 0)
    return Item(number, due - datetime.timedelta(days=30), due, days_late, euros * 100, interest, 5_000, DATE)


def draft(kind: str, *items: Item, customer: str = "Dupont", rate: float = 0.1215) -> Draft:
    return Draft(kind, customer, "sme", DATE, items or (item(),), rate)


def text(kind: str, lang: str, *items: Item, customer: str = "Dupont", rate: float = 0.1215) -> str:
    """Return an e-mail's text, its spaces plain ones."""
    filled = fill(draft(kind, *items, customer=customer, rate=rate), lang, Sender("Ateliers du Rhône"))
    return re.sub(r"[\u00a0\u202f]", " ", filled.mail + "\n".join(filled.notes))


class Seen(HTMLParser):
    """What a page holds: tags, addresses, handlers, words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.words = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action", "data")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]

    def handle_data(self, data: str) -> None:
        self.words += data


# --------------------------------------------------------------------------------------------------------- what they say


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_in_both_languages(kind: str, lang: str) -> None:
    for items in ((item(),), (item("F-1"), item("F-2", 800, 3))):
        said = text(kind, lang, *items)
        assert {"fr": "à faire relire par un conseil", "en": "to be checked by counsel"}[lang] in said.splitlines()[0]
        assert all(one.number in said for one in items)
        assert "Ateliers du Rhône" in said
        assert "{" not in said
        assert "  \n" not in said
    assert text(kind, "fr") != text(kind, "en")


@pytest.mark.parametrize(
    ("lang", "claimed", "interest", "fee"),
    [("fr", "12 219,75 €", "179,75 €", "40,00 €"), ("en", "€12,219.75", "€179.75", "€40.00")],
)
def test_formal_notice_says_what_the_law_wants(lang: str, claimed: str, interest: str, fee: str) -> None:
    """12,000 euros, 45 days late, at 12.15 % a year: 12,000 x 0.1215 x 45 / 365 = 179.75, and 40 euros."""
    said = text("formal_notice", lang)
    for mention in (
        claimed,
        interest,
        fee,
        "L441-10, II",
        "D441-5",
        "1344",
        "1405",
        "365",
        "bpifrance-creation.fr",
        "L2192-13",
    ):
        assert mention in said, mention
    assert {"fr": "mettons en demeure", "en": "formal notice"}[lang] in said
    assert {"fr": "sans qu’un rappel soit nécessaire", "en": "no reminder being needed"}[lang] in said


def test_published_example_of_late_interest() -> None:
    """10,000 euros, three months (91 days) late, at 10.25 %: published as 256 euros."""
    said = text("formal_notice", "en", item("F-9", 10_000, 91, 0.1025), rate=0.1025)
    assert "€255.55" in said
    assert "10.25%" in said


def test_the_flat_fee_is_once_for_each_late_invoice() -> None:
    said = text("formal_notice", "en", item("F-1", 100, 10), item("F-2", 200, 20), item("F-3", 300, 1))
    assert "€120.00, flat fee" in said
    interests = [late_fee(cents, days, 0.1215, 0) for cents, days in ((10_000, 10), (20_000, 20), (30_000, 1))]
    assert f"€{(60_000 + 12_000 + sum(interests)) / 100:.2f}" in said


def test_one_day_and_one_invoice_are_singular() -> None:
    assert "en retard de 1 jour\n" in text("reminder_2", "fr", item(days_late=1))
    assert "en retard de 2 jours\n" in text("reminder_2", "fr", item(days_late=2))
    assert "la facture ci-dessous n’est pas" in text("reminder_1", "fr")
    assert "les 2 factures ci-dessous ne sont pas" in text("reminder_1", "fr", item(), item("F-2"))


def test_a_receipt_says_what_is_left() -> None:
    assert "€12,000.00 is still to be paid" in text("receipt", "en")
    assert "This invoice is settled" in text("receipt", "en", item(euros=0))


# ------------------------------------------------------------------------------------------------------- hostile names


@pytest.mark.parametrize("lang", LANGS)
def test_hostile_names_are_inert(lang: str, tmp_path: Path) -> None:
    names = [HOSTILE, "../../etc/passwd", "=HYPERLINK(A1)", "\ue000", "> note", "- line", "[IBAN]", ""]
    drafts = [draft(kind, item(HOSTILE), customer=name) for kind in KINDS for name in names]
    files = write_letters(drafts, tmp_path / "out", lang=lang, sender=Sender(HOSTILE))
    assert len(files) == 1 + len(drafts) + len(drafts) * (len(KINDS) - 1) // len(KINDS)
    assert {path.parent for path in files} == {tmp_path / "out"}
    assert all(re.fullmatch(r"[a-z0-9_.-]+", path.name) for path in files)
    inside = {path.name for path in files}
    for path in files:
        said = path.read_text(encoding="utf-8")
        assert "\u202e" not in said
        assert "{{ 7 * 7 }}" in said or path.name == "index.html" or "49" not in said
        if path.suffix == ".html":
            seen = Seen(said)
            assert seen.tags.isdisjoint({"script", "img", "iframe", "link", "object", "form", "base"})
            assert seen.handlers == []
            assert set(seen.addresses) <= inside
            assert "<script>alert(1)</script> Bcc: all@example.org" in seen.words
        else:
            assert not any(line.startswith(("Bcc", "=")) for line in said.splitlines())


# ------------------------------------------------------------------------------------------------------ own templates


def own(tmp_path: Path, change: Callable[[str], str]) -> Path:
    """Return a folder of letters in which the first reminder was changed."""
    folder = tmp_path / "letters"
    shutil.copytree(TEMPLATES, folder)
    file = folder / "reminder_1.fr.txt.j2"
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")
    return folder


def test_a_letter_of_ones_own(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        lambda _: "Petit rappel à {{ customer }}\n\nMerci de payer {{ open }}.\n\n{{ table }}\n\n> À relire.\n",
    )
    letter = fill(draft("reminder_1"), "fr", Sender(), folder)
    assert letter.subject == "Petit rappel à Dupont"
    assert [block.kind for block in letter.blocks] == ["text", "table"]
    assert letter.notes == ("À relire.",)
    assert "F-1" in letter.mail


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("{{ customer.__class__.__mro__[1].__subclasses__() }}", "a letter may use"),
        ("{{ ''.__class__ }}", "a letter may use"),
        ("{{ table.format.__globals__ }}", "a letter may use"),
        ("{% for n in range(10 ** 9) %}x{% endfor %}", "a letter may use"),
        ("{% include '/etc/passwd' %}", "a letter may use"),
        ("{{ custommer }}", "'custommer' is undefined; a letter may use: claimed, count, customer"),
        ("Objet\n\n{% if count %}", "reminder_1.fr.txt.j2:3:"),
        ("Objet\n\n{{ 1 / 0 }}", "division by zero"),
        ("{{ 'x' * 30000 }}", "longer than"),
        ("\n\n", "the letter is empty"),
    ],
)
def test_bad_letters_are_told_in_one_line(written: str, words: str, tmp_path: Path) -> None:
    folder = own(tmp_path, lambda _: written)
    with pytest.raises(ReportError) as caught:
        fill(draft("reminder_1"), "fr", Sender(), folder)
    assert words in str(caught.value)
    assert "reminder_1.fr.txt.j2" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_letter_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"receipt\.en\.txt\.j2: there is no such letter"):
        fill(draft("receipt"), "en", Sender(), tmp_path)


# -------------------------------------------------------------------------------------------------- who is written to


def week(days: int = 7) -> tuple[list[Draft], pd.DataFrame, pd.DataFrame]:
    """Return drafts, the table of customers and the events of the same world and day."""
    firm = small()
    return (
        letters_due(firm, at=DAY, days=days),
        customers_table(firm, at=DAY).set_index("customer_id"),
        events_of(firm).to_frame(),
    )


def test_who_is_written_to_is_what_the_table_of_customers_says() -> None:
    drafts, table, _ = week()
    reminders = [one for one in drafts if one.kind != "receipt"]
    assert len({one.customer for one in reminders}) == len(reminders) > 3
    allowed = {
        "formal_notice": {"escalate", "remind", "next_step", "review_limit"},
        "before_due": {"nothing", "review_limit"},
    }
    for one in reminders:
        row = table.loc[one.customer]
        assert row["next_action"] in allowed.get(one.kind, {"remind", "next_step", "review_limit"})
        if one.kind == "before_due":
            assert row["overdue_cents"] == 0
        else:
            assert 0 < one.open <= row["overdue_cents"]
            assert min(part.due for part in one.items) >= row["oldest_due_date"]
            assert all(part.days_late == (DATE - part.due).days > 0 for part in one.items)
    escalated = {
        name
        for name, row in table.iterrows()
        if row["next_action"] == "escalate" and row["last_touch"] != "formal_notice"
    }
    assert escalated <= {one.customer for one in drafts if one.kind == "formal_notice"}
    quiet = set(
        table.index[
            table["next_action"].isin(["claim", "call", "resolve", "leave", "await_promise", "follow_plan", "match"])
        ]
    )
    assert quiet.isdisjoint(one.customer for one in reminders)


def test_receipts_are_what_the_bank_received() -> None:
    drafts, _, events = week(days=30)
    found = {one.customer: one.paid for one in drafts if one.kind == "receipt"}
    days = pd.to_datetime(events["day"])
    recent = events[(days > pd.Timestamp(DATE) - pd.Timedelta(days=30)) & (days <= pd.Timestamp(DATE))]
    back = set(recent.loc[recent["kind"] == "rejected", "invoice_id"])
    paid = recent[(recent["kind"] == "paid") & ~recent["invoice_id"].isin(back)]
    assert found == paid.groupby("customer_id", observed=True)["amount_cents"].sum().to_dict()
    assert len(found) > 10


def test_customers_of_a_ledger(tmp_path: Path) -> None:
    """A firm with an opening book: nothing is known of reminders, so lateness says which one; names come from the tables."""
    start = datetime.date(2026, 1, 1)
    lateness = {
        HOSTILE.replace("\r\n", " ").replace("\u202e", ""): 12,
        "thirty": 30,
        "thirty-one": 31,
        "sixty": 60,
        "sixty-one": 61,
        "not due": -20,
    }
    pd.DataFrame({"customer_id": list(lateness), "segment": "sme"}).to_csv(tmp_path / "people.csv", index=False)
    dues = [start - datetime.timedelta(days=days) for days in lateness.values()]
    book = {
        "customer_id": list(lateness),
        "invoice_id": [f"=F{n}" for n in range(len(lateness))],
        "issue_date": [due - datetime.timedelta(days=45) for due in dues],
        "due_date": dues,
        "amount": [1000.5] * len(lateness),
    }
    pd.DataFrame(book).to_csv(tmp_path / "book.csv", index=False)
    (tmp_path / "firm.yaml").write_text(dump_yaml(small()), encoding="utf-8")
    (tmp_path / "book.yaml").write_text("customers: people.csv\nopening: book.csv\n", encoding="utf-8")
    drafts = letters_due(load(f"{tmp_path / 'firm.yaml'}+{tmp_path / 'book.yaml'}"), days=60)
    assert [one.kind for one in sorted(drafts, key=lambda one: max(part.days_late for part in one.items))] == [
        "reminder_1",
        "reminder_1",
        "reminder_2",
        "reminder_2",
        "reminder_3",
    ]
    assert {one.open for one in drafts} == {100_050}
    assert {one.items[0].days_late for one in drafts} == {12, 30, 31, 60, 61}
    files = write_letters(drafts, tmp_path / "out", lang="fr")
    pages = [path.read_text(encoding="utf-8") for path in files if path.suffix == ".html"]
    assert all("<script" not in page for page in pages)


def test_only_the_letters_asked_for() -> None:
    drafts, _, _ = week()
    kinds = ("receipt", "formal_notice")
    assert letters_due(small(), at=DAY, kinds=kinds) == [one for one in drafts if one.kind in kinds]


# ------------------------------------------------------------------------------------------------------- the folder


def test_letters_take_the_place_of_earlier_ones_and_of_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    write_letters([draft("receipt"), draft("reminder_1")], folder, lang="fr")
    write_letters([draft("formal_notice")], folder, lang="fr")
    assert sorted(path.name for path in folder.iterdir()) == ["001-dupont-formal_notice.html", "index.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["letters"]
    (folder / "accounts.xlsx").write_bytes(b"mine")
    with pytest.raises(ReportError, match="holds other things than letters"):
        write_letters([draft("receipt")], folder, lang="fr")
    assert (folder / "accounts.xlsx").read_bytes() == b"mine"


def test_a_template_that_fails_leaves_the_earlier_letters(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    write_letters([draft("receipt")], folder, lang="fr")
    with pytest.raises(ReportError):
        write_letters(
            [draft("receipt"), draft("reminder_1")], folder, lang="fr", templates=own(tmp_path, lambda _: "{{ x }}")
        )
    assert (folder / "001-dupont-receipt.html").is_file()
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("lang", LANGS)
def test_command(lang: str, tmp_path: Path) -> None:
    firm = tmp_path / "firm.yaml"
    firm.write_text(dump_yaml(small()), encoding="utf-8")
    said = run_simlib("letters", firm, "--at", DATE, "--lang", lang, "--sender", "Ateliers", "-o", tmp_path / "out")
    assert (said.code, said.error) == (0, "")
    index = Path(said.out.splitlines()[-1])
    assert index == tmp_path / "out" / f"letters-{DATE}-{lang}" / "index.html"
    seen = Seen(index.read_text(encoding="utf-8"))
    assert {"fr": "à faire relire par un conseil", "en": "to be checked by counsel"}[lang] in seen.words
    assert {path.name for path in index.parent.iterdir()} == {"index.html", *seen.addresses}
    none = run_simlib(
        "letters", firm, "--at", DATE, "--lang", lang, "--kind", "before_due", "-o", tmp_path / "none", "--json"
    )
    assert sum(json.loads(none.out)["letters"].values()) == len(json.loads(none.out)["files"]) // 2


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--kind", "threat"], "no letter is called 'threat'; there are: formal_notice"),
        (["--at", "2031-01-01"], "is not simulated"),
        (["--templates", "nowhere"], "nowhere"),
        (["--days", "0"], "--days"),
    ],
)
def test_asked_wrongly(arguments: list[str], words: str, tmp_path: Path) -> None:
    said = run_simlib("letters", ROOT / "scenarios" / "base.yaml", *arguments, "-o", tmp_path)
    assert words in said.one_line()
    assert list(tmp_path.iterdir()) == []


def test_other_law_than_the_french_one() -> None:
    with pytest.raises(ReportError, match="letters are in EUR"):
        letters_due(small().with_({"currency": "USD"}))
