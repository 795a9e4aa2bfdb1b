"""The burn-up line and the days on which check-ins are owed."""

from dataclasses import replace
from datetime import date
from decimal import Decimal as D

import pytest

from objectives.core.assess import assess
from objectives.core.burn_up import MOST_POINTS, burn_up
from objectives.core.facts import Reading
from objectives.core.owed import next_check_in, next_milestone_report
from objectives.core.vocabulary import Basis, Rhythm
from tests.core.measures import END, START, day, germany, key_result, objective, total, weekly

TODAY = day(10, 20)


def lines(facts, today):
    return burn_up(facts, assess(facts, today))


def test_the_actual_line_starts_at_nothing_and_ends_at_the_completion_of_the_last_check_in():
    found = lines(germany(), TODAY)
    assert found.actual[0] == (START, 0)
    assert [one for one, _ in found.actual] == [START, day(10, 6), day(10, 13), TODAY]
    assert found.actual[-1] == (TODAY, D("0.35"))


def test_the_plan_bends_where_key_results_start_and_reaches_all_of_it_on_the_due_day():
    found = lines(germany(), TODAY)
    assert found.plan[0][1] == (D(26) / 117 + D(1) / 92) / 2  # the first key result began in September
    assert found.plan[-1] == (END, 1)
    assert [share for _, share in found.plan] == sorted(share for _, share in found.plan)


def test_the_plan_bends_at_the_end_of_each_week_of_a_weekly_plan():
    late = total(100, planned_start=day(10, 3), profile=(D("0.1"), D(0), D("0.9")), due_on=day(10, 23))
    found = dict(lines(objective(key_result(late, planned_start=day(10, 3), due_on=day(10, 23))), TODAY).plan)
    assert [found[day(10, one)] for one in (9, 16)] == [D("0.1"), D("0.1")]


def test_the_forecast_runs_from_the_last_check_in_to_the_due_day():
    found = lines(germany(), day(10, 27))
    assert found.forecast[0] == (TODAY, D("0.35"))
    assert found.forecast[1][0] == END
    assert round(found.forecast[1][1], 3) == D("0.800")


def test_without_a_check_in_there_is_a_plan_and_nothing_else():
    found = lines(objective(key_result(total(100))), day(10, 6))
    assert (found.actual, found.forecast) == ((), ())
    assert found.plan[-1] == (END, 1)


def test_when_the_own_metric_leads_the_lines_speak_of_it():
    own = replace(germany().own, readings=(Reading(day(10, 13), D(100_000)), Reading(TODAY, D(200_000))))
    found = lines(replace(germany(), own=own, basis=Basis.OWN_METRIC), TODAY)
    assert found.actual[-2:] == ((day(10, 13), D("0.2")), (TODAY, D("0.4")))
    assert dict(found.plan)[START] == D(1) / 92


def test_a_year_of_daily_check_ins_is_thinned_and_keeps_its_ends():
    daily = tuple(Reading(date.fromordinal(START.toordinal() + n), D(n + 1)) for n in range(90))
    found = lines(objective(key_result(total(1000, *daily))), END)
    assert len(found.actual) <= MOST_POINTS + 1
    assert (found.actual[0][0], found.actual[-1][0]) == (START, daily[-1].day)


def test_an_early_check_in_moves_the_start_of_the_chart():
    found = lines(objective(key_result(total(100, *weekly(5, 9, first=day(9, 28))))), TODAY)
    assert found.starts_on == day(9, 28)
    assert found.actual[0] == (day(9, 28), D("0.05"))


@pytest.mark.parametrize(
    ("rhythm", "last", "due"),
    [
        (Rhythm.WEEKLY, None, day(10, 8)),
        (Rhythm.WEEKLY, day(9, 20), day(10, 8)),  # before the start counts as the start
        (Rhythm.WEEKLY, TODAY, day(10, 27)),
        (Rhythm.DAILY, TODAY, day(10, 21)),
        (Rhythm.MONTHLY, TODAY, day(11, 19)),
        (Rhythm.WEEKLY, day(12, 29), END),
        (Rhythm.WEEKLY, END, None),
    ],
)
def test_the_next_check_in_is_due_one_rhythm_after_the_last_one(rhythm, last, due):
    assert next_check_in(rhythm, START, END, last) == due


def test_a_milestone_is_asked_about_from_a_week_before_its_day_until_it_is_done():
    assert next_milestone_report(END, done=False) == day(12, 24)
    assert next_milestone_report(END, done=True) is None
