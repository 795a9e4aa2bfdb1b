"""Key results: themselves, their root causes and risks."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import key_results as actions
from objectives.actions import objectives
from objectives.forms.key_results import CauseForm, KeyResultForm, RiskForm
from objectives.models import Cause, KeyResult, Risk
from objectives.views.objectives import address
from objectives.views.shared import Sheet, deleted, done, fills, sent, show_form, writes
from okrplan.people.requests import PersonRequest


def _open_key_result(request: PersonRequest, pk: int) -> KeyResult:
    key_result = access.key_result_for(request.user, pk, Need.REVISE)
    objectives.require_open(key_result.objective)
    return key_result


@fills
def new(request: PersonRequest, pk: int) -> HttpResponse:
    """A key result of objective `pk`; its first measure is asked for next."""
    objective = access.objective_for(request.user, pk, Need.REVISE)
    objectives.require_open(objective)
    form = KeyResultForm(sent(request), objective=objective)
    made = form.submit(lambda values: actions.make(objective=objective, by=request.user, values=values))
    if made is not None:
        return redirect(f"{reverse('objectives:new_measure', args=[made.pk])}?first=1")
    sheet = Sheet(_("New key result"), address(objective), _("Save and add its measure"))
    return show_form(request, form, sheet)


@fills
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    row = _open_key_result(request, pk)
    form = KeyResultForm(sent(request), objective=row.objective, row=row)
    saved = form.submit(
        lambda values: actions.change(key_result=row, by=request.user, version=form.seen_version, values=values)
    )
    if saved is not None:
        return done(request, address(row.objective), _("Saved."))
    delete_at = reverse("objectives:delete_key_result", args=[pk])
    return show_form(request, form, Sheet(f"{row.code} {row.title}", address(row.objective), delete=delete_at))


@writes
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    row = _open_key_result(request, pk)
    actions.delete(key_result=row, by=request.user)
    undo = reverse("objectives:restore_key_result", args=[pk])
    return deleted(request, address(row.objective), _("Key result deleted: %(title)s") % {"title": row.title}, undo)


@writes
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    row = access.deleted_for(request.user, KeyResult, pk)
    actions.restore(key_result=row, by=request.user)
    return done(request, address(row.objective), _("Brought back."))


@fills
def cause(request: PersonRequest, pk: int) -> HttpResponse:
    """Why a key result lags, as its people see it now."""
    row = _open_key_result(request, pk)
    form = CauseForm(sent(request), row=Cause.objects.filter(key_result=row).first())
    saved = form.submit(
        lambda values: actions.set_cause(key_result=row, by=request.user, version=form.seen_version, values=values)
    )
    if saved is not None:
        return done(request, address(row.objective), _("Saved."))
    sheet = Sheet(_("Root cause"), address(row.objective), lead=f"{row.code} {row.title}")
    return show_form(request, form, sheet)


@fills
def new_risk(request: PersonRequest, pk: int) -> HttpResponse:
    """A named risk of key result `pk`, with somebody who watches it."""
    row = _open_key_result(request, pk)
    form = RiskForm(sent(request), initial={"owner": row.owner_id})
    made = form.submit(lambda values: actions.add_risk(key_result=row, by=request.user, values=values))
    if made is not None:
        return done(request, address(row.objective), _("Saved."))
    sheet = Sheet(_("Name a risk"), address(row.objective), lead=f"{row.code} {row.title}")
    return show_form(request, form, sheet)


def _open_risk(request: PersonRequest, pk: int) -> Risk:
    risk = access.risk_for(request.user, pk, Need.REVISE)
    objectives.require_open(risk.key_result.objective)
    return risk


@fills
def edit_risk(request: PersonRequest, pk: int) -> HttpResponse:
    risk = _open_risk(request, pk)
    back = address(risk.key_result.objective)
    form = RiskForm(sent(request), row=risk)
    saved = form.submit(
        lambda values: actions.change_risk(risk=risk, by=request.user, version=form.seen_version, values=values)
    )
    if saved is not None:
        return done(request, back, _("Saved."))
    return show_form(request, form, Sheet(_("Risk"), back, delete=reverse("objectives:delete_risk", args=[pk])))


@writes
def delete_risk(request: PersonRequest, pk: int) -> HttpResponse:
    risk = _open_risk(request, pk)
    actions.delete_risk(risk=risk, by=request.user)
    undo = reverse("objectives:restore_risk", args=[pk])
    back = address(risk.key_result.objective)
    return deleted(request, back, _("Risk deleted: %(title)s") % {"title": risk.title}, undo)


@writes
def restore_risk(request: PersonRequest, pk: int) -> HttpResponse:
    risk = access.deleted_for(request.user, Risk, pk)
    actions.restore_risk(risk=risk, by=request.user)
    return done(request, address(risk.key_result.objective), _("Brought back."))
