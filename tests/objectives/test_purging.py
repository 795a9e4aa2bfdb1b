"""What people deleted can be brought back for 30 days; then it goes, but for what became history."""

from datetime import timedelta

import pytest

from objectives.actions import key_results, purging
from objectives.actions import objectives as actions
from objectives.models import IdempotencyRecord, KeyResult, Measure, Objective
from okrplan import clock
from tests.builders import make_cycle, make_objective

pytestmark = pytest.mark.django_db


def purge_after(days):
    return purging.purge(now=clock.now() + timedelta(days=days))


@pytest.fixture
def deleted_draft(cast):
    draft = make_objective(cast, make_cycle(cast))
    key_results.make(objective=draft, by=cast.manager, values={"title": "Orders", "due_on": draft.due_on})
    actions.delete(objective=draft, by=cast.manager)
    return draft


def test_a_deleted_draft_can_be_brought_back_for_thirty_days(cast, deleted_draft):
    assert purge_after(29) == 0
    assert actions.restore(objective=deleted_draft, by=cast.manager).deleted_at is None


def test_after_thirty_days_a_deleted_draft_is_gone_with_all_that_was_on_it(deleted_draft):
    assert purge_after(31) == 1
    assert not Objective.objects.exists()
    assert not KeyResult.objects.exists()


def test_a_deleted_measure_with_check_ins_stays_as_history(cast, germany):
    checked_in = germany.measures[0]
    Measure.objects.filter(pk=checked_in.pk).update(deleted_at=clock.now())
    assert purge_after(31) == 0
    assert checked_in.check_ins.exists()


def test_what_nobody_deleted_stays(germany):
    assert purge_after(1000) == 0
    assert Objective.objects.filter(pk=germany.objective.pk).exists()


def test_a_key_of_a_repeated_request_is_forgotten_after_a_week(cast):
    IdempotencyRecord.objects.create(user=cast.staff, key="once", fingerprint="", status=201)
    purge_after(6)
    assert IdempotencyRecord.objects.count() == 1
    purge_after(8)
    assert IdempotencyRecord.objects.count() == 0
