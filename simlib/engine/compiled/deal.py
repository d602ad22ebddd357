"""What chance deals to the customers of one replication, under one setting."""

from simlib.engine.compiled.state import CHANNELS, State, entity_of_invoice, ordinal_of_invoice
from simlib.engine.setting import THE_LARGEST, Setting
from simlib.jit import inlined, inner
from simlib.rules.cash import method_of
from simlib.rules.chance import is_drawn, joint_normal, lognormal, normal_quantile, patience, waiting_time
from simlib.rules.credit import credit_limit, hurdle_of, risk_rate, sales_a_month, score_percentile
from simlib.rules.invoicing import invoice_channel
from simlib.rules.orders import customer_mean, opening_week, world_week
from simlib.rules.payment import run_calendar
from simlib.rules.segmentation import joins_on
from simlib.world.draws import (
    BARGAIN,
    CONTACT,
    CUSTOMER_WEEK,
    FAILURE,
    HABIT,
    METHOD,
    OPENING,
    ORDER,
    PAYMENT,
    REST,
    RISK,
    RUN_DAY,
    SIZE,
    TRADE,
    WEEK,
    pair,
)

LONG_AGO = -1000000


@inner
def deal_customers(setting: Setting, state: State, replication: int) -> None:
    """Deal each customer its pace, size, frailty, payment runs, contact data, and the ways in which it trades."""
    for c in range(setting.customers.shape[0]):
        entity = setting.customers[c].entity
        party = state.parties[c]
        size, pace = pair(setting.seed, replication, entity, -1, SIZE, 0)
        habit, runs = pair(setting.seed, replication, entity, -1, HABIT, 0)
        weekday = pair(setting.seed, replication, entity, -1, RUN_DAY, 0)[0]
        party.world_pace = setting.customers[c].pace * lognormal(
            setting.customers[c].pace_spread, normal_quantile(pace)
        )
        if party.world_pace != party.dealt_pace:
            party.dealt_end = 0
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
        deal_trade(setting, state, replication, c)
    deal_lateness(setting, state)


@inner
def deal_trade(setting: Setting, state: State, replication: int, c: int) -> None:
    """Deal a customer how it gets invoices and pays, its risk and limit, what makes it pay early, when it joins a policy."""
    rates, row, party = setting.rates[0], setting.customers[c], state.parties[c]
    entity = row.entity
    u_channel, u_portal = pair(setting.seed, replication, entity, -1, TRADE, 0)
    party.channel = invoice_channel(u_channel, row.email, row.portal, row.e_invoice)
    party.is_portal = is_drawn(u_portal, rates.portal_adoption)
    u_method, u_parts = pair(setting.seed, replication, entity, -1, METHOD, 0)
    party.method = method_of(u_method, row.direct_debit, row.card, row.instant, row.cheque)
    party.pays_in_parts = is_drawn(u_parts, row.part_payers)
    u_risk, u_mistake = pair(setting.seed, replication, entity, -1, RISK, 0)
    risk = normal_quantile(u_risk)
    party.percentile = score_percentile(risk, normal_quantile(u_mistake), rates.score_weight)
    party.failure_rate_before = party.failure_rate
    party.failure_rate = risk_rate(row.insolvency_rate, rates.risk_spread, risk)
    u_failure, u_factored = pair(setting.seed, replication, entity, -1, FAILURE, 0)
    party.failure_draw = waiting_time(u_failure)
    party.is_factored = is_drawn(u_factored, rates.factored)
    u_hurdle, u_join = pair(setting.seed, replication, entity, -1, BARGAIN, 0)
    party.hurdle = hurdle_of(rates.hurdle, rates.hurdle_spread, normal_quantile(u_hurdle))
    party.adopts_on = LONG_AGO
    if rates.ramps != 0:
        party.adopts_on = joins_on(setting.begin, u_join, rates.ramp_from, rates.ramp_days)
    month = sales_a_month(party.world_pace, party.mean_amount, setting.vat_rate)
    party.limit = credit_limit(rates.limit_months, month, party.percentile, rates.tight_share, rates.tight_factor)
    party.shift = 0


@inlined
def deal_lateness(setting: Setting, state: State) -> None:
    """Let the customer that a shock strikes pay later."""
    rates = setting.rates[0]
    late = rates.late_customer
    if late == THE_LARGEST:
        most = -1.0
        for c in range(setting.customers.shape[0]):
            sales = state.parties[c].pace * state.parties[c].mean_amount
            if sales > most:
                most = sales
                late = c
    if late >= 0:
        state.parties[late].shift = rates.late_shift


@inner
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
    setting: Setting, state: State, replication: int, customer: int, ordinal: int, arrival: float, own: float
) -> int:
    """Return the unit-exponential draw of a customer's n-th order, from its own part and what its world week shares."""
    entity = setting.customers[customer].entity
    if setting.orders_given:
        week = setting.orders[setting.customers[customer].first_order + ordinal].week
    else:
        week = world_week(arrival, state.parties[customer].world_pace)
    customer_week = 0.0
    if setting.customer_week_share > 0.0:
        customer_week = normal_quantile(pair(setting.seed, replication, entity, -1, CUSTOMER_WEEK, week)[0])
    shared = 0.0
    if setting.week_share > 0.0:
        shared = week_draw(setting, state, replication, week)
    z = normal_quantile(own)
    return patience(joint_normal(customer_week, shared, z, setting.customer_week_share, setting.week_share))


@inlined
def payment_draws(setting: Setting, replication: int, customer: int, ordinal: int) -> tuple[float, float]:
    """Return the draws of a customer's n-th order: its own part of its patience, and its class."""
    return pair(setting.seed, replication, setting.customers[customer].entity, ordinal, PAYMENT, 0)


@inlined
def fresh_patience(setting: Setting, state: State, replication: int, slot: int, k: int) -> int:
    """Return the draw with which an invoice begins anew: after a reject (k = 0), after a part (k = 1)."""
    u, _ = of_invoice(setting, state, replication, slot, REST, k)
    return patience(normal_quantile(u))


@inlined
def of_invoice(
    setting: Setting, state: State, replication: int, slot: int, purpose: int, k: int
) -> tuple[float, float]:
    """Return the draws of an invoice, for a purpose."""
    entity, ordinal = entity_of_invoice(setting, state, slot), ordinal_of_invoice(state, slot)
    return pair(setting.seed, replication, entity, ordinal, purpose, k)


@inlined
def order_draws(setting: Setting, replication: int, customer: int, ordinal: int) -> tuple[float, float]:
    """Return the draws of a customer's n-th order: the gap before it, and its amount."""
    return pair(setting.seed, replication, setting.customers[customer].entity, ordinal, ORDER, 0)


@inner
def opening_patience(setting: Setting, replication: int, place: int) -> int:
    """Return a fresh draw for an invoice open at the start; invoices issued in one week share what a world week shares."""
    own = normal_quantile(pair(setting.seed, replication, setting.opening[place].entity, -1, OPENING, 0)[0])
    week = opening_week(setting.begin, setting.opening[place].issued)
    entity = setting.customers[setting.opening[place].customer].entity
    customer_week = normal_quantile(pair(setting.seed, replication, entity, -1, CUSTOMER_WEEK, week)[0])
    shared = normal_quantile(pair(setting.seed, replication, 0, -1, WEEK, week)[0])
    return patience(joint_normal(customer_week, shared, own, setting.customer_week_share, setting.week_share))
