"""Start a command and end it well: a result, or one clear line on standard error; never a traceback."""

import os
import sys
import warnings
from collections.abc import Sequence

import typer

from simlib.cli.app import app
from simlib.errors import ScenarioError, ScheduleError, SimlibError

DONE, COULD_NOT, ASKED_WRONGLY = 0, 1, 2
INTERRUPTED = 130
SHOW_TRACEBACK = "SIMLIB_TRACEBACK"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 could not do it, 2 asked wrongly."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    try:
        code = app(args=arguments, prog_name="simlib", standalone_mode=False)
        sys.stdout.flush()
        if code == INTERRUPTED:
            raise KeyboardInterrupt
        return code if isinstance(code, int) else DONE
    except (KeyboardInterrupt, typer.Abort):
        return _end(COULD_NOT, "stopped")
    except BrokenPipeError:
        return _end_without_reader()
    except typer.TyperException as error:
        return _end(error.exit_code, error.format_message())
    except (ScenarioError, ScheduleError) as error:
        return _end(ASKED_WRONGLY, str(error))
    except SimlibError as error:
        return _end(COULD_NOT, str(error))
    except Exception as error:
        if os.environ.get(SHOW_TRACEBACK):
            raise
        return _end(COULD_NOT, _what_happened(error))


def _end(code: int, message: str) -> int:
    """Print one line on standard error and return the exit code."""
    line = " ".join(message.split()) or "it could not be done"
    print(f"simlib: {line}", file=sys.stderr)  # noqa: T201  # the one line
    return code


def _end_without_reader() -> int:
    """End in silence when whoever read our output has gone; what is still to be flushed goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return COULD_NOT


def _what_happened(error: Exception) -> str:
    """Say in one line what no room foresaw."""
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return f"{place}{error.strerror.lower()}"
    if isinstance(error, MemoryError):
        return "not enough memory; ask for fewer replications or a shorter period"
    return (
        f"an error that nobody foresaw ({type(error).__name__}: {error}); "
        f"set {SHOW_TRACEBACK}=1 and run again to see where, and please report it"
    )
