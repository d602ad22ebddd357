"""The page without code: the notebook served by Voila to this machine alone, behind a token."""

import logging
import socket
import tempfile
import webbrowser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from simlib import words
from simlib.errors import ScenarioError
from simlib.reporting.quick import without_grammar
from simlib.workbook.notebook import with_parameters

TEMPLATE = Path(__file__).parent / "voila"
LOOPBACK = "127.0.0.1"
PORT = 8866

EXTENSIONS = ("@voila-dashboards/widgets-manager8", "@jupyter-widgets/jupyterlab-manager", "anywidget")
"""What the browser may load: the widgets, nothing else that happens to be installed."""

POLICY = (
    "default-src 'self' blob: data:; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob: data:; style-src 'self' 'unsafe-inline' blob:; "
    "connect-src 'self' ws: blob: data:; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'"
)
"""What the browser is told to refuse: whatever does not come from this server."""

PING = 30_000
"""Milliseconds that a browser has to answer: the time between two such questions, more is not allowed."""

WARMED_AFTER = 4.0
"""Seconds after a visitor has come until the next kernel is warmed: the page that opens needs the processor more."""

LEFT_AFTER = 600
"""Seconds without a sign of life after which a visitor who closed the window is taken to have left."""

Say = Callable[[str], None]


def serve(
    scenario: str | Path,
    lang: str = "fr",
    port: int = PORT,
    open_browser: bool = True,
    say: Say | None = None,
) -> None:
    """Serve the page until it is stopped; a free port near the one asked for is taken where that is in use, any where it is 0.

    Args:
        scenario: Files of today's scenario, ``firm.yaml+policy.yaml``.
        lang: Language that the page opens in.
        port: Port on this machine.
        open_browser: Whether to open a browser.
        say: Told the address, its token included.

    Raises:
        ScenarioError: The scenario cannot be read, or there is no such language.
    """
    from simlib.scenario import load

    if lang not in words.languages:
        raise ScenarioError(f"language {lang!r} does not exist; choose one of {', '.join(words.languages)}")
    load(scenario)
    with tempfile.TemporaryDirectory(prefix="simlib-page-") as folder:
        notebook = Path(folder) / "explore.ipynb"
        notebook.write_text(_notebook(scenario, lang), encoding="utf-8")
        server = _server(port or _free_port(), lang, lambda url: _opened(url, open_browser, say))
        server.initialize([str(notebook)])
        server.start()


def _opened(url: str, open_browser: bool, say: Say | None) -> None:
    """Say where the page is, and open it."""
    if say is not None:
        say(url)
    if open_browser:
        webbrowser.open(url)


def _notebook(scenario: str | Path, lang: str) -> str:
    """Return the notebook of a scenario, its files named from the root."""
    one = Path(scenario)
    parts = [one] if one.is_file() else [Path(part.strip()) for part in str(scenario).split("+")]
    spec = "+".join(str(part.resolve()) for part in parts)
    said = {"title": words.text("page.title", lang), "waiting": words.text("page.opening", lang)}
    return with_parameters("explore", {"scenario": spec, "lang": lang}, said)


def _server(port: int, lang: str, opened: Callable[[str], None]) -> Any:
    """Return Voila, set up: loopback, a token of its own making, our template, a kernel kept warm."""
    with without_grammar():
        from traitlets.config import Config
        from voila.app import Voila

        from simlib.workbook.kernels import OwnKernels, VisitedKernels

    class Server(Voila):  # type: ignore[misc]  # voila ships no types
        def setup_template_dirs(self) -> None:
            super().setup_template_dirs()
            self.template_paths = [str(TEMPLATE), *self.template_paths]  # type: ignore[has-type]

        def launch_browser(self) -> None:
            opened(self.display_url)

    config = Config()
    config.Voila.ip = LOOPBACK
    config.Voila.port = port
    config.Voila.auto_token = True
    config.Voila.open_browser = True
    config.Voila.log_level = logging.ERROR
    config.Voila.config_file_paths = []
    config.Voila.tornado_settings = {
        "headers": {"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"},
        "ws_ping_timeout": PING,
    }
    config.VoilaConfiguration.template = "lab"
    config.VoilaConfiguration.kernel_spec_manager_class = OwnKernels
    config.VoilaConfiguration.multi_kernel_manager_class = VisitedKernels
    config.MappingKernelManager.cull_idle_timeout = LEFT_AFTER
    config.MappingKernelManager.cull_interval = LEFT_AFTER // 4
    config.VoilaConfiguration.strip_sources = True
    config.VoilaConfiguration.show_tracebacks = False
    config.VoilaConfiguration.allow_template_override = "NO"
    config.VoilaConfiguration.allow_theme_override = "NO"
    config.VoilaConfiguration.extension_allowlist = list(EXTENSIONS)
    config.VoilaConfiguration.file_allowlist = []
    config.VoilaConfiguration.preheat_kernel = True
    config.VoilaConfiguration.default_pool_size = 1
    config.VoilaKernelManager.fill_delay = WARMED_AFTER
    config.VoilaExporter.language_code = lang
    config.KernelManager.transport = "ipc" if hasattr(socket, "AF_UNIX") else "tcp"
    return Server.instance(config=config)


def _free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
