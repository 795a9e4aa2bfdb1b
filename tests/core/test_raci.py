"""The responsibility matrix: what is wrong with it and what is doubtful."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core.raci import LeafFacts, PersonFacts, review, weekly_load
from objectives.core.vocabulary import RaciCode

MONDAY = date(2026, 10, 12)
WEEK = tuple(MONDAY + timedelta(days=n) for n in range(5))
EVERYBODY = [PersonFacts(name) for name in ("an", "bo", "chen", "du", "e", "fu", "gu", "he", "in", "jo")]


def leaf(key="t", responsible="an", accountable="bo", **more):
    return LeafFacts(key, responsible, accountable, **more)


def codes(*leaves, people=EVERYBODY):
    return [finding.code for finding in review(leaves, people)]


def with_person(**facts):
    return [PersonFacts("an", **facts), *EVERYBODY[1:]]


def test_one_name_for_both_roles_is_fine():
    assert codes(leaf(accountable="an", consulted=("bo",))) == []


@pytest.mark.parametrize(
    ("people", "task", "code"),
    [
        (with_person(active=False), leaf(), RaciCode.RESPONSIBLE_INACTIVE),
        (with_person(has_access=False), leaf(), RaciCode.RESPONSIBLE_WITHOUT_ACCESS),
        (with_person(active=False), leaf("t", "bo", "an"), RaciCode.ACCOUNTABLE_INACTIVE),
        (with_person(has_access=False), leaf("t", "bo", "an"), RaciCode.ACCOUNTABLE_WITHOUT_ACCESS),
    ],
)
def test_somebody_who_cannot_act_is_an_error(people, task, code):
    assert codes(task, people=people) == [code]
    assert code.is_error


@pytest.mark.parametrize(
    "roles",
    [{"consulted": ("an",)}, {"informed": ("an",)}, {"consulted": ("chen",), "informed": ("chen",)}],
)
def test_one_person_entered_twice_is_an_error(roles):
    assert codes(leaf(**roles)) == [RaciCode.ENTERED_TWICE]


def test_the_accountable_person_may_be_consulted_too():
    assert codes(leaf(consulted=("bo",))) == []


def test_more_than_three_consulted_or_six_informed_are_many():
    three, four = ("chen", "du", "e"), ("chen", "du", "e", "fu")
    six = ("chen", "du", "e", "fu", "gu", "he")
    assert codes(leaf(consulted=three), leaf(informed=six)) == []
    assert codes(leaf(consulted=four)) == [RaciCode.MANY_CONSULTED]
    assert codes(leaf(informed=(*six, "in"))) == [RaciCode.MANY_INFORMED]


def test_a_successor_in_another_department_wants_somebody_told():
    across = {"department": "sales", "successor_departments": frozenset({"sales", "logistics"})}
    assert codes(leaf(**across)) == [RaciCode.NOBODY_TOLD]
    assert codes(leaf(**across, informed=("chen",))) == []
    assert codes(leaf(department="sales", successor_departments=frozenset({"sales"}))) == []


def test_one_person_with_over_thirty_percent_of_the_tasks_is_named():
    names = ["an"] * 4 + ["bo", "chen", "du"] * 2
    (finding,) = review([leaf(n, name) for n, name in enumerate(names)], EVERYBODY)
    assert (finding.code, finding.person, finding.amount) == (
        RaciCode.ONE_PERSON_HOLDS_MUCH,
        "an",
        Decimal("0.4"),
    )


@pytest.mark.parametrize(
    "names",
    [
        ["an"] * 3 + ["bo"] * 3 + ["chen"] * 3 + ["du"],  # exactly 30 %
        ["an"] * 9,  # too few tasks
        ["an"] * 5 + ["bo"] * 3 + ["chen"] * 2,  # too few people
    ],
)
def test_small_or_balanced_plans_are_not_called_concentrated(names):
    assert codes(*(leaf(n, name) for n, name in enumerate(names))) == []


@pytest.mark.parametrize(("away", "warned"), [(1, False), (2, True)])
def test_leave_on_over_a_fifth_of_the_days_is_warned_about(away, warned):
    people = with_person(leave=frozenset(WEEK[:away]))
    assert (codes(leaf(days=WEEK), people=people) == [RaciCode.RESPONSIBLE_ON_LEAVE]) is warned


@pytest.mark.parametrize(
    ("effort", "expected"),
    [
        ("4", []),
        ("4.1", [RaciCode.LOAD_HIGH]),
        ("5", [RaciCode.LOAD_HIGH]),
        ("5.1", [RaciCode.LOAD_FULL]),
        ("6.1", [RaciCode.LOAD_EXCESSIVE]),
    ],
)
def test_a_weeks_load_is_held_against_its_capacity(effort, expected):
    people = with_person(capacity={MONDAY: Decimal(5)})
    assert codes(leaf(days=WEEK, effort=Decimal(effort)), people=people) == expected


def test_work_in_a_week_without_capacity_is_excessive():
    people = with_person(capacity={MONDAY: Decimal(0)})
    assert codes(leaf(days=WEEK, effort=Decimal(1)), people=people) == [RaciCode.LOAD_EXCESSIVE]


def test_effort_is_spread_over_the_weeks_of_a_task():
    days = (*WEEK, MONDAY + timedelta(days=7))
    assert weekly_load([leaf(days=days, effort=Decimal(6))]) == {
        ("an", MONDAY): 5,
        ("an", MONDAY + timedelta(days=7)): 1,
    }


def test_errors_come_before_warnings():
    people = with_person(active=False)
    first = leaf("t1", "bo", consulted=("chen", "du", "e", "fu"))
    assert codes(first, leaf("t2"), people=people) == [RaciCode.RESPONSIBLE_INACTIVE, RaciCode.MANY_CONSULTED]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 30), st.integers(1, 99)), max_size=6))
def test_no_effort_is_lost_between_the_weeks(tasks):
    leaves = [
        leaf(number, days=tuple(MONDAY + timedelta(days=start + n) for n in range(length)), effort=Decimal(effort))
        for number, (start, length, effort) in enumerate(tasks)
    ]
    total = sum(weekly_load(leaves).values())
    assert abs(total - sum(effort for _, _, effort in tasks)) < Decimal("1e-20")
