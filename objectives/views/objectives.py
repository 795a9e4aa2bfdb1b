"""An objective: its page, its frame, its state."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import key_results
from objectives.actions import objectives as actions
from objectives.core.vocabulary import ObjectiveState
from objectives.forms.key_results import WeightsForm
from objectives.forms.objectives import ObjectiveForm, StatusForm
from objectives.models import Objective
from objectives.queries.acknowledging import seen_of
from objectives.queries.breakdowns import breakdown_of
from objectives.queries.guides import guide_of
from objectives.queries.headers import Page, etag_of, header_of
from objectives.queries.how_cards import How, how_of
from objectives.queries.what_cards import what_of
from objectives.views.acknowledging import lines_of
from objectives.views.shared import Sheet, deleted, done, fills, reads, sent, show_form, writes
from okrplan.people.requests import PersonRequest


def address(objective: Objective) -> str:
    """The page of an objective's plan."""
    return reverse("objectives:plan", args=[objective.pk])


@reads
def plan(request: PersonRequest, pk: int) -> HttpResponse:
    """The plan: What, How, Who and when. With `?weights=1` the weights can be typed."""
    objective = access.objective_for(request.user, pk)
    may_change = access.may_revise(request.user, objective) and objective.state != ObjectiveState.CLOSED
    how = how_of(request.user, objective)
    weights = WeightsForm(key_results=_rows(how)) if may_change and request.GET.get("weights") else None
    return _show_plan(request, objective, how, weights)


@writes
def set_weights(request: PersonRequest, pk: int) -> HttpResponse:
    """All weights of the key results at once; what was refused is shown where it was typed."""
    objective = access.objective_for(request.user, pk, Need.REVISE)
    how = how_of(request.user, objective)
    form = WeightsForm(request.POST, key_results=_rows(how))
    saved = form.submit(
        lambda _values: key_results.set_weights(objective=objective, by=request.user, weights=form.weights)
    )
    if saved is not None:
        return done(request, address(objective), _("Weights saved."))
    return _show_plan(request, objective, how, form)


def _show_plan(request: PersonRequest, objective: Objective, how: How, weights: WeightsForm | None) -> HttpResponse:
    seen = seen_of(request.user, objective)
    header = header_of(request.user, objective, request.today)
    what = what_of(request.user, objective, request.today)
    who = breakdown_of(request.user, objective, request.today)
    is_guided = header.is_draft and header.may_change
    facts = {
        "seen": seen,
        "told": lines_of(seen, request.user) if seen else [],
        "header": header,
        "what": what,
        "how": how,
        "who": who,
        "weights": weights,
        "guide": guide_of(objective, what, how, who) if is_guided else None,
    }
    return render(request, "objectives/plan.html", facts, status=weights.status if weights else 200)


def _rows(how: How) -> list[Any]:
    return [line.row for group in how.groups for line in group.lines]


@reads
def figures(request: PersonRequest, pk: int) -> HttpResponse:
    """Title, status and figures alone, as the page asks for them again and again; 304 while nothing is new."""
    objective = access.objective_for(request.user, pk)
    etag = etag_of(request.user, objective, request.today)
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    header = header_of(request.user, objective, request.today)
    response = render(request, "objectives/_figures.html", {"header": header})
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache, private"
    return response


@reads
def reports(request: PersonRequest, pk: int) -> HttpResponse:
    """The reports on an objective, which their own pages put in."""
    objective = access.objective_for(request.user, pk, Need.MONEY)
    header = header_of(request.user, objective, request.today, Page.REPORTS)
    return render(request, "objectives/reports.html", {"header": header})


@fills
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    objective = access.objective_for(request.user, pk, Need.REVISE)
    actions.require_open(objective)
    form = ObjectiveForm(sent(request), user=request.user, row=objective)
    saved = form.submit(
        lambda values: actions.change(objective=objective, by=request.user, version=form.seen_version, values=values)
    )
    if saved is not None:
        return done(request, address(objective), _("Saved."))
    return show_form(request, form, Sheet(_("Title, scope and dates"), address(objective)))


@fills
def status(request: PersonRequest, pk: int) -> HttpResponse:
    """A person's own status, with its reason."""
    objective = access.objective_for(request.user, pk, Need.REVISE)
    actions.require_open(objective)
    form = StatusForm(sent(request), row=objective)
    saved = form.submit(
        lambda values: actions.state_status(
            objective=objective, by=request.user, status=form.status_chosen, reason=values["stated_reason"]
        )
    )
    if saved is not None:
        return done(request, address(objective), _("Saved."))
    return show_form(request, form, Sheet(_("State the status by hand"), address(objective)))


@writes
def close(request: PersonRequest, pk: int) -> HttpResponse:
    objective = access.objective_for(request.user, pk, Need.REVISE)
    actions.close(objective=objective, by=request.user)
    return done(request, address(objective), _("Closed."))


@writes
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Delete a draft; the list then offers to bring it back."""
    objective = access.objective_for(request.user, pk, Need.REVISE)
    actions.delete(objective=objective, by=request.user)
    undo = reverse("objectives:restore", args=[pk])
    return deleted(
        request, reverse("objectives:list"), _("Draft deleted: %(title)s") % {"title": objective.title}, undo
    )


@writes
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    objective = access.deleted_for(request.user, Objective, pk)
    actions.restore(objective=objective, by=request.user)
    return done(request, address(objective), _("Brought back."))
