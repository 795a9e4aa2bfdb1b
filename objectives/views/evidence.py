"""The evidence behind the letters: the objective's own metric, its arithmetic, its chain of lead times."""

from django.http import HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import asks, measures
from objectives.actions import objectives as actions
from objectives.core.vocabulary import AskKind
from objectives.forms.evidence import LeadTimeForm
from objectives.forms.measures import OwnMetricForm
from objectives.forms.objectives import FeasibilityForm
from objectives.models import FeasibilityLine, LeadTimeStep, Measure, Objective
from objectives.queries.evidence import Evidence, evidence_of
from objectives.queries.what_cards import Missing, missing_money, money_asks
from objectives.views.objectives import address
from objectives.views.shared import Sheet, done, fills, sent, show_form, writes
from okrplan.people.requests import PersonRequest
from okrplan.refusals import WrongState


def _open_objective(request: PersonRequest, pk: int) -> Objective:
    objective = access.objective_for(request.user, pk, Need.REVISE)
    actions.require_open(objective)
    return objective


@fills
def own_metric(request: PersonRequest, pk: int) -> HttpResponse:
    """The figure the objective itself is measured by."""
    objective, user = _open_objective(request, pk), request.user
    own = Measure.objects.alive().filter(objective=objective).first()
    form = OwnMetricForm(sent(request), user=user, row=own)
    saved = form.submit(
        lambda values: (
            measures.change(measure=own, by=user, version=form.seen_version, values=values)
            if own
            else measures.make(objective=objective, by=user, values=values)
        )
    )
    if saved is not None:
        return done(request, address(objective), _("Saved."))
    return show_form(request, form, Sheet(_("The objective's own metric"), address(objective)))


@fills
def feasibility(request: PersonRequest, pk: int) -> HttpResponse:
    """What a customer is worth and costs, and the money there is."""
    objective = _open_objective(request, pk)
    line = FeasibilityLine.objects.filter(objective=objective).first()
    form = FeasibilityForm(sent(request), row=line)
    saved = form.submit(
        lambda values: actions.set_feasibility(objective=objective, by=request.user, values=_without_form_keys(values))
    )
    if saved is not None:
        return done(request, address(objective), _("Saved."))
    lead = _("What the target needs: target ÷ value per customer × cost of winning one, held against the budget.")
    return show_form(request, form, Sheet(_("Customer arithmetic"), address(objective), lead=lead))


def _without_form_keys(values: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name not in ("version", "was")}


@fills
def lead_time(request: PersonRequest, pk: int) -> HttpResponse:
    """The chain of lead times, all steps at once."""
    objective = _open_objective(request, pk)
    steps = list(LeadTimeStep.objects.filter(objective=objective))
    form = LeadTimeForm(sent(request), steps=steps)
    saved = form.submit(lambda _values: actions.set_lead_time(objective=objective, by=request.user, steps=form.items))
    if saved is not None:
        return done(request, address(objective), _("Saved."))
    lead = _("In order, the last step ends on the due day. Empty the name of a step to take it away.")
    return show_form(request, form, Sheet(_("Lead times"), address(objective), lead=lead))


@writes
def lower_target(request: PersonRequest, pk: int) -> HttpResponse:
    """Lower the target to what the money there is can win."""
    objective = _open_objective(request, pk)
    evidence, missing = _missing(request, objective)
    assert evidence.own is not None  # without a figure nothing is missing
    measures.change(measure=evidence.own, by=request.user, version=None, values={"target": missing.largest_target})
    return done(request, address(objective), _("The target is now %(target)s.") % {"target": missing.lower_label})


@writes
def ask_for_missing(request: PersonRequest, pk: int) -> HttpResponse:
    """A draft request for the money that is missing."""
    objective = _open_objective(request, pk)
    if money_asks(request.user, objective):
        raise WrongState(_("This objective already has an open request for money."))
    missing = _missing(request, objective)[1]
    values = {
        "kind": AskKind.MONEY.value,
        "title": _("Budget for winning customers"),
        "language": get_language() or "en",
        "amount": missing.amount,
        "currency": missing.currency,
    }
    asks.make(objective=objective, by=request.user, values=values)
    said = _("A draft request for %(amount)s is made. Complete and submit it.") % {"amount": missing.ask_label}
    return done(request, address(objective), said)


def _missing(request: PersonRequest, objective: Objective) -> tuple[Evidence, Missing]:
    evidence = evidence_of(objective, request.today)
    missing = missing_money(evidence)
    if missing is None:
        raise WrongState(_("Nothing is missing any more: look at the arithmetic again."))
    return evidence, missing
