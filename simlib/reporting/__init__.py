"""Documents that can go to a board: template notebooks executed, then set as one page that opens offline."""
