"""Says what a browser says."""

from simlib.workbook.page import Page


def ordered(page: Page, verb: str, **said: object) -> Page:
    """Order one thing."""
    number = page.asked + 1
    with page.hold_sync():
        page.orders = [*(one for one in page.orders if one["n"] > page.answered), {"n": number, "verb": verb, **said}]
        page.asked = number
    return page


def moved(page: Page, **values: object) -> Page:
    """Move levers, one order each, all sent at once."""
    number = page.asked
    orders = [
        {"n": number + i, "verb": "move", "path": path, "value": value}
        for i, (path, value) in enumerate(values.items(), 1)
    ]
    with page.hold_sync():
        page.orders = [*(one for one in page.orders if one["n"] > page.answered), *orders]
        page.asked = number + len(orders)
    return page
