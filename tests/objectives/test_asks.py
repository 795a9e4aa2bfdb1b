"""Asks: decided once, by the right person, and an approval changes the plan."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from objectives.actions import asks
from objectives.core.effect import effect
from objectives.core.vocabulary import Answer, AskKind, AskState
from objectives.models import Ask, AskTurn, BudgetEntry, CapacityEntry
from objectives.queries import budgets, figures
from okrplan.messages.models import Notice
from okrplan.refusals import Forbidden, Refusal, Stale, WrongState
from tests.builders import TODAY

MONEY = {"kind": AskKind.MONEY.value, "title": "Paid traffic", "amount": Decimal(5000), "currency": "EUR"}
PEOPLE = {"kind": AskKind.PEOPLE.value, "title": "Recruiter", "headcount": 1, "weeks": 4}


@pytest.fixture
def submitted(cast, germany):
    ask = asks.make(objective=germany.objective, by=cast.manager, values=MONEY)
    return asks.submit(ask=ask, by=cast.manager, decider=cast.boss, today=TODAY)


def decide(ask, by, answer, **more):
    return asks.decide(ask=ask, by=by, answer=answer, today=TODAY, version=more.pop("version", None), **more)


def test_approving_money_raises_the_budget_by_exactly_that(cast, germany, submitted):
    decide(submitted, cast.boss, Answer.APPROVE)
    assert budgets.approved(germany.objective) == {"EUR": Decimal(5000)}
    assert Notice.objects.filter(user=cast.manager, kind="ask_decided").count() == 1


def test_trimming_raises_it_by_the_smaller_amount(cast, germany, submitted):
    decided = decide(submitted, cast.boss, Answer.TRIM, amount=Decimal(3000))
    assert (decided.state, decided.decided_amount) == (AskState.TRIMMED, 3000)
    assert budgets.approved(germany.objective) == {"EUR": Decimal(3000)}


@pytest.mark.parametrize("amount", [None, Decimal(0), Decimal(-5), Decimal(5000), Decimal("NaN")])
def test_a_trim_that_is_none_is_refused(cast, submitted, amount):
    with pytest.raises(Refusal) as refused:
        decide(submitted, cast.boss, Answer.TRIM, amount=amount)
    assert refused.value.field == "amount"
    assert not BudgetEntry.objects.exists()


def test_declining_needs_a_reason_and_gives_nothing(cast, germany, submitted):
    with pytest.raises(Refusal):
        decide(submitted, cast.boss, Answer.DECLINE, text=" ")
    decide(submitted, cast.boss, Answer.DECLINE, text="next quarter")
    assert budgets.approved(germany.objective) == {}


def test_a_decision_is_made_once(cast, germany, submitted):
    decide(submitted, cast.boss, Answer.APPROVE)
    with pytest.raises(WrongState):
        decide(submitted, cast.boss, Answer.DECLINE, text="changed my mind")
    assert BudgetEntry.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        AskTurn.objects.create(
            ask=submitted, kind="decide", by=cast.boss, at="2026-10-20T10:00Z", day=TODAY, version_seen=1
        )


def test_nobody_decides_on_their_own_request(cast, germany):
    ask = asks.make(objective=germany.objective, by=cast.manager, values=MONEY)
    with pytest.raises(Refusal) as refused:
        asks.submit(ask=ask, by=cast.manager, decider=cast.manager, today=TODAY)
    assert refused.value.field == "decider"


@pytest.mark.parametrize("who", ["manager", "staff", "american_boss", "administrator"])
def test_only_the_addressed_boss_decides(cast, submitted, who):
    with pytest.raises(Forbidden):
        decide(submitted, getattr(cast, who), Answer.APPROVE)


def test_a_decision_is_made_on_the_version_that_was_seen(cast, submitted):
    with pytest.raises(Stale):
        decide(submitted, cast.boss, Answer.APPROVE, version=submitted.version - 1)


def test_a_question_comes_back_answered_and_is_then_decided(cast, germany, submitted):
    asked = decide(submitted, cast.boss, Answer.ASK_BACK, text="Why now?")
    assert asked.state == AskState.ASKED_BACK
    assert Notice.objects.filter(user=cast.manager, kind="ask_asked_back").exists()
    answered = asks.answer_question(ask=asked, by=cast.manager, text="Black Friday", today=TODAY)
    assert answered.state == AskState.SUBMITTED
    decide(answered, cast.boss, Answer.APPROVE)
    assert [turn.kind for turn in AskTurn.objects.order_by("id")] == ["submit", "ask_back", "answer", "decide"]


def test_approved_people_become_capacity(cast, germany):
    ask = asks.make(objective=germany.objective, by=cast.manager, values=PEOPLE)
    asks.submit(ask=ask, by=cast.manager, decider=cast.boss, today=TODAY)
    decide(ask, cast.boss, Answer.APPROVE)
    given = CapacityEntry.objects.get()
    assert (given.headcount, given.weeks) == (1, 4)


def test_a_withdrawn_request_is_not_decided(cast, submitted):
    asks.withdraw(ask=submitted, by=cast.manager, today=TODAY)
    with pytest.raises(WrongState):
        decide(submitted, cast.boss, Answer.APPROVE)


def test_a_submitted_request_is_not_changed(cast, submitted):
    with pytest.raises(WrongState):
        asks.change(ask=submitted, by=cast.manager, version=None, values={"amount": Decimal(9000)})


@pytest.mark.parametrize(
    "values",
    [
        {**MONEY, "amount": None},
        {**MONEY, "amount": Decimal(-1)},
        {**MONEY, "currency": ""},
        {**PEOPLE, "headcount": 0},
        {**PEOPLE, "weeks": None},
    ],
)
def test_an_ask_without_its_quantity_is_refused(cast, germany, values):
    with pytest.raises(Refusal):
        asks.make(objective=germany.objective, by=cast.manager, values=values)
    assert not Ask.objects.exists()


def test_approved_entries_come_from_decisions_only(cast, germany):
    with pytest.raises(Refusal):
        asks.enter_budget(
            objective=germany.objective,
            by=cast.manager,
            values={"kind": "approved", "amount": Decimal(1), "currency": "EUR", "day": date(2026, 10, 1)},
        )


def test_the_effect_of_an_ask_is_computed_and_capped(germany):
    facts = figures.facts_of([germany.objective])[germany.objective.pk]
    result = figures.result_on(germany.objective, TODAY)
    lifted = effect(facts, result, germany.measures[0].pk, Decimal(16000))
    assert abs(lifted.points - Decimal("0.16")) < Decimal("0.0005")
    assert abs(lifted.forecast - Decimal("0.96")) < Decimal("0.0005")
    capped = effect(facts, result, germany.measures[0].pk, Decimal(10**9))
    assert abs(capped.forecast - 1) < Decimal("0.0005")
    assert effect(facts, result, 10**9, Decimal(1)) is None
