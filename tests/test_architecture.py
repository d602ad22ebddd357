"""The walls of the house, held by tests: imports, style, types, what a rule may compute, what a notebook may hold."""

import ast
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "simlib"
IDLE = {".venv", ".git", "build", "dist", "output", "runs", "__pycache__", ".ipynb_checkpoints"}
LONGEST_FILE = 400
LONGEST_CELL = 12

LOGIC = (
    ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.For, ast.AsyncFor, ast.While, ast.If, ast.IfExp, ast.Match, ast.Try,
    ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
MATHS_OF_RULES = {"exp", "log", "log1p", "sqrt", "floor", "erfc"}
CLOCKS = {"date", "datetime", "dt", "Timestamp"}
UNSAFE_MATHS = {"pow", "round", "gamma", "lgamma"}


def files(*patterns: str, under: Path = ROOT) -> list[Path]:
    """Return the project's own files of some patterns, none of the environment's or of what runs leave behind."""
    found = {path for pattern in patterns for path in under.rglob(pattern) if path.is_file()}
    return sorted(path for path in found if not IDLE & set(path.relative_to(ROOT).parts))


def named(path: Path) -> str:
    """Return a path as a test's id."""
    return path.relative_to(ROOT).as_posix()


def tree(path: Path) -> ast.Module:
    """Return a file's syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def ends_well(*arguments: str) -> None:
    """Run a tool of this environment and show what it says where it ends badly."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}"


MODULES = files("*.py", under=PACKAGE)
CHANCE = PACKAGE / "calibration" / "chance.py"
CODE = files("*.py")
NOTEBOOKS = files("*.ipynb")


# ------------------------------------------------------------------------------------------------------------- the tools


def test_imports_point_one_way() -> None:
    """Hold the contracts of pyproject.toml."""
    ends_well("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")


def test_style() -> None:
    """Hold the rules of style, notebooks included."""
    ends_well("-m", "ruff", "check", "--no-cache", ".")


def test_format() -> None:
    """Hold the one format."""
    ends_well("-m", "ruff", "format", "--no-cache", "--check", ".")


def test_types() -> None:
    """Hold the types, strictly."""
    ends_well("-m", "mypy")


# ------------------------------------------------------------------------------------------------------------ the package


def test_public_names() -> None:
    """Find every name that the package offers."""
    package = import_module("simlib")
    assert [name for name in package.__all__ if getattr(package, name, None) is None] == []
    assert (
        package.__version__
        == tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    )


@pytest.mark.parametrize("name", ["pandas", "numba", "IPython", "plotly", "scipy", "pydantic", "pyarrow"])
def test_import_is_light(name: str) -> None:
    """Import the package without the heavy ones."""
    ends_well("-c", f"import sys, simlib; sys.exit({name!r} in sys.modules)")


@pytest.mark.parametrize("path", CODE, ids=named)
def test_module_says_what_it_is(path: Path) -> None:
    """Find a docstring at the head of every module, and no file that needs a table of contents."""
    source = path.read_text(encoding="utf-8")
    assert not source.strip() or ast.get_docstring(tree(path)), "no docstring"
    assert len(source.splitlines()) <= LONGEST_FILE, "longer than one idea: make it a folder"


def chain(node: ast.AST) -> str:
    """Return a chain of attributes as it is written: ``np.random.default_rng``."""
    if isinstance(node, ast.Attribute):
        return f"{chain(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def chance_and_clocks(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the lines that draw numbers of their own or ask what day it is."""
    for node in ast.walk(module):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names]
            homes = [node.module or ""] if isinstance(node, ast.ImportFrom) else names
            if {"random", "secrets", "numpy.random"} & {*homes} or "default_rng" in names:
                yield node.lineno, "import of chance"
        if isinstance(node, ast.Attribute):
            text = chain(node)
            asks_the_clock = node.attr in {"now", "today", "utcnow"} and chain(node.value).split(".")[-1] in CLOCKS
            if text in {"np.random", "numpy.random"} or asks_the_clock:
                yield node.lineno, text


@pytest.mark.parametrize("path", [path for path in MODULES if path != CHANCE], ids=named)
def test_no_chance_and_no_clock(path: Path) -> None:
    """Find no generator and no clock: draws come in, dates come in; what learning draws comes from one module, by address."""
    assert list(chance_and_clocks(tree(path))) == []


def doubtful_maths(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the lines whose result could differ between Python and compiled code."""
    for node in ast.walk(module):
        if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Pow):
            yield node.lineno, "**"
        if isinstance(node, ast.Call):
            called = chain(node.func)
            if called.startswith("math.") and called.removeprefix("math.") not in MATHS_OF_RULES:
                yield node.lineno, called
            if called.split(".")[-1] in UNSAFE_MATHS or called.startswith(("np.", "numpy.")):
                yield node.lineno, called
        if isinstance(node, ast.ImportFrom) and node.module == "math":
            yield node.lineno, "from math import"


@pytest.mark.parametrize("path", files("*.py", under=PACKAGE / "rules"), ids=named)
def test_rules_compute_alike_in_both_lives(path: Path) -> None:
    """Find in the rules only what Python and compiled code compute alike."""
    assert list(doubtful_maths(tree(path))) == []


def formulas(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the lines of arithmetic with a written number that is no integer."""
    for node in ast.walk(module):
        if isinstance(node, ast.BinOp):
            for side in (node.left, node.right):
                if isinstance(side, ast.Constant) and isinstance(side.value, float):
                    yield node.lineno, ast.unparse(node)


@pytest.mark.parametrize("path", files("*.py", under=PACKAGE / "engine"), ids=named)
def test_engines_hold_no_formula(path: Path) -> None:
    """Find no arithmetic with written fractions in the engines: that is what rules are for."""
    assert list(formulas(tree(path))) == []


# ----------------------------------------------------------------------------------------------------------- the notebooks


def test_there_are_notebooks() -> None:
    """Find the workbook."""
    assert NOTEBOOKS


def faults(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the cells that define, branch, loop, run long or keep what they showed."""
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
        if cell["cell_type"] != "code":
            continue
        lines = "".join(cell["source"]).splitlines()
        module = ast.parse("\n".join(line for line in lines if not line.lstrip().startswith(("%", "!"))))
        yield from ((number, type(node).__name__) for node in ast.walk(module) if isinstance(node, LOGIC))
        if cell.get("outputs") or cell.get("execution_count"):
            yield number, "stored outputs"
        if len(lines) > LONGEST_CELL:
            yield number, f"longer than {LONGEST_CELL} lines"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=named)
def test_notebook_is_thin(path: Path) -> None:
    """Find in a notebook sentences, calls and figures only."""
    assert list(faults(path)) == []


def test_the_law_has_teeth(tmp_path: Path) -> None:
    """Find what is planted."""
    cell = {
        "cell_type": "code",
        "source": ["x = [i for i in y]\n", "%matplotlib inline\n"],
        "outputs": [{}],
        "execution_count": 3,
    }
    planted = tmp_path / "planted.ipynb"
    planted.write_text(json.dumps({"cells": [cell]}), encoding="utf-8")
    assert [fault for _, fault in faults(planted)] == ["ListComp", "stored outputs"]
    doubtful = doubtful_maths(ast.parse("y = rho ** k + math.sin(x) + round(x)"))
    assert {fault for _, fault in doubtful} == {"**", "math.sin", "round"}
    assert (
        len(list(chance_and_clocks(ast.parse("import random\nx = np.random.rand()\nd = datetime.date.today()")))) == 3
    )
    assert len(list(formulas(ast.parse("x = 0.5 * y")))) == 1


# -------------------------------------------------------------------------------------------------------------- the ground


def written() -> list[Path]:
    """Return the files that people write."""
    patterns = (
        "*.py",
        "*.ipynb",
        "*.md",
        "*.toml",
        "*.txt",
        "*.yaml",
        "*.yml",
        "*.json",
        "*.j2",
        "*.js",
        "*.css",
        "Makefile",
        "run",
    )
    return files(*patterns)


@pytest.mark.parametrize("path", written(), ids=named)
def test_nothing_of_one_machine(path: Path) -> None:
    """Find no folder of a machine and no address of a package registry."""
    text = path.read_text(encoding="utf-8")
    foreign = ["/" + "work/", "/" + "root/", "/" + "home/", "/opt" + "/pypi", "pypi" + ".org", "python" + "hosted"]
    assert [word for word in foreign if word in text] == []


def test_versions_are_pinned_without_addresses() -> None:
    """Find every package at one version, and no place to fetch it from."""
    lines = [
        line for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    ]
    assert [line for line in lines if line.count("==") != 1 or " " in line or "/" in line] == []
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in lines}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    assert [line for line in asked if line.split(">")[0].lower().replace("_", "-") not in pinned] == []
