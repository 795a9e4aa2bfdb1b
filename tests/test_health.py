"""The two addresses that machines ask, and who gets an answer."""

import pytest
from django.contrib.auth import get_user_model

ELSEWHERE = {"REMOTE_ADDR": "203.0.113.7"}


def person(**fields):
    return get_user_model().objects.create_user(email="person@example.com", name="Person", **fields)


def test_healthz_answers_anybody_without_details_or_database(client):
    answer = client.get("/healthz", headers={"host": "any.example"}, **ELSEWHERE)
    assert (answer.status_code, answer.content) == (200, b"ok")


@pytest.mark.django_db
def test_readyz_tells_a_caller_on_this_machine_what_works(client, broker):
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"database": "ok", "broker": "ok"})


@pytest.mark.django_db
def test_readyz_names_a_broker_that_is_away(client, monkeypatch):
    monkeypatch.setattr("okrplan.health._try_broker", lambda: 1 / 0)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"database": "ok", "broker": "fails"})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "caller", [ELSEWHERE, {"HTTP_X_FORWARDED_FOR": "203.0.113.7"}], ids=["from elsewhere", "through a proxy"]
)
def test_readyz_tells_a_stranger_nothing(client, caller):
    answer = client.get("/readyz", **caller)
    assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.django_db
def test_readyz_is_not_for_people_who_are_no_administrators(client):
    client.force_login(person(), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/readyz", **ELSEWHERE).status_code == 403


@pytest.mark.django_db
def test_readyz_answers_an_administrator_from_elsewhere(client, broker):
    client.force_login(person(is_administrator=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get("/readyz", **ELSEWHERE).status_code == 200
