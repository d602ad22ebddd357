"""The book of slots: who makes which report, in one SQLite file that any number of processes share.

A slot is claimed in one transaction, for the length of a lease that its owner renews. Whoever dies leaves a lease that ends, and the
slot is taken over. A report is put in its place and crossed off in one transaction too, and only by the slot's present owner.
"""

import datetime
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from simlib.errors import StoreError
from simlib.reporting.schedule.slots import Rule

FILE = "schedule.sqlite"
PATIENCE = 30.0
"""Seconds that a process waits for another one's transaction."""

TABLES = """
create table if not exists jobs (name text primary key, rule text not null, seen integer not null);
create table if not exists slots (
    job text not null, instant integer not null, stem text not null, state text not null, attempts integer not null default 0,
    try_at real not null, lease real not null default 0, owner text not null default '', ended real, files text not null default '[]',
    error text not null default '', primary key (job, instant)
);
"""


class State(StrEnum):
    """Where a slot stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True)
class Entry:
    """A slot in the book.

    Attributes:
        job: Which report.
        instant: Seconds since 1970-01-01 UTC.
        stem: What its files are called after.
        state: Where it stands.
        attempts: How often it was begun.
        try_at: When it may be begun.
        lease: When the claim on it ends.
        owner: Whose claim.
        ended: When it was done, or given up.
        files: Its documents, from the folder of reports.
        error: What went wrong last.
    """

    job: str
    instant: int
    stem: str
    state: State
    attempts: int
    try_at: float
    lease: float
    owner: str
    ended: float | None
    files: tuple[str, ...]
    error: str

    @property
    def date(self) -> datetime.date:
        """The day it is of, in its own zone."""
        return datetime.date.fromisoformat(self.stem[:10])


class Book:
    """Slots kept in a folder of reports."""

    def __init__(self, folder: Path) -> None:
        """Take the folder; it is made when something is written."""
        self.folder = folder
        self.file = folder / FILE

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection within a transaction that no other process writes beside."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._open() as connection:
            connection.execute("begin immediate")
            try:
                yield connection
            except BaseException:
                connection.execute("rollback")
                raise
            connection.execute("commit")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)) as connection:
                connection.row_factory = sqlite3.Row
                connection.executescript(TABLES) if not _has_tables(connection) else None
                yield connection
        except sqlite3.Error as error:
            raise StoreError(f"{self.file}: the state of the schedule cannot be used: {error}") from None

    def entries(
        self, job: str | None = None, *, is_open: bool = False, within: sqlite3.Connection | None = None
    ) -> list[Entry]:
        """Return slots in the book, oldest first: of one job or of all; those still to be made or all."""
        if within is None and not self.file.is_file():
            return []
        asked = "select * from slots where (? is null or job = ?) and (state in (?, ?) or not ?) order by instant, job"
        values = (job, job, State.WAITING, State.RUNNING, is_open)
        if within is not None:
            return [_entry(row) for row in within.execute(asked, values)]
        with self._open() as connection:
            return [_entry(row) for row in connection.execute(asked, values)]

    def seen(self, job: str, rule: Rule) -> int | None:
        """Return the instant up to which a job's slots stand in the book; None where its rule does not."""
        if not self.file.is_file():
            return None
        with self._open() as connection:
            row = connection.execute("select seen from jobs where name = ? and rule = ?", (job, rule.text)).fetchone()
        return None if row is None else int(row["seen"])

    def enter(self, rules: Mapping[str, Rule], now: float) -> None:
        """Write down the slots that came due: of several missed ones of a job the last alone.

        A job that is new, or whose rule has changed, starts now: its past slots are not made up for.
        """
        due = []
        for job, rule in rules.items():
            seen = self.seen(job, rule)
            slot = rule.latest(now)
            if seen is None or (slot is not None and slot.instant > seen):
                due.append((job, rule, slot))
        if not due:
            return
        with self.writing() as connection:
            for job, rule, slot in due:
                row = connection.execute("select rule, seen from jobs where name = ?", (job,)).fetchone()
                if row is None or row["rule"] != rule.text:
                    connection.execute("insert or replace into jobs values (?, ?, ?)", (job, rule.text, int(now)))
                elif slot is not None and slot.instant > row["seen"]:
                    connection.execute("update jobs set seen = ? where name = ?", (slot.instant, job))
                    connection.execute(
                        "insert or ignore into slots (job, instant, stem, state, try_at) values (?, ?, ?, ?, ?)",
                        (job, slot.instant, slot.stem, State.WAITING, slot.instant),
                    )

    def order(self, job: str, rule: Rule, now: float) -> None:
        """Write down a slot for now, for whoever does not wait for the next one."""
        slot = rule.slot(now)
        with self.writing() as connection:
            connection.execute(
                "insert or ignore into slots (job, instant, stem, state, try_at) values (?, ?, ?, ?, ?)",
                (job, slot.instant, slot.stem, State.WAITING, slot.instant),
            )

    def claim(self, attempts: Mapping[str, int], owner: str, now: float, lease: float) -> Entry | None:
        """Claim the oldest slot that may be begun, of the jobs named; None where there is none.

        A slot whose owner was lost too often is given up.

        Args:
            attempts: How often each job is tried in all.
            owner: Who claims.
            now: The time.
            lease: Seconds for which the claim holds.
        """
        if not any(_is_free(one, now) and one.job in attempts for one in self.entries(is_open=True)):
            return None
        with self.writing() as connection:
            for one in self.entries(within=connection, is_open=True):
                if not _is_free(one, now) or one.job not in attempts:
                    continue
                key = (one.job, one.instant)
                if one.attempts >= attempts[one.job]:
                    why = one.error or "its process was lost"
                    _set(connection, *key, state=State.FAILED, owner="", ended=now, error=why)
                    continue
                _set(connection, *key, state=State.RUNNING, owner=owner, attempts=one.attempts + 1, lease=now + lease)
                return next(e for e in self.entries(one.job, within=connection) if e.instant == one.instant)
        return None

    def renew(self, entry: Entry, until: float) -> bool:
        """Prolong a claim; False where another process has taken the slot over."""
        with self.writing() as connection:
            if not _is_own(connection, entry):
                return False
            _set(connection, entry.job, entry.instant, lease=until)
            return True

    def finish(self, entry: Entry, now: float, publish: Callable[[], Sequence[str]]) -> bool:
        """Let a report be put in its place, and cross its slot off; False, and nothing done, where another has taken it over."""
        with self.writing() as connection:
            if not _is_own(connection, entry):
                return False
            files = json.dumps(list(publish()))
            key = (entry.job, entry.instant)
            _set(connection, *key, state=State.DONE, owner="", ended=now, files=files, error="")
            return True

    def fail(self, entry: Entry, now: float, error: str, attempts: int, wait: float) -> bool:
        """Write down that an attempt failed; the slot waits for the next one, or is given up."""
        with self.writing() as connection:
            if not _is_own(connection, entry):
                return False
            is_over = entry.attempts >= attempts
            changes: dict[str, Any] = {"state": State.FAILED, "ended": now} if is_over else {"state": State.WAITING}
            _set(connection, entry.job, entry.instant, owner="", error=error, try_at=now + wait, **changes)
            return True

    def give_back(self, entry: Entry) -> None:
        """Undo a claim, as if it had not been made."""
        with self.writing() as connection:
            if _is_own(connection, entry):
                changes = {"state": State.WAITING, "owner": "", "attempts": entry.attempts - 1}
                _set(connection, entry.job, entry.instant, **changes)


def mark_removed(connection: sqlite3.Connection, entry: Entry) -> None:
    """Write down that a slot's report was removed."""
    _set(connection, entry.job, entry.instant, state=State.REMOVED, files="[]")


def _has_tables(connection: sqlite3.Connection) -> bool:
    return connection.execute("select 1 from sqlite_master where name = 'slots'").fetchone() is not None


def _is_free(entry: Entry, now: float) -> bool:
    return (entry.state == State.WAITING and entry.try_at <= now) or (
        entry.state == State.RUNNING and entry.lease <= now
    )


def _is_own(connection: sqlite3.Connection, entry: Entry) -> bool:
    key = (entry.job, entry.instant, entry.owner, State.RUNNING)
    asked = "select 1 from slots where job = ? and instant = ? and owner = ? and state = ?"
    return connection.execute(asked, key).fetchone() is not None


def _set(connection: sqlite3.Connection, job: str, instant: int, /, **changes: object) -> None:
    columns = ", ".join(f"{name} = ?" for name in changes)
    statement = f"update slots set {columns} where job = ? and instant = ?"  # noqa: S608  # names of our own columns
    connection.execute(statement, (*changes.values(), job, instant))


def _entry(row: sqlite3.Row) -> Entry:
    values = dict(row)
    return Entry(**{**values, "state": State(values["state"]), "files": tuple(json.loads(values["files"]))})
