"""What chance deals to the customers of one replication, under one setting."""

from simlib.engine.compiled.state import CHANNELS, State
from simlib.engine.setting import Setting
from simlib.jit import bare_kernel, inlined
from simlib.rules.chance import is_drawn, joint_normal, lognormal, normal_quantile, patience
from simlib.rules.orders import customer_mean, opening_week, world_week
from simlib.rules.payment import run_calendar
from simlib.world.draws import CONTACT, CUSTOMER_WEEK, HABIT, OPENING, ORDER, PAYMENT, RUN_DAY, SIZE, WEEK, pair


@bare_kernel
def deal_customers(setting: Setting, state: State, replication: int) -> None:
    """Deal each customer its pace, size, frailty, payment runs and contact data."""
    for c in range(setting.customers.shape[0]):
        entity = setting.customers[c].entity
        party = state.parties[c]
        size, pace = pair(setting.seed, replication, entity, -1, SIZE, 0)
        habit, runs = pair(setting.seed, replication, entity, -1, HABIT, 0)
        weekday = pair(setting.seed, replication, entity, -1, RUN_DAY, 0)[0]
        party.world_pace = setting.customers[c].pace * lognormal(
            setting.customers[c].pace_spread, normal_quantile(pace)
        )
        party.pace_before = party.pace
        party.pace = party.world_pace * setting.customers[c].active
        row = setting.customers[c]
        party.mean_amount = customer_mean(row.mean_amount, row.size_spread, normal_quantile(size))
        party.frailty = setting.customers[c].frailty * lognormal(
            setting.customers[c].frailty_spread, normal_quantile(habit)
        )
        party.runs = setting.customers[c].own_runs
        if party.runs < 0:
            party.runs = run_calendar(
                runs,
                weekday,
                setting.customers[c].runs_weekly,
                setting.customers[c].runs_twice_monthly,
                setting.customers[c].runs_monthly,
                setting.week_length,
            )
        party.wrong_contact = 0
        for channel in range(CHANNELS):
            u = pair(setting.seed, replication, entity, -1, CONTACT, channel)[0]
            if is_drawn(u, setting.channels[channel].wrong_contact):
                party.wrong_contact |= 1 << channel


@bare_kernel
def deal_weeks(setting: Setting, state: State, replication: int) -> None:
    """Deal the normal draw that all invoices of a world week share."""
    for week in range(state.week_draws.shape[0]):
        state.week_draws[week] = normal_quantile(pair(setting.seed, replication, 0, -1, WEEK, week)[0])


@inlined
def week_draw(setting: Setting, state: State, replication: int, week: int) -> float:
    """Return the normal draw of a world week."""
    if week < state.week_draws.shape[0]:
        return state.week_draws[week]
    return normal_quantile(pair(setting.seed, replication, 0, -1, WEEK, week)[0])


@inlined
def order_patience(
    setting: Setting, state: State, replication: int, customer: int, ordinal: int, arrival: float
) -> int:
    """Return the unit-exponential draw of a customer's n-th order, with what its world week shares."""
    entity = setting.customers[customer].entity
    if setting.orders_given:
        week = setting.orders[setting.customers[customer].first_order + ordinal].week
    else:
        week = world_week(arrival, state.parties[customer].world_pace)
    own = normal_quantile(pair(setting.seed, replication, entity, ordinal, PAYMENT, 0)[0])
    customer_week = 0.0
    if setting.customer_week_share > 0.0:
        customer_week = normal_quantile(pair(setting.seed, replication, entity, -1, CUSTOMER_WEEK, week)[0])
    shared = 0.0
    if setting.week_share > 0.0:
        shared = week_draw(setting, state, replication, week)
    return patience(joint_normal(customer_week, shared, own, setting.customer_week_share, setting.week_share))


@inlined
def order_draws(setting: Setting, replication: int, customer: int, ordinal: int) -> tuple[float, float]:
    """Return the draws of a customer's n-th order: the gap before it, and its amount."""
    return pair(setting.seed, replication, setting.customers[customer].entity, ordinal, ORDER, 0)


@bare_kernel
def opening_patience(setting: Setting, replication: int, place: int) -> int:
    """Return a fresh draw for an invoice open at the start; invoices issued in one week share what a world week shares."""
    own = normal_quantile(pair(setting.seed, replication, setting.opening[place].entity, -1, OPENING, 0)[0])
    week = opening_week(setting.begin, setting.opening[place].issued)
    entity = setting.customers[setting.opening[place].customer].entity
    customer_week = normal_quantile(pair(setting.seed, replication, entity, -1, CUSTOMER_WEEK, week)[0])
    shared = normal_quantile(pair(setting.seed, replication, 0, -1, WEEK, week)[0])
    return patience(joint_normal(customer_week, shared, own, setting.customer_week_share, setting.week_share))
