"""The hash of the code that results depend on: a changed rule or indicator makes other runs."""

import hashlib
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent
_FILES = ("days.py", "money.py")
_ROOMS = ("rules", "scenario", "world", "ledger", "engine", "indicators")
_RUNNING = ("accounts.py", "result.py", "simulate.py", "stage.py", "outcome.py", "disbursements.py")


@cache
def sources_digest() -> str:
    """Return sixteen hex digits of the SHA-256 of the rooms that results depend on, whatever the system's line ends."""
    files = [_PACKAGE / name for name in _FILES]
    files += [path for room in _ROOMS for path in sorted((_PACKAGE / room).rglob("*.py"))]
    files += [_PACKAGE / "running" / name for name in _RUNNING]
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
        digest.update(file.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]
