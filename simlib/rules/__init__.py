"""How it works: each rule of the domain, stated once, as a small scalar function named after what it returns.

Both engines call these and nothing else. Hazards are int64 in units of 2^-32 a business day, money is int64 cents, days are day numbers.
"""
