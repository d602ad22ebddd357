"""The kernels of the page: this interpreter, one for each visitor, ended a while after the visitor has gone."""

from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from simlib.reporting.kernel import OwnKernel

NAME = "python3"
"""What the notebook calls its kernel."""


class OwnKernels(KernelSpecManager):
    """Knows one kernel, ours, whatever kernels are registered on the machine."""

    def find_kernel_specs(self) -> dict[str, str]:
        """Return the names of the kernels there are."""
        return {NAME: ""}

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:  # noqa: ARG002  # whatever it is called
        """Return how the kernel is started."""
        return OwnKernel().kernel_spec


class VisitedKernels(AsyncMappingKernelManager):
    """Ends idle kernels that a visitor has left, and leaves alone those that wait for one."""

    def __init__(self, **options: Any) -> None:
        """Start with none visited."""
        self._visited: set[str] = set()
        super().__init__(**options)  # type: ignore[no-untyped-call]

    def notify_connect(self, kernel_id: str) -> None:
        """Notice that a visitor has come."""
        self._visited.add(kernel_id)
        super().notify_connect(kernel_id)  # type: ignore[no-untyped-call]

    async def cull_kernel_if_idle(self, kernel_id: str) -> None:
        """End a kernel if its visitor has gone and it has had nothing to do for long enough."""
        if kernel_id in self._visited:
            await super().cull_kernel_if_idle(kernel_id)  # type: ignore[no-untyped-call]
