"""The SMART check: each letter by its evidence."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from objectives.core.drivers import Driver
from objectives.core.feasibility import FeasibilityFacts, assess
from objectives.core.leadtime import LeadStep, backwards
from objectives.core.smart import Deadline, MeasureEvidence, Scope, SmartFacts, check
from objectives.core.vocabulary import Accumulation, Direction, Letter, Resource, SmartCode, Verdict
from objectives.core.workdays import WorkCalendar

D = Decimal
TODAY = date(2026, 9, 1)
DUE = date(2026, 12, 31)
EVERY_DAY = WorkCalendar.every_day("ship", date(2026, 1, 1), DUE)


def means(budget):
    driver = Driver(value_per_customer=D(400), acquisition_cost=D(20))
    there = None if budget is None else D(budget)
    facts = FeasibilityFacts(
        target=D(500_000), drivers=(driver,), budget=there, currency="EUR", effort=None, stock=None
    )
    return assess(facts)


GMV = MeasureEvidence(
    Direction.INCREASE,
    Accumulation.SUM,
    unit="EUR",
    definition="paid orders of new customers, net of returns",
    baseline=D(310_000),
    target=D(500_000),
    baseline_source="Seller Central, Q3",
    baseline_on=date(2026, 8, 20),
)
RATE = replace(GMV, accumulation=Accumulation.LEVEL, unit="%", baseline=D("1.5"), target=D("2.0"))
GERMANY = SmartFacts(
    scope=Scope(market="Germany", channel="TikTok Shop", segment="new customers"),
    measure=GMV,
    feasibility=means(30_000),
    strategy="Build a brand in depth in Europe",
    contribution="first own customers in the largest market",
    deadline=Deadline(DUE, date(2026, 10, 1), DUE, key_results_due=(date(2026, 11, 30), DUE)),
    guardrails=1,
)


def chain(days, **more):
    return backwards((LeadStep("sea", days, EVERY_DAY, **more),), DUE, TODAY)


def judged(letter, **changes):
    return check(replace(GERMANY, **changes), TODAY).letter(letter)


def codes(result):
    return [finding.code for finding in result.findings]


def test_a_complete_objective_passes_every_letter_and_shows_its_evidence():
    result = check(GERMANY, TODAY)
    assert [(letter.letter, letter.code) for letter in result.letters] == [
        (Letter.SPECIFIC, SmartCode.SCOPED),
        (Letter.MEASURABLE, SmartCode.MEASURED),
        (Letter.ACHIEVABLE, SmartCode.RESOURCES_SUFFICE),
        (Letter.RELEVANT, SmartCode.ALIGNED),
        (Letter.TIME_BOUND, SmartCode.DATED),
    ]
    assert {letter.verdict for letter in result.letters} == {Verdict.PASS}
    assert result.may_be_confirmed


@pytest.mark.parametrize(
    ("scope", "verdict", "code"),
    [
        (Scope(), Verdict.FAIL, SmartCode.NO_SCOPE),
        (Scope(market="  "), Verdict.FAIL, SmartCode.NO_SCOPE),
        (Scope(market="Europe"), Verdict.FAIL, SmartCode.SCOPE_TOO_WIDE),
        (Scope(product="lamps", segment="new customers"), Verdict.QUESTION, SmartCode.NO_PLACE),
        (Scope(market="Germany", channel="Amazon"), Verdict.QUESTION, SmartCode.NO_OFFER),
        (Scope(channel="Amazon Germany and France", product="new products"), Verdict.PASS, SmartCode.SCOPED),
    ],
)
def test_specific_needs_a_place_and_an_offer(scope, verdict, code):
    result = judged(Letter.SPECIFIC, scope=scope)
    assert (result.verdict, result.code) == (verdict, code)


@pytest.mark.parametrize(
    ("measure", "verdict", "code"),
    [
        (None, Verdict.FAIL, SmartCode.NO_MEASURE),
        (replace(GMV, target=None), Verdict.FAIL, SmartCode.NO_TARGET),
        (replace(GMV, unit=""), Verdict.QUESTION, SmartCode.NO_UNIT),
        (replace(GMV, definition=""), Verdict.QUESTION, SmartCode.NO_DEFINITION),
        (replace(GMV, baseline=None), Verdict.QUESTION, SmartCode.NO_BASELINE),
        (replace(RATE, baseline=D(2)), Verdict.FAIL, SmartCode.BASELINE_IS_TARGET),
        (replace(RATE, baseline=D(3)), Verdict.FAIL, SmartCode.WRONG_DIRECTION),
        (replace(RATE, direction=Direction.DECREASE), Verdict.FAIL, SmartCode.WRONG_DIRECTION),
        (replace(RATE, direction=Direction.DECREASE, baseline=D(3)), Verdict.PASS, SmartCode.MEASURED),
        (replace(GMV, baseline=D(500_000)), Verdict.PASS, SmartCode.MEASURED),
        (replace(GMV, baseline_source=""), Verdict.QUESTION, SmartCode.BASELINE_WITHOUT_SOURCE),
        (replace(GMV, baseline_on=TODAY - timedelta(days=91)), Verdict.QUESTION, SmartCode.BASELINE_OLD),
        (replace(GMV, baseline_on=TODAY - timedelta(days=90)), Verdict.PASS, SmartCode.MEASURED),
        (MeasureEvidence(Direction.AT_MOST, unit="h", definition="d", target=D(72)), Verdict.PASS, SmartCode.MEASURED),
        (MeasureEvidence(Direction.MILESTONE, definition="shop open"), Verdict.PASS, SmartCode.MEASURED),
    ],
)
def test_measurable_needs_a_defined_metric_from_a_baseline_to_a_target(measure, verdict, code):
    result = judged(Letter.MEASURABLE, measure=measure)
    assert (result.verdict, result.code) == (verdict, code)


def test_growth_without_a_guardrail_is_questioned_and_a_reduction_is_not():
    assert judged(Letter.MEASURABLE, guardrails=0).code is SmartCode.NO_GUARDRAIL
    fewer_returns = replace(RATE, direction=Direction.DECREASE, baseline=D(3))
    assert judged(Letter.MEASURABLE, guardrails=0, measure=fewer_returns).code is SmartCode.MEASURED


def test_the_worst_finding_comes_first():
    result = judged(Letter.MEASURABLE, measure=replace(GMV, unit="", target=None), guardrails=0)
    assert codes(result) == [SmartCode.NO_TARGET, SmartCode.NO_UNIT, SmartCode.NO_GUARDRAIL]


@pytest.mark.parametrize(
    ("budget", "verdict", "code"),
    [
        (27_500, Verdict.PASS, SmartCode.RESOURCES_SUFFICE),
        (25_000, Verdict.PASS, SmartCode.RESOURCES_TIGHT),
        (20_000, Verdict.QUESTION, SmartCode.RESOURCES_SHORT),
        (18_000, Verdict.FAIL, SmartCode.RESOURCES_MISSING),
        (None, Verdict.QUESTION, SmartCode.RESOURCES_UNKNOWN),
    ],
)
def test_achievable_follows_the_arithmetic(budget, verdict, code):
    result = judged(Letter.ACHIEVABLE, feasibility=means(budget))
    assert (result.verdict, result.code) == (verdict, code)


def test_achievable_names_what_is_missing_and_what_would_fit():
    inputs = judged(Letter.ACHIEVABLE, feasibility=means(18_000)).findings[0].inputs
    assert (inputs["resource"], inputs["unit"], inputs["missing"]) == (Resource.MONEY, "EUR", D(7_000))
    assert inputs["largest_target"] == D(360_000)


@pytest.mark.parametrize(
    ("strategy", "contribution", "verdict", "code"),
    [
        ("", "", Verdict.QUESTION, SmartCode.NO_STRATEGY),
        ("Brand in Europe", " ", Verdict.QUESTION, SmartCode.NO_CONTRIBUTION),
        ("Brand in Europe", "own customers", Verdict.PASS, SmartCode.ALIGNED),
    ],
)
def test_relevant_needs_a_strategy_and_how_it_is_carried(strategy, contribution, verdict, code):
    result = judged(Letter.RELEVANT, strategy=strategy, contribution=contribution)
    assert (result.verdict, result.code) == (verdict, code)


@pytest.mark.parametrize(
    ("changes", "verdict", "code"),
    [
        ({"due_on": None}, Verdict.FAIL, SmartCode.NO_DEADLINE),
        ({"due_on": date(2027, 1, 1)}, Verdict.FAIL, SmartCode.DEADLINE_OUTSIDE_CYCLE),
        ({"due_on": date(2026, 8, 31), "cycle_starts_on": date(2026, 7, 1)}, Verdict.FAIL, SmartCode.DEADLINE_PASSED),
        ({"key_results_due": (DUE, DUE)}, Verdict.QUESTION, SmartCode.ALL_ON_LAST_DAY),
        ({"key_results_due": (DUE,)}, Verdict.PASS, SmartCode.DATED),
        ({"lead_time": chain(122)}, Verdict.PASS, SmartCode.DATED),
        ({"lead_time": chain(123)}, Verdict.FAIL, SmartCode.LATEST_START_PASSED),
        ({"lead_time": chain(123, actual_start=date(2026, 8, 31))}, Verdict.PASS, SmartCode.DATED),
        ({"lead_time": chain(123, actual_start=TODAY)}, Verdict.FAIL, SmartCode.STARTED_TOO_LATE),
        ({"lead_time": chain(123), "is_confirmed": True}, Verdict.QUESTION, SmartCode.START_NOT_RECORDED),
        ({"lead_time": chain(122), "is_confirmed": True}, Verdict.PASS, SmartCode.DATED),
        (
            {"lead_time": chain(123, actual_start=TODAY), "is_confirmed": True},
            Verdict.FAIL,
            SmartCode.STARTED_TOO_LATE,
        ),
    ],
)
def test_time_bound_needs_a_deadline_whose_chain_can_still_be_kept(changes, verdict, code):
    result = judged(Letter.TIME_BOUND, deadline=replace(GERMANY.deadline, **changes))
    assert (result.verdict, result.code) == (verdict, code)


def test_a_passed_latest_start_names_its_day_and_step():
    inputs = judged(Letter.TIME_BOUND, deadline=replace(GERMANY.deadline, lead_time=chain(125))).findings[0].inputs
    assert (inputs["step"], inputs["latest_start"], inputs["days_late"]) == ("sea", date(2026, 8, 29), 3)


def test_only_a_missing_number_date_or_owner_or_a_standing_still_keeps_a_plan_from_being_confirmed():
    empty = replace(
        GERMANY,
        scope=Scope(),
        measure=replace(GMV, unit="", definition="", baseline=None),
        feasibility=means(1),
        strategy="",
        guardrails=0,
    )
    assert check(empty, TODAY).may_be_confirmed
    nothing = replace(
        GERMANY,
        measure=replace(RATE, baseline=RATE.target),
        deadline=replace(GERMANY.deadline, due_on=None),
        has_owner=False,
    )
    assert check(nothing, TODAY).missing_for_confirmation == (
        SmartCode.BASELINE_IS_TARGET,
        SmartCode.NO_DEADLINE,
        SmartCode.NO_OWNER,
    )
    for measure, code in ((None, SmartCode.NO_MEASURE), (replace(GMV, target=None), SmartCode.NO_TARGET)):
        assert check(replace(GERMANY, measure=measure), TODAY).missing_for_confirmation == (code,)
