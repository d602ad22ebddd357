"""What a command shows: one JSON object, a plain table, a progress bar on a terminal."""

import json
import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

Progress = Callable[[int, int], None]
"""Called with the work done and the whole of it."""


def show_json(value: dict[str, Any]) -> None:
    """Print one JSON object; what is undefined is null, never NaN."""
    typer.echo(json.dumps(_plain(value), ensure_ascii=False, allow_nan=False, indent=2))


def _plain(value: Any) -> Any:
    """Return a value as JSON knows it: numpy scalars as numbers, undefined ones as null."""
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def show_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1) -> None:
    """Print rows under a header in aligned columns, the first `words` columns to the left and the others to the right."""
    widths = [max(len(line[column]) for line in (header, *rows)) for column in range(len(header))]
    for line in (header, ["-" * width for width in widths], *rows):
        cells = (
            cell.ljust(width) if column < words else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        typer.echo("  ".join(cells).rstrip())


def say(line: str) -> None:
    """Tell on standard error what is being done."""
    typer.echo(line, err=True)


@contextmanager
def progress(what: str) -> Iterator[Progress | None]:
    """Yield a callback that moves a bar on standard error; None, and no bar, where that is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(what, total=None)
        yield lambda done, whole: bars.update(task, completed=done, total=whole)


def as_share(move: Progress | None) -> Callable[[float], None]:
    """Return what moves a bar by the share done."""
    return lambda share: move(round(share * 100), 100) if move is not None else None
