"""The README of reports says what is so: keys, commands, cron lines, the operator's parameters."""

import ast
import json
import re
from pathlib import Path

import pytest

from simlib.reporting.schedule.jobs import Job, Retention, read_schedule
from simlib.reporting.schedule.slots import rule_fault
from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent.parent
README = (ROOT / "reports" / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """Return the code of a language."""
    return re.findall(rf"```{language}\n(.*?)```", README, flags=re.DOTALL)


def test_every_key_is_told() -> None:
    rows = [line.split("|") for line in README.splitlines() if line.startswith("| `")]
    told = {key for row in rows for key in re.findall(r"`(\w+)`", row[1])}
    assert told == set(Job.model_fields)
    assert all(f"`{key}`" in README for key in Retention.model_fields)
    defaults = {key: row[3] for row in rows for key in re.findall(r"`(\w+)`", row[1])}
    for key in ("at", "country", "time_zone", "template", "language"):
        assert f"`{Job.model_fields[key].default}`" in defaults[key]
    assert (
        f"{Job.model_fields['attempts'].default}, {Job.model_fields['retry_minutes'].default:g}" in defaults["attempts"]
    )


def test_the_example_can_be_read(tmp_path: Path) -> None:
    [example] = blocks("yaml")
    home = tmp_path / "reports"
    home.mkdir()
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "base.yaml").write_text("name: base\n", encoding="utf-8")
    (home / "schedule.yaml").write_text(example, encoding="utf-8")
    assert set(read_schedule(home / "schedule.yaml").jobs) == {"monday"}


@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines()])
def test_commands_exist(line: str) -> None:
    words = line.split("#")[0].split()
    command = words[1:3] if words[1] == "schedule" else words[1:2]
    said = run_simlib(*command, "--help")
    assert said.code == 0
    assert all(word in said.out for word in words if word.startswith("--"))


def test_snippets_call_what_there_is() -> None:
    called = [
        line
        for kind in ("cron", "ini", "bat")
        for block in blocks(kind)
        for line in block.splitlines()
        if "python" in line
    ]
    assert len(called) == 3
    assert all("python -m simlib schedule due" in line for line in called)
    assert rule_fault(" ".join(blocks("cron")[0].split()[:5])) == ""


def test_the_operator_gives_parameters_that_the_template_takes() -> None:
    [code] = blocks("python")
    [call] = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "PapermillOperator"
    ]
    given = {one.arg: one.value for one in call.keywords}
    assert set(given) == {"task_id", "input_nb", "output_nb", "parameters"}
    parameters = given["parameters"]
    assert isinstance(parameters, ast.Dict)
    template = json.loads((ROOT / "reports" / "templates" / "scenario.ipynb").read_text(encoding="utf-8"))
    [cell] = [cell for cell in template["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    taken = {
        node.target.id
        for node in ast.walk(ast.parse("".join(cell["source"])))
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }
    assert {key.value for key in parameters.keys if isinstance(key, ast.Constant)} <= taken
