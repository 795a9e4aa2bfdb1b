"""Two hands at the same instant: an offer is answered once, and made once."""

import pytest
from django.db import connection

from objectives.actions import key_results
from objectives.models import KeyResultShare
from okrplan.messages.models import Notice, NoticeKind
from okrplan.models import Activity
from okrplan.refusals import Refusal, WrongState
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
    return people, make_germany(people).key_results[0]


def test_two_accepts_at_once_are_one(plan):
    people, key_result = plan
    share = key_results.offer_share(key_result=key_result, by=people.manager, department=people.france)
    found = at_once(*[lambda: key_results.accept_share(share=share, by=people.french_manager) for _ in range(2)])
    assert sorted(type(one) for one in found if isinstance(one, Refusal)) == [WrongState]
    assert Activity.objects.filter(noun="key_result_share", verb="accepted").count() == 1
    assert Notice.objects.filter(kind=NoticeKind.SHARE_ACCEPTED).count() == 1


def test_two_offers_at_once_are_one(plan):
    people, key_result = plan

    def offer():
        return key_results.offer_share(key_result=key_result, by=people.manager, department=people.france)

    found = at_once(offer, offer)
    assert sum(isinstance(one, Refusal) for one in found) == 1
    assert KeyResultShare.objects.count() == 1
