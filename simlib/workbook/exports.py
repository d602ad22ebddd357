"""The report of the page's scenario: which one, in which formats and language, made aside, then offered for keeping."""

import asyncio
import contextvars
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from simlib import words
from simlib.errors import ReportError
from simlib.reporting.rendering import FORMATS as MADE
from simlib.reporting.templates import template_file
from simlib.scenario import Scenario
from simlib.workbook.desk import Act, Desk, Refusal, Said, Sheet, static
from simlib.workbook.errand import Errand, Progress
from simlib.workbook.live import Live
from simlib.workbook.studies_shelf import Shelf, home_of

T = TypeVar("T")

FOLDER = "my_reports"
FORMATS = ("html", "pdf", "pptx", "xlsx")
KINDS = MappingProxyType(
    {
        "html": "text/html",
        "pdf": "application/pdf",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }
)
"""What a browser is told that each format is."""

TEMPLATES = ("scenario", "onepage", "comparison", "treasury", "calibration")
"""The reports in the order in which they are offered; one that is not installed is not."""

MOST = 3
"""Own scenarios in a report, beside today and the one on the page."""

IN_NOTEBOOK = 0.85
"""Share of the work that is done when the report's notebook has run; its documents are made after that."""


class ExportSheet(Sheet):
    """Draws what a report is made of, and the documents made."""

    _esm = static("dom.js", "desk.js", "exports.js")
    _css = static("desk.css", "exports.css")


@dataclass(frozen=True)
class Wish:
    """The report that is asked for."""

    template: str = "scenario"
    formats: tuple[str, ...] = ("pdf",)
    lang: str = ""
    studies: tuple[str, ...] = ()


class Export(Desk):
    """The panel of the report.

    Attributes:
        wish: The report asked for last.
        documents: Documents made since the page was opened, the latest first.
    """

    name = "export"
    sheet = ExportSheet
    words = MappingProxyType(
        {
            "template": "exports.template",
            "formats": "exports.formats",
            "lang": "page.language",
            "compared": "exports.compared",
            "more": "exports.more",
            "make": "exports.make",
            "cancel": "panel.cancel",
            "made": "exports.made",
            "keep": "exports.keep",
        }
    )

    def __init__(self, live: Live) -> None:
        """Offer the first report there is."""
        super().__init__()
        self.live = live
        home = home_of(live.state.files)
        self._shelf = Shelf(home)
        self._out = home.with_name(FOLDER)
        self.wish = Wish(
            template=next(iter(_templates()), "scenario"), formats=("pdf",) if "pdf" in _formats() else _formats()[:1]
        )
        self.documents: tuple[Path, ...] = ()
        self._errand = Errand(self.tell)

    def acts(self) -> Mapping[str, Act]:
        """Return what the browser may ask for."""
        return {"make": self._make, "stop": lambda _: self._stop(), "keep": self._keep}

    async def finished(self) -> None:
        """Wait until nothing is left to do."""
        await self._errand.finished()

    # ------------------------------------------------------------------------------------------------ what is asked

    def _make(self, said: Said) -> None:
        wish = self.wish = Wish(
            str(said.get("template", "")),
            tuple(one for one in _formats() if one in said.get("formats", ())),
            str(said.get("lang") or self.lang),
            tuple(str(key) for key in said.get("studies", ())),
        )
        if not wish.formats:
            raise Refusal("exports.no_format")
        if len(wish.studies) > MOST:
            raise Refusal("exports.too_many", most=MOST)
        scenarios, out = self._scenarios(wish), self._out

        def work(progress: Progress) -> list[Path]:
            from simlib.reporting import render

            return _in_own_loop(
                lambda: render(
                    scenarios,
                    template=wish.template,
                    to=wish.formats,
                    lang=wish.lang,
                    out_dir=out,
                    progress=lambda done, whole: progress(IN_NOTEBOOK * done / whole),
                )
            )

        def done(made: list[Path]) -> None:
            self.documents = tuple(dict.fromkeys((*made, *self.documents)))
            self.say("exports.done", n=words.number(len(made), self.lang), folder=out.name)
            self.tell()

        def failed(error: Exception) -> None:
            self.complain(error)
            self.tell()

        self._errand.start(work, done, failed)

    def _scenarios(self, wish: Wish) -> list[Scenario]:
        """Return today, the scenario of the page where it differs, and the own ones asked for."""
        state = self.live.state
        found = [state.base]
        if state.changes:
            found.append(state.scenario.with_({}, name=words.text("studies.here", wish.lang)))
        for key in wish.studies:
            study = self._shelf.study(key)
            if study.scenario is None or study.base is None or study.base.digest != state.base.digest:
                raise Refusal("studies.other_firm", name=study.name, firm=state.base.name)
            found.append(study.scenario)
        return found

    def _stop(self) -> None:
        self._errand.call_off()
        self.say("exports.stopped")

    def _keep(self, said: Said) -> None:
        """Send a document to the browser, which offers it for keeping."""
        place = int(said.get("place", -1))
        if not 0 <= place < len(self.documents):
            return
        file = self.documents[place]
        if not file.is_file():
            raise Refusal("exports.gone", name=file.name)
        self.widget.send(
            {"download": file.name, "type": KINDS.get(file.suffix[1:], "application/octet-stream")}, [file.read_bytes()]
        )

    # --------------------------------------------------------------------------------------------- what is shown

    def shown(self) -> dict[str, Any]:
        """Return what can be asked for, how far it is, and what was made."""
        lang, wish = self.lang, self.wish
        return {
            "intro": words.text("exports.intro", lang, folder=self._out.name),
            "templates": [
                {
                    "value": name,
                    "label": words.text(f"exports.template_{name}", lang),
                    "help": words.text(f"exports.about_{name}", lang),
                }
                for name in _templates()
            ],
            "formats": [{"value": name, "label": words.text(f"exports.format_{name}", lang)} for name in _formats()],
            "langs": [{"value": one, "label": words.text(f"exports.lang_{one}", lang)} for one in words.languages],
            "studies": [{"value": key, "label": name} for key, name in self._offered()],
            "compared": self._compared(),
            "wish": {
                "template": wish.template,
                "formats": list(wish.formats),
                "lang": wish.lang or lang,
                "studies": list(wish.studies),
            },
            "busy": self._busy(),
            "documents": [self._document(file) for file in self.documents],
        }

    def _offered(self) -> list[tuple[str, str]]:
        """Return the own scenarios of the firm on the page."""
        base = self.live.state.base.digest
        return [
            (one.key, one.name) for one in self._shelf.studies() if one.base is not None and one.base.digest == base
        ]

    def _compared(self) -> str:
        changed = bool(self.live.state.changes)
        return words.text("exports.with_scenario" if changed else "exports.today_only", self.lang)

    def _busy(self) -> dict[str, Any]:
        if not self._errand.is_running:
            return {}
        share = self._errand.share
        return {"share": share, "text": words.text("exports.making", self.lang, share=words.percent(share, self.lang))}

    def _document(self, file: Path) -> dict[str, str]:
        size = words.number(file.stat().st_size / 2**20, self.lang, 1) if file.is_file() else words.UNDEFINED
        return {"name": file.name, "size": words.text("imports.size", self.lang, size=size)}


def _in_own_loop(call: Callable[[], T]) -> T:
    """Call something that runs a kernel, in this thread and apart from the page's own kernel, and leave no event loop open."""
    from jupyter_core.utils import ensure_event_loop

    def alone() -> T:
        loop = ensure_event_loop()
        try:
            return call()
        finally:
            asyncio.set_event_loop(None)
            loop.close()

    return contextvars.Context().run(alone)


def _templates() -> tuple[str, ...]:
    """Return the reports there are, in the order in which they are offered."""
    return tuple(name for name in TEMPLATES if _is_there(name))


def _is_there(name: str) -> bool:
    try:
        return template_file(name).is_file()
    except ReportError:
        return False


def _formats() -> tuple[str, ...]:
    """Return the formats that reports are made in here, of those that a page offers."""
    return tuple(one for one in FORMATS if one in MADE)
