"""The product speaks the language that a person chose, else the browser's."""

from django.test import Client
from django.utils import translation

from okrplan.people.models import User
from tests.people.test_people import signed_in


def lang(answer) -> str:
    return answer.content.decode().partition('<html lang="')[2].partition('"')[0]


def test_a_visitor_is_spoken_to_as_the_browser_asks(db):
    assert lang(Client().get("/account/login/", headers={"Accept-Language": "zh-CN,en;q=0.5"})) == "zh-Hans"
    assert lang(Client().get("/account/login/", headers={"Accept-Language": "de-DE"})) == "en"


def test_a_visitors_choice_outlives_the_page(db, client):
    answer = client.post("/language/", {"language": "zh-hans", "next": "/account/login/"})
    assert answer["Location"] == "/account/login/"
    assert lang(client.get("/account/login/", headers={"Accept-Language": "en"})) == "zh-Hans"


def test_a_persons_choice_follows_them_to_every_device(cast):
    signed_in(cast.staff).post("/language/", {"language": "zh-hans", "next": "/notices/"})
    assert User.objects.get(pk=cast.staff.pk).language == "zh-hans"
    other_device = signed_in(cast.staff)
    assert lang(other_device.get("/notices/", headers={"Accept-Language": "en"})) == "zh-Hans"
    assert other_device.get("/notices/")["Content-Language"] == "zh-hans"


def test_the_way_back_leads_to_this_site_only(db, client):
    answer = client.post("/language/", {"language": "en", "next": "https://evil.example/"})
    assert answer["Location"] == "/"


def test_a_language_that_is_not_offered_is_refused(db, client):
    assert client.post("/language/", {"language": "xx"}).status_code == 400


def test_one_persons_language_does_not_leak_into_the_next_request(cast):
    User.objects.filter(pk=cast.staff.pk).update(language="zh-hans")
    signed_in(cast.staff).get("/notices/")
    assert lang(Client().get("/account/login/", headers={"Accept-Language": "en"})) == "en"
    translation.activate("en")
