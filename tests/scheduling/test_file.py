"""A schedule that cannot be used is refused in one line: file, line, key, what was found, what is allowed."""

from pathlib import Path

import pytest

from simlib.errors import ScheduleError
from simlib.reporting.schedule import read_schedule
from simlib.reporting.schedule.jobs import Retention
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent.parent
PLAIN = 'jobs:\n  monday:\n    when: "0 7 * * 1"\n    scenario: base.yaml\n'

BAD = {
    "unknown key": (PLAIN + "    zone: UTC\n", 5, ["jobs.monday.zone", "no such key", "time_zone"]),
    "misspelt key": (PLAIN + "    retension: {last: 3}\n", 5, ["jobs.monday.retension", "retention"]),
    "key of the whole": ("lang: fr\n" + PLAIN, 1, ["lang", "no such key", "language"]),
    "key of retention": (PLAIN + "    retention: {weeks: 3}\n", 5, ["jobs.monday.retention.weeks", "last, days"]),
    "folder": ("folder: /\n" + PLAIN, 1, ["folder", "no such key"]),
    "bad cron": (PLAIN.replace("0 7 * * 1", "0 25 * * 1"), 3, ["jobs.monday.when", "0 25 * * 1", "last_business_day"]),
    "cron in words": (PLAIN.replace("0 7 * * 1", "every monday"), 3, ["jobs.monday.when", "every monday"]),
    "cron of a day that never comes": (PLAIN.replace("0 7 * * 1", "0 7 31 2 *"), 3, ["jobs.monday.when"]),
    "cron as a number": (PLAIN.replace('"0 7 * * 1"', "7"), 3, ["jobs.monday.when", "7"]),
    "bad zone": (PLAIN + "    time_zone: Europe/Pari\n", 5, ["jobs.monday.time_zone", "Europe/Pari", "Europe/Paris"]),
    "zone that leaves its folder": (PLAIN + "    time_zone: ../etc/passwd\n", 5, ["jobs.monday.time_zone"]),
    "zone of nothing": (PLAIN + '    time_zone: ""\n', 5, ["jobs.monday.time_zone"]),
    "doubled names": (PLAIN + PLAIN.removeprefix("jobs:\n"), 5, ["monday"]),
    "bad name": (PLAIN.replace("monday", "../monday"), 2, ["../monday", "small letters"]),
    "name of a device": (PLAIN.replace("monday", "nul"), 2, ["nul"]),
    "missing scenario": (PLAIN.replace("base.yaml", "nowhere.yaml"), 4, ["jobs.monday.scenario", "nowhere.yaml"]),
    "missing second layer": (PLAIN.replace("base.yaml", "base.yaml+firm.yaml"), 4, ["firm.yaml", "no such file"]),
    "no scenario": (PLAIN.replace("    scenario: base.yaml\n", ""), 2, ["jobs.monday.scenario", "missing"]),
    "empty scenarios": (PLAIN.replace("base.yaml", "[]"), 4, ["jobs.monday.scenario"]),
    "missing brand": (PLAIN + "    brand: report.yaml\n", 5, ["jobs.monday.brand", "report.yaml"]),
    "no rule": (PLAIN.replace('    when: "0 7 * * 1"\n', ""), 2, ["jobs.monday.when", "missing"]),
    "unknown template": (PLAIN + "    template: scenaro\n", 5, ["jobs.monday.template", "scenario"]),
    "unknown format": (PLAIN + "    formats: [html, docx]\n", 5, ["jobs.monday.formats", "docx", "html"]),
    "unknown language": (PLAIN + "    language: de\n", 5, ["jobs.monday.language", "fr, en"]),
    "unknown country": (PLAIN.replace('"0 7 * * 1"', "last_business_day\n    country: XX"), 4, ["jobs.monday.country", "FR"]),
    "time of a cron": (PLAIN + '    at: "18:00"\n', 2, ["'at'", "last_business_day"]),
    "bad time": (PLAIN.replace('"0 7 * * 1"', "last_business_day\n    at: 6pm"), 4, ["jobs.monday.at", "18:00"]),
    "negative retention": (PLAIN + "    retention: {last: 0}\n", 5, ["jobs.monday.retention.last"]),
    "title in a third language": (PLAIN + "    title: {de: Montag}\n", 5, ["jobs.monday.title.de", "fr, en"]),
    "title of many words": (PLAIN + f"    title: {'x' * 200}\n", 5, ["jobs.monday.title", "120"]),
    "attempts": (PLAIN + "    attempts: many\n", 5, ["jobs.monday.attempts", "many"]),
    "no jobs": ("language: fr\n", 0, ["jobs"]),
    "empty": ("", 0, []),
    "a list": ("- jobs\n", 1, []),
    "no yaml": ("jobs: {monday: [\n", 0, []),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_refused_in_one_line(case: str, tmp_path: Path) -> None:
    text, line, expected = BAD[case]
    (tmp_path / "base.yaml").write_text("name: base\n", encoding="utf-8")
    file = tmp_path / "schedule.yaml"
    file.write_text(text, encoding="utf-8")
    said = run_simlib("schedule", "list", "--file", file)
    told = said.one_line()
    assert said.code == 2
    assert str(file) in told
    assert not line or f"{file}:{line}:" in told
    assert all(word in told for word in expected), told
    assert not (tmp_path / "reports").exists()
    assert run_simlib("schedule", "due", "--file", file, "-o", tmp_path / "out").one_line() == told
    assert not (tmp_path / "out").exists()


def test_defaults_and_paths(tmp_path: Path) -> None:
    (tmp_path / "base.yaml").write_text("name: base\n", encoding="utf-8")
    (tmp_path / "schedule.yaml").write_text(PLAIN, encoding="utf-8")
    schedule = read_schedule(tmp_path / "schedule.yaml")
    job = schedule.jobs["monday"]
    assert (job.time_zone, job.template, job.formats, job.language) == ("Europe/Paris", "scenario", ("html",), "fr")
    assert job.retention == Retention(last=None, days=None)
    assert schedule.specs(job) == [str(tmp_path / "base.yaml")]


def test_the_shipped_schedule(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    schedule = read_schedule(ROOT / "reports" / "schedule.yaml")
    assert {"monday", "board-month-end"} <= set(schedule.jobs)
    monkeypatch.chdir(tmp_path)  # where there is no schedule, the shipped one is taken
    said = run_simlib("schedule", "list", "--lang", "fr")
    assert (said.code, said.error) == (0, "")
    assert "chaque lundi à 07:00 (Europe/Paris)" in said.out


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "nowhere.yaml" in run_simlib("schedule", "list", "--file", tmp_path / "nowhere.yaml").one_line()
    with pytest.raises(ScheduleError, match="nowhere"):
        read_schedule(tmp_path / "nowhere.yaml")
