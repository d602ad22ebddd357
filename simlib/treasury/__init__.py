"""Treasury: from receivables to the cash position, its table of weeks and months, and what was forecast held against what came."""
