"""Reports rendered from template notebooks to documents."""

import datetime
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simlib import words
from simlib.errors import ReportError
from simlib.reporting.brand import Brand, read_brand
from simlib.reporting.handover import hand_over
from simlib.reporting.notebook import Progress, execute
from simlib.reporting.templates import template_file
from simlib.scenario import Scenario

if TYPE_CHECKING:
    from simlib.reporting.document import Document

FORMATS = ("html", "pdf", "pptx", "xlsx", "png", "svg")
BY_BROWSER = ("pdf", "png", "svg")
ONE_PAGE = "onepage"


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
    brand: Path | None = None,
    date: datetime.date | None = None,
    name: str | None = None,
    notebook_out: Path | None = None,
) -> list[Path]:
    """Write a report that compares scenarios, and return its documents.

    The name of a document is made from the template, the language and eight digits that stand for what was simulated: the same
    question gives the same file again, another one another file. All are made in a hidden folder and then put in their place, each
    in one step: a document is there whole or not at all, and none is there before all are made.

    Args:
        scenarios: What is compared; the first is the base, today.
        template: Which report.
        to: Formats; of png and svg, one file a figure.
        lang: The reader's language.
        out_dir: Folder of the documents; made where there is none.
        replications: Number of worlds; the base's own where it is not given.
        seed: Seed of the draws; the base's own where it is not given.
        engine: ``auto``, ``compiled`` or ``reference``.
        specs: The files that the scenarios were loaded from, where the notebook shall load them itself.
        progress: Told (cells done, cells) as cells of the notebook end.
        brand: A `report.yaml`.
        date: The date on the report; that of the brand where it is not given.
        name: What documents are called, without the ending, in place of the name made as above.
        notebook_out: Where the executed notebook is put, also when one of its cells failed.

    Raises:
        ReportError: There is no such template, format, language or browser, the brand cannot be used, or the files have changed
            meanwhile.
        ScenarioError: The scenarios cannot be compared.
    """
    notebook = template_file(template)
    _check(scenarios, to, lang, name)
    worn = _worn(brand)
    out_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="simlib-report-") as folder:
        files = list(specs) if specs is not None else hand_over(scenarios, Path(folder))
        parameters = {
            "scenarios": files,
            "lang": lang,
            "replications": replications or 0,
            "seed": -1 if seed is None else seed,
            "engine": engine,
            "brand": str(brand.resolve()) if brand is not None else "",
            "date": date.isoformat() if date is not None else "",
        }
        executed = execute(notebook, parameters, Path(folder), progress, notebook_out)
    from simlib.reporting.executed import document_of

    document = document_of(executed)
    if list(document.head.digests) != [scenario.digest for scenario in scenarios]:
        raise ReportError("the scenario files changed while the report was made; make it again")
    stem = name or f"{template}-{lang}-{document.head.identity}"
    return _written(document, worn, to, out_dir, stem, is_one_page=template == ONE_PAGE)


def _check(scenarios: Sequence[Scenario], to: Sequence[str], lang: str, name: str | None) -> None:
    """Refuse what cannot be made, before anything is simulated."""
    unknown = [one for one in to if one not in FORMATS]
    if unknown or not to:
        raise ReportError(
            f"a report cannot be made as {', '.join(unknown) or 'nothing'}; allowed: {', '.join(FORMATS)}"
        )
    if lang not in words.languages:
        raise ReportError(f"language {lang!r} does not exist; choose one of {', '.join(words.languages)}")
    if not scenarios:
        raise ReportError("nothing to report on; name at least one scenario")
    if name is not None and (not name or Path(name).name != name or name.startswith(".")):
        raise ReportError(f"{name!r} is no name of a document; give one without folders, such as board-march")
    if any(one in BY_BROWSER for one in to):
        from simlib.reporting.browser import browser_file

        browser_file()


def _worn(brand: Path | None) -> Brand:
    if brand is None:
        return Brand()
    from simlib.reporting.benchmark import SIZES
    from simlib.reporting.report import SECTIONS

    return read_brand(brand, sections=SECTIONS, sizes=SIZES)


# --------------------------------------------------------------------------------------------------------------- the formats


def _written(
    document: "Document", brand: Brand, to: Sequence[str], out_dir: Path, stem: str, *, is_one_page: bool
) -> list[Path]:
    """Make all formats in a hidden folder, then put each document in its place."""
    workshop = Path(tempfile.mkdtemp(prefix=f".{stem}.{os.getpid()}.", suffix=".part", dir=out_dir))
    try:
        from simlib.reporting.page import page_of

        page = workshop / "page.html"
        page.write_text(page_of(document, brand, is_one_page=is_one_page), encoding="utf-8")
        made = [one for kind in dict.fromkeys(to) for one in MAKERS[kind](document, brand, page, workshop / stem)]
        return [part.replace(out_dir / part.name) for part in made]
    finally:
        shutil.rmtree(workshop, ignore_errors=True)


def _html(_: "Document", __: Brand, page: Path, stem: Path) -> list[Path]:
    return [Path(shutil.copyfile(page, _ending(stem, "html")))]


def _pdf(_: "Document", __: Brand, page: Path, stem: Path) -> list[Path]:
    from simlib.reporting.pdf import write_pdf

    write_pdf(page, _ending(stem, "pdf"))
    return [_ending(stem, "pdf")]


def _pptx(document: "Document", brand: Brand, _: Path, stem: Path) -> list[Path]:
    from simlib.reporting.pptx import write_pptx

    write_pptx(document, brand, _ending(stem, "pptx"))
    return [_ending(stem, "pptx")]


def _xlsx(document: "Document", brand: Brand, _: Path, stem: Path) -> list[Path]:
    from simlib.reporting.xlsx import write_xlsx

    write_xlsx(document, brand, _ending(stem, "xlsx"))
    return [_ending(stem, "xlsx")]


def _images(kind: str) -> "Maker":
    def make(document: "Document", _: Brand, __: Path, stem: Path) -> list[Path]:
        from simlib.reporting.images import images_of

        files = []
        for name, content in images_of(document, kind).items():
            files.append(stem.with_name(f"{stem.name}-{name}.{kind}"))
            files[-1].write_bytes(content)
        return files

    return make


def _ending(stem: Path, kind: str) -> Path:
    return stem.with_name(f"{stem.name}.{kind}")


Maker = Callable[["Document", Brand, Path, Path], list[Path]]
MAKERS: Mapping[str, Maker] = {
    "html": _html,
    "pdf": _pdf,
    "pptx": _pptx,
    "xlsx": _xlsx,
    "png": _images("png"),
    "svg": _images("svg"),
}
"""What makes each format: given the report, its brand, its page, and the name of the documents, it returns what it made."""
