"""Effects: what one touch of each channel does and costs."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from simlib.rules.channels import CHANNEL_NAMES, Channel, channel_name, channel_of
from simlib.scenario.fields import Both, Part, lever, not_allowed, shown, unknown_name


def _as_channel(value: object) -> object:
    if isinstance(value, Channel):
        return value
    if isinstance(value, str) and value in CHANNEL_NAMES:
        return channel_of(value)
    raise not_allowed(shown(value), "one of " + ", ".join(CHANNEL_NAMES), choices=CHANNEL_NAMES)


ChannelName = Annotated[
    Channel,
    BeforeValidator(_as_channel),
    PlainSerializer(channel_name, return_type=str),
    WithJsonSchema({"type": "string", "enum": list(CHANNEL_NAMES)}),
]
"""A channel, written by its lower-case name."""


class Effect(Part):
    """What one touch of a channel does and costs."""

    hazard_ratio: float = lever(
        1.25, unit="factor", minimum=0.5, maximum=6.0, step=0.05, moves="weighted_days_late", direction=-1,
        group="reminders",
        source="shrunk from Gillitzer & Sinning 2020, Cadena & Schoar 2011, Laudenbach et al.: assumption",
        label=Both("Effet d’une relance reçue", "Effect of a delivered touch"),
        help=Both(
            "Une relance reçue multiplie par ce nombre la chance quotidienne de paiement, le temps de la fenêtre.",
            "A delivered touch multiplies the daily chance of payment by this, for as long as its window.",
        ),
    )  # fmt: skip
    window_days: int = lever(
        5, kind="integer", unit="business_days", minimum=0, maximum=60, step=1, moves="weighted_days_late",
        direction=-1,
        group="reminders",
        label=Both("Durée de l’effet", "Window of the effect"),
        help=Both(
            "Jours ouvrés pendant lesquels une relance reçue agit.",
            "Business days during which a delivered touch acts.",
        ),
    )  # fmt: skip
    delivery: float = lever(
        0.90, unit="share", minimum=0.0, maximum=1.0, step=0.01, moves="weighted_days_late", direction=-1,
        group="reminders",
        label=Both("Part des relances reçues", "Share delivered"),
        help=Both(
            "Part des relances qui atteignent leur destinataire ; pour un appel, part des appels aboutis.",
            "Share of touches that reach their addressee; for a call, share of calls that reach the right person.",
        ),
    )  # fmt: skip
    wrong_contact: float = lever(
        0.05, unit="share", minimum=0.0, maximum=1.0, step=0.01, moves="weighted_days_late", direction=+1,
        group="reminders",
        label=Both("Coordonnées fausses", "Wrong contact data"),
        help=Both(
            "Part des clients dont les coordonnées sont fausses pour ce canal : rien ne leur parvient.",
            "Share of customers whose contact data are wrong for this channel: nothing reaches them.",
        ),
    )  # fmt: skip
    unit_cost: float = lever(
        0.0, unit="EUR", minimum=0.0, maximum=200.0, step=0.05, moves="cost_to_collect", direction=+1,
        group="reminders",
        label=Both("Coût d’envoi", "Cost of one touch"),
        help=Both(
            "Dépense par relance, hors temps passé : affranchissement, SMS, recommandé.",
            "Expense per touch besides time: postage, text message, registered letter.",
        ),
    )  # fmt: skip
    minutes: int = lever(
        0, kind="integer", unit="minutes", minimum=0, maximum=120, step=1, moves="hours_spent", direction=+1,
        group="reminders",
        label=Both("Temps par relance écrite", "Time per written touch"),
        help=Both(
            "Minutes de travail pour une relance écrite ; les appels ont leurs propres durées.",
            "Minutes of work for one written touch; calls have durations of their own.",
        ),
    )  # fmt: skip


def _effect(ratio: float, window: int, delivery: float, wrong: float, cost: float, minutes: int) -> Effect:
    return Effect(
        hazard_ratio=ratio, window_days=window, delivery=delivery, wrong_contact=wrong, unit_cost=cost, minutes=minutes
    )


DEFAULT_EFFECTS: dict[Channel, Effect] = {
    Channel.SMS: _effect(1.15, 3, 0.85, 0.10, 0.10, 0),
    Channel.EMAIL: _effect(1.25, 5, 0.90, 0.05, 0.05, 0),
    Channel.STATEMENT: _effect(1.20, 7, 0.95, 0.03, 2.00, 1),
    Channel.LETTER: _effect(1.20, 7, 0.95, 0.03, 2.00, 1),
    Channel.FORMAL_NOTICE: _effect(1.90, 10, 0.95, 0.03, 8.00, 10),
    Channel.CALL: _effect(1.90, 7, 0.40, 0.05, 0.00, 0),
}
"""Priors of the channels' effects: proposals shrunk towards no effect, to be shown as assumptions."""


def with_defaults(given: object) -> object:
    """Lay given effects over the defaults of their channels."""
    if not isinstance(given, Mapping):
        return given
    effects: dict[str, Any] = {channel_name(channel): effect for channel, effect in DEFAULT_EFFECTS.items()}
    for name, effect in given.items():
        if not isinstance(name, Channel) and name not in CHANNEL_NAMES:
            raise unknown_name(CHANNEL_NAMES, key=str(name))
        channel = name if isinstance(name, Channel) else channel_of(name)
        if isinstance(effect, Mapping):
            effect = {**DEFAULT_EFFECTS[channel].model_dump(), **effect}
        effects[channel_name(channel)] = effect
    return effects
