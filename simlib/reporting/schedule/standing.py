"""Where every report of a schedule stands: its last slot and its next one."""

from dataclasses import dataclass

from simlib.reporting.schedule.book import Book, Entry, State
from simlib.reporting.schedule.jobs import Job, Schedule
from simlib.reporting.schedule.slots import Slot


@dataclass(frozen=True)
class Standing:
    """Where a report stands.

    Attributes:
        name: Which report.
        job: What the schedule says of it.
        next: Its next slot; None where none is to come.
        last: Its last slot in the book; None where there was none yet.
        done: Its last slot that was made.
    """

    name: str
    job: Job
    next: Slot | None
    last: Entry | None
    done: Entry | None

    @property
    def state(self) -> str:
        """State of its last slot; ``new`` where there was none yet."""
        return str(self.last.state) if self.last is not None else "new"


def standings(schedule: Schedule, book: Book, now: float) -> list[Standing]:
    """Return where every report stands, in the order of the schedule."""
    found = []
    for name, job in schedule.jobs.items():
        entries = book.entries(name)
        done = [one for one in entries if one.state == State.DONE]
        found.append(
            Standing(name, job, job.rule.following(now), entries[-1] if entries else None, done[-1] if done else None)
        )
    return found
