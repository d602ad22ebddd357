"""When a report is due: worked days on which clocks are moved, and laws over zones and expressions."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simlib.reporting.schedule.slots import Rule, last_business_day, rule_fault
from tests.scheduling.written import at

ZONES = ["Europe/Paris", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata", "UTC"]


def slots(rule: Rule, start: float, end: float) -> list[str]:
    """Return all slots between two instants, in UTC."""
    found, now = [], start
    while (slot := rule.following(now)) is not None and slot.instant <= end:
        found.append(datetime.datetime.fromtimestamp(slot.instant, datetime.UTC).strftime("%m-%d %H:%M"))
        now = slot.instant
    return found


# Clocks in France: 2026-03-29 at 02:00 to 03:00, 2026-10-25 at 03:00 back to 02:00 (directive 2000/84/EC: last Sundays, 01:00 UTC).
# In New York: 2026-03-08 and 2026-11-01, at 02:00 of the wall. On Lord Howe Island by half an hour only: 2026-04-05, 2026-10-04.
@pytest.mark.parametrize(
    ("when", "zone", "start", "end", "expected"),
    [
        ("30 2 * * *", "Europe/Paris", (2026, 3, 28), (2026, 3, 31), ["03-28 01:30", "03-29 01:30", "03-30 00:30"]),
        ("30 2 * * *", "Europe/Paris", (2026, 10, 24), (2026, 10, 27), ["10-24 00:30", "10-25 00:30", "10-26 01:30"]),
        ("0 7 * * *", "Europe/Paris", (2026, 3, 28), (2026, 3, 30), ["03-28 06:00", "03-29 05:00"]),
        ("0 7 * * *", "Europe/Paris", (2026, 10, 24), (2026, 10, 26), ["10-24 05:00", "10-25 06:00"]),
        ("30 2,3 * * *", "Europe/Paris", (2026, 3, 29), (2026, 3, 30), ["03-29 01:30"]),
        ("0 * * * *", "Europe/Paris", (2026, 10, 25), (2026, 10, 25, 3), ["10-25 02:00", "10-25 03:00"]),
        ("30 2 8 3 *", "America/New_York", (2026, 1, 1), (2027, 1, 1), ["03-08 07:30"]),
        ("30 1 1 11 *", "America/New_York", (2026, 1, 1), (2027, 1, 1), ["11-01 05:30"]),
        ("15,35 2 4 10 *", "Australia/Lord_Howe", (2026, 10, 1), (2026, 10, 5), ["10-03 15:35", "10-03 15:45"]),
        ("0 7 * * 1", "Asia/Kolkata", (2026, 3, 1), (2026, 3, 10), ["03-02 01:30", "03-09 01:30"]),
    ],
)
def test_days_on_which_clocks_move(
    when: str, zone: str, start: tuple[int, ...], end: tuple[int, ...], expected: list[str]
) -> None:
    rule = Rule(when, zone)
    assert slots(rule, at(*start), at(*end)) == expected
    # The same slots, asked for minute by minute from the other side.
    since = max(at(*start), at(*end) - 86_400)
    last = {rule.latest(now) for now in range(int(since), int(at(*end)) + 60, 60)}
    behind = {datetime.datetime.fromtimestamp(one.instant, datetime.UTC) for one in last if one and one.instant > since}
    first = datetime.datetime.fromtimestamp(since, datetime.UTC).strftime("%m-%d %H:%M")
    assert {one.strftime("%m-%d %H:%M") for one in behind} == {one for one in expected if one > first}


def test_last_business_days_of_2026_in_france() -> None:
    """From the calendar: the months that end on a weekend are January, February, May and October."""
    days = [30, 27, 31, 30, 29, 30, 31, 31, 30, 30, 30, 31]
    assert [last_business_day(datetime.date(2026, month, 5), "FR").day for month in range(1, 13)] == days
    rule = Rule("last_business_day", "Europe/Paris", "18:00", "FR")
    walls = []
    now = at(2026, 1, 1)
    for _ in range(12):
        slot = rule.following(now)
        assert slot is not None
        assert rule.latest(slot.instant) == slot
        assert rule.latest(slot.instant - 1) != slot
        walls.append((slot.local.month, slot.local.day, slot.local.hour))
        now = slot.instant
    assert walls == [(month, day, 18) for month, day in enumerate(days, start=1)]


def test_a_holiday_is_no_business_day() -> None:
    """31 May 2027 is Memorial Day in the United States, a Monday; in France it is a working day."""
    assert last_business_day(datetime.date(2027, 5, 1), "US").day == 28
    assert last_business_day(datetime.date(2027, 5, 1), "FR").day == 31


minutes = st.integers(0, 59)
hours = st.integers(0, 23)
times = st.floats(at(2025, 1, 1), at(2028, 1, 1))


@given(minute=minutes, hour=hours, zone=st.sampled_from(ZONES), now=times)
def test_once_a_day_is_once_each_day_of_the_wall(minute: int, hour: int, zone: str, now: float) -> None:
    rule = Rule(f"{minute} {hour} * * *", zone)
    days = []
    for _ in range(8):
        slot = rule.following(now)
        assert slot is not None
        days.append(slot.local.date())
        now = slot.instant
    assert days == [days[0] + datetime.timedelta(days=n) for n in range(8)]


@given(
    when=st.one_of(
        st.builds("{} {} * * *".format, minutes, hours),
        st.builds("{},{} 1-3 * * *".format, minutes, minutes),
        st.builds("*/{} * * * *".format, st.sampled_from([7, 15, 30])),
        st.builds("{} {} * * {}".format, minutes, hours, st.integers(0, 7)),
        st.builds("{} {} {} * *".format, minutes, hours, st.integers(1, 31)),
        st.just("last_business_day"),
    ),
    zone=st.sampled_from(ZONES),
    # Near the days on which clocks are moved, where it is hard.
    now=st.one_of(
        times,
        *(
            st.floats(at(*day), at(*day) + 200_000)
            for day in ((2026, 3, 28), (2026, 10, 24), (2026, 3, 7), (2026, 10, 3))
        ),
    ),
)
def test_last_and_next_are_neighbours(when: str, zone: str, now: float) -> None:
    rule = Rule(when, zone)
    last, following = rule.latest(now), rule.following(now)
    assert last is not None
    assert following is not None
    assert last.instant <= now < following.instant
    assert rule.following(last.instant) == following
    assert rule.latest(following.instant - 1) == last
    assert rule.latest(following.instant) == following
    assert last.local.utcoffset() == ZoneInfo(zone).utcoffset(last.local)


@pytest.mark.parametrize(
    "when",
    ["every monday", "0 7 * *", "0 7 * * 1 2026", "60 7 * * *", "0 24 * * *", "0 7 * * 9", "@daily", "", "H 7 * * *", "0 7 30 2 *",
     "last_businessday", "R 7 * * *", "0 7 ? * 1", "0 7 * * 5#2", "0 7 L * *", "0 7 * march *"],
)  # fmt: skip
def test_what_is_no_rule(when: str) -> None:
    assert "last_business_day" in rule_fault(when)


@pytest.mark.parametrize(
    "when", ["0 7 * * 1", "*/15 8-18 * * MON-FRI", "0 7 1,15 jan,jul *", "0 7 * * thu", "0 7 * mar *", "0 7 29 2 *"]
)
def test_what_is_a_rule(when: str) -> None:
    assert rule_fault(when) == ""
