"""The plan of the weeks: how much of a measure's plan each week should bring."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import measures
from objectives.actions.objectives import require_open
from objectives.actions.profiles import require_drawable
from objectives.forms.profiles import ProfileForm
from objectives.queries.figures import period_of
from objectives.views.objectives import address
from objectives.views.shared import done, fills, sent
from okrplan.people.requests import PersonRequest


@fills
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    """The weekly plan of measure `pk`. Buttons with `take` only fill the weeks in."""
    measure = access.measure_for(request.user, pk, Need.REVISE)
    objective = access.objective_of(measure)
    require_open(objective)
    require_drawable(measure)
    form = ProfileForm(sent(request), row=measure, period=period_of(measure))
    if request.POST.get("take"):
        form.fill()
    elif form.submit(
        lambda values: measures.change(measure=measure, by=request.user, version=form.seen_version, values=values)
    ):
        return done(request, address(objective), _("Saved."))
    facts = {"form": form, "measure": measure, "objective": objective, "today": request.today}
    return render(request, "objectives/profile.html", facts, status=form.status)
