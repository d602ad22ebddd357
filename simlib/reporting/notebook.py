"""A template notebook executed with its parameters."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simlib import errors
from simlib.errors import ReportError, SimlibError
from simlib.reporting.quick import without_grammar

if TYPE_CHECKING:
    from nbformat import NotebookNode

Progress = Callable[[int, int], None]


def execute(
    template: Path,
    parameters: Mapping[str, Any],
    scratch: Path,
    progress: Progress | None = None,
    kept: Path | None = None,
) -> "NotebookNode":
    """Return a template executed in a kernel of its own, in the folder we are in.

    Args:
        template: The notebook; a cell of it is tagged ``parameters``.
        parameters: Values for that cell: paths of files and plain scalars.
        scratch: A folder for what the kernel leaves behind.
        progress: Told (cells done, cells) as cells end.
        kept: Where the executed notebook is put, also when a cell failed.

    Raises:
        SimlibError: A cell failed; of the class that the notebook raised, where it is one of ours.
    """
    with without_grammar():
        import papermill
        from papermill.exceptions import PapermillExecutionError

        from simlib.reporting.kernel import OwnKernel

    if kept is not None:
        kept.parent.mkdir(parents=True, exist_ok=True)
    own = scratch / "ipython"
    own.mkdir()
    cells = 1 + len(papermill.iorw.load_notebook_node(str(template)).cells)  # the values given make one more

    def tell(cell_index: int, **_: object) -> None:
        if progress is not None:
            progress(cell_index + 1, cells)

    try:
        executed: NotebookNode = papermill.execute_notebook(
            template,
            str(kept) if kept is not None else None,
            parameters=dict(parameters),
            progress_bar=False,
            cwd=Path.cwd(),
            kernel_manager_class=OwnKernel,
            shutdown_kernel="immediate",
            extra_arguments=[f"--ipython-dir={own}"],
            on_cell_executed=tell,
        )
        return executed
    except PapermillExecutionError as error:
        raise _told(error.ename, error.evalue) from None
    except RuntimeError as error:
        raise ReportError(f"the kernel of the report ({sys.executable}) does not run: {error}") from error


def _told(name: str, message: str) -> SimlibError:
    """Return the error that a notebook ended with."""
    known = getattr(errors, name, None)
    if isinstance(known, type) and issubclass(known, SimlibError):
        return known(message)
    return ReportError(f"the report could not be made ({name}: {message}); run its notebook in JupyterLab to see where")
