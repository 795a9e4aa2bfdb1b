from dataclasses import replace
from datetime import timedelta
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from objectives.core import explain
from objectives.core.assess import as_known_on, assess
from objectives.core.facts import KeyResultFacts, MeasureFacts, ObjectiveFacts, Reading, Step
from objectives.core.vocabulary import Accumulation, Basis, Direction, Explained, ForecastMethod, Rhythm, Status
from tests.core.measures import (
    END,
    GERMANY,
    START,
    day,
    germany,
    key_result,
    level,
    limit,
    milestone,
    objective,
    readings,
    total,
    weekly,
)

TODAY = day(10, 20)
CASE = GERMANY["expected"]
TOLERANCE = CASE["forecast_tolerance"]


# The German case


@pytest.mark.parametrize("today", [TODAY, day(10, 27)], ids=["on 20 October", "a week later without a check-in"])
def test_germany_stands_at_35_percent_and_is_heading_for_80(today):
    found = assess(germany(), today)
    assert found.completion == CASE["completion"]
    assert abs(found.forecast - CASE["forecast"]) < TOLERANCE
    assert round(found.gap, -3) == CASE["gap_shown"]
    assert abs(found.gap - CASE["gap_shown"]) < 500_000 * TOLERANCE
    assert {part.key: part.progress for part in found.key_results} == {1: D("0.1"), 2: D("0.6")}
    assert abs(found.key_results[0].forecast - CASE["kr_forecast"]["KR1"]) < TOLERANCE
    assert found.key_results[1].forecast == CASE["kr_forecast"]["KR2"]


def test_germany_is_at_risk_by_its_own_forecast_and_the_late_channel_is_the_core_risk():
    found = assess(germany(), TODAY)
    assert (found.status, found.lowered_by, found.worst) == (Status.AT_RISK, None, 1)
    assert [part.status for part in found.key_results] == [Status.AT_RISK, Status.ON_TRACK]
    assert found.key_results[0].loss == (1 - found.key_results[0].forecast) / 2


def test_germany_started_its_channel_thirty_days_late():
    channel, ads = assess(germany(), TODAY).key_results
    assert (channel.days_late, channel.started) == (CASE["kr1_days_late"], True)
    assert (ads.days_late, ads.started) == (0, True)


def test_germany_was_expected_to_stand_at_thirty_percent():
    found = assess(germany(), TODAY)
    assert [part.expected for part in found.key_results] == [D(45) / 117, D(20) / 92]
    assert round(found.expected, 2) == D("0.30")
    assert found.days_left == 72


def test_germany_shows_orders_and_guards_acos_outside_the_mean():
    channel, ads = assess(germany(), TODAY).key_results
    assert [(part.weight_share, part.progress) for part in channel.measures] == [(1, D("0.1")), (0, D("0.1"))]
    assert [part.weight_share for part in ads.measures] == [1, 0]
    assert (ads.guardrail_broken, ads.measures[1].last.value) == (False, 23)


def test_germany_forecasts_the_channel_by_trend_and_the_ads_as_planned():
    channel, ads = (part.measures[0].forecast for part in assess(germany(), TODAY).key_results)
    assert (channel.method, channel.points) == (ForecastMethod.TREND, 3)
    assert ads.method is ForecastMethod.AS_PLANNED
    assert round(assess(germany(), TODAY).key_results[0].measures[0].pace_needed, 1) == D("1.8")


@pytest.mark.parametrize(
    ("today", "missed", "stale", "ads"),
    [
        (day(10, 27), 0, False, Status.ON_TRACK),
        (day(11, 3), 1, False, Status.ON_TRACK),
        (day(11, 4), 2, True, Status.BEHIND),
    ],
)
def test_germany_keeps_its_forecast_in_silence_marked_by_its_age(today, missed, stale, ads):
    found = assess(germany(), today)
    assert abs(found.forecast - D("0.8")) < TOLERANCE
    assert (found.last_day, found.stale) == (TODAY, stale)
    silent = found.key_results[1]
    assert (silent.missed, silent.stale, silent.status) == (missed, stale, ads)


def test_germany_looks_on_an_earlier_day_as_it_looked_then():
    found = assess(germany(), day(10, 13))
    assert found.completion == (D(2570) / 50000 + D("0.4")) / 2
    assert found.last_day == day(10, 13)
    channel, ads = found.key_results
    assert channel.measures[0].forecast.points == 2
    assert (ads.too_early, ads.forecast, ads.status) == (True, None, Status.TOO_EARLY)
    assert (found.forecast, found.gap, found.too_early) == (None, None, True)
    assert (found.status, found.lowered_by) == (Status.AT_RISK, 1)


def test_germany_before_the_channel_went_live_counts_the_days_so_far():
    found = assess(germany(), day(10, 5)).key_results[0]
    assert (found.started, found.days_late, found.progress) == (False, 29, None)


def test_changing_one_check_in_changes_the_figures():
    facts = germany()
    channel = facts.key_results[0]
    gmv = replace(channel.measures[0], readings=(*channel.measures[0].readings[:2], Reading(TODAY, D(6000))))
    found = assess(replace(facts, key_results=(replace(channel, measures=(gmv,)), facts.key_results[1])), TODAY)
    assert found.completion == D("0.36")
    assert found.forecast > D("0.8") + TOLERANCE


# As known on a day


def test_check_ins_come_in_any_order_and_the_last_recorded_of_a_day_stands():
    found = readings((TODAY, 50), (day(10, 13), 20), (TODAY, 40), (day(10, 21), 99))
    known = as_known_on(objective(key_result(total(100, *found))), TODAY)
    assert known.key_results[0].measures[0].readings == readings((day(10, 13), 20), (TODAY, 40))


def test_acceptances_and_starts_after_the_day_are_not_known_yet():
    done = milestone(END, Step(1, day(10, 21)))
    started = total(100, *readings((day(10, 13), 0)), key=2, effective_start=day(10, 21))
    found = assess(objective(key_result(done, started)), TODAY).key_results[0]
    assert [part.progress for part in found.measures] == [0, 0]
    assert (found.started, found.days_late) == (False, 19)


def test_a_measure_without_dates_has_those_of_its_key_result():
    plain = MeasureFacts(1, Direction.INCREASE, Accumulation.SUM, target=D(1))
    found = assess(objective(key_result(plain, planned_start=day(9, 6))), TODAY)
    assert found.key_results[0].expected == D(45) / 117


# Means, and what is missing from them


def three(*with_data):
    parts = [
        key_result(level("1.5", "2.0", *(weekly("1.6", "1.7") if key in with_data else ()), key=key), key=key)
        for key in (1, 2, 3)
    ]
    return assess(objective(*parts), TODAY)


def test_a_key_result_without_data_is_left_out_and_named():
    found = three(1, 2)
    assert (found.completion, found.left_out, found.not_enough_data) == (D("0.4"), (3,), False)
    assert (found.forecast, [part.weight_percent for part in found.key_results]) == (1, [34, 33, 33])


def test_above_a_third_of_the_weight_without_data_there_is_not_enough():
    found = three(1)
    assert (found.completion, found.forecast, found.left_out, found.not_enough_data) == (None, None, (2, 3), True)
    assert found.computed_status is Status.BEHIND  # two key results have missed two check-ins
    assert found.key_results[1].too_early


def test_an_objective_without_key_results_has_no_data():
    found = assess(objective(), TODAY)
    assert (found.status, found.completion, found.worst, found.too_early) == (Status.NO_DATA, None, None, False)


def test_on_the_first_day_it_is_too_early():
    found = assess(objective(key_result(total(100))), START)
    assert (found.status, found.too_early, found.forecast) == (Status.TOO_EARLY, True, None)
    assert found.key_results[0].measures[0].needed_per_day == D(100) / 92


@pytest.mark.parametrize(("today", "too_early"), [(day(10, 18), True), (day(10, 19), False)])
def test_under_a_fifth_of_its_period_a_key_result_has_no_forecast(today, too_early):
    found = assess(objective(key_result(level("1.5", "2.0", *weekly("1.6", "1.7")))), today).key_results[0]
    assert (found.too_early, found.forecast is None) == (too_early, too_early)
    assert found.progress == D("0.4")


@pytest.mark.parametrize("measure", [total(100, *weekly(100)), milestone(END, Step(1, day(10, 7)))])
def test_what_is_already_reached_is_not_too_early(measure):
    found = assess(objective(key_result(measure)), day(10, 8))
    assert (found.forecast, found.status) == (1, Status.ON_TRACK)


def test_a_key_result_shows_more_than_all_and_less_than_nothing_but_hands_on_neither():
    above = key_result(total(100, *readings((TODAY, 130))), key=1)
    below = key_result(level(100, 200, *readings((TODAY, 80))), key=2)
    found = assess(objective(above, below), TODAY)
    assert [part.measures[0].progress for part in found.key_results] == [D("1.3"), D("-0.2")]
    assert (found.completion, found.key_results[0].progress, found.key_results[1].progress) == (D("0.5"), 1, 0)


# The objective's own metric


def with_own(*found, basis=Basis.OWN_METRIC, **options):
    return replace(germany(), own=total(500_000, *found, key=0, **options), basis=basis)


def test_without_a_check_in_of_its_own_metric_the_mean_leads_whatever_was_chosen():
    found = assess(with_own(), TODAY)
    assert (found.basis, found.completion, found.direct_completion) == (Basis.KEY_RESULTS, D("0.35"), None)


@pytest.mark.parametrize("basis", list(Basis))
def test_direct_figures_stand_beside_the_mean_and_the_manager_chooses_which_leads(basis):
    found = assess(with_own(*weekly(70_000, 140_000), basis=basis), TODAY)
    assert (found.direct_completion, found.mean_completion) == (D("0.28"), D("0.35"))
    assert (found.direct_forecast, round(found.mean_forecast, 3)) == (1, D("0.8"))
    direct = basis is Basis.OWN_METRIC
    assert found.completion == (D("0.28") if direct else D("0.35"))
    assert (found.gap == 0) is direct
    assert found.status is Status.AT_RISK
    assert found.lowered_by == (1 if direct else None)


def test_the_gap_of_a_level_is_counted_from_its_baseline():
    facts = objective(
        key_result(limit(Direction.AT_MOST, 25, *weekly(25, 26), due_on=day(10, 14))), own=level(40, 20, key=0)
    )
    found = assess(facts, TODAY)
    assert (found.forecast, found.gap) == (D("0.5"), 10)


def test_an_own_metric_that_leads_and_is_silent_is_capped_at_behind():
    facts = objective(key_result(milestone(START, Step(1, START))), own=total(100, *weekly(100), key=0))
    silent = replace(facts, basis=Basis.OWN_METRIC)
    assert assess(silent, day(10, 23)).status is Status.BEHIND
    assert assess(facts, day(10, 23)).status is Status.ON_TRACK


# How is this calculated?


def codes(lines):
    return [line.code for line in lines]


def test_every_figure_of_germany_can_be_followed():
    facts = as_known_on(germany(), TODAY)
    found = assess(facts, TODAY)
    channel = explain.measure(facts.key_results[0].measures[0], found.key_results[0].measures[0], TODAY)
    assert codes(channel) == [
        Explained.PROGRESS_SUM,
        Explained.EXPECTED_LINEAR,
        Explained.STARTED_LATE,
        Explained.FORECAST_TREND,
        Explained.PACE_NEEDED,
    ]
    assert (channel[1].inputs["days_passed"], channel[1].inputs["days"]) == (45, 117)
    trend = channel[3].inputs
    assert (trend["points"], trend["value"], trend["days_left"]) == (3, 5000, 72)
    assert round(trend["value"] + trend["per_day"] * trend["days_left"], 10) == round(trend["forecast"], 10)
    ads = explain.measure(facts.key_results[1].measures[0], found.key_results[1].measures[0], TODAY)
    assert codes(ads)[-1] is Explained.FORECAST_AS_PLANNED
    assert codes(explain.key_result(found.key_results[0])) == [Explained.PART, Explained.MEAN]
    whole = explain.objective(facts, found)
    assert codes(whole) == [Explained.PART, Explained.PART, Explained.MEAN, Explained.GAP]
    assert whole[-1].inputs == {"forecast": found.forecast, "target": 500_000, "origin": 0, "gap": found.gap}


def test_what_lowers_a_status_and_what_is_left_out_is_explained():
    found = three(1)
    assert codes(explain.objective(objective(), found))[-4:] == [
        Explained.LEFT_OUT,
        Explained.LEFT_OUT,
        Explained.NOT_ENOUGH_DATA,
        Explained.LOWERED_BY,
    ]
    assert codes(explain.key_result(found.key_results[1])) == [
        Explained.PART,
        Explained.LEFT_OUT,
        Explained.NOT_ENOUGH_DATA,
        Explained.CAPPED_BY_MISSED,
    ]


def test_a_jump_of_more_than_twenty_points_names_its_key_result():
    facts = objective(key_result(level(0, 100, *readings((TODAY, 50), (day(10, 21), 40)))))
    (jump,) = explain.jumps(assess(facts, TODAY), assess(facts, day(10, 21)))
    assert (jump.code, jump.inputs["key"], jump.inputs["before"]) == (Explained.JUMP, 1, 1)
    assert explain.jumps(assess(facts, TODAY), assess(facts, TODAY)) == ()


# Whatever is entered

NUMBER = st.integers(-(10**9), 10**9).map(lambda number: D(number) / 1000)
DAY = st.integers(-40, 130).map(lambda days: START + timedelta(days=days))
READINGS = st.lists(st.builds(Reading, DAY, NUMBER), max_size=9).map(tuple)
MEASURE = st.builds(
    MeasureFacts,
    key=st.integers(1, 9),
    direction=st.sampled_from(Direction),
    accumulation=st.sampled_from(Accumulation),
    baseline=st.none() | NUMBER,
    target=st.none() | NUMBER,
    weight=st.integers(0, 5),
    guardrail=st.booleans(),
    rhythm=st.sampled_from(Rhythm),
    planned_start=DAY,
    due_on=DAY,
    effective_start=st.none() | DAY,
    profile=st.lists(st.integers(0, 9).map(lambda share: D(share) / 10), max_size=15).map(tuple),
    readings=READINGS,
    steps=st.lists(st.builds(Step, st.integers(0, 5), st.none() | DAY), max_size=3).map(tuple),
    forecast_finish=st.none() | DAY,
)
KEY_RESULT = st.builds(
    KeyResultFacts, st.integers(1, 9), st.integers(0, 5), DAY, DAY, st.lists(MEASURE, max_size=3).map(tuple)
)
OBJECTIVE = st.builds(
    ObjectiveFacts,
    st.just(START),
    st.just(END),
    st.lists(KEY_RESULT, max_size=4).map(tuple),
    own=st.none() | MEASURE,
    basis=st.sampled_from(Basis),
    lowered_to=st.none() | st.sampled_from(Status),
    raised_to=st.none() | st.sampled_from(Status),
)


@settings(max_examples=150, deadline=None)
@given(OBJECTIVE, DAY)
def test_no_facts_break_the_rules_and_every_rolled_up_share_is_between_nothing_and_all(facts, today):
    found = assess(facts, today)
    parts = found.key_results
    rolled = [found.mean_completion, found.mean_forecast, found.forecast, *(part.progress for part in parts)]
    rolled += [value for part in parts for value in (part.forecast, part.expected, part.loss)]
    assert all(share is None or 0 <= share <= 1 for share in rolled)
    assert found.gap is None or found.gap >= 0
    assert (found.forecast is None) or not found.too_early
    assert sum(part.weight_percent for part in parts) in (0, 100)


@settings(max_examples=80, deadline=None)
@given(OBJECTIVE, DAY)
def test_every_result_can_be_explained(facts, today):
    known, found = as_known_on(facts, today), assess(facts, today)
    assert explain.objective(known, found)
    for part, result in zip(known.key_results, found.key_results, strict=True):
        assert explain.key_result(result)
        for measure, its in zip(part.measures, result.measures, strict=True):
            assert explain.measure(measure, its, today)


@settings(max_examples=80, deadline=None)
@given(OBJECTIVE, DAY, NUMBER)
def test_what_happens_after_a_day_never_changes_how_that_day_looked(facts, today, value):
    later = Reading(today + timedelta(days=1), value)
    parts = (
        replace(part, measures=tuple(replace(m, readings=(*m.readings, later)) for m in part.measures))
        for part in facts.key_results
    )
    assert assess(replace(facts, key_results=tuple(parts)), today) == assess(facts, today)
