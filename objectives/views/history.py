"""The history of an objective in plain words."""

from django.http import HttpResponse
from django.shortcuts import render

from objectives import access
from objectives.queries import headers
from objectives.queries import history as queries
from objectives.queries.headers import Page
from objectives.views.shared import reads
from objectives.words import history as words
from okrplan.people.requests import PersonRequest


@reads
def history(request: PersonRequest, pk: int) -> HttpResponse:
    """Who did what, newest first; `?before=` goes on with what is older."""
    objective = access.objective_for(request.user, pk)
    before = request.GET.get("before", "")
    page = queries.history_of(request.user, objective, before=int(before) if before.isdecimal() else None)
    facts = {
        "header": headers.header_of(request.user, objective, request.today, Page.HISTORY),
        "objective": objective,
        "days": words.days_of(page),
        "older": page.older,
        "is_first": not before,
    }
    return render(request, "objectives/history.html", facts)
