"""Lists of reports: the inbox, and the reports of one objective."""

from django.http import HttpResponse
from django.shortcuts import redirect, render

from objectives.access import Need, may_revise, may_see_money, objective_for, visible_asks
from objectives.core.vocabulary import ObjectiveState
from objectives.views.shared import reads, writes
from okrplan.people.requests import PersonRequest
from reports.actions import drafts
from reports.queries import inbox
from reports.views.paper import language_of


@reads
def received(request: PersonRequest) -> HttpResponse:
    """What waits for a boss; what a manager has drafted and sent."""
    return render(request, "reports/inbox.html", {"inbox": inbox.inbox_of(request.user, language_of(request))})


@reads
def of_objective(request: PersonRequest, pk: int) -> HttpResponse:
    """The reports of an objective, as a part of its page."""
    objective = objective_for(request.user, pk)
    facts = {
        "objective": objective,
        "asks": visible_asks(request.user).filter(objective=objective),
        "may_see_money": may_see_money(request.user, objective),
        "rows": inbox.reports_on(request.user, objective, language_of(request)),
        "may_report": may_revise(request.user, objective) and objective.state != ObjectiveState.DRAFT,
    }
    template = "reports/_of_objective.html" if request.htmx else "reports/of_objective.html"  # type: ignore[attr-defined]
    return render(request, template, facts)


@writes
def new(request: PersonRequest, pk: int) -> HttpResponse:
    """The button "Report": the draft that one has begun, else a new one."""
    objective = objective_for(request.user, pk, Need.REVISE)
    begun = inbox.open_draft_of(request.user, objective)
    report = begun or drafts.draft(objective=objective, by=request.user, today=request.today)
    return redirect("reports:edit", report.pk)
