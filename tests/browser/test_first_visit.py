"""The first visit to an empty installation, in a browser."""

import pytest
from django.test import Client

from okrplan.people.models import User


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_the_page_of_the_first_visit_is_whole(walker, language):
    somebody = walker(Client(), language)
    somebody.look_at("/setup/")
    assert not somebody.found, "\n".join(["", *somebody.found])


def test_the_first_visitor_makes_the_company_and_is_its_administrator(visit):
    page = visit()
    page.goto("/setup/")
    for label, text in {
        "Company": "Blue Whale Trading",
        "First department": "Europe",
        "Your name": "Lin Jing",
        "Your e-mail": "lin.jing@example.com",
        "Password": "correct-horse-battery",
    }.items():
        page.get_by_label(label).fill(text)
    page.get_by_role("button", name="Set up and sign in").click()
    page.wait_for_url("**/settings/")
    assert User.objects.get().is_administrator
    assert page.watch.troubles == []
