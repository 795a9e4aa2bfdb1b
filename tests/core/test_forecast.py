from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core.facts import Step
from objectives.core.forecast import Pace, forecast, pace, theil_sen
from objectives.core.progress import share_of
from objectives.core.vocabulary import Direction, ForecastMethod, Rhythm
from tests.core.measures import END, day, level, limit, milestone, readings, total, weekly

TODAY = day(10, 20)
TIKTOK = total(
    50000,
    *readings((day(10, 6), 139), (day(10, 13), 2570), (day(10, 20), 5000)),
    planned_start=day(9, 6),
    effective_start=day(10, 6),
)


def test_three_check_ins_of_a_running_total_give_a_trend():
    made = forecast(TIKTOK, TODAY)
    assert made.method is ForecastMethod.TREND
    assert abs(made.share - D("0.6")) < D("0.0005")
    assert round(made.value) == 29999
    assert made.points == 3


def test_on_a_linear_profile_the_trend_is_slope_per_day_times_days_left():
    slope_per_day = D(5000 - 139) / 14
    assert round(forecast(TIKTOK, TODAY).value, 10) == round(5000 + 72 * slope_per_day, 10)


def test_silence_does_not_lower_the_forecast():
    assert forecast(TIKTOK, day(12, 1)).share == forecast(TIKTOK, TODAY).share


def test_fewer_than_three_points_give_the_pace_since_the_effective_start_that_day_included():
    made = forecast(replace(TIKTOK, readings=TIKTOK.readings[:2]), TODAY)
    assert (made.method, made.points) == (ForecastMethod.PACE, 2)
    assert round(made.value, 10) == round(2570 + 79 * D(2570) / 8, 10)


def test_the_effective_start_is_a_point_of_its_own_unless_a_check_in_falls_on_it():
    found = readings((day(10, 13), 70), (day(10, 20), 140))
    with_start = forecast(total(1000, *found, effective_start=day(10, 6)), TODAY)
    without = forecast(total(1000, *found, effective_start=day(10, 13)), TODAY)
    assert (with_start.method, without.method) == (ForecastMethod.TREND, ForecastMethod.PACE)
    assert round(with_start.value, 10) == 140 + 72 * 10


def test_the_trend_looks_at_the_last_six_points_only():
    found = weekly(1, 2, 3, 100, 200, 300, 400, 500, 600)
    made = forecast(total(10_000, *found), day(12, 2))
    assert made.points == 6
    assert round(made.value, 10) == round(600 + 29 * D(100) / 7, 10)


def test_check_ins_before_the_effective_start_do_not_bend_the_trend():
    found = weekly(0, 0, 0, 70, 140, 210)
    made = forecast(total(1000, *found), day(11, 11))
    assert made.points == 3
    assert round(made.value, 10) == 210 + 50 * 10


@pytest.mark.parametrize(
    ("measure", "share"),
    [
        (total(100, *weekly(0, 0)), "0"),
        (total(100, *weekly(30, 20, 10)), "0.1"),
        (total(100, *weekly(30, 30), effective_start=day(11, 1)), "0.3"),
        (total(100, *readings((END, 40))), "0.4"),
        (total(100, *readings((END + timedelta(days=3), 40))), "0.4"),
    ],
    ids=["nothing yet", "falling", "before the effective start", "on the last day", "after the last day"],
)
def test_a_total_without_pace_stays_where_it_is(measure, share):
    assert forecast(measure, day(10, 27)).share == D(share)


def test_a_weekly_profile_lets_a_slow_start_be_on_plan():
    back_loaded = (D(1),) * 9 + (D(9),) * 4
    measure = total(45, *weekly(1, 2, 3), profile=tuple(week / 45 for week in back_loaded), due_on=day(12, 30))
    assert round(forecast(measure, day(10, 21)).share, 10) == 1
    assert forecast(replace(measure, profile=()), day(10, 21)).share < D("0.4")


def test_a_start_before_the_planned_one_keeps_its_slope_per_day():
    found = readings((day(9, 9), 10), (day(9, 19), 20), (day(9, 29), 30))
    made = forecast(total(1000, *found), day(10, 20))
    assert round(made.value, 10) == 30 + 93


def test_one_large_entry_is_named_with_the_forecast_without_it():
    made = forecast(total(1000, *weekly(10, 20, 30, 100)), day(10, 28))
    assert made.one_large_entry == 70
    assert made.without_large_entry == forecast(total(1000, *weekly(10, 20, 30)), day(10, 28)).share
    assert made.without_large_entry < made.share


@pytest.mark.parametrize("totals", [(10, 20, 30, 60), (139, 2570), (10, 20), (10, 20, 15)])
def test_an_entry_of_up_to_three_times_the_usual_one_is_not_large(totals):
    assert forecast(total(1000, *weekly(*totals)), day(10, 28)).one_large_entry is None


def test_the_needed_pace_stands_beside_the_present_one():
    found = pace(TIKTOK, forecast(TIKTOK, TODAY), TODAY)
    assert found.needed_per_day == D(45000) / 72
    assert round(found.ratio, 4) == round(D(45000) / 72 / (D(4861) / 14), 4)


@pytest.mark.parametrize(
    ("measure", "needed", "ratio"),
    [
        (total(73), 1, None),
        (total(72, *weekly(0, first=TODAY)), 1, None),
        (total(72, *weekly(80, first=TODAY)), 0, 0),
        (total(72, *readings((END, 10))), None, None),
    ],
    ids=["no check-in", "no pace yet", "reached", "no day left"],
)
def test_without_a_pace_only_what_is_needed_per_day_is_told(measure, needed, ratio):
    assert pace(measure, forecast(measure, TODAY), TODAY) == Pace(needed, ratio)


def test_a_level_has_no_pace():
    assert pace(level(1, 2, *weekly(1)), None, TODAY) is None


@pytest.mark.parametrize(
    ("measure", "share"),
    [
        (level("1.5", "2.0", *weekly("1.6", "1.7", "1.8", first=day(10, 6))), 1),
        (level("1.5", "2.0", *weekly("1.8", "1.8")), 1),
        (level("1.5", "2.0", *weekly("1.7")), 1),
        (level(32, 25, *weekly(31, 29)), 1),
        (level("1.5", "2.0", *weekly("1.6", "2.1")), "1.2"),
    ],
    ids=["rising", "not worse", "one check-in", "falling as meant", "past its target"],
)
def test_a_level_that_keeps_up_is_forecast_as_planned(measure, share):
    made = forecast(measure, TODAY)
    assert (made.method, made.share) == (ForecastMethod.AS_PLANNED, D(share))


def test_a_level_keeps_up_by_its_own_day_not_by_today():
    measure = level("1.5", "2.0", *weekly("1.6", first=day(10, 10)))
    assert forecast(measure, day(11, 30)).method is ForecastMethod.AS_PLANNED


@pytest.mark.parametrize(
    ("values", "slope"),
    [(("1.8", "1.7"), "-0.1"), (("1.50", "1.51"), "0.01"), (("1.5",), "0"), (("1.50", "1.52", "1.51"), "0.005")],
    ids=["worse than before", "behind its plan", "one check-in has no slope", "a median of slopes"],
)
def test_a_level_that_falls_behind_follows_its_damped_slope(values, slope):
    measure = level("1.5", "2.0", *weekly(*values))
    made = forecast(measure, TODAY)
    due = (END - measure.readings[-1].day).days // 7
    damped = sum(D("0.9") ** i for i in range(1, due + 1))
    assert made.method is ForecastMethod.DAMPED
    assert round(made.slope, 3) == D(slope)
    assert round(made.value, 10) == round(D(values[-1]) + made.slope * damped, 10)


def test_a_limit_is_forecast_by_the_share_it_was_held():
    made = forecast(limit(Direction.AT_MOST, 25, *weekly(23, 26)), TODAY)
    assert (made.method, made.share) == (ForecastMethod.HELD, D("0.5"))


@pytest.mark.parametrize(
    ("steps", "finish", "on", "method", "share"),
    [
        ((Step(1, day(10, 5)),), None, TODAY, ForecastMethod.DONE, 1),
        ((Step(1),), day(10, 31), TODAY, ForecastMethod.STATED, 1),
        ((Step(1),), day(11, 1), TODAY, ForecastMethod.STATED, 0),
        ((Step(1, day(10, 5)), Step(3)), day(11, 1), TODAY, ForecastMethod.STATED, "0.25"),
        ((Step(1),), day(10, 30), day(11, 2), ForecastMethod.STATED, 0),
        ((Step(1),), None, day(11, 1), ForecastMethod.STATED, 0),
    ],
    ids=["done", "in time", "late", "late with a part done", "its stated day has passed", "its day has passed"],
)
def test_a_milestone_is_forecast_by_its_stated_day(steps, finish, on, method, share):
    made = forecast(milestone(day(10, 31), *steps, forecast_finish=finish), on)
    assert (made.method, made.share) == (method, D(share))


@pytest.mark.parametrize(
    "measure", [total(10), level(1, 2), limit(Direction.AT_MOST, 2), milestone(END), total(0, *weekly(1))]
)
def test_without_a_check_in_or_a_stated_day_there_is_no_forecast(measure):
    assert forecast(measure, TODAY) is None


def test_a_slope_needs_two_points_that_differ_in_time():
    assert theil_sen([]) is None
    assert theil_sen([(D(1), D(2)), (D(1), D(5))]) is None
    assert theil_sen([(D(0), D(0)), (D(1), D(1)), (D(2), D(50))]) == 25


VALUES = st.lists(st.decimals(0, 1000, places=2), min_size=1, max_size=9)


def capped(measure):
    return max(D(0), min(D(1), forecast(measure, TODAY).share))


@given(VALUES, st.decimals("0.01", 500, places=2), st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]))
def test_a_higher_last_total_never_lowers_the_forecast(values, more, rhythm):
    start = day(10, 1)
    low = total(2000, *weekly(*values), effective_start=start, rhythm=rhythm)
    high = total(2000, *weekly(*values[:-1], values[-1] + more), effective_start=start, rhythm=rhythm)
    assert capped(low) <= capped(high)


@given(VALUES, st.decimals("0.01", 500, places=2))
def test_a_better_last_level_never_lowers_the_forecast(values, more):
    low, high = level(0, 1000, *weekly(*values)), level(0, 1000, *weekly(*values[:-1], values[-1] + more))
    assert capped(low) <= capped(high)


@given(VALUES, st.sampled_from([D("0.001"), D(7), D(100_000)]))
def test_the_forecast_does_not_depend_on_the_unit(values, scale):
    scaled = [value * scale for value in values]
    pairs = [
        (total(2000, *weekly(*values)), total(2000 * scale, *weekly(*scaled))),
        (level(100, 900, *weekly(*values)), level(100 * scale, 900 * scale, *weekly(*scaled))),
    ]
    for plain, other in pairs:
        assert abs(forecast(plain, TODAY).share - forecast(other, TODAY).share) < D("1e-12")


@given(VALUES)
def test_the_forecast_value_and_share_are_the_same_statement(values):
    for measure in (total(2000, *weekly(*values)), level(100, 900, *weekly(*values))):
        made = forecast(measure, TODAY)
        assert abs(share_of(measure, made.value) - made.share) < D("1e-12")
