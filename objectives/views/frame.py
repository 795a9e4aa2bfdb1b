"""The frame that plans stand in: cycles and strategies (administrators), the glossary (managers)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from objectives import access
from objectives.actions import frame as actions
from objectives.forms.frame import CycleForm, MetricForm, StrategyForm
from objectives.queries.glossary import entries
from objectives.views.shared import Sheet, done, fills, reads, sent, show_form
from okrplan.people.requests import PersonRequest


@reads
def cycles(request: PersonRequest) -> HttpResponse:
    access.require_administrator(request.user)
    return render(request, "objectives/cycles.html", {"cycles": access.cycles(request.user).select_related("parent")})


@fills
def new_cycle(request: PersonRequest) -> HttpResponse:
    access.require_administrator(request.user)
    form = CycleForm(sent(request), user=request.user)
    made = form.submit(lambda values: actions.make_cycle(by=request.user, values=values))
    back = reverse("objectives:cycles")
    return done(request, back, _("Saved.")) if made else show_form(request, form, Sheet(_("New cycle"), back))


@fills
def edit_cycle(request: PersonRequest, pk: int) -> HttpResponse:
    access.require_administrator(request.user)
    cycle = get_object_or_404(access.cycles(request.user), pk=pk)
    form = CycleForm(sent(request), user=request.user, row=cycle)
    saved = form.submit(
        lambda values: actions.change_cycle(cycle=cycle, by=request.user, version=form.seen_version, values=values)
    )
    back = reverse("objectives:cycles")
    return done(request, back, _("Saved.")) if saved else show_form(request, form, Sheet(cycle.name, back))


@reads
def strategies(request: PersonRequest) -> HttpResponse:
    access.require_administrator(request.user)
    return render(request, "objectives/strategies.html", {"strategies": access.strategies(request.user)})


@fills
def new_strategy(request: PersonRequest) -> HttpResponse:
    access.require_administrator(request.user)
    form = StrategyForm(sent(request), initial={"year": request.today.year})
    made = form.submit(lambda values: actions.make_strategy(by=request.user, values=values))
    back = reverse("objectives:strategies")
    return done(request, back, _("Saved.")) if made else show_form(request, form, Sheet(_("New strategy"), back))


@fills
def edit_strategy(request: PersonRequest, pk: int) -> HttpResponse:
    access.require_administrator(request.user)
    strategy = get_object_or_404(access.strategies(request.user), pk=pk)
    form = StrategyForm(sent(request), row=strategy)
    saved = form.submit(
        lambda values: actions.change_strategy(
            strategy=strategy, by=request.user, version=form.seen_version, values=values
        )
    )
    back = reverse("objectives:strategies")
    return done(request, back, _("Saved.")) if saved else show_form(request, form, Sheet(_("Strategy"), back))


@reads
def glossary(request: PersonRequest) -> HttpResponse:
    """Every metric with its one definition; everybody reads, managers write."""
    facts = {
        "entries": entries(request.user),
        "may_write": access.may_plan(request.user),
        "may_keep_tags": access.may_keep_scope_tags(request.user),
    }
    return render(request, "objectives/glossary.html", facts)


@fills
def new_metric(request: PersonRequest) -> HttpResponse:
    access.require_planner(request.user)
    form = MetricForm(sent(request), user=request.user, initial={"owner": request.user.pk})
    made = form.submit(lambda values: actions.make_metric(by=request.user, values=values))
    back = reverse("objectives:glossary")
    return done(request, back, _("Saved.")) if made else show_form(request, form, Sheet(_("New metric"), back))


@fills
def edit_metric(request: PersonRequest, pk: int) -> HttpResponse:
    access.require_planner(request.user)
    metric = get_object_or_404(access.metrics(request.user), pk=pk)
    form = MetricForm(sent(request), user=request.user, row=metric)
    saved = form.submit(
        lambda values: actions.change_metric(metric=metric, by=request.user, version=form.seen_version, values=values)
    )
    back = reverse("objectives:glossary")
    return done(request, back, _("Saved.")) if saved else show_form(request, form, Sheet(_("Metric"), back))
