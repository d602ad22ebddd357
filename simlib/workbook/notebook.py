"""The notebook that comes with the project, with its parameters set."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simlib.errors import SimlibError

TAG = "parameters"
_PACKAGE = Path(__file__).resolve().parents[1]
_HOMES = (_PACKAGE / "shipped" / "notebooks", _PACKAGE.parent / "notebooks")


def notebook_file(name: str) -> Path:
    """Return a notebook: within an installed package, or in the project's folder.

    Raises:
        SimlibError: It is not there.
    """
    for home in _HOMES:
        if (home / f"{name}.ipynb").is_file():
            return home / f"{name}.ipynb"
    raise SimlibError(f"notebooks/{name}.ipynb did not come with this installation; install it again.")


def with_parameters(name: str, values: Mapping[str, str], said: Mapping[str, str]) -> str:
    """Return a notebook's text with other values in its cell tagged ``parameters``, and with words for the page's template.

    Raises:
        SimlibError: The notebook is not there.
    """
    found: dict[str, Any] = json.loads(notebook_file(name).read_text(encoding="utf-8"))
    for cell in found["cells"]:
        if TAG in cell["metadata"].get("tags", ()):
            cell["source"] = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    found["metadata"].update(said)
    return json.dumps(found, ensure_ascii=False)
