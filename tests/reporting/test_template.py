"""Template notebooks: their parameters are those that the code gives and takes."""

import inspect
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from simlib.errors import ReportError
from simlib.reporting import Report
from simlib.reporting.quick import GRAMMAR, without_grammar
from simlib.reporting.templates import HOMES, template_file, template_names
from simlib.scenario import load

TYPES = {
    "scenarios": "list[str]",
    "lang": "str",
    "replications": "int",
    "seed": "int",
    "engine": "str",
    "brand": "str",
    "date": "str",
}


def parameters(name: str) -> dict[str, dict[str, Any]]:
    """Return the parameters of a template."""
    with without_grammar():
        import papermill

    return dict(papermill.inspect_notebook(str(template_file(name))))


@pytest.mark.parametrize("name", template_names())
def test_parameters_and_code_agree(name: str) -> None:
    """Name in each notebook what `Report.of` takes, with its type and its default."""
    found = parameters(name)
    assert {name: one["inferred_type_name"] for name, one in found.items()} == TYPES
    taken = inspect.signature(Report.of).parameters
    assert list(taken) == [*TYPES, "template"]
    for one in ("replications", "seed", "engine", "brand", "date"):
        assert json.loads(found[one]["default"]) == taken[one].default


def test_parameters_as_they_stand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the notebook run as it is from its own folder."""
    monkeypatch.chdir(template_file("scenario").parent)
    assert [load(spec).name for spec in json.loads(parameters("scenario")["scenarios"]["default"])] == ["base", "firm"]


def test_unknown_template() -> None:
    """Name the templates there are."""
    with pytest.raises(ReportError, match="scenario"):
        template_file("../scenario")


def test_templates_that_did_not_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Say so where an installation has none; take the installed ones before those of a folder above."""
    monkeypatch.setattr("simlib.reporting.templates.HOMES", (tmp_path / "a", tmp_path / "b"))
    with pytest.raises(ReportError, match="install"):
        template_file("scenario")
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "scenario.ipynb").touch()
    assert template_file("scenario") == tmp_path / "a" / "scenario.ipynb"
    assert HOMES[0].parts[-3:] == ("shipped", "reports", "templates")


def test_notebooks_without_the_grammar() -> None:
    """Import the notebook packages without the second that a grammar takes, and leave it to those who want it."""
    check = (
        "import sys; from simlib.reporting.quick import without_grammar, GRAMMAR\n"
        "with without_grammar():\n    import papermill, nbformat, nbconvert.exporters\n"
        "assert 'jsonschema' in sys.modules, 'nothing to spare: the trick can go'\n"
        "assert 'lark' not in sys.modules and GRAMMAR not in sys.modules\n"
        "__import__(GRAMMAR); assert 'lark' in sys.modules"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", check], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_grammar_that_is_there_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave alone what somebody else has imported."""
    there = inspect
    monkeypatch.setitem(sys.modules, GRAMMAR, there)
    with without_grammar():
        assert sys.modules[GRAMMAR] is there
    assert sys.modules[GRAMMAR] is there
