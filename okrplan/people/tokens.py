"""Keys for the API: `Authorization: Token <secret>`. A secret is shown once; only its SHA-256 is kept."""

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from okrplan import audit, clock
from okrplan.people.models import ApiToken, User
from okrplan.people.requests import welcome
from okrplan.refusals import Invisible, Refusal

PREFIX = "okr_"
SHOWN = 10  # characters of a secret by which its owner recognises it
UNKNOWN = _("This token is unknown, revoked or belongs to nobody who may sign in.")


def digest(secret: str) -> str:
    """What is stored of a secret. A plain hash is enough: the secret has 256 random bits."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def make(*, user: User, name: str) -> tuple[ApiToken, str]:
    """A new key for `user` and its secret, which is not kept anywhere."""
    name = name.strip()
    if not name or len(name) > 80:
        raise Refusal(
            _("Give the token a name of at most 80 characters, such as the program that will use it."), field="name"
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(user=user, name=name, prefix=secret[:SHOWN], digest=digest(secret))
    audit.write(by=user, noun="token", row=token, verb="make", after={"name": name, "prefix": token.prefix})
    return token, secret


@transaction.atomic
def revoke(*, user: User, pk: int, by: User) -> None:
    """End a key of `user`; ending it twice changes nothing."""
    token = ApiToken.objects.select_for_update().filter(user=user, pk=pk).first()
    if token is None:
        raise Invisible
    if token.revoked_at is None:
        _end(token, by)


@transaction.atomic
def revoke_all(*, user: User, by: User) -> None:
    """End every key of `user`: they left, or lost one and do not know which."""
    for token in user.tokens.select_for_update().filter(revoked_at=None):
        _end(token, by)


def _end(token: ApiToken, by: User) -> None:
    token.revoked_at = clock.now()
    token.save(update_fields=["revoked_at"])
    audit.write(by=by, noun="token", row=token, verb="revoke", after={"name": token.name, "prefix": token.prefix})


class TokenAuthentication(BaseAuthentication):
    """Signs a request in by its token. Without the header the next way of signing in is asked."""

    keyword = "Token"

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        scheme, _space, secret = get_authorization_header(request).decode("latin-1").partition(" ")
        if scheme.lower() != self.keyword.lower():
            return None
        token = ApiToken.objects.select_related("user").filter(digest=digest(secret.strip()), revoked_at=None).first()
        if token is None or not token.user.is_active:
            raise AuthenticationFailed(UNKNOWN)
        _note_use(token)
        # Rules that speak to the person (language, today) look at the request below DRF's.
        request._request.user = token.user
        welcome(request._request)
        return token.user, token

    def authenticate_header(self, request: Request) -> str:
        """Makes a missing or wrong token a 401 instead of a 403."""
        return self.keyword


def _note_use(token: ApiToken) -> None:
    """The last day of use, written once a day and not with every request."""
    day = clock.now().date()
    if token.last_used_on != day:
        ApiToken.objects.filter(pk=token.pk).update(last_used_on=day)


class TokenScheme(OpenApiAuthenticationExtension):
    """How the token stands in the API's own description."""

    target_class = "okrplan.people.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "apiKey", "in": "header", "name": "Authorization", "description": "Token <secret>"}
