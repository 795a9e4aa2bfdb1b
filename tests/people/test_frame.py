"""What every page has around it."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from okrplan.people.models import User
from tests.people.test_people import signed_in

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))


def test_the_frame_asks_the_database_for_nothing_but_session_and_person(cast, django_assert_num_queries):
    client = signed_in(cast.staff)
    with django_assert_num_queries(3):  # session, person, and the notices that this page is about
        assert client.get("/notices/").status_code == 200


def test_only_administrators_are_offered_the_settings(cast):
    assert "/settings/" in signed_in(cast.administrator).get("/notices/").content.decode()
    assert "/settings/" not in signed_in(cast.staff).get("/notices/").content.decode()


def test_everybody_begins_where_their_work_is(cast):
    begins = {
        cast.manager: "/objectives/",
        cast.boss: "/reports/",
        cast.staff: "/my-work/",
        cast.administrator: "/objectives/",
    }
    for person, place in begins.items():
        assert signed_in(User.objects.get(pk=person.pk)).get("/")["Location"] == place


def test_the_browser_may_run_and_load_nothing_from_elsewhere(db, client):
    policy = client.get("/account/login/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert not re.search(r"https?:|unsafe-eval|script-src[^;]*unsafe-inline", policy)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(settings.BASE_DIR)))
def test_no_template_holds_a_script_a_handler_or_a_foreign_address(template):
    text = template.read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\son[a-z]+=", text)
    assert not re.search(r"\bhx-on|javascript:", text)
    assert not re.search(r"(?:src|href|action)=.?https?:", text)


def test_the_address_of_a_form_is_no_empty_page(db, client):
    answer = client.get("/language/")
    assert answer.status_code == 405
    assert "This address is not a page" in answer.content.decode()


def test_a_name_cannot_bring_markup_into_the_page(cast):
    User.objects.filter(pk=cast.staff.pk).update(name="<img src=x onerror=alert(1)>")
    page = signed_in(cast.staff).get("/notices/").content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
