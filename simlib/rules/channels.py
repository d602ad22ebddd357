"""Channels: the ways a customer is reminded, weakest first."""

from enum import IntEnum


class Channel(IntEnum):
    """A way to reach a customer. The number is its strength: of several due on one day, the strongest is sent."""

    SMS = 0
    EMAIL = 1
    STATEMENT = 2
    LETTER = 3
    FORMAL_NOTICE = 4
    CALL = 5


CHANNEL_NAMES: tuple[str, ...] = tuple(channel.name.lower() for channel in Channel)
"""Names as scenarios write them, weakest first."""


def channel_name(channel: Channel) -> str:
    """Return the name that scenarios use.

    >>> channel_name(Channel.FORMAL_NOTICE)
    'formal_notice'
    """
    return channel.name.lower()


def channel_of(name: str) -> Channel:
    """Return the channel of a name.

    Raises:
        KeyError: No channel has this name.
    """
    return Channel[name.upper()]
