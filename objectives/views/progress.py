"""The progress of an objective: burn-up, key results against their targets, and how each figure was calculated."""

from datetime import date
from typing import Any

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from objectives import access
from objectives.models import Objective
from objectives.queries import headers
from objectives.queries import progress as queries
from objectives.queries.headers import Page
from objectives.views.shared import reads
from objectives.words import basics, burn_up, figures
from objectives.words import progress as words
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Refusal


@reads
def progress(request: PersonRequest, pk: int) -> HttpResponse:
    """The page; with `?as_of=2026-10-20` as it was known at the end of that day."""
    objective = access.objective_for(request.user, pk)
    as_of = _as_of(request)
    header = headers.header_of(request.user, objective, request.today, Page.PROGRESS)
    facts = _facts(request, objective, as_of)
    return render(request, "objectives/progress.html", {"header": header, "etag": header.etag, **facts})


@reads
def progress_now(request: PersonRequest, pk: int) -> HttpResponse:
    """What changes on the page, as it stands now; 304 while nothing has."""
    objective = access.objective_for(request.user, pk)
    etag = headers.etag_of(request.user, objective, request.today)
    if request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response = render(request, "objectives/_progress.html", {"etag": etag, **_facts(request, objective, None)})
    response["ETag"] = etag
    return response


def _as_of(request: PersonRequest) -> date | None:
    typed = request.GET.get("as_of", "")
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise Refusal(_("Give the day as in 2026-10-20."), field="as_of") from error
    if day > request.today:
        raise Refusal(_("This day has not come yet."), field="as_of")
    return day if day < request.today else None


def _facts(request: PersonRequest, objective: Objective, as_of: date | None) -> dict[str, Any]:
    page = queries.progress_of(request.user, objective, request.today, as_of=as_of)
    result, own = page.result, page.own.row if page.own else None
    gap = figures.gap_words(result.gap, own.unit, own.unit_other) if result.gap and own else ""
    codes = {one.row.pk: one.row.code for one in page.key_results}
    return {
        "objective": objective,
        "page": page,
        "result": result,
        "chart": burn_up.chart(page.burn_up, result, gap, is_today=as_of is None),
        "heading": words.heading(result, codes, objective.due_on),
        "basis": words.basis(result, sum(1 for one in result.key_results if one.weight_share), own),
        "age": words.age(result),
        "gap": gap,
        "codes": codes,
        "left_out": basics.listed(codes[key] for key in result.left_out),
        "milestones": [line for one in page.key_results for line in one.measures if line.is_milestone],
        "as_of": as_of,
        "day": as_of or request.today,
        "today": request.today,
        "awaiting": as_of is None and objective.dirty_since is not None,
        "status": figures.status_chip(result.status.value),
        "lowered_by": codes.get(result.lowered_by or 0, ""),
    }
