"""Counting days: every jump over working days agrees with counting them one by one."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core.vocabulary import DurationUnit
from objectives.core.workdays import OutsideCalendar, WorkCalendar, end_of, start_of

FIRST = date(2026, 1, 1)
SPAN = 120
WEEKDAYS = [day for n in range(SPAN) if (day := FIRST + timedelta(days=n)).weekday() < 5]
WEEK = WorkCalendar.working("week", FIRST, FIRST + timedelta(days=SPAN - 1), WEEKDAYS)
FRIDAY = date(2026, 2, 6).toordinal()
SATURDAY, MONDAY = FRIDAY + 1, FRIDAY + 3


@st.composite
def calendars(draw):
    worked = draw(st.sets(st.integers(0, SPAN - 1), min_size=20))
    return WorkCalendar.working(
        "drawn", FIRST, FIRST + timedelta(days=SPAN - 1), {FIRST + timedelta(days=n) for n in worked}
    )


def worked_between(calendar, start, end):
    return sum(day in calendar.days for day in range(start, end))


def test_a_day_is_worked_or_not():
    assert WEEK.works(date(2026, 2, 6))
    assert not WEEK.works(date(2026, 2, 7))


def test_days_from_friday_to_monday_are_two():
    assert WEEK.count(date(2026, 2, 6), date(2026, 2, 9)) == 2
    assert WEEK.count(date(2026, 2, 9), date(2026, 2, 6)) == 0


def test_work_that_must_end_over_a_weekend_ends_on_friday():
    assert WEEK.end_at_or_before(MONDAY) == SATURDAY
    assert WEEK.start_at_or_after(SATURDAY) == MONDAY
    assert WEEK.start_at_or_before(MONDAY - 1) == FRIDAY
    assert WEEK.end_at_or_after(MONDAY) == MONDAY + 1


def test_sea_freight_runs_through_the_weekend_and_no_days_take_no_time():
    assert end_of(WEEK, FRIDAY, 3, DurationUnit.ELAPSED) == MONDAY
    assert start_of(WEEK, MONDAY, 3, DurationUnit.ELAPSED) == FRIDAY
    assert end_of(WEEK, SATURDAY, 0, DurationUnit.WORKING) == SATURDAY
    assert start_of(WEEK, MONDAY, 1, DurationUnit.WORKING) == FRIDAY
    assert end_of(WEEK, SATURDAY, 1, DurationUnit.WORKING) == MONDAY + 1


@pytest.mark.parametrize(
    "leave",
    [
        lambda: WEEK.back(WEEK.first + 3, 10),
        lambda: WEEK.forth(WEEK.last, 10),
        lambda: WEEK.until(WEEK.first - 1),
        lambda: WEEK.until(WEEK.last + 2),
        lambda: WEEK.end_at_or_before(WEEK.first),
        lambda: WEEK.start_at_or_after(WEEK.last + 1),
    ],
)
def test_leaving_the_known_days_is_refused_rather_than_guessed(leave):
    with pytest.raises(OutsideCalendar, match="week"):
        leave()


def test_a_calendar_without_rest_works_every_day():
    ship = WorkCalendar.every_day("ship", FIRST, FIRST + timedelta(days=99))
    assert ship.between(ship.first, ship.last + 1) == 100
    assert ship.forth(ship.first, 7) == ship.first + 7


def test_only_spans_that_touch_an_unannounced_year_are_provisional():
    year = WorkCalendar.working("CN", date(2026, 1, 1), date(2027, 12, 31), [], provisional_years=[2027])
    new_year = date(2027, 1, 1).toordinal()
    assert not year.is_provisional(new_year - 10, new_year)
    assert year.is_provisional(new_year - 10, new_year + 1)
    assert not year.is_provisional(new_year + 1, new_year + 1)


@given(calendars(), st.integers(0, SPAN), st.integers(1, 25))
def test_counting_back_gives_the_latest_instant_that_leaves_enough_days(calendar, offset, days):
    instant = calendar.first + offset
    fitting = [i for i in range(calendar.first, instant + 1) if worked_between(calendar, i, instant) >= days]
    if fitting:
        assert calendar.back(instant, days) == max(fitting)
    else:
        with pytest.raises(OutsideCalendar):
            calendar.back(instant, days)


@given(calendars(), st.integers(0, SPAN), st.integers(1, 25))
def test_counting_forth_gives_the_earliest_instant_that_leaves_enough_days(calendar, offset, days):
    instant = calendar.first + offset
    fitting = [i for i in range(instant, calendar.last + 2) if worked_between(calendar, instant, i) >= days]
    if fitting:
        assert calendar.forth(instant, days) == min(fitting)
    else:
        with pytest.raises(OutsideCalendar):
            calendar.forth(instant, days)


@given(calendars(), st.integers(1, SPAN - 1))
def test_work_starts_and_ends_only_on_worked_days(calendar, offset):
    instant = calendar.first + offset
    starts = [day for day in calendar.days if day >= instant]
    ends = [day + 1 for day in calendar.days if day + 1 <= instant]
    if starts:
        assert calendar.start_at_or_after(instant) == min(starts)
        assert calendar.end_at_or_after(instant + 1) == min(starts) + 1
    if ends:
        assert calendar.end_at_or_before(instant) == max(ends)
        assert calendar.start_at_or_before(instant - 1) == max(ends) - 1
