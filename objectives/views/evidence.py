"""The evidence behind the letter M: the objective's own metric."""

from django.http import HttpResponse
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import measures
from objectives.actions import objectives as actions
from objectives.forms.measures import OwnMetricForm
from objectives.models import Measure, Objective
from objectives.queries import previews
from objectives.views.measures import submit_measure
from objectives.views.objectives import address
from objectives.views.shared import Sheet, done, fills, sent, show_form
from okrplan.people.requests import PersonRequest


def _open_objective(request: PersonRequest, pk: int) -> Objective:
    objective = access.objective_for(request.user, pk, Need.REVISE)
    actions.require_open(objective)
    return objective


@fills
def own_metric(request: PersonRequest, pk: int) -> HttpResponse:
    """The figure the objective itself is measured by."""
    objective, user = _open_objective(request, pk), request.user
    own = Measure.objects.alive().filter(objective=objective).first()
    start = None if own else previews.own_metric_of(objective, request.today)
    form = OwnMetricForm(sent(request), user=user, row=own, initial=start)
    saved = submit_measure(
        request,
        form,
        lambda values: (
            measures.change(measure=own, by=user, version=form.seen_version, values=values)
            if own
            else measures.make(objective=objective, by=user, values=values)
        ),
    )
    if saved is not None:
        return done(request, address(objective), _("Saved."))
    return show_form(request, form, Sheet(_("The objective's own metric"), address(objective)))
