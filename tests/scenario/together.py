"""Levers that constrain one another, which tests that move one at a time leave alone."""

BOUND = (".runs.", ".dependence.", ".invoicing.", ".methods.", ".classes.", ".segmentation.")


def is_bound(path: str) -> bool:
    """Return whether a lever's value must agree with that of others."""
    return any(part in path for part in BOUND)
