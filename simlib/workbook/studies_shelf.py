"""Where own scenarios are kept: one file each, the differences only, beside the firm that they are about."""

import re
import tempfile
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from simlib.errors import ScenarioError
from simlib.scenario import Scenario, load
from simlib.scenario.dump import dump_yaml
from simlib.scenario.yaml_text import read_mapping
from simlib.workbook.desk import Refusal
from simlib.workbook.state import WorkbookState

FOLDER = "my_scenarios"
FIRMS = "firms"
"""Folder, within it, of the firms that no file of the user's describes."""

LONGEST = 60
"""Characters of the longest name."""

_PACKAGE = Path(__file__).resolve().parents[1]
_TAKEN = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""Names that some systems keep for themselves."""


@dataclass(frozen=True)
class Study:
    """A scenario that was kept.

    Attributes:
        key: Name of its file, without ending.
        name: Its name.
        file: Its file.
        saved: The day on which it was saved.
        base: The firm that it is about, as it is today; None where it cannot be read.
        scenario: The scenario; None where it cannot be read.
        files: The files of the firm.
        fault: What is wrong with it, in one line.
    """

    key: str
    name: str
    file: Path
    saved: date
    base: Scenario | None = None
    scenario: Scenario | None = None
    files: tuple[Path, ...] = ()
    fault: str = ""


def home_of(files: Sequence[Path]) -> Path:
    """Return the folder where scenarios of a firm are kept: beside its file, in the user's folder where that cannot be."""
    beside = files[0].resolve().parent if files else None
    if beside is None or beside.is_relative_to(_PACKAGE) or not _is_writable(beside):
        return Path.home() / "simlib" / FOLDER
    return beside / FOLDER


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def key_of(name: str) -> str:
    """Return the name of the file of a scenario.

    >>> key_of("Relances plus tôt / été")
    'Relances-plus-tôt-été'

    Raises:
        ScenarioError: It is no name: empty, too long, on several lines, or without a letter.
    """
    plain = unicodedata.normalize("NFC", name).strip()
    if not plain:
        raise Refusal("studies.name_none")
    if len(plain) > LONGEST:
        raise Refusal("studies.name_long", n=len(plain), most=LONGEST)
    if any(unicodedata.category(letter).startswith("C") for letter in plain):
        raise Refusal("studies.name_signs")
    key = re.sub(r"[^\w]+", "-", plain).strip("-_")
    if not key or key.lower() in _TAKEN:
        raise Refusal("studies.name_unfit", name=plain)
    return key


class Shelf:
    """The scenarios kept in a folder."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which is made when something is first kept."""
        self.folder = folder
        self._known: dict[tuple[Path, int, int], Study] = {}

    def studies(self) -> tuple[Study, ...]:
        """Return the scenarios kept, by name; those that cannot be read say why."""
        found, known = [], {}
        for file in self.folder.glob("*.yaml"):
            try:
                status = file.stat()
            except OSError:
                continue
            mark = (file, status.st_mtime_ns, status.st_size)
            known[mark] = self._known.get(mark) or self._read(file, status.st_mtime)
            found.append(known[mark])
        self._known = known
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.key)))

    def study(self, key: str) -> Study:
        """Return one of them.

        Raises:
            ScenarioError: It is no longer there.
        """
        for one in self.studies():
            if one.key == key:
                return one
        raise Refusal("studies.gone", name=key)

    def named(self, name: str) -> Study | None:
        """Return the scenario that stands where one of this name would.

        Raises:
            ScenarioError: It is no name.
        """
        key = key_of(name).casefold()
        return next((one for one in self.studies() if one.key.casefold() == key), None)

    def keep(self, state: WorkbookState, name: str, *, replace: bool = False) -> Study:
        """Write the scenario of a page as differences from its firm, all of it or nothing.

        Raises:
            ScenarioError: It is no name, one of that name is there, or nothing can be written.
        """
        before = self.named(name)
        if before is not None and not replace:
            raise Refusal("studies.there", name=before.name)
        file = before.file if before is not None else self.folder / f"{key_of(name)}.yaml"
        self._make(self.folder)
        kept = WorkbookState(state.base, state.files or (self._firm(state.base),))
        kept.take(state.scenario)
        kept.save(file, name.strip())
        return self.study(file.stem)

    def remove(self, key: str) -> Study:
        """Delete a scenario.

        Raises:
            ScenarioError: It is not there, or cannot be deleted.
        """
        study = self.study(key)
        try:
            study.file.unlink()
        except OSError as error:
            raise Refusal("studies.kept_back", name=study.name, why=error.strerror) from None
        return study

    def _firm(self, base: Scenario) -> Path:
        """Write down a firm that was read from no file, once, and return its file."""
        folder = self.folder / FIRMS
        self._make(folder)
        file = folder / f"{base.digest}.yaml"
        if not file.exists():
            whole = file.with_name(f".{file.name}.unfinished")
            whole.write_text(dump_yaml(base, name=base.name, folder=folder), encoding="utf-8")
            whole.replace(file)
        return file

    @staticmethod
    def _make(folder: Path) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal("studies.no_folder", folder=folder, why=error.strerror) from None

    def _read(self, file: Path, saved: float) -> Study:
        on = datetime.fromtimestamp(saved, UTC).astimezone().date()
        try:
            said = read_mapping(file)
            extends = said["extends"].plain() if "extends" in said else []
            parts = [extends] if isinstance(extends, str) else list(extends)
            if not parts:
                raise ScenarioError(f"{file}: it names no firm that it is about; write extends: FIRM.yaml.")
            files = tuple((file.parent / str(part)).resolve() for part in parts)
            scenario, base = load(file), load(files)
        except (ScenarioError, OSError) as error:
            return Study(file.stem, file.stem, file, on, fault=" ".join(str(error).split()))
        return Study(file.stem, scenario.name, file, on, base, scenario, files)
