"""Own data on the page: a ledger brought, its columns corrected, today's reminders entered, its firm learned and shown."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simlib import words
from simlib.errors import SimlibError
from simlib.scenario.reminders import CHANNEL_LABELS
from simlib.workbook.desk import Act, Desk, Refusal, Said, Sheet, static
from simlib.workbook.errand import Errand, Progress
from simlib.workbook.imports_files import (
    LARGEST_NAMED,
    LARGEST_SENT,
    MEGABYTE,
    PIECE,
    ROLES,
    Brought,
    Folder,
    named,
    role_of,
)
from simlib.workbook.imports_findings import Findings, findings, found_told
from simlib.workbook.imports_learning import Day, Learnt, checked_plan, learn_firm, plan_of
from simlib.workbook.imports_mapping import MARKS, ORDERS, Chosen, Form, form_of, suggested, written
from simlib.workbook.imports_told import IMPORT_WORDS, fields_told, how_told, states_told
from simlib.workbook.live import Live
from simlib.workbook.studies_shelf import key_of

if TYPE_CHECKING:
    from simlib.readers import Imported

MOST_DAYS = 12
"""Reminders of today's plan that can be entered."""


class ImportSheet(Sheet):
    """Draws the steps from a ledger to a firm."""

    _esm = static("dom.js", "desk.js", "imports_plan.js", "imports_columns.js", "imports.js")
    _css = static("desk.css", "imports.css")


class Import(Desk):
    """The panel of own data.

    Attributes:
        files: The files brought so far.
        chosen: What is read as what.
        days: Today's reminders as entered.
        learnt: The firm learned last; None before.
    """

    name = "import"
    sheet = ImportSheet
    words = IMPORT_WORDS

    def __init__(self, live: Live) -> None:
        """Begin with nothing brought, and with the reminders of the firm at hand."""
        super().__init__()
        self.live = live
        self._home = (live.state.base, live.state.files)
        self._folder = Folder()
        self.files: tuple[Brought, ...] = ()
        self.chosen = Chosen()
        self._forms: dict[str, Form] = {}
        self._found: Findings | None = None
        self.days: tuple[Day, ...] = plan_of(live.state.base)
        self._firm = ""
        self.learnt: Learnt | None = None
        self._customers = 0
        self._looking = Errand(self.tell)
        self._learning = Errand(self.tell)

    def acts(self) -> Mapping[str, Act]:
        """Return what the browser may ask for."""
        return {
            "piece": self._piece,
            "path": self._path,
            "drop": self._drop,
            "column": self._column,
            "state": self._state,
            "how": self._how,
            "plan": self._plan,
            "name": self._name,
            "learn": self._learn,
            "stop": lambda _: self._stop(),
            "rejects": lambda _: self._send_rejects(),
            "report": lambda _: self._send_report(),
        }

    async def finished(self) -> None:
        """Wait until nothing is left to do."""
        await self._looking.finished()
        await self._learning.finished()

    # ------------------------------------------------------------------------------------------------ files

    def _piece(self, said: Said) -> None:
        key, buffers = str(said.get("key", "")), said.get("buffers") or [b""]
        try:
            got = self._folder.receive(
                key,
                str(said.get("name", "")),
                str(said.get("role", "")),
                int(said.get("size", 0)),
                int(said.get("at", 0)),
                bytes(buffers[0]),
            )
        except SimlibError:
            self.widget.send({"key": key, "stop": True})
            raise
        if isinstance(got, int):
            self.widget.send({"key": key, "got": got})
            return
        self.widget.send({"key": key, "got": got.size, "whole": True})
        self._take(got)

    def _path(self, said: Said) -> None:
        self._take(named(str(said.get("path", "")), str(said.get("role", ""))))

    def _take(self, brought: Brought) -> None:
        others = (
            self.files if brought.role == "invoices" else tuple(one for one in self.files if one.role != "payments")
        )
        self.files = (*(one for one in others if one.path != brought.path), brought)
        if not self._firm and brought.role == "invoices":
            self._firm = Path(brought.name).stem[:60]
        self._look()

    def _drop(self, said: Said) -> None:
        place = int(said.get("place", -1))
        self.files = tuple(one for at, one in enumerate(self.files) if at != place)
        self._look()

    def _of(self, role: str) -> list[Path]:
        return [one.path for one in self.files if one.role == role]

    # ------------------------------------------------------------------------------------------- what is in them

    def _look(self) -> None:
        """Look at the files anew, suggest which column holds what, and read them so."""
        self._found, self._forms, self.chosen = None, {}, Chosen(terms=self.chosen.terms)
        firsts = {role: files[0] for role in ROLES if (files := self._of(role))}
        if not firsts:
            self._looking.call_off()
            return

        def work(progress: Progress) -> tuple[dict[str, Form], Chosen]:
            forms = {}
            for role, file in firsts.items():
                forms[str(role)] = form_of(file, role)
                progress(0.3)
            return forms, suggested(forms.get("invoices"), forms.get("payments"))

        def done(found: tuple[dict[str, Form], Chosen]) -> None:
            self._forms, self.chosen = found[0], replace(found[1], terms=self.chosen.terms)
            self._check()
            self.tell()

        self._looking.start(work, done, self._unreadable)

    def _check(self) -> None:
        """Read the files as chosen and say what is found."""
        files, payments = self._of("invoices"), self._of("payments")
        if not files:
            return
        mapping = self._folder.path / "mapping.yaml"
        mapping.write_text(self._mapping(), encoding="utf-8")
        terms = self.chosen.terms or None

        def work(_: Progress) -> "Imported":
            from simlib.readers import read_ledger

            return read_ledger(files, payments=payments[0] if payments else None, mapping=mapping, terms=terms)

        def done(imported: "Imported") -> None:
            self._found = findings(imported)
            self.tell()

        self._looking.start(work, done, self._unreadable)

    def _mapping(self) -> str:
        return written(self.chosen, self._forms.get("invoices"), self._forms.get("payments"))

    def _unreadable(self, error: Exception) -> None:
        self._found = Findings(None, fault=error)
        self.tell()

    def plain(self, line: str) -> str:
        """Return a line in which files are called as on the page."""
        for one in self.files:
            line = line.replace(str(one.path), one.name)
        return super().plain(line.replace(str(self._folder.path), ""))

    def _column(self, said: Said) -> None:
        role = role_of(str(said.get("role", "")))
        form, column = self._forms.get(role), str(said.get("column", ""))
        if form is None or (column and form.column(column) is None):
            return
        self.chosen = self.chosen.with_column(role, str(said.get("field", "")), column)
        self._check()

    def _state(self, said: Said) -> None:
        self.chosen = replace(
            self.chosen, states={**self.chosen.states, str(said.get("value", "")): str(said.get("state", ""))}
        )
        self._check()

    def _how(self, said: Said) -> None:
        order, mark, terms = (str(said.get(name, getattr(self.chosen, name))) for name in ("order", "mark", "terms"))
        if order in ORDERS and mark in MARKS:
            self.chosen = replace(self.chosen, order=order, mark=mark, terms=terms.strip())
            self._check()

    # ------------------------------------------------------------------------------------------ reminders and learning

    def _plan(self, said: Said) -> None:
        try:
            days = tuple(
                Day(int(one["day"]), str(one["channel"]), float(one.get("min_amount") or 0.0))
                for one in said.get("days", ())
            )
        except (TypeError, ValueError, KeyError):
            raise Refusal("imports.bad_day") from None
        if len(days) > MOST_DAYS:
            raise Refusal("imports.many_days", most=MOST_DAYS)
        checked_plan(days, self._home[0])
        self.days = tuple(sorted(days, key=lambda one: one.day))

    def _name(self, said: Said) -> None:
        self._firm = str(said.get("name", ""))

    def _learn(self, said: Said) -> None:
        self._firm = str(said.get("name", self._firm)).strip()
        key_of(self._firm)
        found = self._found
        if found is None or found.imported is None:
            raise Refusal("imports.nothing_read")
        imported, days, mapping, lang = found.imported, self.days, self._mapping(), self.lang
        home, files = self._home
        name, source = self._firm, ", ".join(one.name for one in self.files)

        def work(progress: Progress) -> Learnt:
            return learn_firm(imported, home, files, days, name, mapping, source, lang, progress)

        def done(learnt: Learnt) -> None:
            self.learnt, self._customers = learnt, len(imported.customers)
            self.say("imports.learnt_short", name=learnt.base.name)
            self.live.rebase(learnt.base, learnt.files)
            self.tell()

        def failed(error: Exception) -> None:
            self.complain(error)
            self.tell()

        self._learning.start(work, done, failed)

    def _stop(self) -> None:
        self._learning.call_off()
        self.say("imports.stopped")

    # ------------------------------------------------------------------------------------------------ what is sent

    def _send_rejects(self) -> None:
        from simlib.readers.rejects import write_rejects

        if self._found is None or self._found.imported is None:
            return
        file = self._folder.path / "rejected.csv"
        write_rejects(self._found.imported.rejects, file)
        self._send(file, "text/csv")

    def _send_report(self) -> None:
        if self.learnt is not None and self.learnt.calibration.report.is_file():
            self._send(self.learnt.calibration.report, "text/html")

    def _send(self, file: Path, kind: str) -> None:
        """Send a file to the browser, which offers it for keeping."""
        self.widget.send({"download": file.name, "type": kind}, [file.read_bytes()])

    # ----------------------------------------------------------------------------------------------- what is shown

    def shown(self) -> dict[str, Any]:
        """Return the files, the columns, the findings, today's reminders, and how far learning is."""
        lang, form = self.lang, self._forms.get("invoices")
        return {
            "intro": words.text("imports.intro", lang, sent=LARGEST_SENT // MEGABYTE, named=LARGEST_NAMED // MEGABYTE),
            "largest": LARGEST_SENT,
            "piece": PIECE,
            "tooLarge": words.text("imports.too_large_here", lang, most=LARGEST_SENT // MEGABYTE),
            "roles": [{"value": role, "label": words.text(f"imports.role_{role}", lang)} for role in ROLES],
            "files": [self._file(one) for one in self.files],
            "reading": words.text("imports.reading", lang) if self._looking.is_running else "",
            "isFec": form is not None and form.is_fec,
            "columns": [
                fields_told(role, self._forms[role], self.chosen, lang) for role in ROLES if self._has_columns(role)
            ],
            "states": states_told(form, self.chosen, lang),
            "how": how_told(self.chosen, lang),
            "found": found_told(self._found, self.plain, lang),
            "plan": {
                "intro": words.text("imports.plan_intro", lang),
                "days": [{"day": one.day, "channel": one.channel, "min_amount": one.min_amount} for one in self.days],
                "channels": [
                    {"value": one.name.lower(), "label": said.of(lang)} for one, said in CHANNEL_LABELS.items()
                ],
                "most": MOST_DAYS,
            },
            "firm": self._firm,
            "learnIntro": words.text("imports.learn_intro", lang),
            "canLearn": self._found is not None and self._found.imported is not None,
            "busy": self._busy(),
            "learnt": self._learnt_told(),
        }

    def _has_columns(self, role: str) -> bool:
        form = self._forms.get(role)
        return form is not None and not form.is_fec

    def _file(self, one: Brought) -> dict[str, str]:
        size = words.number(one.size / MEGABYTE, self.lang, 1)
        return {
            "name": one.name,
            "role": words.text(f"imports.role_{one.role}", self.lang),
            "size": words.text("imports.size", self.lang, size=size),
        }

    def _busy(self) -> dict[str, Any]:
        if not self._learning.is_running:
            return {}
        share = self._learning.share
        return {
            "share": share,
            "text": words.text("imports.learning", self.lang, share=words.percent(share, self.lang)),
        }

    def _learnt_told(self) -> dict[str, Any]:
        if self.learnt is None:
            return {}
        from simlib.calibration.verdict import sentence

        verdict = sentence(self.learnt.base, self.lang)
        lines: Sequence[str] = [note.text(self.lang) for note in self.learnt.calibration.notes]
        done = words.text(
            "imports.learnt", self.lang, name=self.learnt.base.name, customers=words.number(self._customers, self.lang)
        )
        return {
            "done": done,
            "lines": [*([verdict] if verdict else []), *lines],
            "folder": self.learnt.files[-1].parent.name,
        }
