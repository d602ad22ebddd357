"""Own data: files brought, columns corrected, findings, today's reminders, a firm learned; and nothing lost where something fails."""

import asyncio
import sys
from pathlib import Path
from typing import Any

import pytest

from simlib import words
from simlib.calibration import backtest as try_forecast
from simlib.calibration import calibrate
from simlib.calibration.backtest import Backtest
from simlib.errors import ScenarioError
from simlib.readers import check, read_ledger
from simlib.running import Cancelled
from simlib.scenario import dump_yaml, load
from simlib.workbook import WorkbookState, imports, imports_learning
from simlib.workbook.imports import Import
from simlib.workbook.imports_files import LARGEST_SENT, Folder, plain_name
from simlib.workbook.imports_learning import Day, plan_of, with_plan
from simlib.workbook.live import Live
from tests.small import ROOT, small

LEDGER = ROOT / "scenarios" / "demo" / "ledger.csv"
MESSY = "\n".join(
    [
        "Kunde X;Beleg;Tag;Faellig;Betrag;Lage",
        "<script>alert(1)</script>;A1;05/01/2025;04/02/2025;1200,50;x1",
        "ACME;A2;06/01/2025;05/02/2025;-;x2",
        *(f"ACME;B{n};07/01/2025;06/02/2025;80{n},00;x2" for n in range(10)),
        "",
    ]
)


@pytest.fixture
def firm(tmp_path: Path) -> Path:
    file = tmp_path / "firm.yaml"
    file.write_text(dump_yaml(small().with_({"replications": 4})), encoding="utf-8")
    return file


@pytest.fixture
def live(firm: Path) -> Live:
    found = Live(WorkbookState.of(firm), lambda: None)
    found.start()
    return found


@pytest.fixture
def panel(live: Live) -> Import:
    found = Import(live)
    found.speak("en")
    return found


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first invoices of the demonstration's ledger."""
    file = tmp_path_factory.mktemp("few") / "few.csv"
    file.write_text("\n".join(LEDGER.read_text(encoding="utf-8").splitlines()[:900]) + "\n", encoding="utf-8")
    return file


def say(panel: Import, verb: str, **said: Any) -> dict[str, Any]:
    panel._heard(panel.widget, {"verb": verb, **said}, said.pop("buffers", []))
    told: dict[str, Any] = panel.widget.told
    return told


def send(panel: Import, name: str, content: bytes, piece: int = 400, role: str = "invoices") -> dict[str, Any]:
    """Send a file as the browser does."""
    for at in range(0, max(len(content), 1), piece):
        said = {"verb": "piece", "key": name, "name": name, "role": role, "size": len(content), "at": at}
        panel._heard(panel.widget, said, [memoryview(content[at : at + piece])])
    told: dict[str, Any] = panel.widget.told
    return told


def columns(told: dict[str, Any], role: str = "invoices") -> dict[str, str]:
    (file,) = [one for one in told["columns"] if one["role"] == role]
    return {field["name"]: field["column"] for field in file["fields"] if field["column"]}


# ---------------------------------------------------------------------------------------------------------------- files


def test_a_file_arrives_in_pieces_and_is_what_was_sent() -> None:
    folder, content = Folder(), bytes(range(256)) * 10
    pieces = [content[at : at + 1000] for at in range(0, len(content), 1000)]
    found = [folder.receive("k", "a.csv", "invoices", len(content), 1000 * i, one) for i, one in enumerate(pieces)]
    assert found[:-1] == [1000, 2000]
    assert found[-1].path.read_bytes() == content
    assert found[-1].path.is_relative_to(folder.path)


@pytest.mark.parametrize(("size", "at", "piece"), [(LARGEST_SENT + 1, 0, b"x"), (10, 4, b"x"), (3, 0, b"xxxxx")])
def test_pieces_that_cannot_be_are_refused(size: int, at: int, piece: bytes) -> None:
    with pytest.raises(ScenarioError, match=r"at most|incomplete"):
        Folder().receive("k", "a.csv", "invoices", size, at, piece)


@pytest.mark.parametrize("name", ["../../x.csv", "/etc/passwd", "..\\..\\x", "....", "", "a\x00b.csv"])
def test_no_name_leads_out_of_the_folder(name: str) -> None:
    folder = Folder()
    found = folder.receive("k", name, "invoices", 1, 0, b"x")
    assert not isinstance(found, int)
    assert found.path.resolve().is_relative_to(folder.path.resolve())
    assert plain_name(name) == found.path.name


def test_the_limit_is_said_beforehand(panel: Import) -> None:
    assert "64 MB" in panel.widget.told["intro"]
    assert "256 MB" in panel.widget.told["intro"]


# ------------------------------------------------------------------------------------------------- columns and findings


def test_what_is_found_is_what_check_finds(panel: Import, few: Path, tmp_path: Path) -> None:
    told = send(panel, "few.csv", few.read_bytes(), 20_000)
    expected = check([few], rejects_file=tmp_path / "rejects.csv").to_json("en")
    cells = {row["name"]: row["cells"][0] for row in told["found"]["rows"]}
    assert cells == {name: words.number(expected[f"rows_{name}"], "en") for name in cells}
    assert told["found"]["warnings"] == expected["warnings"]
    assert told["canLearn"]
    assert columns(told)["due_date"] == "due_date"


def test_columns_are_suggested_and_corrected(panel: Import) -> None:
    told = send(panel, "messy.csv", MESSY.encode())
    assert columns(told)["due_date"] == "Faellig"
    assert not told["found"]["fault"]
    wrong = say(panel, "column", role="invoices", field="invoice_id", column="")
    assert "invoice number" in wrong["found"]["fault"]
    assert not wrong["canLearn"]
    right = say(panel, "column", role="invoices", field="invoice_id", column="Beleg")
    assert right["canLearn"]
    assert {row["name"]: row["cells"][0] for row in right["found"]["rows"]}["rejected"] == "1"
    assert right["found"]["rejects"][0]["line"] == "3"


def test_what_the_status_says_is_told_by_the_user(panel: Import) -> None:
    send(panel, "messy.csv", MESSY.encode())
    told = say(panel, "column", role="invoices", field="status", column="Lage")
    assert {one["value"]: one["state"] for one in told["states"]["values"]} == {"x1": "", "x2": ""}
    told = say(panel, "state", value="x1", state="ignored")
    assert {row["name"]: row["cells"][0] for row in told["found"]["rows"]}["ignored"] == "1"


def test_day_and_month_are_read_as_said(panel: Import) -> None:
    told = send(panel, "messy.csv", MESSY.encode())
    assert told["how"]["order"] == "day_first", "the cells leave it open: French order is proposed"
    assert "Jan 2025" in told["found"]["lines"][0]
    told = say(panel, "how", order="month_first")
    assert "1 Jan 2025" not in told["found"]["lines"][0]
    assert "May 2025" in told["found"]["lines"][0]


def test_a_hostile_name_stays_a_text(panel: Import) -> None:
    told = send(panel, "messy.csv", MESSY.encode())
    (file,) = told["columns"]
    cells = next(field["cells"] for field in file["fields"] if field["name"] == "customer_id")
    assert "<script>alert(1)</script>" in cells


def test_payments_come_in_a_file_of_their_own(panel: Import, tmp_path: Path) -> None:
    send(panel, "inv.csv", b"client,facture,date facture,echeance,montant\nA,1,2025-01-05,2025-02-05,100\n")
    told = send(panel, "pay.csv", b"facture,date paiement,montant paye\n1,2025-02-09,100\n", role="payments")
    assert [one["role"] for one in told["columns"]] == ["invoices", "payments"]
    assert columns(told, "payments")["paid_date"] == "date paiement"
    assert "1 payments" in told["found"]["lines"][0]
    told = say(panel, "drop", place=1)
    assert [one["role"] for one in told["columns"]] == ["invoices"]


def test_excel_parquet_and_fec_are_read_too(panel: Import, few: Path, tmp_path: Path) -> None:
    import pandas as pd

    table = pd.read_csv(few, dtype=str).fillna("")
    table.to_excel(tmp_path / "few.xlsx", index=False)
    table.to_parquet(tmp_path / "few.parquet", index=False)
    counts = set()
    for name in ("few.xlsx", "few.parquet"):
        told = say(panel, "path", path=str(tmp_path / name), role="invoices")
        counts.add(told["found"]["rows"][1]["cells"][0])
        say(panel, "drop", place=0)
    assert counts == {words.number(len(table), "en")}
    fec = next((ROOT / "tests" / "readers").rglob("*FEC*.txt"), None)
    if fec is not None:
        told = say(panel, "path", path=str(fec), role="invoices")
        assert told["isFec"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.4 blah", "PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"PK\x03\x04 no zip", "Excel"),
        (b"a,b\n1,2\n", "no column is known"),
        (b"\x00\x01\x02\x03" * 50, ""),
    ],
)
def test_a_bad_file_is_one_line_and_loses_nothing(panel: Import, few: Path, content: bytes, says: str) -> None:
    told = send(panel, "bad.csv", content)
    fault = told["found"]["fault"]
    assert fault
    assert says in fault
    assert "\n" not in fault
    assert str(panel._folder.path) not in fault
    assert not told["canLearn"]
    panel.speak("fr")
    french = panel.widget.told["found"]["fault"]
    assert french.startswith("bad.csv")
    assert french != fault
    say(panel, "drop", place=0)
    assert send(panel, "few.csv", few.read_bytes(), 50_000)["canLearn"]


@pytest.mark.parametrize("path", ["", "   ", "/no/such/file.csv", "/", "\x00", "~nobody-at-all/x"])
def test_a_path_that_is_no_file_is_said(panel: Import, path: str) -> None:
    told = say(panel, "path", path=path, role="invoices")
    assert told["fault"]
    assert told["files"] == []


# ------------------------------------------------------------------------------------------------- reminders and learning


def test_todays_reminders_start_from_the_firms(panel: Import) -> None:
    assert [(one["day"], one["channel"]) for one in panel.widget.told["plan"]["days"]] == [(7, "email"), (21, "email")]
    days = [{"day": 30, "channel": "letter", "min_amount": 100}, {"day": 3, "channel": "sms"}]
    assert [one["day"] for one in say(panel, "plan", days=days)["plan"]["days"]] == [3, 30]
    for wrong in ([{"day": None, "channel": "sms"}], [{"day": 999, "channel": "sms"}], [{"day": 1, "channel": "owl"}]):
        told = say(panel, "plan", days=wrong)
        assert told["fault"]
        assert [one["day"] for one in told["plan"]["days"]] == [3, 30], "what was entered before stands"


def test_a_plan_entered_is_the_plan_of_every_customer() -> None:
    base = small()
    days = (Day(-3, "email"), Day(12, "call", 500.0), Day(40, "letter"))
    firm = with_plan(base, days)
    for segment in firm.segments:
        steps = firm.policy.plan_of(segment).ordered()
        assert [(one.day, one.channel.name.lower(), one.min_amount) for one in steps] == [
            (one.day, one.channel, one.min_amount) for one in days
        ]
    assert plan_of(firm) == days
    assert with_plan(base, plan_of(base)).digest == base.digest
    assert plan_of(with_plan(base, ())) == ()


def test_a_firm_is_learned_and_shown(
    panel: Import, live: Live, few: Path, firm: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def briefer(imported: Any, *_: Any) -> Backtest:
        return try_forecast(imported, every=28, origins=1, replications=10, most_invoices=500)

    monkeypatch.setattr(sys.modules["simlib.calibration.backtest"], "brief_backtest", briefer)

    async def scene() -> dict[str, Any]:
        send(panel, "few.csv", few.read_bytes(), 50_000)
        await panel.finished()
        say(panel, "plan", days=[{"day": 7, "channel": "email"}, {"day": 21, "channel": "email"}])
        assert say(panel, "learn", name="Ma boîte")["busy"]["text"]
        await panel.finished()
        await live.finished()
        told: dict[str, Any] = panel.widget.told
        return told

    told = asyncio.run(scene())
    assert not told["fault"], told["line"]
    assert told["learnt"]["lines"]
    imported = read_ledger([few])
    plain = calibrate(imported, out=tmp_path / "plain" / "b.yaml", policy=load(firm), name="Ma boîte")
    assert live.state.base.digest == load((firm, plain.fragment)).digest
    assert live.state.base.name == "Ma boîte"
    assert live.phase == "refined"
    folder = tmp_path / "my_firms" / "Ma-boîte"
    assert load((firm, folder / "behaviour.yaml", folder / "today.yaml")).digest == live.state.base.digest
    assert [file.name for file in (tmp_path / "my_firms").iterdir()] == ["Ma-boîte"], "nothing unfinished stays"
    sent: list[Any] = []
    panel.widget.send = lambda said, buffers=None: sent.append((said, buffers))
    say(panel, "report")
    assert sent[0][0]["download"].endswith(".html")
    assert b"<html" in sent[0][1][0]


def test_too_short_a_ledger_is_said_and_nothing_changes(panel: Import, live: Live, few: Path, tmp_path: Path) -> None:
    before = live.state.base
    short = "\n".join(few.read_text(encoding="utf-8").splitlines()[:12]) + "\n"
    send(panel, "short.csv", short.encode())
    told = say(panel, "learn", name="short")
    assert told["fault"]
    assert "at least" in told["line"]
    assert live.state.base is before
    assert told["files"], "the file is still there"
    assert list((tmp_path / "my_firms").iterdir()) == []


@pytest.mark.parametrize("name", ["", "x" * 99, "***"])
def test_a_firm_needs_a_name(panel: Import, few: Path, name: str) -> None:
    send(panel, "few.csv", few.read_bytes(), 50_000)
    told = say(panel, "learn", name=name)
    assert told["fault"]
    assert told["canLearn"], "what was read is still there"


def test_learning_can_be_called_off(panel: Import, live: Live, few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, stopped = live.state.base, []

    def endless(*_: Any, progress: Any, **__: Any) -> None:
        try:
            while True:
                progress(0.5)
        except Cancelled:
            stopped.append(True)
            raise

    monkeypatch.setattr(imports, "learn_firm", lambda *said: endless(progress=said[-1]))
    send(panel, "few.csv", few.read_bytes(), 50_000)

    async def scene() -> dict[str, Any]:
        busy = say(panel, "learn", name="never")["busy"]
        assert busy["text"]
        await asyncio.sleep(0.05)
        say(panel, "stop")
        await panel.finished()
        told: dict[str, Any] = panel.widget.told
        return told

    told = asyncio.run(scene())
    assert stopped
    assert not told["busy"]
    assert not told["fault"]
    assert live.state.base is before


def test_a_name_taken_is_never_written_over(tmp_path: Path) -> None:
    for expected in ("Same", "Same-2", "Same-3"):
        place = imports_learning.free(tmp_path, "Same")
        assert place == tmp_path / expected
        place.mkdir()
