"""Lead times: the chain behind an objective with its ways out, and the company's templates."""

from typing import TypeVar

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import lead_times as actions
from objectives.actions.objectives import require_open
from objectives.core.vocabulary import ObjectiveState
from objectives.forms.lead_times import ChainForm, LaterForm, ShortenForm, TemplateForm, VersionForm
from objectives.models import LeadTimeStep, LeadTimeTemplate, Objective
from objectives.queries import lead_times
from objectives.queries.headers import header_of
from objectives.queries.lead_time_cards import card_of, ways_card
from objectives.views.shared import Sheet, deleted, done, fills, reads, sent, show_form, writes
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Refusal
from okrplan.texts import said

Button = TypeVar("Button", bound=VersionForm)


def address(objective: Objective) -> str:
    """The page of an objective's lead times."""
    return reverse("objectives:lead_times", args=[objective.pk])


def _open_objective(request: PersonRequest, pk: int) -> Objective:
    objective = access.objective_for(request.user, pk, Need.REVISE)
    require_open(objective)
    return objective


# --- the chain of an objective ------------------------------------------------------------------------------------


@fills
def chain(request: PersonRequest, pk: int) -> HttpResponse:
    """The chain for everybody who sees the objective; its managers write all of it at once."""
    if request.method == "GET":
        return _show(request, access.objective_for(request.user, pk))
    objective = _open_objective(request, pk)
    form = _form(request, objective)
    saved = form.submit(
        lambda values: actions.set_chain(
            objective=objective,
            by=request.user,
            steps=form.items,
            today=request.today,
            values=_columns(values),
            version=form.seen_version,
        )
    )
    return done(request, address(objective), _("Saved.")) if saved else _show(request, objective, form)


def _columns(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name in actions.CHAIN}


def _form(request: PersonRequest, objective: Objective) -> ChainForm:
    steps = list(LeadTimeStep.objects.filter(objective=objective))
    return ChainForm(sent(request), chain=lead_times.chain_row(objective), steps=steps)


def _show(request: PersonRequest, objective: Objective, form: ChainForm | None = None) -> HttpResponse:
    header = header_of(request.user, objective, request.today)
    found = lead_times.chain_of(objective, request.today)
    facts = {
        "header": header,
        "objective": objective,
        "card": card_of(found, request.today, is_confirmed=objective.state != ObjectiveState.DRAFT),
        "ways": ways_card(request.user, objective, found, request.today),
        "form": (form or ChainForm(chain=found.row, steps=found.rows)) if header.may_change else None,
        "templates": access.lead_time_templates(request.user) if header.may_change else [],
        "may_see_templates": access.may_see_frame(request.user),
    }
    return render(request, "objectives/lead_times.html", facts, status=form.status if form else 200)


@fills
def use_template(request: PersonRequest, pk: int, template: int) -> HttpResponse:
    """What a template makes of the chain, beside what it replaces; a button fills it."""
    objective = _open_objective(request, pk)
    row = get_object_or_404(access.lead_time_templates(request.user), pk=template)
    if request.method == "POST":
        version = _valid(VersionForm(request.POST)).cleaned_data["version"]
        actions.use_template(objective=objective, by=request.user, template=row, version=version)
        name = said(row, "name", get_language() or "en").text
        return done(request, address(objective), _("Filled from “%(template)s”.") % {"template": name})
    now = lead_times.chain_of(objective, request.today)
    rows = lead_times.filled(now.rows, row)
    then = lead_times.planned(objective, now.row, rows or (), request.today, now.calendars)
    facts = {
        "objective": objective,
        "template": row,
        "now": card_of(now, request.today, is_confirmed=objective.state != ObjectiveState.DRAFT),
        "then": card_of(then, request.today, is_confirmed=False),
        "is_possible": rows is not None,
    }
    return render(request, "objectives/lead_time_preview.html", facts)


@writes
def shorten(request: PersonRequest, pk: int) -> HttpResponse:
    """The way out of shorter steps."""
    objective = _open_objective(request, pk)
    form = _valid(ShortenForm(request.POST, steps=list(LeadTimeStep.objects.filter(objective=objective))))
    actions.shorten(objective=objective, by=request.user, left=form.left, version=form.cleaned_data["version"])
    return done(request, address(objective), _("The steps are shorter now. The days can be changed below."))


@writes
def need_later(request: PersonRequest, pk: int) -> HttpResponse:
    """The way out of a later day."""
    objective = _open_objective(request, pk)
    typed = _valid(LaterForm(request.POST)).cleaned_data
    actions.need_by(objective=objective, by=request.user, day=typed["day"], version=typed["version"])
    return done(request, address(objective), _("The day is moved. It can be changed below."))


def _valid(form: Button) -> Button:
    """A button's form; what no button of ours sends is refused."""
    if not form.is_valid():
        raise Refusal(_("This offer is not valid any more: look at the lead times again."))
    return form


# --- the company's templates --------------------------------------------------------------------------------------


def templates_address() -> str:
    return reverse("objectives:lead_time_templates")


@reads
def templates(request: PersonRequest) -> HttpResponse:
    """Every template with its steps: managers read them, administrators write."""
    access.require_frame_reader(request.user)
    facts = {
        "templates": lead_times.templates_of(request.user),
        "may_write": request.user.is_administrator,
    }
    return render(request, "objectives/lead_time_templates.html", facts)


@fills
def new_template(request: PersonRequest) -> HttpResponse:
    access.require_administrator(request.user)
    form = TemplateForm(sent(request), template=None, steps=[])
    made = form.submit(lambda values: actions.make_template(by=request.user, values=_named(values), steps=form.items))
    back = templates_address()
    return done(request, back, _("Saved.")) if made else show_form(request, form, Sheet(_("New template"), back))


@fills
def edit_template(request: PersonRequest, pk: int) -> HttpResponse:
    access.require_administrator(request.user)
    template = get_object_or_404(access.lead_time_templates(request.user), pk=pk)
    form = TemplateForm(sent(request), template=template, steps=list(template.steps.all()))
    saved = form.submit(
        lambda values: actions.change_template(
            template=template,
            by=request.user,
            version=form.seen_version,
            values=_named(values),
            steps=form.items,
        )
    )
    back = templates_address()
    if saved is not None:
        return done(request, back, _("Saved."))
    lead = _("In order. Empty the name of a step to take it away. Objectives keep the steps they were filled with.")
    delete = reverse("objectives:delete_lead_time_template", args=[pk])
    sheet = Sheet(said(template, "name", get_language() or "en").text, back, lead=lead, delete=delete)
    return show_form(request, form, sheet)


def _named(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name in actions.TEMPLATE}


@writes
def delete_template(request: PersonRequest, pk: int) -> HttpResponse:
    access.require_administrator(request.user)
    template = get_object_or_404(access.lead_time_templates(request.user), pk=pk)
    actions.delete_template(template=template, by=request.user)
    undo = reverse("objectives:restore_lead_time_template", args=[pk])
    return deleted(request, templates_address(), _("The template is deleted."), undo)


@writes
def restore_template(request: PersonRequest, pk: int) -> HttpResponse:
    access.require_administrator(request.user)
    template = get_object_or_404(LeadTimeTemplate, pk=pk, deleted_at__isnull=False)
    actions.restore_template(template=template, by=request.user)
    return done(request, templates_address(), _("It is back."))
