from decimal import Decimal as D

import pytest

from objectives.core import status
from objectives.core.assess import assess
from objectives.core.facts import Bands, KeyResultResult
from objectives.core.vocabulary import Direction, Status
from tests.core.measures import day, key_result, level, limit, objective, total, weekly

ON_TRACK, BEHIND, AT_RISK, TOO_EARLY, NO_DATA = Status
TODAY = day(10, 22)
KEEPS_UP = weekly("1.6", "1.7", "1.8")
HALF_PACE = weekly(7, 14, 21)  # 1 a day for 100 in 92 days: 21 + 71 = 92 %


def result(key=1, state=ON_TRACK, share="0.5", loss="0"):
    return KeyResultResult(
        key=key,
        progress=None,
        expected=None,
        forecast=None,
        status=state,
        weight_share=D(share),
        weight_percent=0,
        too_early=False,
        stale=False,
        days_late=0,
        started=True,
        guardrail_broken=False,
        missed=0,
        loss=D(loss),
    )


@pytest.mark.parametrize(
    ("forecast", "expected"),
    [
        ("1", ON_TRACK),
        ("0.95", ON_TRACK),
        ("0.9499", BEHIND),
        ("0.85", BEHIND),
        ("0.8499", AT_RISK),
        ("0.80", AT_RISK),
        ("0", AT_RISK),
    ],
)
def test_the_forecast_gives_the_status_unrounded(forecast, expected):
    assert status.of_forecast(D(forecast), Bands()) is expected


def test_an_administrator_may_change_the_bands():
    assert status.of_forecast(D("0.8"), Bands(on_track=D("0.8"), behind=D("0.6"))) is ON_TRACK


@pytest.mark.parametrize(
    ("base", "broken", "missed", "expected"),
    [
        (ON_TRACK, False, 1, ON_TRACK),
        (ON_TRACK, False, 2, BEHIND),
        (AT_RISK, False, 2, AT_RISK),
        (TOO_EARLY, False, 2, BEHIND),
        (ON_TRACK, True, 0, AT_RISK),
        (NO_DATA, True, 0, AT_RISK),
    ],
)
def test_a_broken_guardrail_and_two_missed_check_ins_lower_a_key_result(base, broken, missed, expected):
    assert status.capped(base, guardrail_broken=broken, missed=missed) is expected


@pytest.mark.parametrize(
    ("base", "key_results", "expected", "lowered_by"),
    [
        (ON_TRACK, [result(1), result(2)], ON_TRACK, None),
        (ON_TRACK, [result(1), result(2, AT_RISK)], AT_RISK, 2),
        (BEHIND, [result(1, BEHIND), result(2)], BEHIND, None),
        (AT_RISK, [result(1, AT_RISK)], AT_RISK, None),
        (ON_TRACK, [result(1, BEHIND), result(2, AT_RISK, "0.09")], BEHIND, 1),
        (ON_TRACK, [result(1, AT_RISK, "0.09")], BEHIND, 1),
        (ON_TRACK, [result(1, AT_RISK, "0.1")], AT_RISK, 1),
        (BEHIND, [result(1, AT_RISK, "0.09")], AT_RISK, 1),
        (ON_TRACK, [result(1, AT_RISK, loss="0.1"), result(2, AT_RISK, loss="0.2")], AT_RISK, 2),
        (ON_TRACK, [result(1, TOO_EARLY), result(2, NO_DATA)], ON_TRACK, None),
        (TOO_EARLY, [result(1, TOO_EARLY), result(2, BEHIND)], BEHIND, 2),
        (TOO_EARLY, [result(1, TOO_EARLY)], TOO_EARLY, None),
        (NO_DATA, [], NO_DATA, None),
    ],
)
def test_an_objective_is_lowered_to_its_worst_key_result_which_is_named(base, key_results, expected, lowered_by):
    assert status.of_objective(base, key_results) == (expected, lowered_by)


@pytest.mark.parametrize(
    ("computed", "lowered_to", "raised_to", "shown"),
    [
        (ON_TRACK, AT_RISK, None, AT_RISK),
        (AT_RISK, BEHIND, None, AT_RISK),
        (AT_RISK, None, ON_TRACK, ON_TRACK),
        (BEHIND, None, AT_RISK, BEHIND),
        (TOO_EARLY, BEHIND, None, BEHIND),
        (TOO_EARLY, None, ON_TRACK, TOO_EARLY),
        (AT_RISK, None, NO_DATA, AT_RISK),
        (ON_TRACK, None, None, ON_TRACK),
    ],
)
def test_a_person_may_lower_a_status_or_raise_it_with_a_reason(computed, lowered_to, raised_to, shown):
    assert status.by_person(computed, lowered_to=lowered_to, raised_to=raised_to) is shown


def one(*measures, today=TODAY, **options):
    return assess(objective(key_result(*measures, **options)), today).key_results[0]


def test_a_broken_guardrail_puts_the_key_result_at_risk_and_leaves_its_figures():
    guard = limit(Direction.AT_MOST, 25, *weekly(26), key=2, guardrail=True)
    found = one(level("1.5", "2.0", *KEEPS_UP), guard)
    assert (found.forecast, found.guardrail_broken, found.status) == (1, True, AT_RISK)


def test_a_limit_that_is_no_guardrail_enters_the_mean_instead():
    found = one(level("1.5", "2.0", *KEEPS_UP), limit(Direction.AT_MOST, 25, *weekly(26, 26, 26), key=2))
    assert (found.forecast, found.guardrail_broken) == (D("0.5"), False)


@pytest.mark.parametrize(
    ("silent", "missed", "expected"),
    [
        (level(0, 1, key=2, weight=0), 0, ON_TRACK),
        (limit(Direction.AT_MOST, 25, key=2, guardrail=True), 0, ON_TRACK),
        (level(0, 1, key=2, weight=1), 2, BEHIND),
    ],
    ids=["weight nothing", "guardrail", "one that counts"],
)
def test_only_missed_check_ins_of_measures_that_count_cap_the_status(silent, missed, expected):
    found = one(level("1.5", "2.0", *KEEPS_UP, weight=3), silent)
    assert found.measures[1].missed == 2
    assert (found.missed, found.status) == (missed, expected)


def test_a_small_key_result_lowers_its_objective_by_one_step_only():
    good = key_result(level("1.5", "2.0", *KEEPS_UP), key=1, weight=95)
    bad = key_result(total(1000, *HALF_PACE), key=2, weight=5)
    found = assess(objective(good, bad), TODAY)
    assert [part.status for part in found.key_results] == [ON_TRACK, AT_RISK]
    assert (found.forecast > D("0.95"), found.status, found.lowered_by) == (True, BEHIND, 2)


def test_a_key_result_that_is_behind_lowers_an_objective_whose_mean_is_on_track():
    good = key_result(level("1.5", "2.0", *KEEPS_UP), key=1)
    late = key_result(total(100, *HALF_PACE), key=2)
    found = assess(objective(good, late), TODAY)
    assert (round(found.forecast, 2), found.status, found.lowered_by) == (D("0.96"), BEHIND, 2)


def test_a_status_of_a_person_names_no_key_result_and_keeps_the_computed_one():
    late = key_result(total(100, *HALF_PACE), key=2)
    found = assess(objective(late, key_result(level("1.5", "2.0", *KEEPS_UP)), raised_to=ON_TRACK), TODAY)
    assert (found.status, found.computed_status, found.by_person, found.lowered_by) == (ON_TRACK, BEHIND, True, None)
