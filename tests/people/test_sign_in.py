"""The ways in, and what stands in the way of everybody else."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from okrplan.people.models import Department, Installation, User
from tests.cast import PASSWORD

LOGIN = "/account/login/"


def try_to_sign_in(client: Client, login: str, password: str):
    return client.post(LOGIN, {"login": login, "password": password})


def test_the_address_may_be_typed_in_any_letters(cast, client):
    assert try_to_sign_in(client, cast.staff.email.upper(), PASSWORD)["Location"] == "/"
    assert client.session["_auth_user_id"] == str(cast.staff.pk)


def test_after_ten_wrong_passwords_even_the_right_one_is_locked_out_for_a_while(cast, client):
    for letters in (str.upper, str.lower) * 5:
        answer = try_to_sign_in(client, letters(cast.staff.email), "wrong")
    assert answer.status_code == 429
    assert "Too many wrong tries" in answer.content.decode()
    assert try_to_sign_in(client, cast.staff.email, PASSWORD).status_code == 429
    assert "_auth_user_id" not in client.session
    assert try_to_sign_in(Client(), cast.boss.email, PASSWORD)["Location"] == "/"


def test_a_right_password_forgives_the_wrong_ones_before_it(cast, client):
    for _ in range(9):
        try_to_sign_in(client, cast.staff.email, "wrong")
    assert try_to_sign_in(client, cast.staff.email, PASSWORD).status_code == 302
    assert try_to_sign_in(Client(), cast.staff.email, "wrong").status_code == 200


def test_a_deactivated_person_is_told_so_only_with_the_right_password(cast, client):
    User.objects.filter(pk=cast.staff.pk).update(is_active=False)
    assert try_to_sign_in(client, cast.staff.email, PASSWORD)["Location"] == reverse("account_inactive")
    assert try_to_sign_in(client, cast.staff.email, "wrong").status_code == 200


def test_nobody_signs_themselves_up():
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


def test_asking_for_a_new_password_tells_a_stranger_nothing(cast, client, mailoutbox):
    known = client.post(reverse("account_reset_password"), {"email": cast.staff.email})
    unknown = client.post(reverse("account_reset_password"), {"email": "nobody@example.com"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert [mail.to for mail in mailoutbox] == [[cast.staff.email]]


def test_the_first_visit_makes_the_company_and_its_administrator_and_no_second_one_does(db, client):
    assert client.get("/")["Location"] == "/setup/"
    facts = {
        "company": "Blue Whale",
        "currency": "cny",
        "department": "Europe",
        "name": "Lin",
        "email": "L@Example.com",
    }
    refused = client.post("/setup/", {**facts, "password": "short"})
    assert (refused.status_code, User.objects.count()) == (400, 0)
    done = client.post("/setup/", {**facts, "password": "a-long-passphrase-9"})
    assert done["Location"] == reverse("settings_people")
    user = User.objects.get()
    assert (user.email, user.is_administrator, Installation.objects.get().currency) == ("l@example.com", True, "CNY")
    assert user.memberships.get().department == Department.objects.get()
    assert Client().get("/setup/").status_code == 404
    assert Client().post("/setup/", {**facts, "password": "a-long-passphrase-9"}).status_code == 404


def test_outside_the_demo_its_doors_do_not_exist(cast, client):
    assert client.post("/demo/enter/", {"person": "boss"}).status_code == 404
    assert client.post("/demo/day/", {"to": "week"}).status_code == 404


def test_in_the_demo_one_click_signs_in_and_the_day_moves_on_by_a_week(cast, client, settings):
    settings.DEMO = True
    User.objects.filter(pk=cast.boss.pk).update(email="boss@demo.example")
    assert "Boss" in client.get("/").content.decode()
    client.post("/demo/enter/", {"person": "boss"})
    assert client.session["_auth_user_id"] == str(cast.boss.pk)
    client.post("/demo/day/", {"to": "week", "next": "/notices/"})
    assert "27 Oct 2026" in client.get("/notices/").content.decode()
    client.post("/demo/day/", {"to": "start"})
    assert "20 Oct 2026" in client.get("/notices/").content.decode()


def test_a_fragment_asked_for_while_signed_out_sends_the_whole_page_to_sign_in(cast, client):
    answer = client.get("/notices/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/work/?a=1"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"] == "/account/login/?next=%2Fwork%2F%3Fa%3D1"
