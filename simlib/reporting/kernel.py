"""The kernel that template notebooks run in: the Python that runs us, with the package that we are."""

import os
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.paths import jupyter_runtime_dir
from traitlets import default

_HOME = str(Path(__file__).resolve().parents[2])

LONGEST_HOME = 70
"""A socket's path has some hundred characters at most."""

_START = (
    "import sys; sys.path.append(sys.argv.pop(1)); "
    "from ipykernel.kernelapp import launch_new_instance; launch_new_instance()"
)


class OwnKernel(AsyncKernelManager):
    """Starts this interpreter, whatever kernels are registered on the machine under whatever names."""

    @default("transport")
    def _transport_by_file(self) -> str:
        """Talk through files that are ours alone, where the system has such."""
        return "ipc" if os.name == "posix" else "tcp"

    @default("ip")
    def _files_of_one_kernel(self) -> str:
        """Name these files after this kernel alone: reports made at once in one folder do not meet, and none is left there."""
        if self.transport != "ipc":
            return "127.0.0.1"
        home = Path(jupyter_runtime_dir())
        if len(str(home)) > LONGEST_HOME:
            home = Path(tempfile.gettempdir())
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        return str(home / f"simlib-{uuid4().hex[:12]}")

    @property
    def kernel_spec(self) -> KernelSpec:
        """How the kernel is started; the package is found where it was found here, if nowhere else."""
        return KernelSpec(
            argv=[sys.executable, "-c", _START, _HOME, "-f", "{connection_file}"],
            env={"PYDEVD_DISABLE_FILE_VALIDATION": "1", "PLOTLY_RENDERER": "plotly_mimetype"},
            display_name="simlib",
            language="python",
        )
