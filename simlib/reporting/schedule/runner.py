"""What is due is made: claimed, made in a hidden folder, put in its place in one step, tried again when it fails."""

import shutil
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from simlib.errors import SimlibError
from simlib.reporting.schedule.book import Book, Entry, State
from simlib.reporting.schedule.index import INDEX, write_index
from simlib.reporting.schedule.jobs import Job, Schedule
from simlib.reporting.schedule.making import Maker, Order, make
from simlib.reporting.schedule.retention import remove_outdated, sweep
from simlib.reporting.schedule.slots import Slot

LEASE = 900.0
"""Seconds for which a claim holds; it is renewed while the report is made, and ends by itself when its process is lost."""

BEATS = 5
"""Renewals in the length of a lease."""

FAILED = "failed"
"""Folder of what failed attempts leave."""


@dataclass(frozen=True)
class Ended:
    """How an attempt at a report ended.

    Attributes:
        job: Which report.
        slot: Which slot.
        state: ``done``, ``waiting`` for the next attempt, or ``failed``.
        attempt: Which attempt it was.
        files: The documents.
        error: What went wrong.
        log: What a failed attempt left.
    """

    job: str
    slot: Slot
    state: State
    attempt: int
    files: tuple[Path, ...] = ()
    error: str = ""
    log: Path | None = None


class Runner:
    """Makes the reports of a schedule. Any number of them, in any number of processes, may share a folder."""

    def __init__(
        self,
        schedule: Schedule,
        folder: Path,
        *,
        make: Maker = make,
        clock: Callable[[], float] = time.time,
        lease: float = LEASE,
    ) -> None:
        """Take a schedule and the folder of its reports.

        Args:
            schedule: What is made and when.
            folder: Where reports, the page that lists them and the book of slots are kept.
            make: What makes a report.
            clock: The time, in seconds since 1970-01-01 UTC.
            lease: Seconds for which a claim holds.
        """
        self.schedule = schedule
        self.folder = folder
        self.book = Book(folder)
        self._make = make
        self._clock = clock
        self._lease = lease

    def enter(self) -> None:
        """Write down what came due."""
        self.book.enter({name: job.rule for name, job in self.schedule.jobs.items()}, self._clock())

    def order(self, name: str) -> None:
        """Let a report be due now, besides its slots."""
        self.book.order(name, self.schedule.jobs[name].rule, self._clock())

    def due(self) -> Iterator[Ended]:
        """Make what is due, one report after the other, and yield how each ended; nothing where nothing is."""
        before = self.book.entries()
        self.enter()
        while (entry := self._claim()) is not None:
            ended = self._attempt(entry)
            if ended is not None:
                yield ended
        remove_outdated(self.book, self.schedule, self._clock())
        if self.book.entries() != before or not (self.folder / INDEX).exists():
            sweep(self.book, self._clock())
            write_index(self.book, self.schedule, self._clock())

    def next_call(self) -> float | None:
        """Return when something is to be done next; None where nothing is to come."""
        now = self._clock()
        slots = [slot.instant for job in self.schedule.jobs.values() if (slot := job.rule.following(now)) is not None]
        entries = [one for one in self.book.entries() if one.job in self.schedule.jobs]
        waiting = [one.try_at for one in entries if one.state == State.WAITING]
        leased = [one.lease for one in entries if one.state == State.RUNNING]
        return min([*slots, *waiting, *leased], default=None)

    # --------------------------------------------------------------------------------------------------------- one attempt

    def _claim(self) -> Entry | None:
        attempts = {name: job.attempts for name, job in self.schedule.jobs.items()}
        return self.book.claim(attempts, uuid.uuid4().hex[:12], self._clock(), self._lease)

    def _attempt(self, entry: Entry) -> Ended | None:
        """Make a report once; None where another process took its slot over meanwhile."""
        job = self.schedule.jobs[entry.job]
        slot = job.rule.slot(entry.instant)
        workshop = self.folder / entry.job / f".{entry.stem}.{entry.owner}.part"
        notebook = workshop / "notebook.ipynb"
        begun = self._clock()
        try:
            (workshop / entry.stem).mkdir(parents=True)
            with self._renewed(entry):
                made = self._make(self._order(entry, job, workshop, notebook))
            names = [path.name for path in made]
            write_log(workshop / entry.stem / "log.txt", entry, begun, self._clock(), names)
            files = tuple(f"{entry.job}/{entry.stem}/{name}" for name in names)
            if not self.book.finish(entry, self._clock(), lambda: self._put(workshop, entry, files)):
                return None
            return Ended(entry.job, slot, State.DONE, entry.attempts, tuple(self.folder / name for name in files))
        except Exception as error:  # whatever a report dies of, the other ones go on
            return self._failed(entry, job, slot, notebook, begun, error)
        except BaseException:
            self.book.give_back(entry)
            raise
        finally:
            shutil.rmtree(workshop, ignore_errors=True)

    def _order(self, entry: Entry, job: Job, workshop: Path, notebook: Path) -> Order:
        return Order(
            job=entry.job,
            scenarios=self.schedule.specs(job),
            template=job.template,
            formats=job.formats,
            language=job.language,
            date=entry.date,
            replications=job.replications,
            brand=self.schedule.brand(job),
            folder=workshop / entry.stem,
            stem=f"{entry.job}-{entry.stem}",
            notebook=notebook,
        )

    def _put(self, workshop: Path, entry: Entry, files: tuple[str, ...]) -> tuple[str, ...]:
        """Put the folder of a slot in its place; what a process left there that died before it could say so makes room."""
        place = self.folder / entry.job / entry.stem
        if place.exists():
            place.rename(workshop / "before")
        (workshop / entry.stem).rename(place)
        return files

    def _failed(
        self, entry: Entry, job: Job, slot: Slot, notebook: Path, begun: float, error: Exception
    ) -> Ended | None:
        """Keep what a failed attempt tells, and let the slot wait: each time twice as long."""
        said = " ".join(str(error).split()) if isinstance(error, SimlibError) else f"{type(error).__name__}: {error}"
        home = self.folder / entry.job / FAILED
        home.mkdir(parents=True, exist_ok=True)
        log = home / f"{entry.stem}-attempt-{entry.attempts}.log"
        if notebook.is_file():
            notebook.replace(log.with_suffix(".ipynb"))
        told = "" if isinstance(error, SimlibError) else "".join(traceback.format_exception(error))
        write_log(log, entry, begun, self._clock(), [], said, told)
        wait = job.retry_minutes * 60.0 * 2 ** (entry.attempts - 1)
        if not self.book.fail(entry, self._clock(), said, job.attempts, wait):
            return None
        state = State.FAILED if entry.attempts >= job.attempts else State.WAITING
        return Ended(entry.job, slot, state, entry.attempts, (), said, log)

    @contextmanager
    def _renewed(self, entry: Entry) -> Iterator[None]:
        """Renew a claim in the background while a report is made."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(self._lease / BEATS):
                try:
                    if not self.book.renew(entry, self._clock() + self._lease):
                        return
                except SimlibError:
                    continue  # the next beat may come through; if none does, the slot is taken over

        thread = threading.Thread(target=beat, name=f"lease of {entry.job}", daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


def write_log(
    file: Path, entry: Entry, begun: float, ended: float, names: list[str], error: str = "", told: str = ""
) -> None:
    """Write down how an attempt went."""
    lines = [
        f"report: {entry.job}",
        f"slot: {entry.stem} ({time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(entry.instant))})",
        f"attempt: {entry.attempts}",
        f"begun: {time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(begun))}",
        f"seconds: {ended - begun:.1f}",
        *([f"error: {error}"] if error else [f"documents: {', '.join(names)}"]),
    ]
    file.write_text("\n".join(lines) + "\n" + (f"\n{told}" if told else ""), encoding="utf-8")
