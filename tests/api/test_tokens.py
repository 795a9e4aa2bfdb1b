"""E-mail and password for a token, and its end."""

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings

from okrplan.people.models import ApiToken
from tests.api.conftest import errors
from tests.cast import PASSWORD


def _sign_in(api, user, password=PASSWORD, **more):
    return api().post("token/", {"email": user.email, "password": password, **more})


def test_e_mail_and_password_give_a_token_that_opens_the_api(api, cast):
    response = _sign_in(api, cast.manager, name="Data robot")
    assert response.status_code == 201
    me = api().read("me/", Authorization=f"Token {response.json()['token']}")
    assert me["name"] == "Chen Li"
    assert ApiToken.objects.get().name == "Data robot"


def test_the_secret_is_stored_nowhere(api, cast):
    secret = _sign_in(api, cast.manager).json()["token"]
    assert secret not in str(ApiToken.objects.values_list("name", "prefix", "digest"))


@pytest.mark.parametrize("password", ["wrong", PASSWORD.upper(), f" {PASSWORD}"])
def test_a_wrong_password_says_the_same_as_an_unknown_address(api, cast, password):
    wrong = _sign_in(api, cast.manager, password)
    cast.manager.email = "nobody@example.com"
    unknown = _sign_in(api, cast.manager)
    assert wrong.status_code == unknown.status_code == 401
    assert wrong.json() == unknown.json()


def test_a_person_who_left_gets_no_token(api, cast):
    cast.manager.is_active = False
    cast.manager.save()
    assert _sign_in(api, cast.manager).status_code == 401
    assert not ApiToken.objects.exists()


def test_a_person_with_a_second_factor_makes_tokens_on_a_page(api, cast):
    Authenticator.objects.create(user=cast.manager, type=Authenticator.Type.TOTP, data={"secret": "x"})
    response = _sign_in(api, cast.manager)
    assert response.status_code == 403
    assert errors(response) == [(None, "forbidden")]
    assert _sign_in(api, cast.manager, "wrong").status_code == 401
    assert not ApiToken.objects.exists()


def test_wrong_tries_lock_the_address_out_even_for_the_right_password(api, cast):
    for _time in range(settings.AXES_FAILURE_LIMIT - 1):
        assert _sign_in(api, cast.manager, "wrong").status_code == 401
    for password in ("wrong", PASSWORD):
        response = _sign_in(api, cast.manager, password)
        assert response.status_code == 429
        assert errors(response) == [(None, "locked_out")]
    assert _sign_in(api, cast.staff).status_code == 201


def test_the_right_password_starts_the_count_again(api, cast):
    _sign_in(api, cast.manager, "wrong")
    assert AccessAttempt.objects.exists()
    _sign_in(api, cast.manager)
    assert not AccessAttempt.objects.exists()


def test_a_person_lists_and_ends_their_own_tokens_only(api, cast):
    manager, staff = api(cast.manager), api(cast.staff)
    (mine,) = manager.read("tokens/")["results"]
    assert set(mine) == {"id", "name", "prefix", "made_at", "last_used_on"}
    assert staff.delete(f"tokens/{mine['id']}/").status_code == 404
    assert manager.delete(f"tokens/{mine['id']}/").status_code == 204
    response = manager.get("tokens/")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Token"


def test_signed_out_nothing_opens_and_the_answer_has_the_usual_shape(api, germany):
    for address in ("objectives/", f"objectives/{germany.objective.pk}/", "me/"):
        response = api().get(address)
        assert response.status_code == 401
        assert len(errors(response)) == 1
    assert api().get("me/", Authorization="Token okr_wrong").status_code == 401
    assert api().get("/api/schema/").status_code == 401
    assert api().get("/api/docs/").status_code == 302


def test_a_browser_session_works_too_but_changes_need_its_csrf_token(api, cast, client):
    client.force_login(cast.manager)
    assert client.get("/api/v1/me/").json()["name"] == "Chen Li"
    client.handler.enforce_csrf_checks = True
    response = client.patch("/api/v1/me/", {"language": "en"}, content_type="application/json")
    assert response.status_code == 403


def test_oneself_shows_roles_and_today_and_takes_a_language_but_no_role(api, cast, on_day):
    caller, me = api(cast.manager), {"department": cast.germany.pk, "name": "Germany site", "role": "manager"}
    assert caller.read("me/")["roles"] == [{**me, "is_primary": True}]
    assert caller.patch("me/", {"language": "zh-hans"}).json()["language"] == "zh-hans"
    for field in ("role", "department", "is_active", "is_administrator", "email"):
        response = caller.patch("me/", {field: 1})
        assert response.status_code == 400
        assert errors(response) == [(field, "unknown")]
