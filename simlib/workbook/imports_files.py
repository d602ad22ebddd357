"""Files that a visitor brings: sent by the browser in pieces, or named by where they lie; nothing of a name leads out of the folder."""

import re
import shutil
import tempfile
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from simlib.errors import SimlibError
from simlib.readers.files import LARGEST_FILE
from simlib.workbook.desk import Refusal

MEGABYTE = 2**20
LARGEST_SENT = 64 * MEGABYTE
"""Bytes of the largest file that a browser sends; larger ones are named by where they lie."""

LARGEST_NAMED = LARGEST_FILE
PIECE = MEGABYTE
"""Bytes that the browser sends at a time."""

Role = Literal["invoices", "payments"]
ROLES: tuple[Role, ...] = ("invoices", "payments")


@dataclass(frozen=True)
class Brought:
    """A file that was brought.

    Attributes:
        path: Where it lies.
        name: What it is called on the page.
        role: Whether it holds invoices (or a FEC) or payments.
        size: Its bytes.
    """

    path: Path
    name: str
    role: Role
    size: int


@dataclass
class _Arriving:
    path: Path
    name: str
    role: Role
    size: int
    got: int = 0


class Folder:
    """Where files sent by a browser are put; it is gone with the page.

    Attributes:
        path: The folder.
    """

    def __init__(self) -> None:
        """Make it."""
        self.path = Path(tempfile.mkdtemp(prefix="simlib-import-"))
        self._arriving: dict[str, _Arriving] = {}
        self._count = 0
        weakref.finalize(self, shutil.rmtree, self.path, ignore_errors=True)

    def receive(self, key: str, name: str, role: str, size: int, at: int, piece: bytes) -> Brought | int:
        """Take a piece of a file; return the file once it is whole, else the bytes received.

        Raises:
            SimlibError: It is too large, or its pieces do not follow one another.
        """
        if size > LARGEST_SENT:
            raise Refusal("imports.too_large", name=name, size=_in_megabytes(size), most=LARGEST_SENT // MEGABYTE)
        if at == 0:
            self._count += 1
            place = self.path / str(self._count)
            place.mkdir()
            self._arriving[key] = _Arriving(place / plain_name(name), name, role_of(role), size)
        one = self._arriving.get(key)
        if one is None or one.got != at or at + len(piece) > one.size:
            self._arriving.pop(key, None)
            raise Refusal("imports.torn", name=name)
        try:
            with one.path.open("ab") as file:
                file.write(piece)
        except OSError as error:
            raise SimlibError(f"{one.name}: it cannot be written ({error.strerror}); make room on the disk.") from None
        one.got += len(piece)
        if one.got < one.size:
            return one.got
        del self._arriving[key]
        return Brought(one.path, one.path.name, one.role, one.size)


def named(text: str, role: str) -> Brought:
    """Return a file by where it lies on the machine that the page runs on.

    Raises:
        SimlibError: There is no such file, or it is too large.
    """
    said = text.strip().strip("\"'")
    if not said:
        raise Refusal("imports.no_path")
    try:
        path = Path(said).expanduser()
        is_file, size = path.is_file(), path.stat().st_size if path.is_file() else 0
    except (OSError, ValueError, RuntimeError):
        is_file, size = False, 0
    if not is_file:
        raise Refusal("imports.no_file", name=said[:200])
    if size > LARGEST_NAMED:
        raise Refusal("imports.too_large", name=path.name, size=_in_megabytes(size), most=LARGEST_NAMED // MEGABYTE)
    return Brought(path, path.name, role_of(role), size)


def role_of(text: str) -> Role:
    """Return a role by its name; that of invoices where it is none."""
    return "payments" if text == "payments" else "invoices"


def plain_name(name: str) -> str:
    r"""Return a name of a file that leads nowhere.

    >>> plain_name("../../etc/passwd"), plain_name("C:\\ledger été.csv"), plain_name("..")
    ('passwd', 'ledger été.csv', 'file')
    """
    last = re.split(r"[\\/]", name)[-1]
    plain = re.sub(r"[^\w.\- ]", "_", last).strip(" .")[-80:]
    return plain or "file"


def _in_megabytes(size: int) -> str:
    return str(-(-size // MEGABYTE))
