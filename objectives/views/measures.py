"""Measures of key results, and the steps of milestones."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import measures as actions
from objectives.actions import objectives
from objectives.forms.measures import MeasureForm, StepsForm
from objectives.models import Measure, MilestoneStep
from objectives.views.objectives import address
from objectives.views.shared import Sheet, deleted, done, fills, sent, show_form, writes
from okrplan.people.requests import PersonRequest

STEP = ("title", "title_other", "language", "weight", "accepted_on")


@fills
def new(request: PersonRequest, pk: int) -> HttpResponse:
    """A measure of key result `pk`. With `?first=1` the key result has just been made, and the page below is old."""
    key_result = access.key_result_for(request.user, pk, Need.REVISE)
    objectives.require_open(key_result.objective)
    back = address(key_result.objective)
    form = MeasureForm(sent(request), user=request.user)
    made = submit_measure(
        request, form, lambda values: actions.make(key_result=key_result, by=request.user, values=values)
    )
    if made is not None:
        return done(request, back, _("Saved."))
    lead = f"{key_result.code} {key_result.title}"
    return show_form(request, form, Sheet(_("New measure"), back, lead=lead, keeps_page=not request.GET.get("first")))


def submit_measure(
    request: PersonRequest, form: MeasureForm, write: Callable[[dict[str, Any]], Measure]
) -> Measure | None:
    """Write a measure, with the word of the glossary that its form defines. None when it was refused."""

    def written(values: dict[str, Any]) -> Measure:
        definition = form.new_metric
        if definition is None:
            return write(values)
        access.require_planner(request.user)
        return actions.define(
            by=request.user, definition=definition, write=lambda metric: write({**values, "metric": metric})
        )

    return form.submit(written)


def _open_measure(request: PersonRequest, pk: int) -> tuple[Measure, str]:
    """The measure and the page of its plan."""
    measure = access.measure_for(request.user, pk, Need.REVISE)
    objective = access.objective_of(measure)
    objectives.require_open(objective)
    return measure, address(objective)


@fills
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    measure, back = _open_measure(request, pk)
    form = MeasureForm(sent(request), user=request.user, row=measure)
    saved = submit_measure(
        request,
        form,
        lambda values: actions.change(measure=measure, by=request.user, version=form.seen_version, values=values),
    )
    if saved is not None:
        return done(request, back, _("Saved."))
    return show_form(request, form, Sheet(_("Measure"), back, delete=reverse("objectives:delete_measure", args=[pk])))


@writes
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    measure, back = _open_measure(request, pk)
    actions.delete(measure=measure, by=request.user)
    undo = reverse("objectives:restore_measure", args=[pk])
    return deleted(request, back, _("Measure deleted: %(title)s") % {"title": measure.name}, undo)


@writes
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    measure = access.deleted_for(request.user, Measure, pk)
    actions.restore(measure=measure, by=request.user)
    return done(request, address(access.objective_of(measure)), _("Brought back."))


@fills
def steps(request: PersonRequest, pk: int) -> HttpResponse:
    """The steps of a milestone, with their weights and the days they were accepted on."""
    measure, back = _open_measure(request, pk)
    rows = [{name: getattr(one, name) for name in STEP} for one in MilestoneStep.objects.filter(measure=measure)]
    form = StepsForm(sent(request), rows=rows)
    saved = form.submit(lambda _values: actions.set_steps(measure=measure, by=request.user, steps=form.items))
    if saved is not None:
        return done(request, back, _("Saved."))
    lead = _("In order. Empty the name of a step to take it away.")
    return show_form(request, form, Sheet(_("Steps of “%(name)s”") % {"name": measure.name}, back, lead=lead))
