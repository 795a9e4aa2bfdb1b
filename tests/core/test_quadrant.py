"""The priority quadrant: what to do with each key result."""

from decimal import Decimal

import pytest

from objectives.core.quadrant import CONSEQUENCES, Placed, Target, board, carried, place, proposal
from objectives.core.vocabulary import Accumulation, Consequence, Direction, Quadrant, Reply

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


# --- what is proposed ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("replies", "proposed"),
    [
        ((Reply.YES, Reply.YES, Reply.YES), 100),
        ((Reply.NO, Reply.NO, Reply.NO), 0),
        ((Reply.YES, Reply.PARTLY, Reply.NO), 50),
        ((Reply.YES, Reply.YES, Reply.PARTLY), 83),
        ((Reply.YES, Reply.YES, Reply.NO), 67),
        ((Reply.YES, Reply.YES, None), None),
        ((None, None, None), None),
    ],
)
def test_three_answers_propose_their_mean_and_two_propose_nothing(replies, proposed):
    assert proposal(replies) == proposed


def gmv(target, unit="EUR", baseline=0, direction=Direction.INCREASE, accumulation=Accumulation.SUM):
    return Target(direction, accumulation, unit, None if baseline is None else D(baseline), D(target))


def test_impact_is_the_share_of_the_target_that_running_totals_in_its_unit_carry():
    found = carried(gmv(500000), [gmv(50000), gmv(700, "orders"), gmv(100000)])
    assert (found.amount, found.whole, found.points) == (150000, 500000, 30)


def test_what_carries_more_than_the_target_counts_100():
    assert carried(gmv(100, baseline=20), [gmv(90)]).points == 100
    assert carried(gmv(100, baseline=20), [gmv(40)]).points == 50


@pytest.mark.parametrize(
    ("own", "measures"),
    [
        (None, [gmv(50)]),
        (gmv(500), []),
        (gmv(500), [gmv(50, "orders")]),
        (gmv(500), [gmv(50, accumulation=Accumulation.LEVEL)]),
        (gmv(500, direction=Direction.DECREASE), [gmv(50)]),
        (gmv(0), [gmv(50)]),
    ],
)
def test_without_a_clean_comparison_nothing_is_proposed(own, measures):
    assert carried(own, measures) is None


def test_each_quadrant_has_its_consequences_and_what_is_driven_has_none():
    assert CONSEQUENCES[Quadrant.SECURE] == (Consequence.PLAN_B, Consequence.ASK)
    assert CONSEQUENCES[Quadrant.DELEGATE] == (Consequence.TASK,)
    assert CONSEQUENCES[Quadrant.DROP] == (Consequence.PARK,)
    assert CONSEQUENCES[Quadrant.DRIVE] == ()
