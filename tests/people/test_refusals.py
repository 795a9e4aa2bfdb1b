"""A refusal is a sentence: on a page, inside a page, and in the API."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404
from django.test import RequestFactory
from rest_framework import exceptions as rest

from okrplan import refusals
from okrplan.people.models import Department, Installation
from okrplan.refusals import Forbidden, Invisible, Refusal, Stale, WrongState

CHANGES = [{"field": "title", "theirs": "Win the German site", "by": "Chen Li"}]


def page(error, **headers):
    request = RequestFactory().get("/", headers=headers)
    request.user = AnonymousUser()
    return refusals.RefusalMiddleware(None).process_exception(request, error)


def api(error):
    answer = refusals.api_exception_handler(error, {})
    return answer.status_code, answer.data["errors"]


@pytest.mark.parametrize(
    ("refusal", "status"),
    [(Refusal("Too late."), 400), (Forbidden(), 403), (WrongState("Decided."), 409), (Stale(changes=CHANGES), 412)],
)
def test_each_refusal_has_its_status_and_its_sentence_everywhere(db, refusal, status):
    shown = page(refusal)
    assert shown.status_code == status
    assert str(refusal.message) in shown.content.decode()
    assert api(refusal)[0] == status
    assert api(refusal)[1][0]["message"] == str(refusal.message)


def test_htmx_gets_the_sentence_as_a_message_and_the_form_stays(db):
    shown = page(WrongState("This has already been decided."), **{"HX-Request": "true"})
    assert (shown.status_code, shown["HX-Retarget"]) == (409, "#messages")
    assert "<html" not in shown.content.decode()


def test_a_stale_save_says_what_the_other_person_changed(db):
    assert "Win the German site" in page(Stale(changes=CHANGES)).content.decode()
    assert api(Stale(changes=CHANGES))[1][0]["changes"] == CHANGES


def test_invisible_and_unknown_are_the_same_answer():
    assert isinstance(Invisible(), Http404)
    assert api(Invisible()) == api(Http404("something else"))


def test_faults_of_ours_are_not_dressed_up_as_refusals():
    assert page(KeyError("oops")) is None
    assert refusals.api_exception_handler(KeyError("oops"), {}) is None


def test_a_broken_constraint_is_its_own_sentence_beside_its_field(db):
    Department.objects.create(name="Europe", language="en")
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Department.objects.create(name="Europe", language="en")
    assert api(error.value) == (
        400,
        [
            {
                "field": "name",
                "code": "department_name_once_at_the_top",
                "message": "There is already a department of this name here.",
            }
        ],
    )


def test_a_broken_check_is_its_own_sentence(db):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        Installation.objects.create(pk=1, behind_from=Decimal("0.99"))
    assert "must start below" in api(error.value)[1][0]["message"]


def test_several_sentences_travel_together(db):
    status, errors = api(ValidationError({"name": ["Give a name."], "due_on": ["Give a day."]}))
    assert status == 400
    assert {one["field"]: one["message"] for one in errors} == {"name": "Give a name.", "due_on": "Give a day."}


def test_nested_errors_of_serializers_name_their_place():
    error = rest.ValidationError({"items": [{}, {"value": ["A number, please."]}], "non_field_errors": ["No."]})
    assert [(one["field"], one["message"]) for one in api(error)[1]] == [
        ("items.1.value", "A number, please."),
        (None, "No."),
    ]


def test_signed_out_in_the_api_is_401(db):
    assert api(rest.AuthenticationFailed("No."))[0] in (401, 403)


def test_unknown_addresses_show_our_page_without_a_trace(db, client):
    answer = client.get("/nowhere/")
    assert answer.status_code == 404
    assert "ask the sender" in answer.content.decode()


def test_a_fault_shows_our_page_without_a_trace(db, client, monkeypatch):
    def fail(*_args):
        raise RuntimeError("secret detail")

    client.raise_request_exception = False
    monkeypatch.setattr("okrplan.people.views.entrance.standing.of", fail)
    monkeypatch.setattr("okrplan.people.views.entrance.User.objects.exists", fail)
    answer = client.get("/setup/")
    assert answer.status_code == 500
    assert "secret detail" not in answer.content.decode()
    assert "Something went wrong on our side" in answer.content.decode()


def test_robots_are_told_to_stay_out(client):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"
