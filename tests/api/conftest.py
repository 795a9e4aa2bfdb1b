"""Callers of the API: `api(cast.manager).get("objectives/")`."""

import json
from typing import Any

import pytest
from django.test import Client

from okrplan.people import tokens
from okrplan.people.models import User


class Caller:
    """A program with a token of one person; without one it is signed out."""

    def __init__(self, user: User | None = None) -> None:
        self.client = Client(raise_request_exception=True)
        self.headers = {}
        if user is not None:
            _token, secret = tokens.make(user=user, name="test")
            self.headers["Authorization"] = f"Token {secret}"

    def call(self, method: str, path: str, body: Any = None, *, version: int | str | None = None, **headers: str):
        """A body that is text goes out as it is. `version` is what If-Match says."""
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if version is not None:
            sent["If-Match"] = f'"{version}"'
        data = body if isinstance(body, str) else "" if body is None else json.dumps(body)
        address = path if path.startswith("/") else f"/api/v1/{path}"
        return self.client.generic(method, address, data, content_type="application/json", headers=sent)

    def get(self, path: str, **headers: str):
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **options: Any):
        return self.call("POST", path, body, **options)

    def put(self, path: str, body: Any = None, **options: Any):
        return self.call("PUT", path, body, **options)

    def patch(self, path: str, body: Any = None, **options: Any):
        return self.call("PATCH", path, body, **options)

    def delete(self, path: str, **options: Any):
        return self.call("DELETE", path, **options)

    def made(self, path: str, body: Any, **options: Any) -> dict:
        """The row that a creation answers with; anything else fails the test with what was said."""
        response = self.post(path, body, **options)
        assert response.status_code == 201, response.content.decode()
        return response.json()

    def read(self, path: str, **headers: str) -> Any:
        response = self.get(path, **headers)
        assert response.status_code == 200, response.content.decode()
        return response.json()


def errors(response: Any) -> list[tuple[str | None, str]]:
    """(field, code) of each error; every one has a sentence."""
    found = response.json()["errors"]
    assert all(one["message"] for one in found)
    return [(one["field"], one["code"]) for one in found]


@pytest.fixture
def api(db):
    """Makes callers: `api(user)`, or `api()` for somebody signed out."""
    return Caller
