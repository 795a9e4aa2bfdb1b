"""A program that lost the answer asks again with the same key, and nothing happens twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from objectives.models import Ask, CheckIn, IdempotencyRecord, Path
from tests.api.conftest import Caller, errors
from tests.builders import TODAY, make_germany
from tests.cast import make_cast


def test_the_same_request_with_the_same_key_gets_the_same_answer_and_makes_one_row(api, cast, germany):
    manager, body = api(cast.manager), {"objective": germany.objective.pk, "title": "Third"}
    first = manager.post("paths/", body, Idempotency_Key="a")
    again = manager.post("paths/", dict(reversed(body.items())), Idempotency_Key="a")
    assert (again.status_code, again.json(), again["ETag"]) == (201, first.json(), first["ETag"])
    assert Path.objects.count() == 3


def test_the_same_key_for_another_body_or_address_is_refused(api, cast, germany):
    manager, body = api(cast.manager), {"objective": germany.objective.pk, "title": "Third"}
    manager.made("paths/", body, Idempotency_Key="a")
    response = manager.post("paths/", {**body, "title": "Fourth"}, Idempotency_Key="a")
    assert response.status_code == 409
    assert errors(response) == [(None, "idempotency_key")]
    assert manager.post("key-results/", body, Idempotency_Key="a").status_code == 409
    assert Path.objects.count() == 3


def test_another_person_may_use_the_same_key(api, cast, germany):
    body = {"measure": germany.measures[0].pk, "day": "2026-10-20", "value": "5100"}
    first = api(cast.staff).made("check-ins/", body, Idempotency_Key="a")
    assert api(cast.manager).made("check-ins/", body, Idempotency_Key="a")["id"] != first["id"]


def test_a_refused_request_leaves_nothing_behind_and_may_be_corrected(api, cast, germany):
    manager, body = api(cast.manager), {"objective": germany.objective.pk}
    assert manager.post("paths/", {**body, "title": ""}, Idempotency_Key="a").status_code == 400
    assert not IdempotencyRecord.objects.exists()
    manager.made("paths/", {**body, "title": "Third"}, Idempotency_Key="a")


@pytest.mark.parametrize("key", ["", " ", "x" * 101])
def test_a_key_has_1_to_100_characters(api, cast, germany, key):
    response = api(cast.manager).post("paths/", {}, Idempotency_Key=key)
    assert response.status_code == 400
    assert errors(response) == [(None, "idempotency_key")]


def test_an_action_repeated_with_its_key_gets_its_first_answer_instead_of_a_wrong_state(api, cast, germany):
    manager = api(cast.manager)
    ask = manager.made("asks/", {"objective": germany.objective.pk, "kind": "other", "title": "A letter"})
    for _time in range(2):
        response = manager.post(f"asks/{ask['id']}/submit/", {"decider": cast.boss.pk}, Idempotency_Key="s")
        assert response.json()["state"] == "submitted"
    assert Ask.objects.get().turns.count() == 1
    assert manager.post(f"asks/{ask['id']}/submit/", {"decider": cast.boss.pk}).status_code == 409


def test_many_check_ins_sent_twice_are_recorded_once(api, cast, germany):
    before = CheckIn.objects.count()
    entries = [{"measure": one.pk, "day": "2026-10-20", "value": "1"} for one in germany.measures]
    for _time in range(2):
        api(cast.staff).made("check-ins/bulk/", {"check_ins": entries}, Idempotency_Key="b")
    assert CheckIn.objects.count() == before + len(entries)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one_row_and_get_the_same_answer(on_day):
    on_day(TODAY)
    cast = make_cast()
    germany = make_germany(cast)
    manager, body = Caller(cast.manager), {"objective": germany.objective.pk, "title": "Third"}

    def send(_number):
        try:
            return manager.post("paths/", body, Idempotency_Key="a")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(send, range(8)))
    assert {one.status_code for one in answers} == {201}
    assert len({one.json()["id"] for one in answers}) == 1
    assert Path.objects.count() == 3
