"""The browser that sets pages as PDF and figures as images: a Chromium that is there, without a window and without a network."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from simlib.errors import ReportError

NAMES = (
    "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)  # fmt: skip
VARIABLE = "SIMLIB_BROWSER"
PATIENCE = 120
"""Seconds a browser may take."""

OFFLINE = (
    "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--disable-extensions", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND", "--disable-dev-shm-usage",
    "--virtual-time-budget=20000", "--force-color-profile=srgb",
)  # fmt: skip


def browser_file() -> str:
    """Return the browser of this machine.

    Raises:
        ReportError: There is none.
    """
    named = os.environ.get(VARIABLE)
    if named and not shutil.which(named):
        raise ReportError(f"{VARIABLE} names {named!r}, which is no program; name a Chromium, Chrome or Edge")
    for name in (named, *NAMES):
        found = shutil.which(name) if name else None
        if found:
            return found
    raise ReportError(
        "PDF and images are made by a browser, and none was found; install Chromium, Chrome or Edge, or name one in "
        f"{VARIABLE}; html, pptx and xlsx need none"
    )


def browse(page: Path, arguments: Sequence[str]) -> str:
    """Open a page of the disk in the browser, and return what it prints.

    Raises:
        ReportError: There is no browser, or it fails.
    """
    with tempfile.TemporaryDirectory(prefix="simlib-browser-", ignore_cleanup_errors=True) as profile:
        command = [browser_file(), *OFFLINE, f"--user-data-dir={profile}", *arguments, page.resolve().as_uri()]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # the sandbox refuses to start for root; the page is our own, and offline
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)  # noqa: S603 - our own page
        except subprocess.TimeoutExpired:
            raise ReportError(f"the browser did not finish within {PATIENCE} seconds; try again") from None
        except OSError as error:
            raise ReportError(f"the browser does not start ({error.strerror or error})") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise ReportError(f"the browser failed ({said[-1] if said else f'exit code {done.returncode}'})")
    return done.stdout.decode("utf-8", "replace")
