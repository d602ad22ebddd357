"""Sentences between the figures of a notebook, in the reader's language."""

from IPython.display import Markdown

from simlib import words


def told(part: str, lang: str) -> Markdown:
    """Return a part of what the notebook of calibration says: `check`, `learn`, `fit`, `forecast` or `backtest`."""
    return Markdown(words.text(f"told.{part}", lang))  # type: ignore[no-untyped-call]
