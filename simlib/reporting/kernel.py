"""The kernel that template notebooks run in: the Python that runs us, with the package that we are."""

import os
import sys
from pathlib import Path

from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import default

_HOME = str(Path(__file__).resolve().parents[2])

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

    @property
    def kernel_spec(self) -> KernelSpec:
        """How the kernel is started; the package is found where it was found here, if nowhere else."""
        return KernelSpec(
            argv=[sys.executable, "-c", _START, _HOME, "-f", "{connection_file}"],
            env={"PYDEVD_DISABLE_FILE_VALIDATION": "1", "PLOTLY_RENDERER": "plotly_mimetype"},
            display_name="simlib",
            language="python",
        )
