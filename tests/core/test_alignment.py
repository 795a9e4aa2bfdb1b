"""Objectives of one cycle beside each other: duplicates and contradictions."""

from dataclasses import replace

import pytest

from objectives.core.alignment import Claim, Neighbours, names, neighbours, words
from objectives.core.vocabulary import Direction

GERMANY, FRANCE = 1, 2
MINE = Claim(
    objective=10,
    department=GERMANY,
    direction=Direction.INCREASE,
    names=names("new-customer GMV", "新客GMV"),
    sites=words("Germany", "德国"),
    others={"channels": words("TikTok Shop, Amazon"), "products": words(""), "segment": words("new customers")},
)
OTHER = replace(MINE, objective=11)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, "same"),
        ({"names": names("New customer  GMV")}, "same"),  # written with other spaces and signs
        ({"names": names("新客 ＧＭＶ")}, "same"),  # in the other language, full-width
        ({"names": names("orders")}, ""),
        ({"sites": words("France, Germany")}, "same"),
        ({"sites": words("France")}, ""),
        ({"sites": words("")}, "same"),  # the same department
        ({"sites": words(""), "department": FRANCE}, ""),
        ({"others": {"channels": words("eBay")}}, ""),
        ({"others": {"channels": words("Amazon、eBay")}}, "same"),
        ({"others": {"segment": words("Members")}}, ""),
        ({"parent": 10}, ""),  # supports it: the same figure is meant to come from below
        ({"direction": Direction.DECREASE}, "against"),
        ({"direction": Direction.AT_MOST}, "against"),
        ({"direction": Direction.AT_LEAST}, "same"),
        ({"direction": Direction.MILESTONE}, ""),
        ({"direction": Direction.DECREASE, "sites": words("France")}, ""),
        ({"is_own": False}, ""),  # a key result may repeat another objective's figure
        ({"is_own": False, "direction": Direction.DECREASE}, "against"),
    ],
)
def test_the_same_figure_at_the_same_place_is_a_duplicate_and_in_opposite_directions_a_contradiction(changes, found):
    expected = Neighbours(
        duplicates=(11,) if found == "same" else (), contradictions=(11,) if found == "against" else ()
    )
    assert neighbours([MINE, replace(OTHER, **changes)], 10) == expected


def test_metrics_of_the_glossary_tell_equal_names_apart_and_join_different_ones():
    mine = replace(MINE, metric=1)
    assert neighbours([mine, replace(OTHER, metric=2)], 10) == Neighbours()
    assert neighbours([mine, replace(OTHER, metric=1, names=names("first orders"))], 10) == Neighbours((11,))
    assert neighbours([mine, OTHER], 10) == Neighbours((11,))


def test_what_pulls_against_each_other_is_not_named_as_a_duplicate_too():
    opposite = replace(OTHER, direction=Direction.DECREASE, is_own=False)
    assert neighbours([MINE, OTHER, opposite], 10) == Neighbours(contradictions=(11,))


def test_lists_of_words_are_read_in_both_languages():
    assert words("Germany, France,  Italy") == words("italy\uff1bFRANCE\u3001germany")
    assert words("德国\u3001法国") == {"德国", "法国"}
