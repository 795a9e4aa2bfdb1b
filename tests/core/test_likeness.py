"""Names of metrics that are nearly the same, and names that only look alike."""

import pytest

from objectives.core.likeness import best, contains, likeness, same_unit

ALIKE = [
    ("new-customer GMV", "New customer gmv"),
    ("new-customer GMV", "GMV of new customers"),
    ("new-customer GMV", "new costumer GMV"),
    ("\uff27\uff2d\uff36", "gmv"),
    ("GMV", "GMVs"),
    ("Café sales", "cafe sales"),
    ("stock-out rate", "stockout rate"),
    ("ad conversion of new customers", "advert conversion of new customers"),
    ("repeat purchase rate", "rate of repeat purchases"),
    ("新客GMV", "新客户GMV"),
    ("新客GMV", "GMV\uff08新客\uff09"),
    ("新客的转化率", "新客转化率"),
    ("新客首单GMV占比", "新客首单GMV的占比率"),
    ("30天复购率", "30 天复购率"),
]
DIFFERENT = [
    ("new-customer GMV", "old-customer GMV"),
    ("ACOS", "ROAS"),
    ("ACOS", "TACOS"),
    ("CPC", "CPM"),
    ("Q3 GMV", "Q4 GMV"),
    ("30-day returns", "60-day returns"),
    ("GMV", "new-customer GMV"),
    ("新客GMV", "老客GMV"),
    ("退货率", "退款率"),
    ("断货率", "缺货率"),
    ("30天复购率", "90天复购率"),
    ("conversion", "delivery time"),
    ("", "GMV"),
    ("", ""),
    ("\u202e\u200f", "\u202e\u200f"),
    ("!!!", "???"),
    ("\U0001f600", "\U0001f600"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_a_second_word_for_the_same_metric_is_recognized_both_ways(one, other):
    assert likeness(one, other) > 0
    assert likeness(other, one) == likeness(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_what_is_another_metric_is_left_alone(one, other):
    assert likeness(one, other) == 0
    assert likeness(other, one) == 0


def test_the_same_letters_are_nearer_than_other_words_and_these_than_a_slip():
    same, turned, slip = (
        likeness("new-customer GMV", name) for name in ("New Customer GMV", "GMV of new customers", "new costumer GMV")
    )
    assert 1 == same > turned > slip > 0.5


def test_a_metric_is_as_near_as_the_nearer_of_its_two_names():
    assert best("新客户GMV", ("new-customer GMV", "新客GMV")) == likeness("新客户GMV", "新客GMV")
    assert best("GMV", ("", "断货率")) == 0


def test_names_of_twenty_thousand_characters_are_compared_by_their_beginning():
    assert likeness("x" * 20_000, "x" * 20_000 + "y") == 1
    assert likeness("xy" * 10_000, "z" * 20_000) == 0


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("new-customer GMV", "gmv", True),
        ("new-customer GMV", "GMV new", True),
        ("new-customer GMV", "gmv old", False),
        ("新客转化率", "转化", True),
        ("新客转化率", "退货", False),
        ("Café", "\uff23\uff21\uff26\uff25", True),
    ],
)
def test_typing_any_part_finds_a_metric(name, typed, found):
    assert contains(name, typed) is found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("%", "\uff05", True), ("Orders", "orders ", True), ("EUR", "eur", True), ("EUR", "USD", False), ("", "%", False)],
)
def test_a_unit_is_the_same_in_any_width_and_case(one, other, same):
    assert same_unit(one, other) is same
