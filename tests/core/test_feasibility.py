"""Achievable: needs against means, with the largest target that fits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core.drivers import Driver, Factor
from objectives.core.feasibility import (
    FeasibilityFacts,
    Given,
    Person,
    StockLine,
    assess,
    grade,
    letter_of,
)
from objectives.core.vocabulary import Achievability, DriverKind, Figure, OfferKind, Operator, Resource, Verdict

D = Decimal
TARGET = D(500_000)
CUSTOMERS = Driver(value_per_customer=D(400), acquisition_cost=D(20))
CLICKS = Driver(DriverKind.CLICKS, value_per_order=D(50), conversion=D(2), cost_per_click=D("0.5"))
ORDERS = Driver(DriverKind.ORDERS, value_per_order=D(50), orders_per_customer=D(2), acquisition_cost=D(20))


def money_only(budget, *drivers, target=TARGET, **more):
    return assess(
        FeasibilityFacts(
            target=target,
            unit="EUR",
            drivers=drivers or (CUSTOMERS,),
            budget=None if budget is None else D(budget),
            currency="EUR",
            effort=None,
            stock=None,
            **more,
        )
    )


def people_only(*people, effort, given=(), target=None):
    facts = FeasibilityFacts(target=target, drivers=None, stock=None, effort=effort, people=people, given=given)
    return assess(facts)


def results(calculation):
    return [step.result for step in calculation.steps]


# --- the German case ------------------------------------------------------------------------------------------


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


def test_approved_requests_count_as_budget_and_stand_on_a_line_of_their_own():
    result = money_only(18_000, approved=D(5_000))
    assert result.checks[0].available == D(23_000)
    assert [step.figure for step in result.checks[0].there[0].steps] == [Figure.BUDGET, Figure.APPROVED]
    assert money_only(None, approved=D(5_000)).checks[0].available == D(5_000)


def test_what_is_done_already_needs_no_more_customers():
    result = money_only(8_000, done=D(300_000))
    assert result.checks[0].needed == D(10_000)
    assert result.largest_target == D(460_000)


def test_a_target_already_reached_needs_nothing():
    result = money_only(None, target=D(100), done=D(130))
    assert result.verdict is Achievability.NOT_APPLICABLE
    assert result.letter is Verdict.PASS


# --- drivers line by line ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("driver", "steps", "units"),
    [
        (CUSTOMERS, [500_000, 1_250, 25_000], ["EUR", "customers", "EUR"]),
        (CLICKS, [500_000, 10_000, 500_000, 250_000], ["EUR", "orders", "clicks", "EUR"]),
        (ORDERS, [500_000, 10_000, 5_000, 100_000], ["EUR", "orders", "customers", "EUR"]),
        (
            Driver(DriverKind.PRODUCT, factors=(Factor(Operator.OVER, D(250)), Factor(Operator.TIMES, D(3), "EUR"))),
            [500_000, 2_000, 6_000],
            ["EUR", "", "EUR"],
        ),
    ],
)
def test_each_kind_of_driver_shows_every_step_with_its_unit(driver, steps, units):
    calculation = money_only(1, driver).checks[0].needs[0]
    assert results(calculation) == steps
    assert [step.result_unit for step in calculation.steps] == units


def test_a_quotient_that_does_not_end_is_not_rounded_on_the_way():
    third = Driver(value_per_customer=D(3), acquisition_cost=D(3))
    result = money_only(100, third, target=D(100))
    assert result.checks[0].needed == 100
    assert result.verdict is Achievability.TIGHT


def test_several_lines_share_the_target_and_the_one_without_a_part_takes_the_rest():
    tiktok = Driver(part=D(100_000), value_per_customer=D(200), acquisition_cost=D(30))
    result = money_only(30_000, tiktok, CUSTOMERS)
    assert [one.steps[0].operand for one in result.checks[0].needs] == [100_000, 400_000]
    assert result.customers == D(1_500)
    assert result.checks[0].needed == D(35_000)


@pytest.mark.parametrize(
    "parts",
    [(D(300_000), D(300_000)), (D(100_000), D(100_000)), (None, None), (D(600_000), None)],
    ids=["more than the whole", "less than the whole", "two take the rest", "a part above the target"],
)
def test_parts_that_do_not_make_up_the_target_leave_money_unknown(parts):
    drivers = [Driver(part=part, value_per_customer=D(400), acquisition_cost=D(20)) for part in parts]
    result = money_only(1_000_000, *drivers)
    assert result.checks[0].verdict is Achievability.UNKNOWN
    assert not result.parts_fit


@pytest.mark.parametrize(
    "driver",
    [
        Driver(),
        Driver(value_per_customer=None, acquisition_cost=D(20)),
        Driver(value_per_customer=D(400)),
        Driver(value_per_customer=D(0), acquisition_cost=D(20)),
        Driver(DriverKind.CLICKS, value_per_order=D(50), conversion=D(0), cost_per_click=D(1)),
        Driver(DriverKind.ORDERS, value_per_order=D(50), acquisition_cost=D(20)),
        Driver(DriverKind.PRODUCT),
        Driver(DriverKind.PRODUCT, factors=(Factor(Operator.TIMES, None),)),
    ],
)
def test_a_missing_input_is_unknown_and_never_a_pass(driver):
    result = money_only(1_000_000, driver)
    assert result.verdict is Achievability.UNKNOWN
    assert result.letter is Verdict.QUESTION
    assert result.binding is None
    assert result.largest_target is None


def test_a_target_that_is_not_entered_is_unknown():
    assert money_only(1_000_000, target=None).verdict is Achievability.UNKNOWN


# --- bands ------------------------------------------------------------------------------------------------------


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


def test_nothing_entered_is_unknown_for_every_resource():
    result = assess(FeasibilityFacts())
    assert [check.verdict for check in result.checks] == [Achievability.UNKNOWN] * 3


def test_what_is_declared_as_not_needed_does_not_apply():
    result = assess(FeasibilityFacts(drivers=None, effort=None, stock=None))
    assert [check.verdict for check in result.checks] == [Achievability.NOT_APPLICABLE] * 3


# --- stock ------------------------------------------------------------------------------------------------------


def test_stock_is_rounded_up_exactly():
    line = StockLine(orders=D(5000), units_per_order=D("1.1"), safety=D(10))
    assert results(line.needs()) == [5_000, 5_500, 6_050]
    assert line.needs().result == D(6050)
    assert StockLine(orders=D(5001), units_per_order=D("1.1"), safety=D(10)).needs().result == D(6052)


def test_stock_counts_what_is_on_hand_and_what_arrives_in_time():
    line = StockLine(D(5000), D("1.1"), D(10), on_hand=D(1000), arriving=D(4000))
    result = assess(FeasibilityFacts(drivers=None, effort=None, stock=(line,), target=D(5000)))
    assert result.checks[2].missing == D(1050)
    assert result.verdict is Achievability.STRETCH


def test_a_surplus_of_one_product_ships_no_orders_of_another():
    stock = (StockLine(D(100), on_hand=D(900)), StockLine(D(100), on_hand=D(50)))
    result = assess(FeasibilityFacts(drivers=None, effort=None, stock=stock, target=D(1000)))
    assert result.verdict is Achievability.NOT_ACHIEVABLE
    assert result.binding is not None
    assert result.binding.key == 1
    assert result.largest_target == 500


@pytest.mark.parametrize("name", ["orders", "units_per_order", "safety", "on_hand", "arriving"])
def test_stock_without_one_of_its_figures_is_unknown(name):
    figures = {"orders": D(10), "on_hand": D(1000), name: None}
    result = assess(FeasibilityFacts(drivers=None, effort=None, stock=(StockLine(**figures),)))
    assert result.checks[2].verdict is Achievability.UNKNOWN


# --- people -----------------------------------------------------------------------------------------------------


def test_people_are_counted_less_leave_and_other_plans_times_allocation():
    person = Person(working_days=D(60), leave=D(5), other_plans=D(15), allocation=D(50))
    assert results(person.calculation()) == [60, 55, 40, 20]
    result = people_only(person, effort=(D(15), D(10)))
    assert result.checks[1].needed == D(25)
    assert result.checks[1].missing == D(5)
    assert result.verdict is Achievability.STRETCH


def test_people_whom_the_boss_gave_count_with_five_days_a_week():
    result = people_only(effort=(D(30),), given=(Given(headcount=2, weeks=3),))
    assert result.checks[1].available == 30
    assert result.verdict is Achievability.TIGHT


def test_somebody_booked_out_by_other_plans_has_no_days_rather_than_negative_ones():
    assert Person(working_days=D(10), other_plans=D(30)).calculation().result == 0


def test_effort_without_named_people_and_effort_without_days_are_unknown():
    assert people_only(effort=(D(5),)).checks[1].verdict is Achievability.UNKNOWN
    assert people_only(Person(D(60)), effort=(D(5), None)).checks[1].verdict is Achievability.UNKNOWN


# --- all of them ------------------------------------------------------------------------------------------------


def test_the_verdict_is_the_worst_check_and_the_least_coverage_binds():
    result = assess(
        FeasibilityFacts(
            target=TARGET,
            drivers=(CUSTOMERS,),
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
    result = assess(FeasibilityFacts(target=TARGET, drivers=(CUSTOMERS,), budget=D(22_000)))
    assert result.verdict is Achievability.STRETCH


# --- properties -------------------------------------------------------------------------------------------------

amounts = st.decimals(min_value=1, max_value=10**6, places=2)
whole = st.integers(min_value=100, max_value=10**7).map(D)
drivers = st.one_of(
    st.builds(Driver, value_per_customer=amounts, acquisition_cost=amounts),
    st.builds(
        lambda value, share, cost: Driver(
            DriverKind.CLICKS, value_per_order=value, conversion=share, cost_per_click=cost
        ),
        amounts,
        st.decimals(min_value="0.01", max_value=100, places=2),
        amounts,
    ),
    st.builds(
        lambda value, times, cost: Driver(
            DriverKind.ORDERS, value_per_order=value, orders_per_customer=times, acquisition_cost=cost
        ),
        amounts,
        amounts,
        amounts,
    ),
)


@given(target=whole, driver=drivers, budget=amounts)
def test_the_largest_target_fits_and_one_unit_more_does_not(target, driver, budget):
    largest = money_only(budget, driver, target=target).largest_target
    assert largest is not None
    down = largest.to_integral_value(rounding="ROUND_FLOOR")
    if down > 0:
        assert money_only(budget, driver, target=down).verdict in (Achievability.TIGHT, Achievability.ACHIEVABLE)
    over = money_only(budget, driver, target=down + 1).checks[0]
    assert over.needs[0].exact > budget


@given(target=whole, driver=drivers, budget=amounts, more=amounts)
def test_more_money_never_makes_a_verdict_worse_nor_covers_less(target, driver, budget, more):
    less, richer = money_only(budget, driver, target=target), money_only(budget + more, driver, target=target)
    assert richer.verdict.badness <= less.verdict.badness
    assert (richer.checks[0].coverage or 0) >= (less.checks[0].coverage or 0)


@given(target=whole, more=whole, driver=drivers, budget=amounts)
def test_raising_the_target_never_frees_a_resource(target, more, driver, budget):
    low, high = money_only(budget, driver, target=target), money_only(budget, driver, target=target + more)
    assert high.checks[0].needed >= low.checks[0].needed
    assert high.verdict.badness >= low.verdict.badness


@given(days=amounts, effort=amounts, share=st.integers(1, 100), leave=amounts)
def test_leave_and_a_smaller_share_of_time_never_add_days(days, effort, share, leave):
    free = people_only(Person(days), effort=(effort,))
    less = people_only(Person(days, leave=leave, allocation=D(share)), effort=(effort,))
    assert less.checks[1].available <= free.checks[1].available
    assert less.verdict.badness >= free.verdict.badness
