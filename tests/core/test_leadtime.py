"""Lead times: the chain behind a deadline, backwards to the day on which it must start."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from objectives.calendars import working_calendar
from objectives.core.leadtime import LeadStep, backwards
from objectives.core.vocabulary import DurationUnit
from objectives.core.workdays import OutsideCalendar, WorkCalendar

CHINA = working_calendar("CN", first_year=2024, last_year=2027)
GERMANY = working_calendar("DE", "NW", first_year=2024, last_year=2027)
EARLY = date(2026, 1, 5)

BLACK_FRIDAY = (
    LeadStep("specification", 5, CHINA),
    LeadStep("order", 3, CHINA),
    LeadStep("production", 30, CHINA),
    LeadStep("quality control", 5, CHINA),
    LeadStep("export", 3, CHINA),
    LeadStep("sea", 35, CHINA, DurationUnit.ELAPSED),
    LeadStep("congestion buffer", 10, GERMANY),
    LeadStep("import", 5, GERMANY),
    LeadStep("drayage", 2, GERMANY),
    LeadStep("inbound", 5, GERMANY),
)


def started(**days):
    return [replace(step, actual_start=days.get(step.key)) for step in BLACK_FRIDAY]


def test_stock_by_mid_september_starts_with_the_specification_on_the_eighth_of_may():
    chain = backwards(BLACK_FRIDAY, date(2026, 9, 15), EARLY)
    days = {step.key: (step.start, step.finish) for step in chain.steps}
    assert days["production"] == (date(2026, 5, 19), date(2026, 6, 30))
    assert days["sea"] == (date(2026, 7, 13), date(2026, 8, 16))
    assert days["inbound"][1] == date(2026, 9, 15)
    assert chain.latest_start == date(2026, 5, 8)
    assert not chain.passed


def test_stock_by_the_end_of_september_starts_two_weeks_later():
    assert backwards(BLACK_FRIDAY, date(2026, 9, 30), EARLY).latest_start == date(2026, 5, 22)


@pytest.mark.parametrize(("today", "passed"), [(date(2026, 5, 8), False), (date(2026, 5, 9), True)])
def test_the_chain_fails_from_the_day_after_its_latest_start(today, passed):
    chain = backwards(BLACK_FRIDAY, date(2026, 9, 15), today)
    assert chain.passed is passed
    assert chain.steps[0].passed is passed


def test_a_passed_start_says_how_many_working_days_and_which_step():
    chain = backwards(BLACK_FRIDAY, date(2026, 9, 15), date(2026, 5, 13))
    assert chain.culprit is not None
    assert (chain.culprit.key, chain.days_late) == ("specification", 4)  # the Saturday of 9 May is worked


def test_a_chain_that_started_in_time_is_judged_by_its_start_and_not_by_today():
    steps = started(specification=date(2026, 5, 7))
    assert not backwards(steps, date(2026, 9, 15), date(2026, 5, 12)).passed


def test_a_chain_that_started_too_late_fails():
    chain = backwards(started(specification=date(2026, 5, 11)), date(2026, 9, 15), date(2026, 5, 12))
    assert chain.passed
    assert chain.started


def test_a_late_start_that_was_caught_up_is_history():
    steps = started(specification=date(2026, 5, 20), production=date(2026, 5, 19))
    assert not backwards(steps, date(2026, 9, 15), date(2026, 6, 1)).passed


def test_the_next_step_not_started_by_its_latest_start_fails():
    steps = started(specification=date(2026, 5, 7))
    chain = backwards(steps, date(2026, 9, 15), date(2026, 5, 25))
    assert chain.culprit is not None
    assert chain.culprit.key == "order"


def test_a_buffer_belongs_to_its_step_and_moves_the_planned_finish():
    with_buffer = (LeadStep("sea", 35, GERMANY, DurationUnit.ELAPSED, buffer=10), *BLACK_FRIDAY[7:])
    chain = backwards(with_buffer, date(2026, 9, 15), EARLY)
    sea = chain.steps[0]
    assert (sea.start, sea.finish, sea.latest_finish) == (date(2026, 7, 13), date(2026, 8, 16), date(2026, 8, 28))


def test_a_step_of_no_days_is_shown_on_the_last_working_day_before_the_next():
    steps = (LeadStep("ready", 0, GERMANY), LeadStep("inbound", 5, GERMANY))
    ready = backwards(steps, date(2026, 9, 18), EARLY).steps[0]
    assert (ready.start, ready.finish, ready.latest_start) == (None, date(2026, 9, 11), date(2026, 9, 11))


def test_a_ship_that_should_have_sailed_on_sunday_is_a_day_late_on_monday():
    sea = LeadStep("sea", 7, GERMANY, DurationUnit.ELAPSED)
    chain = backwards((sea,), date(2026, 9, 12), date(2026, 9, 7))
    assert (chain.latest_start, chain.days_late) == (date(2026, 9, 6), 1)


def test_a_chain_through_an_unannounced_year_is_provisional():
    assert backwards(BLACK_FRIDAY, date(2027, 9, 15), EARLY).provisional
    assert not backwards(BLACK_FRIDAY, date(2026, 9, 15), EARLY).provisional


def test_a_chain_longer_than_its_calendar_is_refused():
    short = WorkCalendar.every_day("short", date(2026, 9, 1), date(2026, 9, 30))
    with pytest.raises(OutsideCalendar):
        backwards((LeadStep("a", 40, short),), date(2026, 9, 20), EARLY)


@pytest.mark.parametrize("steps", [(), (LeadStep("a", -1, CHINA),), (LeadStep("a", 1, CHINA, buffer=-1),)])
def test_an_empty_or_negative_chain_is_refused(steps):
    with pytest.raises(ValueError, match="chain"):
        backwards(steps, date(2026, 9, 20), EARLY)


def test_each_step_ends_before_the_next_one_starts():
    chain = backwards(BLACK_FRIDAY, date(2026, 9, 15), EARLY)
    for step, following in zip(chain.steps, chain.steps[1:], strict=False):
        assert step.finish < following.start <= step.finish + timedelta(days=4)
