"""What touches do, learned from a log: a closed form, a simulated firm found again, a log of noise that teaches nothing."""

import math
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typer.testing import CliRunner

from simlib.calibration.book import lay_out
from simlib.calibration.learned import Learned
from simlib.calibration.learning import learn
from simlib.calibration.met import met_by
from simlib.calibration.touched import Touched, learn_touches
from simlib.cli.app import app
from simlib.ledger.events import Kind
from simlib.rules.channels import Channel
from simlib.running import events_of
from simlib.scenario import Behaviour, Policy, Scenario, load
from simlib.scenario.register import Status, register
from tests.calibration.conftest import ROOT, WORLDS, Ledger, ledger_of
from tests.calibration.drawn import Truth, draw, invoice_table, payment_table

TRUE_EMAIL = 1.6
STEPS = {"first": {"day": 10, "channel": "email"}, "second": {"day": 24, "channel": "letter"}}


def log_of(rows: list[tuple[str | None, str, int, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["invoice_id", "customer_id", "date", "channel", "delivered"])


@pytest.fixture(scope="module")
def reminding_firm(even_firm: Scenario) -> Scenario:
    """Return the plain firm with e-mails that do more than is assumed, on days that fall on different ages."""
    policy = {"reminders": {"gap_days": 3, "plans": {"default": {"steps": STEPS}}}}
    policy["escalation"] = {"give_up_days": 1_095}  # type: ignore[dict-item]
    effects = {"email": {"hazard_ratio": TRUE_EMAIL}}
    return even_firm.with_({"policy": policy, "policy_before": None, "behaviour.channels": effects})


def touches_of(firm: Scenario, replication: int) -> pd.DataFrame:
    """Return the log that a simulated firm would have kept of its reminders."""
    frame = events_of(firm, replication, seed=WORLDS).to_frame()
    sent = frame[frame["kind"].astype(str).str.lower() == Kind.REMINDED.name.lower()]
    day = sent["day"].astype("datetime64[s]").astype("int64") // 86_400
    return sent[["invoice_id", "customer_id"]].assign(date=day, channel=sent["ref"], delivered=-1)


@pytest.fixture(scope="module")
def learned(reminding_firm: Scenario) -> Learned:
    """Return what the ledger of the reminding firm tells."""
    ledger = ledger_of(reminding_firm, 0)
    return learn(lay_out(ledger.invoices, ledger.payments), "FR", reminding_firm.firm)


@pytest.fixture(scope="module")
def touched(learned: Learned, reminding_firm: Scenario) -> Touched:
    return learn_touches(learned, touches_of(reminding_firm, 0), reminding_firm.policy, Behaviour())


def test_the_learned_effect_of_a_simulated_firm_covers_the_truth(touched: Touched) -> None:
    email = next(one for one in touched.effects if one.key == "email")
    assert email.is_learned
    assert email.prior == 1.25
    assert email.low <= TRUE_EMAIL <= email.high
    assert email.seen_low is not None
    assert email.seen_high is not None
    assert email.seen_low <= TRUE_EMAIL <= email.seen_high
    assert email.high / email.low < math.exp(2 * 1.6449 * 0.164)  # narrower than what was assumed
    assert touched.behaviour(Behaviour()).channels[Channel.EMAIL].hazard_ratio == email.value
    assert touched.behaviour(Behaviour()).channels[Channel.SMS] == Behaviour().channels[Channel.SMS]


@pytest.mark.parametrize("seed", range(3))
def test_a_log_of_noise_leaves_the_prior(learned: Learned, seed: int) -> None:
    chance, book = np.random.default_rng(seed), learned.book
    rows = chance.integers(0, len(book.invoice_ids), 4_000)
    days = book.due[rows] + chance.integers(-30, 60, rows.size)
    noise = log_of([(book.invoice_ids[r], "", int(d), Channel.EMAIL, -1) for r, d in zip(rows, days, strict=True)])
    found = learn_touches(learned, noise, Policy(), Behaviour())
    assert found.met.idle > 1_000
    for one in found.effects:
        assert not one.is_learned
        assert one.value == pytest.approx(one.prior)
        assert one.low == pytest.approx(one.prior**2 / one.high)
    assert found.behaviour(Behaviour()) == Behaviour()


def test_where_everyone_is_reminded_at_the_same_age_there_is_nothing_to_compare() -> None:
    drawn = draw(Truth(calendar="seven_day", customers=60), 4)
    book = lay_out(drawn.invoices, drawn.payments)
    rows = [(name, "", int(due) + 7, Channel.EMAIL, 1) for name, due in zip(book.invoice_ids, book.due, strict=True)]
    found = learn_touches(learn_plain(drawn.invoices, drawn.payments, "seven_day"), log_of(rows), Policy(), Behaviour())
    assert [(one.key, one.reason, one.events) for one in found.effects] == [("email", "few", 0)]


def learn_plain(invoices: pd.DataFrame, payments: pd.DataFrame, calendar: str) -> Learned:
    return learn(
        lay_out(invoices, payments), calendar, Scenario.model_fields["firm"].get_default(call_default_factory=True)
    )


def test_one_day_s_window_gives_the_ratio_of_two_shares() -> None:
    """400 invoices of 200 alike customers; on one day of lateness 80 of 200 reminded ones are paid, 50 of 200 others."""
    invoices, payments, log = [], [], []
    for number in range(400):
        name, customer = f"I{number:03d}", f"C{number % 200:03d}"
        is_reminded = number % 2 == 0
        place = number // 2
        issue = 18_262 + 7 * (number % 30)
        late = 6 if place < (80 if is_reminded else 50) else 30 + place % 40
        invoices.append((name, customer, issue, issue + 30, 10_000, "EUR", "invoice", None))
        payments.append((name, customer, issue + 30 + late, 10_000))
        if is_reminded:
            log.append((name, customer, issue + 35, Channel.EMAIL, 1))
    one_day = Behaviour.model_validate({"channels": {"email": {"window_days": 1}}})
    plain = learn_plain(invoice_table(invoices), payment_table(payments), "seven_day")
    found = learn_touches(plain, log_of(log), Policy(), one_day).effects[0]
    expected = math.log(1 - 80 / 200) / math.log(1 - 50 / 200)
    assert found.events == 80
    assert found.seen == pytest.approx(
        expected, rel=0.06
    )  # drawn a little to none by the penalty, and by unequal levels


def test_touches_of_a_customer_cover_what_is_due_else_what_is_open() -> None:
    rows = [("A", "C", 100, 130), ("B", "C", 110, 150), ("D", "C", 120, 160), ("E", "K", 100, 130)]
    invoices = invoice_table([(i, c, issue, due, 10_000, "EUR", "invoice", None) for i, c, issue, due in rows])
    book = lay_out(invoices, payment_table([("A", "C", 170, 10_000), ("E", "K", 200, 10_000)]), 300)
    log = log_of(
        [
            (None, "C", 140, Channel.EMAIL, -1),  # A is due, B and D are not
            (None, "C", 125, Channel.EMAIL, -1),  # nothing is due: A, B and D
            (None, "C", 155, Channel.EMAIL, -1),  # A and B
            ("E", "K", 250, Channel.EMAIL, -1),  # paid before
            (None, "K", 90, Channel.CALL, -1),  # not issued yet
            ("A", "C", 400, Channel.EMAIL, -1),  # later than what is read
        ]
    )
    met = met_by(book, log)
    found = [
        (book.invoice_ids[r], d, k, b)
        for r, d, k, b in zip(met.row, met.day, met.before, met.is_before_due, strict=True)
    ]
    assert found == [
        ("A", 125, 0, True),
        ("A", 140, 1, False),
        ("A", 155, 2, False),
        ("B", 125, 0, True),
        ("B", 155, 1, False),
        ("D", 125, 0, True),
    ]
    assert (met.logged, met.idle) == (5, 2)


def test_calls_keep_their_prior(learned: Learned) -> None:
    book = learned.book
    calls = [(name, "", int(due) + 12, Channel.CALL, 1) for name, due in zip(book.invoice_ids, book.due, strict=True)]
    [call] = learn_touches(learned, log_of(calls), Policy(), Behaviour()).effects
    assert (call.key, call.reason, call.value) == ("call", "calls", 1.9)


def test_the_command_writes_what_it_learned_and_the_register_says_so(
    tmp_path: Path, reminding_firm: Scenario, learned: Learned
) -> None:
    ledger: Ledger = ledger_of(reminding_firm, 0)
    paid = ledger.payments.set_index("invoice_id")

    def day(days: "pd.Series[int]") -> "pd.Series[str]":
        return pd.to_datetime(days, unit="D").dt.strftime("%d/%m/%Y")

    frame = ledger.invoices.assign(
        issue_date=day(ledger.invoices["issue_date"]),
        due_date=day(ledger.invoices["due_date"]),
        amount=ledger.invoices["amount_cents"] / 100,
        paid_date=day(ledger.invoices["invoice_id"].map(paid["date"])),
    )
    frame.drop(columns=["amount_cents", "kind"]).to_csv(tmp_path / "ledger.csv", index=False)
    log = touches_of(reminding_firm, 0)
    names = log["channel"].map({int(Channel.EMAIL): "Courriel", int(Channel.LETTER): "Courrier"})
    table = log.assign(**{"Date de relance": day(log["date"]), "Canal": names})
    table = table.rename(columns={"invoice_id": "Facture", "customer_id": "Client"})
    file = tmp_path / "relances.csv"
    table[["Client", "Facture", "Date de relance", "Canal"]].to_csv(file, index=False, sep=";")
    with file.open("a", encoding="utf-8") as stream:
        stream.write("X;Y;31/02/2025;fax\n")
    out = tmp_path / "learned.yaml"
    done = CliRunner().invoke(
        app,
        [
            "calibrate",
            str(tmp_path / "ledger.csv"),
            "--touches",
            str(file),
            "--no-backtest",
            "-o",
            str(out),
            "--lang",
            "fr",
        ],
    )
    assert done.exit_code == 0, done.output
    assert f"{len(log) + 1:,}".replace(",", "\u202f") in done.stderr
    assert "touch_date '31/02/2025'" in done.stderr
    assert (tmp_path / "learned.touches.rejects.csv").read_text("utf-8-sig").count("\n") == 2
    assert "On relance ceux qui tardent" in done.stdout
    assert "On relance ceux qui tardent" in (tmp_path / "learned.report.html").read_text("utf-8")
    firm = load(f"{ROOT / 'scenarios' / 'base.yaml'}+{out}")
    status = {one.dotted: one.status for one in register(firm)}
    assert status["behaviour.channels.email.hazard_ratio"] is Status.LEARNED
    assert status["behaviour.channels.letter.hazard_ratio"] is not Status.LEARNED
    assert firm.behaviour.channels[Channel.EMAIL].hazard_ratio == pytest.approx(TRUE_EMAIL, rel=0.25)
    assert firm.behaviour.channels[Channel.EMAIL].window_days == 5
