"""The only module that knows the compiler: it names its cache after the sources, so a changed rule never meets an old engine.

`rule` compiles a scalar function of the domain, `kernel` a loop over arrays that lets go of Python's lock. Without numba, or with
``NUMBA_DISABLE_JIT=1``, both leave the function as plain Python: slower, and equal to the bit.
"""

import hashlib
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

_PACKAGE = Path(__file__).parent
_COMPILED_ROOMS = ("rules", "world", "engine", "indicators", "ledger", "calibration")

Function = TypeVar("Function", bound=Callable[..., object])

try:
    import numba
except ImportError:  # the plain life: everything works, slowly
    numba = None


def is_compiled() -> bool:
    """Whether functions are compiled; false without numba or with ``NUMBA_DISABLE_JIT=1``."""
    return numba is not None and not numba.config.DISABLE_JIT


def why_not_compiled() -> str:
    """Say in one sentence why functions are not compiled; empty when they are."""
    if numba is None:
        return "numba is not installed"
    if numba.config.DISABLE_JIT:
        return "the compiler is switched off by NUMBA_DISABLE_JIT"
    return ""


def _sources_digest() -> str:
    """Hash what the machine code depends on: sources, numba, Python and processor."""
    digest = hashlib.sha256()
    files = [_PACKAGE / name for name in ("days.py", "money.py", "jit.py")]
    for room in _COMPILED_ROOMS:
        files += sorted((_PACKAGE / room).rglob("*.py"))
    for file in files:
        if file.exists():
            digest.update(file.relative_to(_PACKAGE).as_posix().encode())
            digest.update(file.read_bytes())
    digest.update(f"{numba.__version__} {sys.version} {platform.machine()} {platform.processor()}".encode())
    return digest.hexdigest()[:16]


def _cache_root() -> Path:
    """Return the folder for machine code, by the system's custom."""
    if os.name == "nt" and "LOCALAPPDATA" in os.environ:
        return Path(os.environ["LOCALAPPDATA"]) / "simlib"
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "simlib"


if is_compiled():
    numba.config.CACHE_DIR = str(_cache_root() / _sources_digest())


def rule(function: Function) -> Function:
    """Compile a scalar rule of the domain; its plain life stays at ``.py_func``."""
    if not is_compiled():
        return function
    return cast(Function, _for_types(numba.njit(cache=True, fastmath=False, error_model="python")(function)))


def kernel(function: Function) -> Function:
    """Compile a loop over arrays that runs without Python's lock, so threads share the cores."""
    if not is_compiled():
        return function
    return cast(Function, numba.njit(cache=True, fastmath=False, error_model="python", nogil=True)(function))


def bare_kernel(function: Function) -> Function:
    """Compile a kernel that only reads and writes arrays made elsewhere.

    It keeps no count of references to them, which in loops over records costs more than the work itself; so it cannot make an array.
    """
    return _bare(function, cache=True)


def inner(function: Function) -> Function:
    """Compile a part of bare kernels: without a way in for Python, and made into machine code with them only, not by itself as well.

    Only compiled code may call it.
    """
    return _part(function)


def inlined(function: Function) -> Function:
    """Compile a small part of a bare kernel, copied to where it is called: handing many arrays over costs more than it does."""
    return _part(function, forceinline=True)


def _part(function: Function, **more: bool) -> Function:
    if not is_compiled():
        return function
    return _bare(function, no_cpython_wrapper=True, no_cfunc_wrapper=True, pipeline_class=_PartCompiler, **more)


def _bare(function: Function, **more: Any) -> Function:
    if not is_compiled():
        return function
    options = {"fastmath": False, "error_model": "python", "nogil": True, "_nrt": False}
    return cast(Function, _for_types(numba.njit(**options, **more)(function)))


def _for_types(dispatcher: Any) -> Any:
    """Let a function be compiled once for the types of its arguments, not again for each constant that it is called with."""
    of = dispatcher.get_call_template

    def get_call_template(arguments: Any, names: Any) -> Any:
        return of(tuple(map(types.unliteral, arguments)), {name: types.unliteral(one) for name, one in names.items()})

    dispatcher.get_call_template = get_call_template
    return dispatcher


Whole = TypeVar("Whole", bound=tuple[object, ...])


def by_reference(whole: Whole) -> Whole:
    """Hand a named tuple of arrays over by its place in memory, instead of copying all that describes the arrays in each call.

    Only for the entry of a `bare_kernel`, and for use within that call; its parts are then read from there by their names.
    """
    return whole


if is_compiled():
    from numba import _dynfunc
    from numba.core import cgutils
    from numba.core import types as _types
    from numba.core.codegen import JITCodeLibrary
    from numba.core.compiler import CompilerBase, DefaultPassBuilder
    from numba.core.datamodel.models import PrimitiveModel
    from numba.core.imputils import lower_getattr_generic
    from numba.core.typing.templates import AttributeTemplate
    from numba.extending import infer_getattr, lower_builtin, register_model, type_callable

    types: Any = _types

    class Reference(_types.Type):
        """The place of a named tuple in memory."""

        def __init__(self, whole: Any) -> None:
            """Take the type of the tuple, whose own name lists all its columns: too long to stand in each function's name."""
            self.whole = whole
            digest = hashlib.sha256(str(whole).encode()).hexdigest()[:16]
            super().__init__(name=f"{whole.instance_class.__name__}_{digest}")

    @register_model(Reference)
    class _ReferenceModel(PrimitiveModel):  # type: ignore[misc]
        def __init__(self, manager: Any, reference: Reference) -> None:
            super().__init__(manager, reference, manager.lookup(reference.whole).get_value_type().as_pointer())

    @infer_getattr
    class _ReferenceParts(AttributeTemplate):  # type: ignore[misc]
        key = Reference

        def generic_resolve(self, reference: Reference, name: str) -> Any:
            return reference.whole.types[reference.whole.fields.index(name)]

    @lower_getattr_generic(Reference)  # type: ignore[untyped-decorator]
    def _read_part(context: Any, builder: Any, reference: Reference, place: Any, name: str) -> Any:  # noqa: ARG001
        return builder.load(cgutils.gep_inbounds(builder, place, 0, reference.whole.fields.index(name)))

    @type_callable(by_reference)  # type: ignore[untyped-decorator]
    def _type_of_reference(context: Any) -> Any:  # noqa: ARG001
        def of(whole: Any) -> Any:
            return Reference(whole)

        return of

    @lower_builtin(by_reference, types.BaseTuple)  # type: ignore[untyped-decorator]
    def _make_reference(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:  # noqa: ARG001
        return cgutils.alloca_once_value(builder, arguments[0])

    class _PartLibrary(JITCodeLibrary):  # type: ignore[misc]
        """Code that goes into the code of its callers, which is optimised and made into machine code as one."""

        def _optimize_final_module(self) -> None:
            """Leave it to the callers."""

        def _finalize_final_module(self) -> None:
            self._finalized = True

    class _PartCompiler(CompilerBase):  # type: ignore[misc]
        """Compiles a part of bare kernels."""

        def define_pipelines(self) -> list[Any]:
            state = self.state
            state.flags.no_compile = True
            state.library = _PartLibrary(state.targetctx.codegen(), state.func_id.func_qualname)
            return [DefaultPassBuilder.define_nopython_pipeline(state)]

        def compile_extra(self, func: Any) -> Any:
            """Return a function as compiled, known to its callers by a stand-in for the machine code that it has not."""
            made = super().compile_extra(func)
            module, name = made.fndesc.lookup_module(), func.__name__
            stand_in = _dynfunc.make_function(module, name, func.__doc__, 0, made.environment, (made.library,))
            self.state.targetctx.insert_user_function(stand_in, made.fndesc, [made.library])
            return made._replace(entry_point=stand_in)


def plain(function: Function) -> Function:
    """Return the uncompiled life of a rule or kernel."""
    return cast(Function, getattr(function, "py_func", function))
