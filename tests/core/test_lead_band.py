"""The band of a chain: shares of its length, rest days on each step's own calendar, today where it is near."""

from dataclasses import replace
from datetime import date

import pytest

from objectives.core.lead_band import band_of
from objectives.core.leadtime import backwards
from tests.core.test_leadtime import BLACK_FRIDAY, started

NEEDED = date(2026, 9, 15)


def band(today, steps=BLACK_FRIDAY):
    return band_of(backwards(steps, NEEDED, today), steps, today)


def test_a_step_is_as_long_as_its_calendar_days():
    drawn = band(date(2026, 1, 5))
    sea = next(one for one in drawn.segments if one.key == "sea")
    whole = (NEEDED - date(2026, 5, 8)).days + 1
    assert sea.stretch.length == pytest.approx(100 * 35 / whole, abs=0.01)
    assert drawn.segments[0].stretch.start == 0
    assert drawn.segments[-1].stretch.end == pytest.approx(100, abs=0.01)


def test_weekends_and_holidays_rest_and_a_ship_does_not():
    drawn = {one.key: one for one in band(date(2026, 1, 5)).segments}
    assert drawn["sea"].rests == ()
    assert len(drawn["production"].rests) == 6  # six weekends, one of them with the Dragon Boat day


def test_today_is_drawn_near_the_chain_and_left_to_the_words_far_from_it():
    assert band(date(2026, 1, 5)).today is None
    assert band(date(2026, 4, 20)).today == 0
    assert band(date(2026, 5, 8)).today == 0
    assert 0 < band(date(2026, 7, 1)).today < 100
    assert 90 < band(date(2026, 9, 20)).today < 100
    assert band(date(2026, 12, 1)).today is None


def test_what_has_passed_is_marked_late_and_what_is_history_is_not():
    late = [one.key for one in band(date(2026, 5, 9)).segments if one.is_late]
    assert late == ["specification"]
    steps = started(specification=date(2026, 5, 20), production=date(2026, 5, 19))
    drawn = band(date(2026, 6, 1), steps)
    assert [one.key for one in drawn.segments if one.is_past] == ["specification", "order"]


def test_a_buffer_is_drawn_as_one():
    steps = [replace(step, is_buffer=step.key == "congestion buffer") for step in BLACK_FRIDAY]
    assert [one.key for one in band(date(2026, 1, 5), steps).segments if one.is_buffer] == ["congestion buffer"]


def test_months_are_named_from_their_first_day_on():
    assert [one.first for one in band(date(2026, 1, 5)).months] == [date(2026, month, 1) for month in (6, 7, 8, 9)]
