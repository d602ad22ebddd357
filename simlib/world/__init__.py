"""What chance deals: customers, their n-th orders, every random draw. Nothing here knows a lever."""
