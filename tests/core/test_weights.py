from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core.weights import percentages, shares, weighted_mean

WEIGHTS = st.lists(st.integers(0, 10_000), max_size=30)


@pytest.mark.parametrize(
    ("weights", "printed"),
    [
        ([50, 50], [50, 50]),
        ([1, 1, 1], [34, 33, 33]),
        ([2, 1], [67, 33]),
        ([1, 1, 1, 1, 1, 1], [17, 17, 17, 17, 16, 16]),
        ([1, 0], [100, 0]),
        ([1, 999], [0, 100]),
        ([0, 0], [0, 0]),
        ([], []),
    ],
)
def test_weights_are_printed_as_whole_percent_by_largest_remainder(weights, printed):
    assert percentages(weights) == printed


@given(WEIGHTS.filter(any))
def test_printed_percentages_always_sum_to_one_hundred(weights):
    printed = percentages(weights)
    assert sum(printed) == 100
    assert all(abs(whole - 100 * share) < 1 for whole, share in zip(printed, shares(weights), strict=True))


def test_a_mean_clamps_each_child_to_between_none_and_all_of_it():
    assert weighted_mean([(1, D("1.3")), (1, D("-0.2"))]).value == D("0.5")


def test_a_child_without_data_is_left_out_and_the_rest_scaled_up():
    mean = weighted_mean([(50, D("0.4")), (30, None), (20, D("0.75"))])
    assert (mean.value, mean.left_out, mean.not_enough_data) == (D("0.5"), (1,), False)


@pytest.mark.parametrize(
    ("missing", "enough"),
    [(1, True), (2, False)],
    ids=["exactly a third may be missing", "above a third there is not enough data"],
)
def test_a_mean_needs_two_thirds_of_its_weight(missing, enough):
    mean = weighted_mean([(2, D("0.5")), (missing, None)])
    assert (mean.value is not None) is enough
    assert mean.not_enough_data is not enough


def test_a_child_of_weight_nothing_neither_counts_nor_is_missed():
    assert weighted_mean([(0, None), (1, D("0.5"))]).left_out == ()
    assert weighted_mean([(0, D(1))]).value is None


@given(st.lists(st.tuples(st.integers(0, 100), st.none() | st.decimals(-10, 10, places=4)), max_size=12))
def test_a_mean_is_always_between_nothing_and_all(children):
    value = weighted_mean(children).value
    assert value is None or 0 <= value <= 1
