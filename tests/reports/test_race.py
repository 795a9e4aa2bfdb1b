"""Two bosses' hands on one ask at the same instant: one decision, one budget entry."""

import pytest
from django.db import connection

from objectives.actions.recompute import recompute
from objectives.core.vocabulary import Answer
from objectives.models import Ask, AskTurn, BudgetEntry
from okrplan.refusals import Stale, WrongState
from reports.actions import answers, submission
from reports.models import ReportDocument
from tests.builders import TODAY, make_germany
from tests.cast import make_cast
from tests.racing import at_once
from tests.reports.drafting import make_draft, money_ask

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def draft(on_day):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one at a time; the race is PostgreSQL's.")
    on_day(TODAY)
    people = make_cast()
    germany = make_germany(people)
    recompute(objective_id=germany.objective.pk, today=TODAY)
    return people, make_draft(people, germany)


def test_two_decisions_at_once_approve_once(draft):
    people, report = draft
    submitted = submission.submit(report=report, by=people.manager, version=None, today=TODAY)
    pk, version = money_ask(submitted).pk, money_ask(submitted).version

    def decide(answer, **more):
        ask = Ask.objects.select_related("objective").get(pk=pk)
        return lambda: answers.decide(ask=ask, by=people.boss, answer=answer, today=TODAY, version=version, **more)

    found = at_once(*[decide(Answer.APPROVE) for _ in range(4)], decide(Answer.DECLINE, text="no"))
    assert sum(isinstance(one, Ask) for one in found) == 1
    assert all(isinstance(one, Ask | WrongState | Stale) for one in found)
    assert AskTurn.objects.filter(ask=pk, kind="decide").count() == 1
    assert BudgetEntry.objects.filter(ask=pk).count() == (Ask.objects.get(pk=pk).state == "approved")


def test_two_submissions_at_once_freeze_once(draft):
    people, report = draft

    def submit():
        return submission.submit(report=report, by=people.manager, version=report.version, today=TODAY)

    found = at_once(submit, submit)
    assert sum(not isinstance(one, Exception) for one in found) == 1
    assert ReportDocument.objects.filter(report=report).count() == 2
    assert AskTurn.objects.filter(kind="submit").count() == 2  # one for each of the two asks
