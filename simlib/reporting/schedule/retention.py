"""Old reports removed, and what processes left behind that died."""

import shutil
from pathlib import Path

from simlib.reporting.schedule.book import Book, Entry, State, mark_removed
from simlib.reporting.schedule.jobs import Retention, Schedule

SECONDS_PER_DAY = 86_400
ENDED = (State.DONE, State.FAILED)


def outdated(entries: list[Entry], retention: Retention, now: float) -> list[Entry]:
    """Return the slots of a job that are kept no longer; failed ones go with the reports of their time."""
    ended = sorted((one for one in entries if one.state in ENDED), key=lambda one: one.instant, reverse=True)
    done = [one for one in ended if one.state == State.DONE]
    horizon = done[retention.last].instant if retention.last is not None and len(done) > retention.last else None
    oldest = now - retention.days * SECONDS_PER_DAY if retention.days is not None else None
    return [
        one
        for one in ended
        if (horizon is not None and one.instant <= horizon) or (oldest is not None and one.instant < oldest)
    ]


def remove_outdated(book: Book, schedule: Schedule, now: float) -> int:
    """Remove what is kept no longer, and return how many slots that were."""
    rules = {name: job.retention for name, job in schedule.jobs.items()}
    if not any(outdated(book.entries(name), rule, now) for name, rule in rules.items()):
        return 0
    gone: list[Path] = []
    count = 0
    with book.writing() as connection:
        for name, rule in rules.items():
            for entry in outdated(book.entries(name, within=connection), rule, now):
                gone += _hidden(book.folder / name, entry)
                mark_removed(connection, entry)
                count += 1
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return count


def _hidden(home: Path, entry: Entry) -> list[Path]:
    """Take a slot's folder out of sight, and remove what its attempts left; return what is still to be deleted."""
    for left in (home / "failed").glob(f"{entry.stem}-attempt-*"):
        left.unlink(missing_ok=True)
    place, hidden = home / entry.stem, home / f".{entry.stem}.removed.part"
    if not place.is_dir():
        return []
    shutil.rmtree(hidden, ignore_errors=True)
    return [place.rename(hidden)]


def sweep(book: Book, now: float) -> None:
    """Remove hidden folders that no claim stands for any more: their processes are gone."""
    before = list(book.folder.glob("*/.*.part"))
    owners = {one.owner for one in book.entries() if one.state == State.RUNNING and one.lease > now}
    for path in before:
        if path.name.split(".")[-2] not in owners:
            shutil.rmtree(path, ignore_errors=True)
