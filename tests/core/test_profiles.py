"""Weekly plans: the weeks of a period, shares that sum to 100, and last year's curve turned into shares."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core import profiles
from objectives.core.profiles import ProfileFault


def test_the_weeks_begin_on_the_planned_start_and_the_last_ends_on_the_due_day():
    weeks = profiles.weeks(date(2026, 10, 1), date(2026, 12, 31))
    assert (len(weeks), weeks[0].days, weeks[-1].days) == (14, 7, 1)
    assert (weeks[1].starts_on, weeks[-1].ends_on) == (date(2026, 10, 8), date(2026, 12, 31))


def test_a_period_that_is_due_before_it_starts_has_one_week():
    assert len(profiles.weeks(date(2026, 10, 8), date(2026, 10, 1))) == 1


@pytest.mark.parametrize(
    ("shares", "count", "fault"),
    [
        (["60", "40"], 2, None),
        (["100"], 1, None),
        (["33.33", "33.33", "33.34"], 3, None),
        (["0", "100"], None, None),
        (["60", "39"], 2, ProfileFault.NOT_WHOLE),
        (["0", "0"], 2, ProfileFault.NOT_WHOLE),
        (["60", "40"], 3, ProfileFault.OTHER_WEEKS),
        (["110", "-10"], 2, ProfileFault.NEGATIVE),
        (["50.005", "49.995"], 2, ProfileFault.TOO_FINE),
        (["NaN", "100"], 2, ProfileFault.NOT_A_NUMBER),
        (["Infinity", "100"], 2, ProfileFault.NOT_A_NUMBER),
        (["1"] * 300, None, ProfileFault.TOO_LONG),
    ],
)
def test_shares_are_a_profile_or_say_what_is_wrong(shares, count, fault):
    assert profiles.fault([D(one) for one in shares], count) is fault


def test_evenly_gives_a_short_last_week_less():
    weeks = profiles.weeks(date(2026, 10, 1), date(2026, 10, 10))
    assert profiles.even(weeks) == [D("70.00"), D("30.00")]


def test_a_curve_in_any_unit_becomes_shares():
    assert profiles.from_curve([D("1200"), D("600.5"), D("599.5")]) == [D("50.00"), D("25.02"), D("24.98")]


@pytest.mark.parametrize(
    ("values", "fault"),
    [
        ([1, 2], ProfileFault.OTHER_WEEKS),
        ([1, -2, 3], ProfileFault.NEGATIVE),
        ([0, 0, 0], ProfileFault.NOTHING),
        ([0, 0, 1], None),
    ],
)
def test_a_curve_that_cannot_be_followed_says_why(values, fault):
    assert profiles.curve_fault([D(one) for one in values], 3) is fault


@given(st.lists(st.decimals(0, 10**11, places=4), min_size=1, max_size=60).filter(any))
def test_shares_of_any_curve_are_a_profile(values):
    shares = profiles.from_curve(values)
    assert profiles.fault(shares, len(values)) is None
    assert profiles.passed(shares)[-1] == 100
