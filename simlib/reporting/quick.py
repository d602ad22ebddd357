"""Notebook packages without the second that their import costs.

They import jsonschema, which offers checks of international addresses where `rfc3987_syntax` can be imported, and that package
builds a grammar for a second when it is. No notebook needs such checks: jsonschema is made to do without while it is first
imported here; anyone who imports the package later gets it.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

GRAMMAR = "rfc3987_syntax"


@contextmanager
def without_grammar() -> Iterator[None]:
    """Let what is imported meanwhile find no `rfc3987_syntax`, unless it is there already."""
    if GRAMMAR in sys.modules:
        yield
        return
    sys.modules[GRAMMAR] = None  # type: ignore[assignment]  # None is how an import is refused
    try:
        yield
    finally:
        del sys.modules[GRAMMAR]
