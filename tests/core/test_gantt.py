"""Where days stand on the axis of a Gantt."""

from datetime import date

import pytest

from objectives.core.gantt import axis


def test_the_axis_runs_over_whole_months():
    found = axis([date(2026, 10, 14), date(2026, 12, 31)])
    assert (found.start, found.end) == (date(2026, 10, 1), date(2027, 1, 1))
    assert [one.first.month for one in found.months] == [10, 11, 12]


def test_a_bar_covers_its_last_day():
    found = axis([date(2026, 4, 1), date(2026, 4, 30)])
    whole, one_day = (
        found.stretch(date(2026, 4, 1), date(2026, 4, 30)),
        found.stretch(date(2026, 4, 16), date(2026, 4, 16)),
    )
    assert (whole.start, whole.length, whole.end) == (0, 100, 100)
    assert (one_day.start, one_day.length) == (50, pytest.approx(3.333))


def test_a_buffer_begins_where_the_work_ends():
    found = axis([date(2026, 9, 1), date(2026, 9, 30)])
    work, buffer = (
        found.stretch(date(2026, 9, 1), date(2026, 9, 10)),
        found.stretch(date(2026, 9, 11), date(2026, 9, 20)),
    )
    assert work.end == buffer.start


def test_today_stands_on_the_axis_only_while_the_plan_runs():
    found = axis([date(2026, 10, 1), date(2026, 12, 31)])
    assert found.covers(date(2026, 10, 20))
    assert not found.covers(date(2027, 1, 1))
    assert found.at(date(2026, 10, 20)) == pytest.approx(20.652)


def test_what_lies_outside_the_axis_is_cut_off():
    found = axis([date(2026, 10, 1), date(2026, 10, 31)])
    assert found.stretch(date(2026, 9, 1), date(2026, 11, 30)).length == 100
    assert found.stretch(date(2026, 12, 1), date(2026, 12, 5)).length == 0
