"""What an objective needs and what there is, on one page; lowering the target; asking for what is missing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import asks, means
from objectives.actions.objectives import require_open
from objectives.core.vocabulary import ObjectiveState, Resource
from objectives.forms.means import MeansForm
from objectives.models import Objective
from objectives.queries.means import people_to_name, suggested_currency
from objectives.queries.means_pages import MeansPage, page_of
from objectives.views.objectives import address
from objectives.views.shared import done, fills, sent, writes
from okrplan.people.requests import PersonRequest
from okrplan.refusals import WrongState


@fills
def page(request: PersonRequest, pk: int) -> HttpResponse:
    """Every resource line by line: managers write it, whoever else sees the money reads it."""
    if request.method == "POST":
        return _write(request, _open_objective(request, pk))
    objective = access.objective_for(request.user, pk, Need.MONEY)
    shown = page_of(request.user, objective, request.today)
    writes_it = access.may_revise(request.user, objective) and objective.state != ObjectiveState.CLOSED
    return _show(request, objective, shown, _form(request, shown) if writes_it else None)


def _write(request: PersonRequest, objective: Objective) -> HttpResponse:
    shown = page_of(request.user, objective, request.today)
    form = _form(request, shown)
    saved = form.submit(
        lambda _values: means.set_means(
            objective=objective, by=request.user, values=form.whole, version=form.seen_version
        )
    )
    if saved is not None:
        return done(request, reverse("objectives:feasibility", args=[objective.pk]), _("Saved."))
    return _show(request, objective, shown, form)


def _form(request: PersonRequest, shown: MeansPage) -> MeansForm:
    had = shown.evidence.means
    currency = had.currency if had.frame else suggested_currency(shown.evidence.own)
    return MeansForm(sent(request), had=had, currency=currency, people=people_to_name(had))


def _show(request: PersonRequest, objective: Objective, shown: MeansPage, form: MeansForm | None) -> HttpResponse:
    facts = {"objective": objective, "means": shown, "form": form}
    return render(request, "objectives/means.html", facts, status=form.status if form else 200)


@writes
def lower_target(request: PersonRequest, pk: int) -> HttpResponse:
    """Lower the target to what fits what there is."""
    objective = _open_objective(request, pk)
    shown = page_of(request.user, objective, request.today)
    own, ways = shown.evidence.own, shown.ways
    if own is None or ways.target is None:
        raise WrongState(_("Nothing is missing any more: look at the arithmetic again."))
    means.lower_target(objective=objective, own=own, by=request.user, target=ways.target)
    return done(request, _back(request, objective), _("The target is now %(target)s.") % {"target": ways.target_label})


@writes
def ask_for_missing(request: PersonRequest, pk: int) -> HttpResponse:
    """A draft request for what is missing of one resource: money, unless the button says another."""
    objective = _open_objective(request, pk)
    ways = page_of(request.user, objective, request.today).ways
    wanted = ways.request(*_wanted(request))
    if wanted is None and ways.asks:
        raise WrongState(_("This objective already has an open request for this."))
    if wanted is None:
        raise WrongState(_("Nothing is missing any more: look at the arithmetic again."))
    asks.make(objective=objective, by=request.user, values=wanted.values)
    said = _("A draft request for %(amount)s is made. Complete and submit it.") % {"amount": wanted.label}
    return done(request, _back(request, objective), said)


def _wanted(request: PersonRequest) -> tuple[Resource, int | None]:
    """The resource that a button names, and the place of its stock line."""
    named, place = request.POST.get("resource", ""), request.POST.get("place", "")
    resource = Resource(named) if named in {one.value for one in Resource} else Resource.MONEY
    return resource, int(place[:4]) if place.isdecimal() else None


def _back(request: PersonRequest, objective: Objective) -> str:
    """Where the button stood: the page of the arithmetic, or the objective."""
    here = reverse("objectives:feasibility", args=[objective.pk])
    return here if request.POST.get("from") == "means" else address(objective)


def _open_objective(request: PersonRequest, pk: int) -> Objective:
    objective = access.objective_for(request.user, pk, Need.REVISE)
    require_open(objective)
    return objective
