"""A walk through every page for everybody who may see it, in both languages, on a desk and on a phone."""

from http import HTTPStatus
from urllib.parse import urlsplit

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.management import call_command

from okrplan import triggers
from tests.browser.world import WALKERS, World

NO_PAGE = {
    "setup": "gone once somebody exists; walked on an empty installation below",
    "account_set_password": "for accounts without a password, of which there are none",
    "home": "leads on to where a person's day begins",
    "objectives:guide": "leads on to the first step with something open",
    "account_reset_password_from_key": "leads on to a page without the key in its address",
}
# A link to a new password is for somebody who is not signed in: who is, is signed out by it.
SIGNS_OUT = {"account_reset_password_from_key"}
# Pages about one's own account look the same for everybody; two people walk them.
OWN_AFFAIRS = ("/account/", "/api/docs/")
SPARED = ("staff", "boss", "elsewhere")


@pytest.fixture(scope="module")
def transactional_db(django_db_setup, django_db_blocker):
    """The database for all walks of this module: they only read, so that it is emptied once."""
    with django_db_blocker.unblock():
        yield
        triggers.remove()  # append-only tables refuse to be emptied; flushing installs them again
        call_command("flush", verbosity=0, interactive=False)


@pytest.fixture(scope="module")
def world(transactional_db, web_process):
    return World()


def pages_of(client, world):
    """The addresses that are pages for somebody, and those that they lead on to without an address of their own."""
    addresses = {
        name: found for name, found in world.addresses.items() if name not in SIGNS_OUT or not signed_in(client)
    }
    known = {one for found in addresses.values() for one in found}
    for address in sorted(known):
        answer = client.get(address)
        onward = urlsplit(answer.headers.get("Location", "")).path
        if is_page(answer):
            yield address
        elif onward and onward not in known and is_page(client.get(onward)):
            yield onward


def signed_in(client):
    return SESSION_KEY in client.session


def is_page(answer):
    return answer.status_code == HTTPStatus.OK and not answer.streaming and b"<html" in answer.content[:2000]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("role", WALKERS)
def test_every_page_is_whole_in_both_languages_on_a_desk_and_on_a_phone(walker, world, role, language):
    client = world.client(role)
    pages = list(pages_of(client, world))
    somebody = walker(client, language)
    for one in pages:
        if role not in SPARED or not one.startswith(OWN_AFFAIRS):
            somebody.look_at(one)
    assert ("/objectives/" in pages) == signed_in(client)
    assert not somebody.found, "\n".join(["", *somebody.found])


@pytest.mark.parametrize(
    ("text", "is_ours"),
    [
        ("Sign in", True),
        ("\n  Skip to the\n page ", True),
        ("owner 陈莉 Chen Li", True),
        ("Chen Li", False),
        ("TikTok Shop", False),
        ("登录", False),
    ],
)
def test_english_of_ours_is_told_from_names(english, text, is_ours):
    assert english.says(text) == is_ours


def test_every_route_is_a_page_for_somebody(world):
    left = set(world.addresses) - set(NO_PAGE)
    for role in WALKERS:
        client = world.client(role)
        left -= {name for name in left if any(client.get(one).status_code == 200 for one in world.addresses[name])}
    assert sorted(left) == []
