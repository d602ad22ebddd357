"""What several tests lean on."""

import contextlib
import io
from dataclasses import dataclass

from simlib.cli import main


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Attributes:
        code: its exit code.
        out: what it wrote on standard output.
        error: what it wrote on standard error.
    """

    code: int
    out: str
    error: str

    def one_line(self) -> str:
        """Return the one line of a command that ended badly."""
        assert self.code in (1, 2), self
        assert self.out == ""
        lines = self.error.splitlines()
        assert len(lines) == 1, self.error
        assert "Traceback" not in self.error
        assert "nobody foresaw" not in self.error, self.error
        return lines[0]


def run_simlib(*arguments: object) -> Ended:
    """Run a command of simlib within this process."""
    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        code = main([str(argument) for argument in arguments])
    return Ended(code, out.getvalue(), error.getvalue())
