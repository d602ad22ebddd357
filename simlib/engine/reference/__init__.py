"""The reference engine: the model as one would tell it, in SimPy processes. It is the specification; the compiled engine must equal it."""

from simlib.engine.reference.simulation import Simulation

__all__ = ["Simulation"]
