"""Doing a POST once: a request repeated with its Idempotency-Key gets the first answer again.

The key is claimed by a row with a unique constraint inside the transaction that also does the work. So of two requests
at the same instant the second waits for the first, and what is refused leaves no trace and may be tried again.
"""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from okrplan.refusals import Refusal, WrongState

HEADER = "Idempotency-Key"
LONGEST = 100


def once(handler: Callable[..., Response], request: Request, *args: Any, **kwargs: Any) -> Response:
    """Let the handler answer, or answer as it did before. Raises WrongState (409) for a key of another request."""
    key, fingerprint = _key(request), _fingerprint(request)
    with transaction.atomic():
        record, is_new = _claim(request, key, fingerprint)
        if not is_new:
            return _again(record, fingerprint)
        response = handler(request, *args, **kwargs)
        record.status = response.status_code
        record.body = json.loads(JSONRenderer().render(response.data) or "null")
        record.save(update_fields=["status", "body"])
    return response


def _key(request: Request) -> str:
    key = request.headers[HEADER].strip()
    if not key or len(key) > LONGEST or not key.isprintable():
        raise Refusal(_("An Idempotency-Key has between 1 and 100 printable characters."), code="idempotency_key")
    return key


def _fingerprint(request: Request) -> str:
    body = json.dumps(request.data, sort_keys=True, default=str)
    return hashlib.sha256(f"{request.path}\n{body}".encode("utf-8", "surrogatepass")).hexdigest()


def _claim(request: Request, key: str, fingerprint: str) -> tuple[Any, bool]:
    records = _records().objects
    try:
        with transaction.atomic():
            return records.create(user=request.user, key=key, fingerprint=fingerprint, status=0), True
    except IntegrityError:
        return records.get(user=request.user, key=key), False


def _records() -> Any:
    # By name: people's own API stands on this module too, and people know nothing of objectives.
    return apps.get_model("objectives", "IdempotencyRecord")


def _again(record: Any, fingerprint: str) -> Response:
    if record.fingerprint != fingerprint:
        raise WrongState(
            _("This Idempotency-Key was used for another request; take a new one."), code="idempotency_key"
        )
    return Response(record.body, status=record.status)
