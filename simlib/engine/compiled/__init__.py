"""The compiled engine: the same days as the reference, jumped from event to event over a calendar queue."""
