"""The notices of a person, as a page and as the fragment of it that keeps itself up to date."""

import hashlib

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import condition, require_GET, require_POST

from okrplan.messages import actions, queries, words
from okrplan.messages.models import Notice
from okrplan.people.requests import PersonRequest


def _version(request: PersonRequest) -> str | None:
    """Changes with the newest notice, with what was read, with the language and with the kind of answer."""
    if not request.user.is_authenticated:
        return None
    facts = [(one.pk, one.read_at is None) for one in _latest(request)]
    seed = f"{request.user.pk} {get_language()} {request.headers.get('HX-Request')} {facts}"
    return f'"{hashlib.sha256(seed.encode()).hexdigest()[:20]}"'


def _latest(request: PersonRequest) -> list[Notice]:
    kept: list[Notice] | None = getattr(request, "_notices", None)
    if kept is None:
        kept = queries.latest(request.user)
        request._notices = kept  # type: ignore[attr-defined]
    return kept


@login_required
@require_GET
@condition(etag_func=_version)
def notices(request: PersonRequest) -> HttpResponse:
    """What the product told this person, newest first; 304 while nothing is new."""
    latest = _latest(request)
    fragment = bool(request.headers.get("HX-Request"))
    facts = {
        "notices": [{"notice": one, "words": words.sentence(one)} for one in latest],
        "unread": any(one.read_at is None for one in latest),
    }
    response = render(request, "notices/list.html" if fragment else "notices/page.html", facts)
    response["Cache-Control"] = "private, no-cache"
    return response


@login_required
@require_POST
def read(request: PersonRequest) -> HttpResponse:
    """Mark all of them as read."""
    actions.read_all(by=request.user)
    return redirect("notices")
