"""Ranking: the order of paths, how firm it is, and whether resources follow it."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core import wbs
from objectives.core.ranking import (
    DEFAULT_WEIGHTS,
    Move,
    NeedsCycle,
    PathFacts,
    Share,
    rank,
    roi_points,
    score,
    tilt,
)
from objectives.core.vocabulary import Criterion

D = Decimal
CASE = json.loads((Path(__file__).parents[1] / "data" / "europe_q4_paths.json").read_text(), parse_float=Decimal)


def path_of(row):
    return PathFacts(
        key=row["code"],
        code=row["code"],
        returns=D(row["roi"]) + 1,
        cost=D(1),
        resource_need=D(row["resource_need"]),
        difficulty=D(row["difficulty"]),
        long_term=D(row["long_term"]),
    )


EUROPE = [path_of(row) for row in CASE["paths"]]


def plain(key, points, **more):
    """A path whose score is `points` under equal estimates."""
    return PathFacts(
        key,
        key,
        returns=D(2) * points,
        cost=D(points),
        resource_need=D(50),
        difficulty=D(50),
        long_term=D(points),
        **more,
    )


def keys(ranking):
    return [path.key for path in ranking.paths]


@pytest.mark.parametrize("row", CASE["paths"], ids=lambda row: row["code"])
def test_the_four_european_paths_score_as_published(row):
    assert score(path_of(row)).value == D(row["score"])


def test_the_four_european_paths_stand_in_the_published_order():
    assert keys(rank(EUROPE)) == CASE["expected_order"]


@pytest.mark.parametrize(
    ("roi", "points"),
    [("-2", 0), ("-0.5", 0), ("-0.25", 15), (0, 30), ("0.5", 55), (1, 80), ("1.5", 90), (2, 100), (9, 100)],
)
def test_return_on_investment_becomes_points_by_fixed_anchors(roi, points):
    assert roi_points(D(roi)) == D(points)


def test_a_score_shows_its_parts():
    parts = {part.criterion: part.product for part in score(EUROPE[2]).parts}
    assert parts[Criterion.ROI] == D(3840)
    assert parts[Criterion.RESOURCES] == D(900)


def test_a_path_without_cost_counts_as_the_best_return_and_says_so():
    free = score(PathFacts("a", "1", returns=D(10), cost=D(0)))
    assert free.no_cost
    assert free.parts[0].points == 100


def test_a_missing_estimate_earns_nothing_and_is_named():
    result = score(PathFacts("a", "1", returns=D(2), cost=D(1), resource_need=D(0), difficulty=D(0)))
    assert result.value == D("77")
    assert result.missing == (Criterion.LONG_TERM,)


@pytest.mark.parametrize(("difficulty", "risk", "points"), [(30, None, 70), (None, 30, 70), (30, 80, 20), (80, 30, 20)])
def test_of_difficulty_and_risk_the_worse_one_counts(difficulty, risk, points):
    worse = {name: D(value) for name, value in (("difficulty", difficulty), ("risk", risk)) if value is not None}
    assert score(PathFacts("a", "1", **worse), {Criterion.DIFFICULTY: D(1)}).value == points


def test_quick_effect_counts_only_once_it_has_a_weight():
    quick, slow = (
        PathFacts(key, key, long_term=D(50), time_to_effect=D(points)) for key, points in (("1", 90), ("2", 10))
    )
    assert score(quick).value == score(slow).value
    weights = {**DEFAULT_WEIGHTS, Criterion.TIME_TO_EFFECT: D(20)}
    assert score(quick, weights).value > score(slow, weights).value


def test_weights_that_are_negative_or_all_zero_are_refused():
    for weights in ({Criterion.ROI: D(-1), Criterion.RESOURCES: D(5)}, {Criterion.ROI: D(0)}):
        with pytest.raises(ValueError, match="weights"):
            score(EUROPE[0], weights)


def test_ties_go_to_the_lower_resource_need_and_then_to_the_code_as_a_number():
    weights = {Criterion.LONG_TERM: D(1)}
    tied = [
        PathFacts("a", "10", long_term=D(50), resource_need=D(20)),
        PathFacts("b", "9", long_term=D(50), resource_need=D(20)),
        PathFacts("c", "1", long_term=D(50), resource_need=D(60)),
    ]
    assert keys(rank(tied, weights)) == ["b", "a", "c"]


def test_a_path_stands_behind_the_one_it_needs_first_whatever_the_scores():
    paths = [plain("1", 90, needs=("3",)), plain("2", 50), plain("3", 10)]
    assert keys(rank(paths)) == ["2", "3", "1"]


def test_a_path_that_fails_feasibility_stands_below_all_feasible_ones():
    assert keys(rank([plain("1", 90, feasible=False), plain("2", 5)])) == ["2", "1"]


def test_a_path_that_needs_an_infeasible_one_is_blocked_by_it():
    ranking = rank([plain("1", 90, needs=("2",)), plain("2", 50, feasible=False), plain("3", 5)])
    assert keys(ranking) == ["3", "2", "1"]
    assert ranking.paths[2].blocked_by == ("2",)
    assert not ranking.paths[2].feasible


def test_paths_that_need_each_other_are_refused_with_their_names():
    with pytest.raises(NeedsCycle) as refused:
        rank([plain("1", 1, needs=("2",)), plain("2", 1, needs=("3",)), plain("3", 1, needs=("2",))])
    assert refused.value.keys == ("2", "3")


def test_a_need_that_is_not_in_the_list_is_ignored():
    assert keys(rank([plain("1", 90, needs=("9",)), plain("2", 5)])) == ["1", "2"]


def test_a_pinned_path_takes_its_rank_and_keeps_the_computed_one_beside_it():
    ranking = rank([replace(path, pinned_rank=1) if path.key == "1" else path for path in EUROPE])
    assert keys(ranking) == ["1", "3", "2", "4"]
    assert (ranking.paths[0].rank, ranking.paths[0].computed_rank, ranking.paths[0].pinned) == (1, 4, True)


@pytest.mark.parametrize(
    ("pins", "order"),
    [
        ({"1": 2, "2": 2}, ["3", "1", "2"]),
        ({"1": 99}, ["2", "3", "1"]),
        ({"1": 3, "2": 3}, ["3", "2", "1"]),
    ],
)
def test_pins_that_collide_or_point_beyond_the_end_find_the_nearest_place(pins, order):
    paths = [plain(key, points, pinned_rank=pins.get(key)) for key, points in (("1", 90), ("2", 60), ("3", 30))]
    assert keys(rank(paths)) == order


def test_the_smallest_weight_change_that_changes_the_first_rank_is_given():
    sensitivity = rank(EUROPE).sensitivity
    assert sensitivity is not None
    # path 3 leads path 2 by 465 points of weight; resources separate them by 35 points of a criterion
    assert (sensitivity.criterion, sensitivity.rival) == (Criterion.RESOURCES, "2")
    assert sensitivity.change == D(465) / D(35)
    assert not sensitivity.is_close_call


def test_a_narrow_lead_is_a_close_call():
    paths = [
        PathFacts("a", "1", resource_need=D(50), difficulty=D(40)),
        PathFacts("b", "2", resource_need=D(40), difficulty=D(51)),
    ]
    sensitivity = rank(paths, {Criterion.RESOURCES: D(50), Criterion.DIFFICULTY: D(50)}).sensitivity
    assert sensitivity is not None
    assert sensitivity.is_close_call


def test_a_path_that_is_better_everywhere_cannot_be_overtaken_by_a_change_of_weight():
    paths = [PathFacts("a", "1", long_term=D(90)), PathFacts("b", "2", long_term=D(80))]
    assert rank(paths, {Criterion.LONG_TERM: D(10)}).sensitivity is None


def test_money_is_earned_in_rank_order_until_it_is_gone():
    shares = [Share("3", D(60), D(20)), Share("2", D(30), D(30)), Share("4", D(30), D(10)), Share("1", D(50), D(40))]
    result = tilt(shares, D(100))
    assert [line.earned for line in result.lines] == [60, 30, 10, 0]
    assert [line.mismatch for line in result.lines] == [-40, 0, 0, 40]
    assert result.move == Move("1", "3", D(40))
    assert result.unearned == 0


def test_a_path_that_cannot_work_earns_nothing():
    result = tilt([Share("1", D(50), D(0)), Share("2", D(50), D(50), feasible=False)], D(80))
    assert [line.earned for line in result.lines] == [50, 0]
    assert result.unearned == 30


def test_a_shortage_with_no_surplus_below_it_names_no_move():
    assert tilt([Share("1", D(10), D(30)), Share("2", D(20), D(0))], D(30)).move is None


def test_codes_come_from_position_and_sort_as_numbers():
    places = [wbs.Place("b", None, 2), wbs.Place("a", None, 1), *(wbs.Place(n, "a", n) for n in range(1, 12))]
    codes = wbs.codes(places)
    assert (codes["a"], codes["b"], codes[10]) == ("1", "2", "1.10")
    assert list(codes.values()) == sorted(codes.values(), key=wbs.sort_key)


points = st.integers(0, 100).map(Decimal)
money = st.integers(0, 1000).map(Decimal)


@st.composite
def path_lists(draw):
    count = draw(st.integers(1, 7))
    return [
        PathFacts(
            key=number,
            code=str(number),
            returns=draw(st.none() | money),
            cost=draw(st.none() | money),
            resource_need=draw(st.none() | points),
            difficulty=draw(points),
            risk=draw(st.none() | points),
            long_term=draw(points),
            needs=tuple(draw(st.sets(st.integers(0, number - 1), max_size=2))) if number else (),
            feasible=draw(st.booleans()),
        )
        for number in range(count)
    ]


@given(path_lists(), st.data())
def test_a_path_that_comes_or_goes_never_reorders_the_others(paths, data):
    needed = {need for path in paths for need in path.needs}
    leaving = data.draw(st.sampled_from([path.key for path in paths if path.key not in needed]))
    everybody = keys(rank(paths))
    without = keys(rank([path for path in paths if path.key != leaving]))
    assert without == [key for key in everybody if key != leaving]


@given(path_lists())
def test_every_path_stands_behind_what_it_needs_and_feasible_ones_stand_first(paths):
    ranking = rank(paths)
    place = {path.key: path.computed_rank for path in ranking.paths}
    assert all(place[need] < place[path.key] for path in paths for need in path.needs)
    assert sorted((path.feasible for path in ranking.paths), reverse=True) == [path.feasible for path in ranking.paths]


@given(path_lists())
def test_the_named_change_of_weight_really_draws_level(paths):
    ranking = rank(paths)
    if ranking.sensitivity is None:
        return
    change = ranking.sensitivity
    weights = {**DEFAULT_WEIGHTS, change.criterion: DEFAULT_WEIGHTS[change.criterion] + change.change}
    by_key = {path.key: path for path in paths}
    first = score(by_key[ranking.paths[0].key], weights).value
    assert abs(first - score(by_key[change.rival], weights).value) < D("1e-15")


@given(st.lists(st.tuples(money, money), max_size=8), money)
def test_no_more_is_earned_than_there_is(shares, available):
    result = tilt([Share(number, need, given) for number, (need, given) in enumerate(shares)], available)
    assert sum(line.earned for line in result.lines) + result.unearned == available
    assert all(line.earned <= line.need for line in result.lines)
