"""Two hands at the same instant: a plan is confirmed once, and a tap counts once."""

import pytest
from django.db import connection

from objectives.actions import acknowledging, confirming
from objectives.models import Acknowledgement, Objective, PlanVersion
from okrplan.messages.models import Notice, NoticeKind
from okrplan.models import Activity
from okrplan.refusals import WrongState
from tests.builders import TODAY, make_germany
from tests.cast import make_cast
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]


@pytest.fixture
def plan(on_day):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite writes one at a time; the race is PostgreSQL's.")
    on_day(TODAY)
    people = make_cast()
    return people, make_germany(people, active=False).objective


def test_two_confirmations_at_once_freeze_one_version_and_tell_once(plan):
    people, objective = plan

    def confirm():
        return confirming.confirm(objective=objective, by=people.manager, today=TODAY)

    found = at_once(confirm, confirm)
    assert sorted(type(one).__name__ for one in found) == ["Objective", "WrongState"]
    assert sum(isinstance(one, WrongState) for one in found) == 1
    assert Objective.objects.get(pk=objective.pk).plan_version == PlanVersion.objects.get().number == 1
    assert Notice.objects.filter(kind=NoticeKind.PLAN_CONFIRMED).count() == 1
    assert Acknowledgement.objects.count() == 2


def test_two_taps_at_once_are_one(plan):
    people, objective = plan
    confirming.confirm(objective=objective, by=people.manager, today=TODAY)
    row = Acknowledgement.objects.get(user=people.staff)
    found = at_once(*[lambda: acknowledging.acknowledge(acknowledgement=row, by=people.staff) for _ in range(4)])
    assert {type(one) for one in found} == {Acknowledgement}
    assert Activity.objects.filter(noun="acknowledgement", verb="saw").count() == 1
