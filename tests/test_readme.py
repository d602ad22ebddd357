"""The README says what is so: its Python runs, its commands and options exist, its links lead somewhere."""

import doctest
import re
import shlex
from pathlib import Path

import pytest

from tests.helpers import run_simlib

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
LINES = [line.split("#")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
COMMANDS = [line for line in LINES if line.startswith("simlib ")]
TARGETS = re.findall(
    r"^([a-z-]+): \$\(READY\)\n\t(.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE
)


def test_python_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the Python of the README."""
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False, optionflags=doctest.ELLIPSIS)
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("line", COMMANDS)
def test_command_exists(line: str) -> None:
    """Find each command and each of its options in the help, and each shipped scenario on disk."""
    _, command, *words = shlex.split(line)
    said = run_simlib(command, "--help")
    assert said.code == 0
    assert [word for word in words if word.startswith("--") and word not in said.out] == []
    scenarios = [part for word in words for part in word.split("+") if part.startswith("scenarios/")]
    assert [path for path in scenarios if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize(("target", "recipe"), TARGETS)
def test_target_is_one_line(target: str, recipe: str) -> None:
    """Find for each target of the Makefile the line that works without make."""
    assert f"make {target}" in README
    assert recipe.replace("$(RUN)", ".venv/bin/python") in README


def test_check_of_a_bare_machine_runs_the_same_line() -> None:
    """Find the README's line for the tests at the end of what checks a bare machine."""
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith(".venv/bin/python -m pytest")


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)]+)\)", README))
def test_link_leads_somewhere(link: str) -> None:
    """Find the file behind each link."""
    assert (ROOT / link).exists()
