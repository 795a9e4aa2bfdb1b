"""A measure out of the figures of a sentence."""

from decimal import Decimal

import pytest

from objectives.core.proposing import accumulation_of, direction_of, is_whole
from objectives.core.vocabulary import Accumulation, Direction

UP, DOWN, AT_MOST, DONE = Direction.INCREASE, Direction.DECREASE, Direction.AT_MOST, Direction.MILESTONE
SUM, LEVEL = Accumulation.SUM, Accumulation.LEVEL


@pytest.mark.parametrize(
    ("said", "baseline", "target", "expected"),
    [(None, 0, 500, UP), (None, 80, 40, DOWN), (None, None, 40, UP), (AT_MOST, None, 25, AT_MOST), (UP, 5, 3, UP)],
)
def test_the_direction_is_what_the_sentence_says_or_its_figures(said, baseline, target, expected):
    assert direction_of(said, *(None if one is None else Decimal(one) for one in (baseline, target))) is expected


@pytest.mark.parametrize(
    ("direction", "unit", "expected"),
    [
        (UP, "EUR", SUM),
        (UP, "orders", SUM),
        (UP, "单", SUM),
        (UP, "%", LEVEL),
        (UP, "hours", LEVEL),
        (UP, "天", LEVEL),
        (DOWN, "EUR", LEVEL),
        (AT_MOST, "EUR", LEVEL),
        (DONE, "", LEVEL),
    ],
)
def test_money_and_counts_add_up_and_rates_stand(direction, unit, expected):
    assert accumulation_of(direction, unit) is expected


@pytest.mark.parametrize(
    ("direction", "accumulation", "baseline", "target", "expected"),
    [
        (UP, SUM, None, "500", True),
        (UP, LEVEL, "1.5", "2.0", True),
        (UP, LEVEL, None, "2.0", False),
        (UP, LEVEL, "2", "2", False),
        (UP, SUM, "5", None, False),
        (AT_MOST, LEVEL, None, "25", True),
        (DONE, LEVEL, None, None, True),
    ],
)
def test_half_a_measure_is_told_from_a_whole_one(direction, accumulation, baseline, target, expected):
    figures = [None if one is None else Decimal(one) for one in (baseline, target)]
    assert is_whole(direction, accumulation, *figures) is expected
