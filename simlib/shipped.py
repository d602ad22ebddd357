"""Where the files are that come with the project: scenarios, notebooks."""

from pathlib import Path

from simlib.errors import SimlibError

_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return a shipped file or folder: within an installed package, or beside the package in the project's folder.

    Raises:
        SimlibError: It is not there.
    """
    for home in (_PACKAGE / "shipped", _PACKAGE.parent):
        if (home / name).exists():
            return home / name
    raise SimlibError(
        f"{name} did not come with this installation; run from the project's folder, or install it again."
    )
