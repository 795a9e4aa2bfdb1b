"""Keys for the API."""

import pytest
from django.test import RequestFactory
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from okrplan.people import tokens
from okrplan.people.models import ApiToken, User
from okrplan.refusals import Invisible
from tests.people.test_people import signed_in


def sign_in(header: str):
    request = Request(RequestFactory().get("/", headers={"Authorization": header}))
    return tokens.TokenAuthentication().authenticate(request)


def test_a_token_signs_its_owner_in_and_notes_the_day(cast):
    token, secret = tokens.make(user=cast.staff, name="nightly")
    user, used = sign_in(f"Token {secret}")
    assert (user, used) == (cast.staff, token)
    assert ApiToken.objects.get().last_used_on is not None


def test_the_secret_itself_is_kept_nowhere(cast):
    token, secret = tokens.make(user=cast.staff, name="nightly")
    kept = " ".join(str(value) for value in ApiToken.objects.values_list()[0])
    assert secret not in kept
    assert token.digest == tokens.digest(secret)


def test_a_revoked_token_a_wrong_one_and_that_of_a_deactivated_person_are_refused_alike(cast):
    revoked, secret = tokens.make(user=cast.staff, name="old")
    tokens.revoke(user=cast.staff, pk=revoked.pk, by=cast.staff)
    _kept, of_deactivated = tokens.make(user=cast.colleague, name="left")
    User.objects.filter(pk=cast.colleague.pk).update(is_active=False)
    for wrong in (secret, of_deactivated, "okr_nonsense", ""):
        with pytest.raises(AuthenticationFailed):
            sign_in(f"Token {wrong}")


def test_without_a_token_the_next_way_of_signing_in_is_asked(db):
    assert sign_in("Bearer something") is None


def test_somebody_elses_token_is_not_found(cast):
    token, _secret = tokens.make(user=cast.boss, name="mine")
    with pytest.raises(Invisible):
        tokens.revoke(user=cast.staff, pk=token.pk, by=cast.staff)
    assert signed_in(cast.staff).post(f"/account/tokens/{token.pk}/revoke/").status_code == 404


def test_the_token_page_asks_for_the_password_first(cast):
    answer = signed_in(cast.staff).get("/account/tokens/")
    assert answer["Location"].startswith("/account/reauthenticate/")
