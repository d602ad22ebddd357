"""The page that lists all reports: whole without a network, in both languages, hostile names inert."""

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from simlib.errors import ReportError
from simlib.reporting.schedule import Order, Runner, standings
from tests.helpers import run_simlib
from tests.scheduling.written import Clock, at, write

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
JOBS = f"""\
  monday:
    title: {{fr: "Point du lundi {HOSTILE}", en: Monday}}
    when: "0 7 * * 1"
    scenario: [base.yaml, base.yaml+firm.yaml]
    formats: [html, pptx, xlsx, png]
  month-end: {{when: last_business_day, at: "18:00", scenario: base.yaml}}
  first: {{when: "0 5 1 * *", scenario: base.yaml}}
  daily: {{when: "30 6 * * *", scenario: base.yaml, attempts: 2, retry_minutes: 5}}
  often: {{when: "*/15 8-18 * * MON-FRI", time_zone: America/New_York, scenario: base.yaml}}
"""


class Page(HTMLParser):
    """Tags, addresses, handlers and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.words = ""
        self.lang = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.lang = dict(attrs).get("lang") or self.lang if tag == "html" else self.lang

    def handle_data(self, data: str) -> None:
        self.words += " " + data.strip()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of five weeks; the daily one fails from 1 April on."""
    home = tmp_path_factory.mktemp("reports")

    def make(order: Order) -> list[Path]:
        if order.job == "daily" and order.date.month == 4:
            raise ReportError(f"cell 3 failed: {HOSTILE}")
        files = [order.folder / f"{order.stem}.{ending}" for ending in order.formats if ending != "png"]
        files += [order.folder / f"{order.stem}-{figure}.png" for figure in ("dso", "cash") if "png" in order.formats]
        for file in files:
            file.write_text("made", encoding="utf-8")
        return files

    (home / "firm.yaml").write_text("name: firm\n", encoding="utf-8")
    clock = Clock(at(2026, 2, 27, 12))
    runner = Runner(write(home, JOBS), home / "out", make=make, clock=clock)
    list(runner.due())
    for half_day in [*range(2, 64, 2), *range(64, 70)]:
        clock.now = at(2026, 2, 27, 12) + half_day * 43_200
        list(runner.due())
    return home


@pytest.mark.parametrize(
    ("file", "lang", "expected"),
    [
        (
            "index.html",
            "fr",
            ["chaque lundi à 07:00 (Europe/Paris)", "le dernier jour ouvré du mois à 18:00", "le 1er de chaque mois à 05:00",
             "chaque jour à 06:30", "*/15 8-18 * * MON-FRI (America/New_York)", "lun. 30 mars 2026", "base, base + firm", "In English",
             "échec · tentative 2 sur 2", "28 plus anciens", "PNG dso"],
        ),
        (
            "index.en.html",
            "en",
            ["every Monday at 07:00 (Europe/Paris)", "on the last business day of the month at 18:00", "on day 1 of each month at 05:00",
             "every day at 06:30", "Mon 30 Mar 2026", "En français", "failed · attempt 2 of 2", "28 older", "PowerPoint"],
        ),
    ],
)  # fmt: skip
def test_page(file: str, lang: str, expected: list[str], folder: Path) -> None:
    page = Page((folder / "out" / file).read_text(encoding="utf-8"))
    assert page.lang == lang
    assert [words for words in expected if words not in page.words] == []
    assert {"script", "img", "link", "iframe"}.isdisjoint(page.tags)
    assert page.handlers == []
    assert len(page.addresses) > 50
    for address in page.addresses:
        assert urlsplit(address).scheme == urlsplit(address).netloc == ""
        assert (folder / "out" / address).is_file(), address
    made = {
        path.relative_to(folder / "out").as_posix()
        for path in (folder / "out").glob("*/2026-*/*")
        if path.name != "log.txt"
    }
    assert made <= set(page.addresses)
    assert "http" not in re.sub(r"<meta http-equiv", "", (folder / "out" / file).read_text(encoding="utf-8"))


def test_a_report_no_longer_on_schedule_stays_in_the_list(folder: Path, tmp_path: Path) -> None:
    clock = Clock(at(2026, 4, 10, 12))
    schedule = write(tmp_path, '  new: {when: "0 12 * * *", time_zone: UTC, scenario: base.yaml}\n')
    runner = Runner(schedule, folder / "out", make=lambda order: [], clock=clock)
    list(runner.due())
    clock.now += 86_400
    list(runner.due())
    page = Page((folder / "out" / "index.html").read_text(encoding="utf-8"))
    assert "Ce rapport n’est plus programmé." in page.words
    assert "monday" in page.words


def test_list_tells_where_each_report_stands(tmp_path: Path) -> None:
    schedule = write(tmp_path, JOBS.replace("base.yaml+firm.yaml", "base.yaml"))
    clock = Clock(at(2026, 3, 28, 12))
    runner = Runner(schedule, tmp_path / "out", make=lambda order: [], clock=clock)
    list(runner.due())
    found = {one.name: one for one in standings(schedule, runner.book, clock.now)}
    assert {one.state for one in found.values()} == {"new"}
    following = {name: one.next.local.strftime("%d %H:%M") for name, one in found.items() if one.next is not None}
    assert following == {
        "monday": "30 07:00",
        "month-end": "31 18:00",
        "first": "01 05:00",
        "daily": "29 06:30",
        "often": "30 08:00",
    }
    clock.now += 2 * 86_400
    list(runner.due())
    said = run_simlib("schedule", "list", "--file", tmp_path / "schedule.yaml", "-o", tmp_path / "out", "--lang", "en")
    rows = {line.split()[0]: line for line in said.out.splitlines()[2:]}
    assert "done" in rows["monday"]
    assert "Mon 30 Mar 2026, 07:00" in rows["monday"]
    assert "not due yet" in rows["month-end"]
