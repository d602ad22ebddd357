"""Letters to customers, filled from the table of customers: drafts to be checked by counsel, never sent.

`letters_due` says who is to have which letter, `write_letters` writes them beside a page that lists them.
"""

from simlib.reporting.letters.due import KINDS, Draft, Item, letters_due
from simlib.reporting.letters.filling import Letter, Sender, fill
from simlib.reporting.letters.folder import write_letters

__all__ = ["KINDS", "Draft", "Item", "Letter", "Sender", "fill", "letters_due", "write_letters"]
