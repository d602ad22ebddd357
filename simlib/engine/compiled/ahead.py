"""Orders dealt ahead: what chance gives to the orders after the start, drawn once for all scenarios that share a past.

Nothing that these draws depend on is a policy's to move; a scenario with other paces, or other ties between invoices, draws for itself.
"""

from simlib.engine.compiled.deal import order_draws, order_patience, payment_draws
from simlib.engine.compiled.state import State
from simlib.engine.setting import Setting, Table
from simlib.jit import bare_kernel, by_reference
from simlib.rules.chance import normal_quantile, waiting_time
from simlib.rules.orders import order_due_at


@bare_kernel
def deal_ahead(setting: Setting, state: State, dealt: Table, replication: int) -> int:
    """Draw each customer's orders up to the end, from the one it waits for, as long as there is room; return how many."""
    setting, state = by_reference(setting), by_reference(state)
    last = setting.days[setting.end - 1 - setting.first].order_time
    place = 0
    for customer in range(setting.customers.shape[0]):
        party = state.parties[customer]
        party.dealt_at = place - party.ordinal
        party.dealt_pace = party.world_pace
        ordinal, arrival = int(party.ordinal), float(party.arrival)
        gap, amount = order_draws(setting, replication, customer, ordinal)
        wait = waiting_time(gap)
        while place < dealt.shape[0] and order_due_at(arrival, party.pace, party.pace, 0) <= last:
            row = dealt[place]
            row.gap = wait
            row.amount_draw = normal_quantile(amount)
            own, row.class_draw = payment_draws(setting, replication, customer, ordinal)
            row.patience = order_patience(setting, state, replication, customer, ordinal, arrival, own)
            place += 1
            ordinal += 1
            gap, amount = order_draws(setting, replication, customer, ordinal)
            wait = waiting_time(gap)
            arrival += wait
        party.dealt_end = place
    return place
