"""The page of an ask, its decision, and the budget it may change."""

from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from objectives import access
from objectives.access import Need
from objectives.actions import asks
from objectives.core.vocabulary import AskState
from objectives.forms.asks import BudgetEntryForm, DecisionForm, ReplyForm
from objectives.forms.base import PlanForm
from objectives.models import Ask, BudgetEntry, Objective
from objectives.queries import asks as queries
from objectives.views.shared import fills, reads, writes
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Stale, WrongState


@never_cache
@reads
def ask(request: PersonRequest, pk: int) -> HttpResponse:
    """What is asked, what was said about it, and the answer where it is this person's to give: never an old page."""
    return render(request, "objectives/ask.html", _facts(request, access.ask_for(request.user, pk)))


@writes
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """The decider's answer, on the version that was seen."""
    row = access.ask_for(request.user, pk, Need.DECIDE)
    form = DecisionForm(request.POST, row=row)

    def write(_values: dict[str, Any]) -> Ask:
        return asks.decide(
            ask=row,
            by=request.user,
            answer=form.chosen,
            today=request.today,
            version=form.seen_version,
            amount=form.amount_given,
            text=form.cleaned_data["text"],
        )

    return _answered(request, row, form, write)


@writes
def reply(request: PersonRequest, pk: int) -> HttpResponse:
    """A manager's answer to the decider's question."""
    row = access.ask_for(request.user, pk, Need.REVISE)
    form = ReplyForm(request.POST, row=row)

    def write(values: dict[str, Any]) -> Ask:
        return asks.answer_question(ask=row, by=request.user, text=values["text"], today=request.today)

    return _answered(request, row, form, write)


@writes
def withdraw(request: PersonRequest, pk: int) -> HttpResponse:
    row = access.ask_for(request.user, pk, Need.REVISE)
    asks.withdraw(ask=row, by=request.user, today=request.today)
    return redirect("objectives:ask", pk)


@fills
def budget(request: PersonRequest, pk: int) -> HttpResponse:
    """The money and people of an objective; managers enter what is planned and spent."""
    objective = access.objective_for(request.user, pk, Need.MONEY)
    may_enter = access.may_revise(request.user, objective)
    if request.method == "POST":
        access.objective_for(request.user, pk, Need.REVISE)
    form = BudgetEntryForm(request.POST or None, objective=objective, initial={"day": request.today})
    if request.method == "POST" and _entered(request, objective, form):
        return redirect("objectives:budget", pk)
    facts = {"objective": objective, "budget": queries.budget_of(objective), "form": form if may_enter else None}
    return render(request, "objectives/budget.html", facts, status=form.status)


def _entered(request: PersonRequest, objective: Objective, form: PlanForm) -> BudgetEntry | None:
    return form.submit(lambda values: asks.enter_budget(objective=objective, by=request.user, values=values))


def _answered(request: PersonRequest, row: Ask, form: PlanForm, write: Any) -> HttpResponse:
    """The ask after an answer; what was refused stands beside its field, what came too late above."""
    try:
        done = form.submit(write)
    except (WrongState, Stale) as late:
        if not request.htmx:  # type: ignore[attr-defined]
            raise
        return _fragment(request, row, late.status, refusal=late)
    if done is None:
        return _fragment(request, row, form.status, bound=form)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("objectives:ask", row.pk)
    return _fragment(request, row, HTTPStatus.OK)


def _fragment(request: PersonRequest, row: Ask, status: HTTPStatus, **more: Any) -> HttpResponse:
    template = "objectives/_ask.html" if request.htmx else "objectives/ask.html"  # type: ignore[attr-defined]
    return render(request, template, _facts(request, access.ask_for(request.user, row.pk), **more), status=status)


def _facts(request: PersonRequest, row: Ask, bound: PlanForm | None = None, refusal: Any = None) -> dict[str, Any]:
    state = AskState(row.state)
    manages = access.may_revise(request.user, row.objective)
    may_decide = state.is_open and access.may_decide(request.user, row)
    may_reply = state is AskState.ASKED_BACK and manages
    decision = bound if isinstance(bound, DecisionForm) else DecisionForm(row=row)
    answer = bound if isinstance(bound, ReplyForm) else ReplyForm(row=row)
    return {
        "ask": row,
        "objective": row.objective,
        "turns": queries.turns_of(row),
        "decision": decision if may_decide else None,
        "reply": answer if may_reply else None,
        "may_withdraw": state.is_open and manages,
        "refusal": refusal,
    }
