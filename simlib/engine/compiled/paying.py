"""Paying: what a customer transfers, and when it reaches the bank."""

from simlib.engine.compiled.deal import of_invoice
from simlib.engine.compiled.log import Events, post
from simlib.engine.compiled.places import acts_on, business_later, business_number
from simlib.engine.compiled.state import DIVERTED, TO_BANK, State, method_of_invoice
from simlib.engine.setting import Setting
from simlib.jit import inner
from simlib.ledger.events import DIVERTED as DIVERTED_EVENT
from simlib.ledger.events import TRANSFERRED
from simlib.rules.cash import DISCOVERY_DAYS, bank_delay, discount_cents, part_of
from simlib.rules.chance import is_drawn
from simlib.world.draws import FRAUD


@inner
def transfer(
    setting: Setting, state: State, events: Events, replication: int, slot: int, day: int, least_delay: int
) -> None:
    """Let the customer pay: all, all but a discount, or a part."""
    invoice, rates = state.slots[slot], setting.rates[0]
    party = state.parties[invoice.customer]
    invoice.paying = invoice.left
    invoice.discount = 0
    if invoice.discount_on >= business_number(setting, day):
        invoice.discount = discount_cents(invoice.left, rates.discount_rate)
        invoice.paying -= invoice.discount
    elif party.pays_in_parts != 0 and invoice.is_parted == 0:
        invoice.paying = part_of(invoice.left, rates.part_share)
    post(state, events, day, TRANSFERRED, slot, invoice.paying, 0, invoice.left - invoice.discount)
    if rates.diverted > 0.0:
        u_diverted, _ = of_invoice(setting, state, replication, slot, FRAUD, 0)
        if is_drawn(u_diverted, rates.diverted):
            invoice.discount = 0
            invoice.stage = DIVERTED
            invoice.on = acts_on(setting, day + DISCOVERY_DAYS)
            post(state, events, day, DIVERTED_EVENT, slot, invoice.paying, 0, invoice.left)
            return
    invoice.stage = TO_BANK
    delay = bank_delay(
        method_of_invoice(state, slot),
        invoice.is_linked != 0,
        setting.customers[invoice.customer].bank_days,
        rates.cheque_days,
        rates.card_days,
    )
    invoice.on = business_later(setting, day, max(delay, least_delay))
