"""Sends the request of a row of the table as somebody, and says by its letter what came back.

Each request runs in a savepoint that is rolled back, so that everybody finds the same world.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.shortcuts import resolve_url
from django.test import Client, override_settings

from okrplan.models import Activity
from okrplan.people.models import User
from tests.cast import PASSWORD
from tests.rights import bodies
from tests.rights.table import Row
from tests.rights.world import World

LETTERS = {400: "B", 401: "U", 403: "F", 404: "V", 405: "M", 409: "S", 412: "P", 428: "P"}
VERSION_OF = {
    "key_result.set_cause": "cause.active",
    "objective.set_lead_time": "lead_time.active",
    "objective.set_feasibility": "means.active",
    "objective.set_criterion_weights": "weights.active",
    "objective.reset_criterion_weights": "weights.active",
}  # else the version of the last row in the path
ELSEWHERE = "203.0.113.9"


class Asker:
    """Asks as anybody of the world. People sign in once, and give their password again for what is kept behind it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.client = Client(raise_request_exception=False)
        self.sessions = {role: self._signed_in(user) for role, user in world.people.items()}
        self.noted = Activity.objects.count()
        self.wrote = False  # whether the last request left something in the audit, as every write does
        self.to_unknown: dict[tuple[str, str, str], tuple[int, str, str]] = {}

    def _signed_in(self, user: User | None) -> str:
        if user is None:
            return ""
        self.client.cookies = SimpleCookie()
        cache.clear()  # so many people signing in within a minute, at one address, would be refused
        for page, typed in ((sign_in_page(), {"login": user.email}), (resolve_url("account_reauthenticate"), {})):
            answer = self.client.post(page, {"password": PASSWORD, **typed})
            assert answer.status_code == 302, answer.content.decode()
        return self.client.cookies[settings.SESSION_COOKIE_NAME].value

    def ask(self, role: str, row: Row, *, unknown: str = "") -> Any:
        """The answer to the row's request; with `unknown` that row's id is one which nothing has."""
        with undone(), circumstances(row, self.world.people[role]):
            body = bodies.body_of(self.world, row)
            answer = self.send(role, row.method, row.address(self.world, unknown), body, row=row)
            self.wrote = Activity.objects.count() > self.noted
            return answer

    def ask_unknown(self, role: str, row: Row, name: str) -> tuple[int, str, str]:
        """The answer, without chance, where the row `name` of the path is one that nobody has."""
        address = row.address(self.world, name)
        key = (role, row.method, address)
        if key not in self.to_unknown:
            self.to_unknown[key] = without_chance(self.ask(role, row, unknown=name), address)
        return self.to_unknown[key]

    def send(
        self, role: str, method: str, address: str, body: Any = None, *, row: Row | None = None, **headers: str
    ) -> Any:
        """The answer to any request, forms for pages and JSON for the API. What it writes stays: see `undone`."""
        cache.clear()  # how often one may try within a minute is not asked here
        self.client.cookies = SimpleCookie({settings.SESSION_COOKIE_NAME: self.sessions[role]})
        elsewhere = {"REMOTE_ADDR": ELSEWHERE} if row and row.state == "asked from elsewhere" else {}
        if address.startswith("/api/"):
            if row and (version := self._version(row)):
                headers["If-Match"] = f'"{version}"'
            data = "" if method in ("GET", "DELETE") else json.dumps(body or {}, default=str)
            return self.client.generic(method, address, data, "application/json", headers=headers, **elsewhere)
        if method in ("GET", "HEAD", "OPTIONS"):
            return self.client.generic(method, address, headers=headers, **elsewhere)
        form, kind = urlencode(body or {}, doseq=True), "application/x-www-form-urlencoded"
        return self.client.generic(method, address, form, kind, headers=headers, **elsewhere)

    def _version(self, row: Row) -> int | None:
        if row.method not in ("PATCH", "PUT", "DELETE") or row.state == "without a version" or not row.placeholders:
            return None
        named = self.world.rows[VERSION_OF.get(row.what, row.placeholders[-1])]
        return getattr(named, "version", None)


def letter(row: Row, answer: Any) -> str:
    """What came back, in the letters of the table; a number for what no letter stands for."""
    code = answer.status_code
    if code in (301, 302) and answer["Location"].startswith(sign_in_page()):
        return "U"
    if 200 <= code < 400 or (row.path == "/readyz" and code == 503):
        return "A"
    return LETTERS.get(code, str(code))


def sign_in_page() -> str:
    return resolve_url(settings.LOGIN_URL)


def content(answer: Any) -> str:
    return answer.content.decode("utf-8", "replace")


def gist(answer: Any) -> str:
    """What a person would read of an answer: what a form refused, else the words of the page."""
    form = answer.context.get("form") if getattr(answer, "context", None) else None
    if getattr(form, "errors", None):
        return str(dict(form.errors))
    text = re.sub(r"<head>.*</head>|<[^>]+>", " ", content(answer), flags=re.DOTALL)
    return " ".join(text.split())[:300]


def without_chance(answer: Any, address: str) -> tuple[int, str, str]:
    """Status, kind and content of an answer without what differs between any two: tokens, nonces, the address."""
    text = content(answer).replace(address, "(address)")
    text = re.sub(r'(name="csrfmiddlewaretoken" value|nonce|data-request-id)="[^"]*"', r'\1=""', text)
    text = re.sub(r'("X-CSRFToken"|&quot;X-CSRFToken&quot;)\s*:\s*("[^"]*"|&quot;.*?&quot;)', r"\1", text)
    return answer.status_code, answer.headers.get("Content-Type", ""), text


@contextmanager
def undone() -> Iterator[None]:
    """Nothing that is written in here stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@contextmanager
def circumstances(row: Row, user: User | None) -> Iterator[None]:
    """What the state of a row says beside its rows: the demo is on, the person has a second factor."""
    if row.what.startswith("second_factor.") and row.state == "set" and user is not None:
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    if row.state != "demo":
        yield
        return
    User.objects.create_user("manager@demo.example", PASSWORD, name="Demo Manager")
    with override_settings(DEMO=True):
        yield
