"""Reading and sending pages as somebody who is signed in."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

HTMX = {"HX-Request": "true"}


def by(user):
    client = Client()
    client.force_login(user)
    return client


def page(user, address, status=200, **headers):
    response = by(user).get(address, headers=headers)
    assert response.status_code == status, response.content.decode()[:500]
    return response.content.decode()


def queries(user, address):
    """How many questions a page puts to the database, once its person is signed in."""
    client = by(user)
    client.get(address)
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return len(found)
