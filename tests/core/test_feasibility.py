"""Achievable: needs against means, with the largest target that fits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core.feasibility import DriverLine, FeasibilityFacts, Person, StockLine, assess, grade, letter_of
from objectives.core.vocabulary import Achievability, OfferKind, Resource, Verdict

D = Decimal
GERMANY = DriverLine(target=D(500_000), value=D(400), acquisition_cost=D(20))


def money_only(budget, *drivers, **more):
    return assess(
        FeasibilityFacts(
            drivers=drivers or (GERMANY,),
            budget=None if budget is None else D(budget),
            currency="EUR",
            effort=None,
            stock=None,
            **more,
        )
    )


def test_five_hundred_thousand_at_four_hundred_a_customer_needs_twenty_five_thousand():
    result = money_only(25_000)
    assert result.customers == D(1250)
    assert result.checks[0].needed == D(25_000)
    assert result.verdict is Achievability.TIGHT


def test_a_short_budget_names_the_missing_sum_the_largest_target_and_both_ways_out():
    result = money_only(18_000)
    assert result.binding is not None
    assert result.binding.resource is Resource.MONEY
    assert result.binding.missing == D(7_000)
    assert result.largest_target == D(360_000)
    assert [(offer.kind, offer.amount, offer.unit) for offer in result.offers] == [
        (OfferKind.LOWER_TARGET, D(360_000), ""),
        (OfferKind.ASK, D(7_000), "EUR"),
    ]


def test_what_is_done_already_needs_no_more_customers():
    result = money_only(8_000, DriverLine(D(500_000), D(400), D(20), done=D(300_000)))
    assert result.checks[0].needed == D(10_000)
    assert result.largest_target == D(460_000)


def test_a_target_already_reached_needs_nothing():
    result = money_only(None, DriverLine(D(100), D(1), D(5), done=D(130)))
    assert result.verdict is Achievability.NOT_APPLICABLE
    assert result.letter is Verdict.PASS


def test_several_driver_lines_add_up():
    result = money_only(30_000, GERMANY, DriverLine(D(100_000), D(200), D(30)))
    assert result.customers == D(1750)
    assert result.checks[0].needed == D(40_000)
    assert result.largest_target == D(450_000)


@pytest.mark.parametrize(
    ("available", "expected"),
    [
        (110, Achievability.ACHIEVABLE),
        ("109.999", Achievability.TIGHT),
        (100, Achievability.TIGHT),
        ("99.999", Achievability.STRETCH),
        (80, Achievability.STRETCH),
        ("79.999", Achievability.NOT_ACHIEVABLE),
        (0, Achievability.NOT_ACHIEVABLE),
        (None, Achievability.UNKNOWN),
    ],
)
def test_coverage_falls_into_its_band(available, expected):
    assert grade(D(100), None if available is None else D(available)) is expected


@pytest.mark.parametrize(
    ("achievability", "letter"),
    [
        (Achievability.ACHIEVABLE, Verdict.PASS),
        (Achievability.TIGHT, Verdict.PASS),
        (Achievability.NOT_APPLICABLE, Verdict.PASS),
        (Achievability.STRETCH, Verdict.QUESTION),
        (Achievability.UNKNOWN, Verdict.QUESTION),
        (Achievability.NOT_ACHIEVABLE, Verdict.FAIL),
    ],
)
def test_the_letter_follows_the_verdict(achievability, letter):
    assert letter_of(achievability) is letter


@pytest.mark.parametrize(
    "line",
    [
        DriverLine(None, D(400), D(20)),
        DriverLine(D(500_000), None, D(20)),
        DriverLine(D(500_000), D(400), None),
        DriverLine(D(500_000), D(0), D(20)),
    ],
)
def test_a_missing_input_is_unknown_and_never_a_pass(line):
    result = money_only(1_000_000, line)
    assert result.verdict is Achievability.UNKNOWN
    assert result.letter is Verdict.QUESTION
    assert result.binding is None
    assert result.largest_target is None


def test_nothing_entered_is_unknown_for_every_resource():
    result = assess(FeasibilityFacts())
    assert [check.verdict for check in result.checks] == [Achievability.UNKNOWN] * 3


def test_stock_is_rounded_up_exactly():
    line = StockLine(orders=D(5000), units_per_order=D("1.1"), safety=D("0.1"))
    assert line.needed == D(6050)


def test_stock_counts_what_is_on_hand_and_what_arrives_in_time():
    line = StockLine(D(5000), D("1.1"), D("0.1"), on_hand=D(1000), arriving=D(4000))
    result = assess(FeasibilityFacts(drivers=None, effort=None, stock=(line,), target=D(5000)))
    assert result.checks[2].missing == D(1050)
    assert result.verdict is Achievability.STRETCH


def test_people_are_counted_less_leave_and_other_plans_times_allocation():
    person = Person(working_days=D(60), leave=D(5), other_plans=D(15), allocation=D("0.5"))
    assert person.available == D(20)
    result = assess(FeasibilityFacts(drivers=None, stock=None, effort=(D(15), D(10)), people=(person,)))
    assert result.checks[1].needed == D(25)
    assert result.checks[1].missing == D(5)
    assert result.verdict is Achievability.STRETCH


def test_somebody_booked_out_by_other_plans_has_no_days_rather_than_negative_ones():
    assert Person(working_days=D(10), other_plans=D(30)).available == 0


def test_effort_without_named_people_is_unknown():
    result = assess(FeasibilityFacts(drivers=None, stock=None, effort=(D(5),)))
    assert result.checks[1].verdict is Achievability.UNKNOWN


def test_the_verdict_is_the_worst_check_and_the_least_coverage_binds():
    result = assess(
        FeasibilityFacts(
            drivers=(GERMANY,),
            budget=D(30_000),
            effort=(D(100),),
            people=(Person(D(60)),),
            stock=(StockLine(D(1000), on_hand=D(900)),),
        )
    )
    assert result.verdict is Achievability.NOT_ACHIEVABLE
    assert result.binding is not None
    assert result.binding.resource is Resource.PEOPLE
    assert result.largest_target == D(300_000)


def test_a_known_shortage_is_worse_than_an_unknown():
    result = assess(FeasibilityFacts(drivers=(GERMANY,), budget=D(22_000)))
    assert result.verdict is Achievability.STRETCH


amounts = st.decimals(min_value=1, max_value=10**9, places=2)


@given(target=amounts, value=amounts, cost=amounts, budget=amounts)
def test_the_largest_target_needs_just_the_budget_there_is(target, value, cost, budget):
    result = money_only(budget, DriverLine(target, value, cost))
    assert result.largest_target is not None
    needed = result.largest_target / value * cost
    assert abs(needed - budget) <= budget * D("1e-20")


@given(target=amounts, budget=amounts, more=amounts)
def test_more_money_never_makes_a_verdict_worse(target, budget, more):
    line = DriverLine(target, D(400), D(20))
    assert money_only(budget + more, line).verdict.badness <= money_only(budget, line).verdict.badness
