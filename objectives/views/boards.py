"""The board of an objective's paths: brainstorm, estimates and resources edited in place, weights.

The page's script sends one change at a time and asks for the whole board back (`from=board` by htmx); a plain form is
answered with the page.
"""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import path_weights, paths
from objectives.actions.objectives import require_open
from objectives.forms.base import PlanForm
from objectives.forms.paths import CriteriaForm, EstimatesForm, IdeaForm, VersionForm
from objectives.models import Objective
from objectives.queries.path_boards import page_of
from objectives.queries.path_weights import company_weights, weights_of
from objectives.views.shared import Sheet, by_htmx, done, fills, sent, show_form, writes
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Refusal, Sentence


def board_address(objective: Objective) -> str:
    return reverse("objectives:paths", args=[objective.pk])


def on_board(request: PersonRequest) -> bool:
    """Whether the board's script has sent this and wants the board back."""
    return by_htmx(request) and request.POST.get("from") == "board"


def after(request: PersonRequest, objective: Objective, said: Sentence, back: str = "") -> HttpResponse:
    """After a write: the board as it is now, or the page that the form belongs to."""
    if on_board(request):
        return _show(request, objective)
    return done(request, back or board_address(objective), said)


def _show(request: PersonRequest, objective: Objective, idea: IdeaForm | None = None) -> HttpResponse:
    template = "objectives/paths/_board.html" if by_htmx(request) else "objectives/paths/page.html"
    line = idea or IdeaForm()
    facts = {"objective": objective, "board": page_of(request.user, objective), "idea": line}
    return render(request, template, facts, status=line.status)


def refused(request: PersonRequest, form: PlanForm, sheet: Sheet) -> HttpResponse:
    """The form as it was typed: for the board its sentences only, the fields are still on the page."""
    if on_board(request):
        return render(request, "objectives/paths/_refused.html", {"form": form}, status=form.status)
    return show_form(request, form, sheet)


@fills
def page(request: PersonRequest, pk: int) -> HttpResponse:
    """The paths of objective `pk`; a line that is sent is a new idea."""
    if request.method == "GET":
        return _show(request, access.objective_for(request.user, pk))
    objective = _open_objective(request, pk)
    form = IdeaForm(request.POST)
    made = form.submit(lambda values: paths.make(objective=objective, by=request.user, values=values))
    if made is not None:
        return after(request, objective, _("Saved."))
    return (
        refused(request, form, _sheet(_("Next idea"), objective))
        if on_board(request)
        else _show(request, objective, form)
    )


@fills
def estimates(request: PersonRequest, pk: int) -> HttpResponse:
    """The estimates of path `pk` and what it was given; what is not sent stays as it stands."""
    path = access.path_for(request.user, pk, Need.REVISE)
    require_open(path.objective)
    form = EstimatesForm(sent(request), row=path)
    saved = form.submit(
        lambda values: paths.change(path=path, by=request.user, version=form.seen_version, values=values)
    )
    if saved is not None:
        return after(request, path.objective, _("Saved."))
    return refused(request, form, _sheet(_("Estimates"), path.objective, lead=path.title))


@fills
def weights(request: PersonRequest, pk: int) -> HttpResponse:
    """How much each criterion counts for objective `pk`."""
    objective = _open_objective(request, pk)
    form = CriteriaForm(sent(request), row=weights_of(objective))
    saved = form.submit(
        lambda values: path_weights.set_own(
            objective=objective, by=request.user, version=form.seen_version, weights=values
        )
    )
    if saved is not None:
        return after(request, objective, _("Saved."))
    return refused(request, form, _sheet(_("Weights of the criteria"), objective))


@writes
def reset_weights(request: PersonRequest, pk: int) -> HttpResponse:
    """Back to the company's weights."""
    objective = _open_objective(request, pk)
    form = VersionForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("This button is not valid any more: look at the page again."))
    path_weights.follow_company(objective=objective, by=request.user, version=form.cleaned_data["version"])
    return after(request, objective, _("The company's weights count again."))


@fills
def usual_weights(request: PersonRequest) -> HttpResponse:
    """What every objective without weights of its own is ranked by: managers read it, administrators write."""
    access.require_frame_reader(request.user)
    if request.method == "POST":
        access.require_administrator(request.user)
    form = CriteriaForm(sent(request), row=company_weights())
    saved = form.submit(
        lambda values: path_weights.set_company(by=request.user, version=form.seen_version, weights=values)
    )
    if saved is not None:
        return done(request, reverse("objectives:usual_weights"), _("Saved."))
    facts = {"form": form, "may_write": request.user.is_administrator}
    return render(request, "objectives/paths/usual_weights.html", facts, status=form.status)


def _open_objective(request: PersonRequest, pk: int) -> Objective:
    objective = access.objective_for(request.user, pk, Need.REVISE)
    require_open(objective)
    return objective


def _sheet(title: str, objective: Objective, lead: str = "") -> Sheet:
    return Sheet(title, board_address(objective), lead=lead)
