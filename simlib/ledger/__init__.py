"""What happened: events and open items, in cents."""
