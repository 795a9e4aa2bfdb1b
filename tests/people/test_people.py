"""Administrators add, change and deactivate people."""

import pytest
from django.test import Client
from django.urls import reverse

from okrplan.people import tokens
from okrplan.people.actions import people
from okrplan.people.models import User
from okrplan.people.roles import Role
from okrplan.refusals import Refusal, WrongState
from tests.cast import PASSWORD


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_deactivation_ends_every_session_and_token_at_once(cast):
    client = signed_in(cast.staff)
    _token, secret = tokens.make(user=cast.staff, name="nightly")
    assert client.get("/notices/").status_code == 200
    people.deactivate(by=cast.administrator, person=cast.staff)
    assert client.get("/notices/").status_code == 302
    assert not tokens.ApiToken.objects.filter(digest=tokens.digest(secret), revoked_at=None).exists()


def test_coming_back_revives_neither_old_sessions_nor_the_old_password(cast):
    client = signed_in(cast.staff)
    people.deactivate(by=cast.administrator, person=cast.staff)
    people.reactivate(by=cast.administrator, person=cast.staff)
    assert client.get("/notices/").status_code == 302
    assert not User.objects.get(pk=cast.staff.pk).check_password(PASSWORD)


def test_nobody_deactivates_themselves_and_the_last_administrator_stays(cast):
    with pytest.raises(WrongState):
        people.deactivate(by=cast.administrator, person=cast.administrator)
    facts = {"name": "Ada", "email": cast.administrator.email, "language": "en", "time_zone": "Asia/Shanghai"}
    with pytest.raises(Refusal) as refused:
        people.change(by=cast.administrator, person=cast.administrator, is_administrator=False, **facts)
    assert refused.value.field == "is_administrator"


def test_an_address_in_other_letters_is_still_taken(cast):
    with pytest.raises(Refusal) as refused:
        people.add(
            by=cast.administrator,
            name="Twin",
            email=cast.staff.email.upper(),
            department=cast.germany,
            role=Role.STAFF,
        )
    assert refused.value.field == "email"


def test_a_new_person_gets_in_through_the_link_that_the_administrator_is_shown_once(cast):
    administrator = signed_in(cast.administrator)
    answer = administrator.post(
        reverse("settings_add_person"),
        {
            "name": "New Person",
            "email": "New@Example.com",
            "department": cast.germany.pk,
            "role": "manager",
            "time_zone": "Europe/Berlin",
        },
    )
    link = answer.context["link"]
    assert answer["Cache-Control"] == "no-store"
    visitor = Client()
    form = visitor.get(link, follow=True)
    chosen = {"password1": "a-long-passphrase-9", "password2": "a-long-passphrase-9"}
    visitor.post(form.redirect_chain[-1][0], chosen)
    assert (
        visitor.post(reverse("account_login"), {"login": "new@example.com", "password": chosen["password1"]})[
            "Location"
        ]
        == "/"
    )
    gone = Client().get(link, follow=True)
    assert gone.context["token_fail"]


def test_an_address_that_was_changed_opens_nothing_any_more(cast):
    old = cast.staff.email
    Client().post(reverse("account_login"), {"login": old, "password": PASSWORD})
    facts = {"name": "Wang Min", "language": "en", "time_zone": "Asia/Shanghai", "is_administrator": False}
    people.change(by=cast.administrator, person=cast.staff, email="moved@example.com", **facts)
    visitor = Client()
    visitor.post(reverse("account_login"), {"login": old, "password": PASSWORD})
    assert "_auth_user_id" not in visitor.session
    visitor.post(reverse("account_login"), {"login": "moved@example.com", "password": PASSWORD})
    assert "_auth_user_id" in visitor.session


@pytest.mark.parametrize("room", ["people", "add_person", "departments", "installation"])
def test_settings_are_for_administrators(cast, room):
    address = reverse(f"settings_{room}")
    assert signed_in(cast.administrator).get(address).status_code == 200
    assert signed_in(cast.boss).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_a_refused_form_keeps_what_was_typed_and_says_why_beside_the_field(cast):
    facts = {"name": "Twin", "email": cast.boss.email, "department": cast.germany.pk, "role": "staff"}
    answer = signed_in(cast.administrator).post(reverse("settings_add_person"), {**facts, "time_zone": "Europe/Berlin"})
    assert answer.status_code == 400
    assert answer.context["form"].errors["email"] == ["Somebody already signs in with this address."]
    assert 'value="Twin"' in answer.content.decode()


def test_bands_in_the_wrong_order_are_refused_with_a_sentence(cast):
    facts = {"name": "Blue Whale", "currency": "EUR", "on_track_from": "80", "behind_from": "85"}
    answer = signed_in(cast.administrator).post(reverse("settings_installation"), facts)
    assert answer.status_code == 400
    assert "must start below" in answer.content.decode()


def test_an_id_of_nobody_is_not_found(cast):
    assert signed_in(cast.administrator).get(reverse("settings_person", args=[10**6])).status_code == 404
