"""The command line. Heavy packages are imported inside the commands that need them, so that ``--help`` answers at once."""

from simlib.cli.shell import main

__all__ = ["main"]
