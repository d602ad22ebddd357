"""Paths that users name."""

from pathlib import Path


def is_there(path: Path) -> bool:
    """Return whether something stands at a path; a path that no system can hold leads nowhere."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
