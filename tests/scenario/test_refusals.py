"""What is wrong with a scenario, said in one clear line: file, line, path, what was found, what is allowed, nearest name."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.errors import ScenarioError
from simlib.scenario import load

SHIPPED = Path(__file__).resolve().parents[2] / "scenarios"
CHANNELS = "one of sms, email, statement, letter, formal_notice, call"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "policy:\n  reminders:\n    gap_day: 3\n",
            (
                "x.yaml:3: policy.reminders.gap_day is not a known key. Did you mean 'gap_days'? "
                "Known here: gap_days, detection_days, personalisation, segmentation, plans."
            ),
        ),
        (
            "firm:\n  billing_delay_days: -3\n",
            "x.yaml:2: firm.billing_delay_days is -3; allowed: a whole number from 0 to 60 days.",
        ),
        (
            "firm: {billing_delay_days: 2.5}\n",
            "x.yaml:1: firm.billing_delay_days is 2.5; allowed: a whole number from 0 to 60 days.",
        ),
        (
            "firm: {billing_delay_days: 4 d}\n",
            "x.yaml:1: firm.billing_delay_days is '4 d'; allowed: a whole number from 0 to 60 days.",
        ),
        (
            "firm: {billing_delay_days: yes}\n",
            "x.yaml:1: firm.billing_delay_days is 'yes'; allowed: a whole number from 0 to 60 days.",
        ),
        (
            "firm: {billing_delay_days: true}\n",
            "x.yaml:1: firm.billing_delay_days is true; allowed: a whole number from 0 to 60 days.",
        ),
        (
            "firm: {billing_delay_days: [4]}\n",
            "x.yaml:1: firm.billing_delay_days is a list; allowed: a whole number from 0 to 60 days.",
        ),
        ("firm: {vat_rate: 20}\n", "x.yaml:1: firm.vat_rate is 20; allowed: a number from 0 to 0.3 share."),
        ("firm:\n  vat_rate: .nan\n", "x.yaml:2: .nan is not a finite number; write an ordinary number."),
        ("firm:\n  vat_rate: -.inf\n", "x.yaml:2: -.inf is not a finite number; write an ordinary number."),
        ("firm:\n  vat_rate: 1e999\n", "x.yaml:2: 1e999 is not a finite number; write an ordinary number."),
        (
            "firm:\n  seasons:\n    agust: 0.5\n",
            (
                "x.yaml:3: firm.seasons.agust is not a known key. Did you mean 'august'? Known here: january, february, march, "
                "april, may, june, july, august, september, october, november, december."
            ),
        ),
        ("firm: {seasons: {may: 9}}\n", "x.yaml:1: firm.seasons.may is 9; allowed: a number from 0 to 3 factor."),
        (
            "policy: {reminders: {plans: {default: {steps:\n  {first: {channel: emial}}}}}}\n",
            "x.yaml:2: policy.reminders.plans.default.steps.first.channel is 'emial'; allowed: "
            + CHANNELS
            + ". Did you mean 'email'?",
        ),
        (
            "behaviour: {channels: {emial: {delivery: 1}}}\n",
            (
                "x.yaml:1: behaviour.channels.emial is not a known key. Did you mean 'email'? Known here: sms, email, statement, "
                "letter, formal_notice, call."
            ),
        ),
        (
            "segments: {sme: {terms: {rule: end_of_month}}}\n",
            (
                "x.yaml:1: segments.sme.terms.rule is 'end_of_month'; allowed: one of net, end_of_month_then_days, "
                "days_then_end_of_month. Did you mean 'end_of_month_then_days'?"
            ),
        ),
        (
            "segments: {sme: {hazards: {d7: 0.1}}}\n",
            (
                "x.yaml:1: segments.sme.hazards.d7 is not a known key. Known here: early, d-15, d-10, d-5, "
                "d0, d1, d6, d11, d16, d21, d41, d66."
            ),
        ),
        (
            "segments: {sme: {runs: {weekly: 0.7, monthly: 0.6}}}\n",
            "x.yaml:1: segments.sme.runs has weekly + twice_monthly + monthly = 1.3; allowed: shares that add up to at most 1.",
        ),
        (
            "behaviour: {dependence: {customer_week: 0.6, week: 0.4}}\n",
            "x.yaml:1: behaviour.dependence has customer_week + week = 1; allowed: shares that add up to less than 1.",
        ),
        (
            "behaviour: {bins: [1, 0]}\n",
            "x.yaml:1: behaviour.bins is [1, 0]; allowed: increasing whole numbers, 0 (the due day) and 1 among them.",
        ),
        ("behaviour: {bins: 4}\n", "x.yaml:1: behaviour.bins is 4; allowed: a list."),
        (
            "behaviour: {channels: {call: {minutes: 4}}}\n",
            (
                "x.yaml:1: behaviour.channels.call.minutes is 4; allowed: 0; the time of calls is behaviour.talk_minutes and "
                "behaviour.ring_minutes."
            ),
        ),
        (
            "policy: {reminders: {plans: {lagre: {steps: {}}}}}\n",
            "x.yaml:1: policy.reminders.plans.lagre is not a known key. Did you mean 'large'? Known here: sme, large, default.",
        ),
        (
            "firm: 3\n",
            (
                "x.yaml:1: firm is 3; allowed: a mapping with the keys activity, growth_per_year, seasons, vat_rate, "
                "billing_delay_days, transmission_days, e_invoicing, error_rate, electronic_error_factor, cost_per_hour, "
                "purchase_ratio, inventory_days, dpo_days, fixed_monthly_outflow, opening_cash, vat_regime."
            ),
        ),
        (
            "segments: {sme: {invoicing: {email: 0.5, portal: 0.4, e_invoice: 0.2}}}\n",
            "x.yaml:1: segments.sme.invoicing has email + portal + e_invoice = 1.1; allowed: shares that add up to at most 1.",
        ),
        (
            "segments: {sme: {methods: {direct_debit: 0.5, card: 0.2, instant: 0.2, cheque: 0.2}}}\n",
            (
                "x.yaml:1: segments.sme.methods has direct_debit + card + instant + cheque = 1.1; "
                "allowed: shares that add up to at most 1."
            ),
        ),
        (
            "behaviour: {classes: {oversight: 0.5, admin: 0.5, never: 0.1}}\n",
            (
                "x.yaml:1: behaviour.classes has oversight + admin + waits + strategic + dispute + hardship + never = 1.1; "
                "allowed: shares that add up to at most 1."
            ),
        ),
        (
            "policy: {reminders: {segmentation: {by: score, low: 0.8, high: 0.2}}}\n",
            (
                "x.yaml:1: policy.reminders.segmentation has low = 0.8, high = 0.2; allowed: low at most as large as high."
            ),
        ),
        (
            "shocks: {late_customer: named}\n",
            "x.yaml:1: shocks.late_customer is named; allowed: named only together with late_customer_id.",
        ),
        (
            "policy: {escalation: {agency: true}}\n",
            "x.yaml:1: policy.escalation.agency is true; allowed: one of off, on.",
        ),
        (
            "policy: {reminders: {segmentation: {by: size}, plans: {hihg: {steps: {}}}}}\n",
            (
                "x.yaml:1: policy.reminders.plans.hihg is not a known key. Did you mean 'high'? "
                "Known here: sme, large, default, low, middle, high."
            ),
        ),
        ("segments: [sme]\n", "x.yaml:1: segments is a list; allowed: a mapping of names to values."),
        (
            "segments: {a.b: {customers: 1}}\n",
            "x.yaml:1: segments.a.b is 'a.b'; allowed: a name of 1 to 40 letters, digits, spaces, _ and -.",
        ),
        (
            "start: 01/02/2026\n",
            "x.yaml:1: start is '01/02/2026'; allowed: a date such as 2026-01-01, from 1990 to 2100.",
        ),
        (
            "start: 2026-02-30\n",
            "x.yaml:1: start is '2026-02-30'; allowed: a date such as 2026-01-01, from 1990 to 2100.",
        ),
        ("start: 20260101\n", "x.yaml:1: start is 20260101; allowed: a date such as 2026-01-01, from 1990 to 2100."),
        ("months: 0\n", "x.yaml:1: months is 0; allowed: a whole number from 1 to 60 months."),
        (
            "calendar: france\n",
            "x.yaml:1: calendar is 'france'; allowed: a two-letter country code such as FR, or seven_day.",
        ),
        ("currency: euro\n", "x.yaml:1: currency is 'euro'; allowed: a three-letter code such as EUR."),
        ("opening: open.csv\n", "x.yaml:1: opening is given alone; allowed: only together with customers."),
        (
            "customers: ../customers.csv\n",
            "x.yaml:1: customers is '../customers.csv'; allowed: a relative path to a file in the folder of this scenario or below it.",
        ),
        (
            "customers: {file: /etc/passwd}\n",
            "x.yaml:1: customers is '/etc/passwd'; allowed: a relative path to a file in the folder of this scenario or below it.",
        ),
        ("customers: none.csv\n", "none.csv: no such file; the scenario names it as a table."),
        ("customers: tables\n", "tables: this is no file; the scenario names it as a table."),
        (
            f"customers: {{file: some.csv, sha256: {'f' * 64}}}\n",
            (
                "some.csv: its content has the hash 52944f8a955f..., the scenario expects ffffffffffff...; restore the file, or "
                "correct or drop sha256."
            ),
        ),
    ],
)
def test_a_value_that_cannot_be(write, refusal, text, line):
    write("tables/inner.csv", "")
    write("some.csv", "customer_id,segment\na,sme\n")
    write("x.yaml", text)
    assert refusal("base.yaml+x.yaml") == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "x.yaml: the file is empty; a scenario holds keys such as firm, segments or policy."),
        ("# nothing yet\n", "x.yaml: the file is empty; a scenario holds keys such as firm, segments or policy."),
        ("- a\n", "x.yaml:1: a scenario is a mapping of keys such as firm, segments or policy."),
        ("name: a\n\nname: b\n", "x.yaml:3: name is given twice, first on line 1; keep one of them."),
        ("firm: &f {}\n", "x.yaml:1: anchors and aliases (& and *) are not allowed; write the value out."),
        ("firm: *f\n", "x.yaml:1: anchors and aliases (& and *) are not allowed; write the value out."),
        ("name: !!python/object:os.system x\n", "x.yaml:1: tags (!) are not allowed; write the plain value."),
        ("firm: !mine {}\n", "x.yaml:1: tags (!) are not allowed; write the plain value."),
        ("name: !!str 5\n", "x.yaml:1: tags (!) are not allowed; write the plain value."),
        ("firm:\n  <<: {dpo_days: 3}\n", "x.yaml:2: the key '<<' is not a name; write names as text."),
        ("segments:\n  1: {}\n", "x.yaml:2: the key '1' is not a name; write names as text."),
        ("? [a]\n: 1\n", "x.yaml:1: the key 'a list or mapping' is not a name; write names as text."),
        ("name: a\n---\nname: b\n", "x.yaml:2: a second document starts; a scenario file holds one."),
        ("firm: {\n", "x.yaml:2: not readable as YAML: expected the node content, but found '<stream end>'."),
        (
            "firm:\n\tdpo_days: 3\n",
            "x.yaml:2: not readable as YAML: found character '\\t' that cannot start any token.",
        ),
        ("a: " + "[" * 30 + "]" * 30, "x.yaml:1: nested more than 20 levels deep; no scenario needs that."),
        (b"name: caf\xe9\n", "x.yaml: byte 10 is not UTF-8; save the file as UTF-8 text."),
        (
            "name: a\x00b\n",
            "x.yaml: not readable as YAML: unacceptable character #x0000: special characters are not allowed.",
        ),
        ("extends: 4\n", "x.yaml:1: extends is not a path; allowed: a path or a list of paths, relative to this file."),
        (
            "extends: [base.yaml, 4]\n",
            "x.yaml:1: extends is not a path; allowed: a path or a list of paths, relative to this file.",
        ),
        ("name: a\nextends: bse.yaml\n", "x.yaml:2: extends names 'bse.yaml': no such file."),
        ("extends: .\n", ".: this is a folder; name a scenario file in it."),
        (
            "extends: x.yaml\n",
            "x.yaml: extends goes round in a circle (x.yaml -> x.yaml); remove one of these `extends`.",
        ),
        (
            "extends: y.yaml\n",
            "x.yaml: extends goes round in a circle (x.yaml -> y.yaml -> x.yaml); remove one of these `extends`.",
        ),
        (
            "firm: {dpo_days: 3}\n",
            "segments is empty; allowed: at least one segment; a fragment is laid over a firm, as in base.yaml+fragment.yaml.",
        ),
    ],
)
def test_a_file_that_is_no_scenario(write, refusal, text, line):
    write("y.yaml", "extends: x.yaml\n")
    write("x.yaml", text)
    assert refusal("x.yaml") == line


def test_no_file_a_folder_and_a_file_too_large(write, refusal):
    write("x.yaml", "name: " + "a" * 2_100_000)
    assert refusal("bse.yaml") == "bse.yaml: no such file. Did you mean 'base.yaml'?"
    assert refusal(".") == ".: this is a folder; name a scenario file in it."
    assert refusal("") == "no scenario file was named; give one, or several as in base.yaml+policy.yaml."
    assert refusal("x.yaml") == (
        "x.yaml: 2.1 MB; a scenario holds at most 2 MB, long lists belong in a CSV or Parquet file that it names "
        "(customers, opening, orders)."
    )


def test_the_first_fault_is_told_and_the_others_counted(write, refusal):
    write("x.yaml", "firm:\n  vat_rate: 3\n  dpo_day: 4\n  inventory_days: -1\n")
    assert refusal("base.yaml+x.yaml") == (
        "x.yaml:2: firm.vat_rate is 3; allowed: a number from 0 to 0.3 share. (2 more faults)"
    )


PIECES = [
    "null",
    "{",
    "}",
    "[",
    "]",
    '"',
    "&a ",
    "*a",
    "!x ",
    ".nan",
    "-1",
    "9" * 5000,
    "\n",
    "\t",
    ": ",
    "- ",
    "# ",
    "| ",
    "é",
    "\x07",
]


@given(data=st.data())
def test_no_text_gives_a_traceback(tmp_path_factory, data):
    text = data.draw(st.sampled_from([path.read_text(encoding="utf-8") for path in sorted(SHIPPED.rglob("*.yaml"))]))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(text)))
        piece = data.draw(st.sampled_from(PIECES) | st.text(max_size=3))
        text = text[:start] + piece + text[start + data.draw(st.integers(0, 12)) :]
    file = tmp_path_factory.getbasetemp() / "broken.yaml"
    file.write_text(text, encoding="utf-8", errors="replace")
    try:
        load([SHIPPED / "base.yaml", file])
    except ScenarioError as refused:
        line = str(refused)
    else:
        line = ""
    assert "\n" not in line


def test_yaml_1_2_reads_country_codes_and_times_as_text(write, refusal):
    write("x.yaml", "extends: base.yaml\ncalendar: NO\n")
    assert load("x.yaml").calendar == "NO"
    write("x.yaml", "extends: base.yaml\ncalendar: 12:30\n")
    assert "calendar is '12:30'" in refusal("x.yaml")


def test_numbers_may_be_grouped_by_underscores(write):
    write(
        "x.yaml", "extends: base.yaml\nfirm: {opening_cash: 900_000, fixed_monthly_outflow: 1_000.5, dpo_days: 0x10}\n"
    )
    firm = load("x.yaml").firm
    assert (firm.opening_cash, firm.fixed_monthly_outflow, firm.dpo_days) == (900_000.0, 1_000.5, 16)
