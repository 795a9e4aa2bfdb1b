"""The priority quadrant: what to do with each key result."""

from decimal import Decimal

import pytest

from objectives.core.quadrant import Placed, board, place
from objectives.core.vocabulary import Quadrant

D = Decimal


def kr(key, control, impact=60, weight=1):
    return Placed(key, *(None if axis is None else D(axis) for axis in (control, impact)), weight)


@pytest.mark.parametrize(
    ("control", "impact", "quadrant"),
    [
        (90, 90, Quadrant.DRIVE),
        (50, 50, Quadrant.DRIVE),
        ("49.9", 50, Quadrant.SECURE),
        (10, 90, Quadrant.SECURE),
        (50, "49.9", Quadrant.DELEGATE),
        (100, 0, Quadrant.DELEGATE),
        (0, 0, Quadrant.DROP),
    ],
)
def test_control_and_impact_say_what_to_do(control, impact, quadrant):
    assert place(D(control), D(impact)) is quadrant


@pytest.mark.parametrize(
    ("control", "impact", "borderline"),
    [(45, 90, True), (55, 90, True), (44, 90, False), (56, 90, False), (90, 52, True), (90, "55.1", False)],
)
def test_within_five_points_of_a_cut_a_placement_is_borderline(control, impact, borderline):
    assert board([kr("a", control, impact)]).placements[0].borderline is borderline


def test_key_results_without_estimates_are_listed_as_not_placed():
    result = board([kr("a", 60), kr("b", None), kr("c", 60, None)])
    assert [placement.key for placement in result.placements] == ["a"]
    assert result.unplaced == ("b", "c")


@pytest.mark.parametrize(("weight", "warned"), [(2, True), (1, False)])
def test_more_than_half_the_weight_in_low_control_is_warned_about(weight, warned):
    assert board([kr("a", 20, weight=weight), kr("b", 80)]).is_out_of_hand is warned


def test_an_empty_board_warns_of_nothing():
    assert board([]).low_control is None
    assert not board([kr("a", 10, weight=0)]).is_out_of_hand
