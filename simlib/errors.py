"""Errors that users meet: each carries one clear line."""


class SimlibError(Exception):
    """Base of every error meant for a user: where, what was found, what is allowed, what to do."""


class ScenarioError(SimlibError):
    """A scenario cannot be used as written."""


class ImportFailure(SimlibError):  # noqa: N818  # it names what happened to a file, not a fault of the program
    """A ledger cannot be read."""


class CalibrationError(SimlibError):
    """A ledger does not hold what learning needs."""


class ReportError(SimlibError):
    """A document cannot be made."""


class StoreError(SimlibError):
    """Results cannot be kept, or whoever was to compute them cannot be reached."""


class ScheduleError(SimlibError):
    """A schedule cannot be used as written."""
