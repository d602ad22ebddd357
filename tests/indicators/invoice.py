"""One invoice as its events tell it, for the slow twins of indicators."""

from dataclasses import dataclass, field

from simlib.ledger.events import Kind


@dataclass
class Invoice:
    """One invoice, gathered from its events: day, kind, amount, reference, what the bank lacks."""

    issued: int
    due: int
    gross: int
    entered: int
    owed: int
    opened: bool
    story: list[tuple[int, int, int, int, int]] = field(default_factory=list)

    @property
    def is_factored(self) -> bool:
        """Whether a factor took it."""
        return any(kind == Kind.FACTORED for _, kind, _, _, _ in self.story)

    def closed(self, by: int = 1_000_000, paid_only: bool = False) -> int | None:
        """Return the day on which nothing was left, paid or otherwise, as told up to a day."""
        closed = None
        for day, kind, _, ref, unpaid in self.story:
            if day > by:
                break
            if kind == Kind.REJECTED:
                closed = None
            elif unpaid == 0 and closed is None:
                given_up = kind == Kind.WRITTEN_OFF or (kind == Kind.CREDITED and ref % 2**20 == 1)
                if kind == Kind.PAID or (given_up and not paid_only):
                    closed = day
        return closed

    def still_owed(self, day: int) -> int:
        """Return what the books say is open at the end of a day."""
        if day < self.entered:
            return 0
        lowered = self.sum_up_to(day, Kind.APPLIED, Kind.CREDITED, Kind.WRITTEN_OFF)
        return self.owed - lowered + self.sum_up_to(day, Kind.REJECTED)

    def sum_up_to(self, day: int, *kinds: Kind) -> int:
        """Return the amounts of some kinds that the books know at the end of a day."""
        return sum(cents for when, kind, cents, _, _ in self.story if kind in kinds and max(when, self.issued) <= day)

    def is_between(self, day: int, began: Kind, ended: Kind) -> bool:
        """Return whether at the end of a day something had begun and not ended."""
        told = [kind for when, kind, _, _, _ in self.story if when <= day and kind in (began, ended)]
        return bool(told) and told[-1] == began
