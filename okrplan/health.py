"""Is this process alive, is the installation ready: two addresses for machines and administrators.

`/healthz` answers "ok" as long as the process serves requests, without database, session or details; it is what load
balancers and supervisors ask. `/readyz` tries the database and the broker and names what fails; it is for callers on
this machine and for administrators. Without its broker the product goes on (numbers wait), so take no web
server out of service for a red `/readyz`.
"""

import logging
from collections.abc import Callable

from django.contrib.auth import get_user
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from okrplan.celery import impatient_connection

logger = logging.getLogger(__name__)

LOOPBACK = {"127.0.0.1", "::1"}
OK, FAILS = "ok", "fails"


class HealthMiddleware:
    """Answers both addresses before hosts, sessions and sign-in are looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/healthz":
            return _unstored(HttpResponse("ok", content_type="text/plain"))
        if request.path == "/readyz":
            return _unstored(readiness(request))
        return self.get_response(request)


def readiness(request: HttpRequest) -> HttpResponse:
    """What works, as JSON: 200 when everything does, else 503; 401 and 403 for whom it is not meant."""
    if not _is_local(request):
        refused = _refused(request)
        if refused:
            return HttpResponse(status=refused)
    works = {"database": _state(_try_database), "broker": _state(_try_broker)}
    return JsonResponse(works, status=200 if set(works.values()) == {OK} else 503)


def _is_local(request: HttpRequest) -> bool:
    """A caller on this machine itself; what a proxy on this machine passes on says so in a header."""
    forwarded = "HTTP_X_FORWARDED_FOR" in request.META or "HTTP_FORWARDED" in request.META
    return request.META.get("REMOTE_ADDR") in LOOPBACK and not forwarded


def _refused(request: HttpRequest) -> int | None:
    """401 for a stranger, 403 for a person who is no administrator, None for an administrator."""
    SessionMiddleware(lambda _request: HttpResponse()).process_request(request)
    user = get_user(request)
    if not user.is_authenticated:
        return 401
    return None if getattr(user, "is_administrator", False) else 403


def _state(attempt: Callable[[], None]) -> str:
    try:
        attempt()
    except Exception:  # whatever fails is the answer; the log says what
        logger.warning("Not ready", exc_info=True)
        return FAILS
    return OK


def _try_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _try_broker() -> None:
    with impatient_connection() as broker:
        broker.default_channel.client.ping()


def _unstored(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
