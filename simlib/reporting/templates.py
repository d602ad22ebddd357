"""The template notebooks that reports are made from: within an installed package, or in the project's folder."""

from pathlib import Path

from simlib.errors import ReportError

_PACKAGE = Path(__file__).resolve().parents[1]
HOMES = (_PACKAGE / "shipped" / "reports" / "templates", _PACKAGE.parent / "reports" / "templates")


def template_names() -> list[str]:
    """Return the names of the reports there are."""
    return sorted(_known())


def template_file(name: str) -> Path:
    """Return the notebook of a template.

    Raises:
        ReportError: There is no such template.
    """
    known = _known()
    if not known:
        raise ReportError(
            "no template came with this installation; run from the project's folder, or install it again."
        )
    if name not in known:
        raise ReportError(f"no report is called {name!r}; there are: {', '.join(sorted(known))}")
    return known[name]


def _known() -> dict[str, Path]:
    """Return the templates by name; those of an installation come before those of a folder above."""
    return {file.stem: file for home in reversed(HOMES) for file in home.glob("*.ipynb")}
