"""An executed notebook set as one HTML page that opens offline and prints."""

import base64
import hashlib
import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from simlib.reporting.mime import FIGURE, HEAD
from simlib.reporting.quick import without_grammar

if TYPE_CHECKING:
    from nbformat import NotebookNode

TEMPLATES = Path(__file__).resolve().parent
"""The folder whose folder `page` is the nbconvert template."""


def head_of(notebook: "NotebookNode") -> dict[str, Any]:
    """Return what a notebook says about itself, for the head of its page."""
    found: dict[str, Any] = next(
        output.data[HEAD]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if HEAD in output.get("data", {})
    )
    return found


def page_of(notebook: "NotebookNode") -> str:
    """Return the page of an executed notebook: styles, scripts and data within it, nothing fetched, code left out."""
    from simlib import charts

    with without_grammar():
        from nbconvert.exporters import TemplateExporter

    exporter: Any = cast("Callable[..., Any]", TemplateExporter)(
        template_name="page",
        file_extension=".html",
        template_extension=".html.j2",
        template_file="index.html.j2",
        extra_template_basedirs=[str(TEMPLATES)],
    )
    exporter.register_filter("script_json", script_json)
    scripts = {"plotly": charts.plotly_script(), "draw": asset("page.js")}
    resources = {
        "head": head_of(notebook),
        "head_type": HEAD,
        "figure": FIGURE,
        "styles": [asset("content.css"), asset("page.css")],
        "scripts": scripts,
        "hashes": [_hash(script) for script in scripts.values()],
    }
    page, _ = exporter.from_notebook_node(notebook, resources)
    return str(page)


def asset(name: str) -> str:
    """Return a style sheet or script of the page template."""
    return files("simlib.reporting").joinpath("page", name).read_text(encoding="utf-8")


def script_json(value: Any) -> str:
    r"""Return a value as JSON that cannot end the script element it stands in.

    >>> script_json("</script>")
    '"\\u003c/script\\u003e"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _hash(script: str) -> str:
    """Return the hash by which a page allows a script of its own, and no other."""
    return "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
