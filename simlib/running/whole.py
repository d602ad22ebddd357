"""Files that are whole or absent: written beside their place, then put there in one step."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Yield a name beside a file; what is written there takes the file's place if all goes well.

    Whoever is killed at any moment leaves the file as it was, or whole.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield draft
        _to_disk(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes | str) -> None:
    """Write a file, all of it or nothing; one that has that content already is left alone."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.is_file() and path.read_bytes() == data:
        return
    with beside(path) as draft:
        draft.write_bytes(data)


def _to_disk(path: Path) -> None:
    """See to it that a file's content is on the disk before its name is."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
