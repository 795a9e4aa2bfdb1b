from datetime import timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core.checks import measure_problems, number_problem, offered_direction
from objectives.core.expected import expected
from objectives.core.facts import MeasureFacts, Step
from objectives.core.progress import days_late, is_broken, is_stale, missed_check_ins, periods, progress
from objectives.core.vocabulary import Accumulation, Direction, Problem, Rhythm
from tests.core.measures import END, START, day, level, limit, milestone, readings, total, weekly

TODAY = day(10, 20)
NUMBERS = st.decimals(-10_000, 10_000, places=3)


@pytest.mark.parametrize(
    ("baseline", "target", "value", "reached"),
    [
        (100, 200, 150, "0.50"),
        (100, 200, 230, "1.30"),
        (100, 200, 80, "-0.20"),
        (100, 60, 80, "0.50"),
        (100, 60, 50, "1.25"),
        (100, 60, 110, "-0.25"),
        (-50, 100, 25, "0.50"),
        (32, 25, 29, "0.4286"),
        ("1.5", "2.0", "1.8", "0.60"),
    ],
)
def test_a_level_is_the_share_of_the_way_from_baseline_to_target(baseline, target, value, reached):
    measure = level(baseline, target, *readings((TODAY, value)))
    assert round(progress(measure, TODAY), 4) == D(reached)


@pytest.mark.parametrize(
    ("target", "value", "reached"), [("2.0", "0.5", "0.25"), (50000, 5000, "0.1"), (500, 50, "0.1")]
)
def test_a_sum_is_its_total_over_the_target_whatever_last_year_was(target, value, reached):
    measure = total(target, *readings((TODAY, value)), baseline=D("1.2"))
    assert progress(measure, TODAY) == D(reached)


@pytest.mark.parametrize(
    "measure",
    [
        level(1, 2),
        total(10),
        limit(Direction.AT_MOST, 25),
        total(0, *readings((TODAY, 5))),
        level(1, 1, *readings((TODAY, 1))),
        MeasureFacts(1, Direction.INCREASE, target=D(1), readings=readings((TODAY, 1))),
        MeasureFacts(1, Direction.INCREASE, baseline=D(1), readings=readings((TODAY, 1))),
    ],
    ids=["level", "sum", "limit", "sum of nothing", "nothing to cover", "no baseline", "no target"],
)
def test_a_measure_that_cannot_be_calculated_has_no_progress_rather_than_none_of_it(measure):
    assert progress(measure, TODAY) is None


@pytest.mark.parametrize(
    ("found", "counted", "reached"),
    [
        (weekly(23, 24), (2, 0, 2), D(20) / 92),
        (weekly(23, 26), (1, 0, 2), D(10) / 92),
        (readings((day(10, 20), 23)), (1, 2, 3), D(20) / 92 / 3),
        (readings((day(10, 2), 30), (day(10, 7), 25)), (1, 1, 2), D(10) / 92),
    ],
    ids=["held twice", "broken once", "two weeks missing", "the last value of a week counts"],
)
def test_a_limit_earns_the_expected_share_for_the_periods_it_was_held(found, counted, reached):
    measure = limit(Direction.AT_MOST, 25, *found)
    assert periods(measure, TODAY) == counted
    assert round(progress(measure, TODAY), 20) == round(reached, 20)


def test_a_week_of_a_limit_is_not_missing_before_it_has_ended():
    measure = limit(Direction.AT_LEAST, 25, *weekly(30))
    assert periods(measure, day(10, 14)).missing == 0
    assert periods(measure, day(10, 15)).missing == 1


@pytest.mark.parametrize(
    ("direction", "value", "broken"),
    [
        (Direction.AT_MOST, 25, False),
        (Direction.AT_MOST, "25.1", True),
        (Direction.AT_LEAST, 25, False),
        (Direction.AT_LEAST, "24.9", True),
    ],
)
def test_a_limit_is_broken_when_its_last_value_is_on_the_wrong_side(direction, value, broken):
    assert is_broken(limit(direction, 25, *readings((TODAY, value)))) is broken


@pytest.mark.parametrize(
    ("steps", "reached"),
    [
        ((), 0),
        ((Step(1),), 0),
        ((Step(1, TODAY),), 1),
        ((Step(30, TODAY), Step(50), Step(20, TODAY)), "0.5"),
    ],
)
def test_a_milestone_is_done_or_the_weight_of_its_accepted_steps(steps, reached):
    assert progress(milestone(END, *steps), TODAY) == D(reached)


def test_a_milestone_without_steps_is_done_when_a_check_in_says_so():
    assert progress(milestone(END, readings=readings((TODAY, 1))), TODAY) == 1


@pytest.mark.parametrize(
    ("planned_start", "on", "share"),
    [
        (day(9, 6), TODAY, D(45) / 117),
        (START, TODAY, D(20) / 92),
        (START, START, D(1) / 92),
        (START, day(9, 30), D(0)),
        (START, day(9, 1), D(0)),
        (START, END, D(1)),
        (START, END + timedelta(days=40), D(1)),
    ],
)
def test_expected_progress_is_linear_in_calendar_days_by_default(planned_start, on, share):
    assert expected(total(1, planned_start=planned_start), on) == share


@pytest.mark.parametrize(
    ("on", "share"),
    [
        (day(10, 7), "0.1"),
        (day(10, 14), "0.4"),
        (day(10, 15), "0.5"),  # the last week has three days only
        (day(10, 16), "0.6"),
        (day(10, 17), "0.7"),
    ],
)
def test_a_weekly_profile_passes_its_shares_week_by_week_and_is_scaled_to_the_period(on, share):
    short = total(1, due_on=day(10, 17), profile=(D("0.1"), D("0.3"), D("0.3"), D("0.3")))
    assert round(expected(short, on), 20) == round(D(share) / D("0.7"), 20)


def test_a_profile_of_nothing_is_read_as_linear():
    assert expected(total(1, profile=(D(0), D(0))), TODAY) == D(20) / 92


def test_a_milestone_is_expected_on_its_day_and_not_before():
    measure = milestone(TODAY)
    assert (expected(measure, TODAY - timedelta(days=1)), expected(measure, TODAY)) == (0, 1)


@pytest.mark.parametrize(
    ("measure", "late"),
    [
        (total(9, *readings((day(10, 6), 1)), planned_start=day(9, 6)), 30),
        (total(9, *readings((day(9, 20), 0), (day(10, 6), 1)), planned_start=day(9, 6)), 30),
        (total(9, *readings((day(10, 6), 1)), planned_start=day(9, 6), effective_start=day(9, 8)), 2),
        (total(9, *readings((day(10, 6), 0)), planned_start=day(9, 6)), 44),
        (total(9, planned_start=day(9, 6)), 44),
        (total(9, planned_start=day(11, 1)), 0),
        (total(9, effective_start=day(9, 1)), 0),
        (level(1, 2, *readings((TODAY, 1)), planned_start=day(9, 6)), 0),
        (milestone(END, planned_start=day(9, 6)), 0),
    ],
    ids=[
        "from the first check-in above nothing",
        "a check-in of nothing is no start",
        "a stored start wins",
        "not started: late so far",
        "no check-in: late so far",
        "not due to start",
        "started early",
        "nobody said when a level began",
        "a milestone has a day, not a start",
    ],
)
def test_days_late_run_from_the_planned_to_the_effective_start(measure, late):
    assert days_late(measure, TODAY) == late


@pytest.mark.parametrize(
    ("on", "missed", "stale"),
    [
        (day(10, 20), 0, False),
        (day(10, 27), 0, False),
        (day(10, 28), 1, False),
        (day(11, 3), 1, False),
        (day(11, 4), 2, True),
        (day(11, 11), 3, True),
    ],
)
def test_a_weekly_measure_misses_a_check_in_the_day_after_it_was_due(on, missed, stale):
    measure = total(10, *readings((day(10, 20), 1)))
    assert (missed_check_ins(measure, on), is_stale(measure, on)) == (missed, stale)


@pytest.mark.parametrize(("rhythm", "missed"), [(Rhythm.DAILY, 18), (Rhythm.WEEKLY, 2), (Rhythm.MONTHLY, 0)])
def test_before_the_first_check_in_the_planned_start_sets_the_rhythm(rhythm, missed):
    assert missed_check_ins(total(10, rhythm=rhythm), TODAY) == missed


def test_nothing_is_due_after_the_due_day():
    measure = total(10, *readings((day(12, 30), 1)))
    assert missed_check_ins(measure, END + timedelta(days=90)) == 0
    assert not is_stale(measure, END + timedelta(days=90))


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_a_better_value_never_lowers_the_progress(baseline, target, one, other):
    if baseline == target:
        return
    rises = target > baseline
    worse, better = sorted((one, other), reverse=not rises)
    of = [progress(level(baseline, target, *readings((TODAY, value))), TODAY) for value in (worse, better)]
    assert of[0] <= of[1]


@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from([D("0.001"), D(7), D(100_000)]))
def test_progress_does_not_depend_on_the_unit(baseline, target, value, scale):
    if baseline == target:
        return
    plain = progress(level(baseline, target, *readings((TODAY, value))), TODAY)
    scaled = progress(level(baseline * scale, target * scale, *readings((TODAY, value * scale))), TODAY)
    assert abs(plain - scaled) < D("1e-15")


LEVEL, SUM = Accumulation.LEVEL, Accumulation.SUM


@pytest.mark.parametrize(
    ("direction", "accumulation", "baseline", "target", "problem", "offer"),
    [
        (Direction.INCREASE, LEVEL, 5, 5, Problem.BASELINE_IS_TARGET, Direction.AT_LEAST),
        (Direction.DECREASE, LEVEL, 5, 5, Problem.BASELINE_IS_TARGET, Direction.AT_MOST),
        (Direction.INCREASE, LEVEL, 5, 4, Problem.WRONG_SIDE, Direction.DECREASE),
        (Direction.DECREASE, LEVEL, 5, 6, Problem.WRONG_SIDE, Direction.INCREASE),
        (Direction.DECREASE, SUM, 9, 5, Problem.FALLING_SUM, Direction.AT_MOST),
        (Direction.INCREASE, SUM, None, 0, Problem.SUM_TARGET_NOT_POSITIVE, None),
        (Direction.INCREASE, LEVEL, 5, None, Problem.TARGET_MISSING, None),
        (Direction.AT_MOST, LEVEL, None, None, Problem.TARGET_MISSING, None),
        (Direction.INCREASE, LEVEL, None, 5, Problem.BASELINE_MISSING, None),
        (Direction.INCREASE, SUM, None, "NaN", Problem.NOT_A_NUMBER, None),
        (Direction.INCREASE, SUM, "Infinity", 5, Problem.NOT_A_NUMBER, None),
        (Direction.INCREASE, SUM, None, "1e309", Problem.TOO_MANY_DIGITS, None),
    ],
)
def test_a_measure_that_cannot_work_is_refused_with_what_would(
    direction, accumulation, baseline, target, problem, offer
):
    baseline, target = (None if number is None else D(number) for number in (baseline, target))
    assert measure_problems(direction, accumulation, baseline, target) == [problem]
    assert offered_direction(problem, direction) is offer


@pytest.mark.parametrize(
    ("direction", "accumulation", "baseline", "target"),
    [
        (Direction.INCREASE, LEVEL, -50, 100),
        (Direction.DECREASE, LEVEL, 100, 60),
        (Direction.INCREASE, SUM, 2_000_000, 1_200_000),
        (Direction.INCREASE, SUM, 5, 5),
        (Direction.AT_MOST, LEVEL, None, 25),
        (Direction.AT_LEAST, LEVEL, 25, 25),
        (Direction.MILESTONE, LEVEL, None, None),
    ],
)
def test_a_measure_that_works_has_no_problems(direction, accumulation, baseline, target):
    baseline, target = (None if number is None else D(number) for number in (baseline, target))
    assert measure_problems(direction, accumulation, baseline, target) == []


def test_a_guardrail_must_be_a_limit():
    found = measure_problems(Direction.INCREASE, LEVEL, D(1), D(2), guardrail=True)
    assert found == [Problem.GUARDRAIL_WITHOUT_LIMIT]
    assert measure_problems(Direction.AT_MOST, LEVEL, None, D(2), guardrail=True) == []


@pytest.mark.parametrize(
    ("number", "problem"),
    [
        ("123456789012345", None),
        ("1234567890123456", Problem.TOO_MANY_DIGITS),
        ("1234567890.12345", None),
        ("1234567890.123456", Problem.TOO_MANY_DIGITS),
        ("1.50000000000000000000000", None),
        ("1.00000000000000000000000000000000000000001", Problem.TOO_MANY_DIGITS),
        ("1e14", None),
        ("1e15", Problem.TOO_MANY_DIGITS),
        ("1e-300", Problem.TOO_MANY_DIGITS),
        ("0E+40", None),
        ("-sNaN", Problem.NOT_A_NUMBER),
    ],
)
def test_a_number_is_finite_and_has_at_most_fifteen_digits(number, problem):
    assert number_problem(D(number)) is problem
