"""Reports rendered from template notebooks to documents."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from simlib import words
from simlib.errors import ReportError
from simlib.reporting.handover import hand_over
from simlib.reporting.notebook import Progress, execute
from simlib.reporting.page import head_of, page_of
from simlib.reporting.templates import template_file
from simlib.scenario import Scenario

FORMATS = ("html",)


def render(
    scenarios: Sequence[Scenario],
    *,
    template: str = "scenario",
    to: Sequence[str] = ("html",),
    lang: str = "fr",
    out_dir: Path,
    replications: int | None = None,
    seed: int | None = None,
    engine: str = "auto",
    specs: Sequence[str] | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write a report that compares scenarios, and return its documents.

    The name of a document is made from the template, the language and eight digits that stand for what was simulated: the same
    question gives the same file again, another one another file.

    Args:
        scenarios: What is compared; the first is the base, today.
        template: Which report.
        to: Formats.
        lang: The reader's language.
        out_dir: Folder of the documents; made where there is none.
        replications: Number of worlds; the base's own where it is not given.
        seed: Seed of the draws; the base's own where it is not given.
        engine: ``auto``, ``compiled`` or ``reference``.
        specs: The files that the scenarios were loaded from, where the notebook shall load them itself.
        progress: Told (cells done, cells) as cells of the notebook end.

    Raises:
        ReportError: There is no such template, format or language, or the files have changed meanwhile.
        ScenarioError: The scenarios cannot be compared.
    """
    notebook = template_file(template)
    unknown = [name for name in to if name not in FORMATS]
    if unknown or not to:
        raise ReportError(
            f"a report cannot be made as {', '.join(unknown) or 'nothing'}; allowed: {', '.join(FORMATS)}"
        )
    if lang not in words.languages:
        raise ReportError(f"language {lang!r} does not exist; choose one of {', '.join(words.languages)}")
    if not scenarios:
        raise ReportError("nothing to report on; name at least one scenario")
    with tempfile.TemporaryDirectory(prefix="simlib-report-") as folder:
        files = list(specs) if specs is not None else hand_over(scenarios, Path(folder))
        parameters = {
            "scenarios": files,
            "lang": lang,
            "replications": replications or 0,
            "seed": -1 if seed is None else seed,
            "engine": engine,
        }
        executed = execute(notebook, parameters, Path(folder), progress)
    head = head_of(executed)
    if head["digests"] != [scenario.digest for scenario in scenarios]:
        raise ReportError("the scenario files changed while the report was made; make it again")
    name = f"{template}-{lang}-{head['identity']}.html"
    return [write_whole(out_dir / name, page_of(executed))]


def write_whole(file: Path, text: str) -> Path:
    """Write a file that is there whole or not at all, and return it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return file
