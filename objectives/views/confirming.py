"""Confirming a plan on its sheet, and answering what is open about it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from objectives import access
from objectives.access import Need
from objectives.actions import confirming as actions
from objectives.actions.objectives import require_open
from objectives.core.vocabulary import ObjectiveState, SmartCode
from objectives.forms.confirming import AnswerForm, ConfirmForm
from objectives.models import Objective
from objectives.queries.confirmations import Question, confirmation_of, question_of
from objectives.views.objectives import address
from objectives.views.shared import Sheet, done, fills, sent, show_form, writes
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Invisible, WrongState


@fills
def confirm(request: PersonRequest, pk: int) -> HttpResponse:
    """What is missing, what is open, who will be told; one button keeps the answers and confirms."""
    objective = access.objective_for(request.user, pk, Need.REVISE)
    if objective.state != ObjectiveState.DRAFT:
        raise WrongState(_("This objective is already confirmed."))
    page = confirmation_of(request.user, objective, request.today)
    form = ConfirmForm(sent(request), row=objective, questions=page.unanswered)
    saved = form.submit(
        lambda _values: actions.confirm(
            objective=objective,
            by=request.user,
            today=request.today,
            version=form.seen_version,
            answers=form.answers,
        )
    )
    if saved is not None:
        return done(request, address(objective), _confirmed(saved, len(page.told)))
    template = "objectives/_confirm.html" if request.htmx else "objectives/confirm.html"  # type: ignore[attr-defined]
    facts = {"objective": objective, "page": page, "form": form, "back": address(objective)}
    return render(request, template, facts, status=form.status)


def _confirmed(objective: Objective, told: int) -> str:
    words = ngettext(
        "Confirmed as version %(number)s. %(n)s person is told, and check-ins can begin.",
        "Confirmed as version %(number)s. %(n)s people are told, and check-ins can begin.",
        told,
    )
    return words % {"number": objective.plan_version, "n": told}


@fills
def answer(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """A sentence for an open question; it stays visible beside the question."""
    objective, asked = _open_question(request, pk, code)
    finding = asked.finding
    form = AnswerForm(sent(request), row=finding.answer)
    saved = form.submit(
        lambda values: actions.answer(
            objective=objective,
            code=finding.code,
            by=request.user,
            today=request.today,
            version=form.seen_version,
            values={name: values[name] for name in ("text", "text_other", "language")},
        )
    )
    if saved is not None:
        return done(request, address(objective), _("Saved."))
    take_back = reverse("objectives:take_back_answer", args=[pk, code]) if finding.answer else ""
    lead = f"{asked.name} · {finding.text}"
    return show_form(request, form, Sheet(_("Answer in a sentence"), address(objective), lead=lead, delete=take_back))


@writes
def take_back(request: PersonRequest, pk: int, code: str) -> HttpResponse:
    """The question is open again."""
    objective = access.objective_for(request.user, pk, Need.REVISE)
    actions.take_back(objective=objective, code=_code(code), by=request.user)
    return done(request, address(objective), _("The answer is taken back; the question is open again."))


def _open_question(request: PersonRequest, pk: int, code: str) -> tuple[Objective, Question]:
    objective = access.objective_for(request.user, pk, Need.REVISE)
    require_open(objective)
    found = question_of(request.user, objective, _code(code), request.today)
    if found is None:
        raise WrongState(_("This question is not open any more."))
    return objective, found


def _code(text: str) -> SmartCode:
    try:
        return SmartCode(text)
    except ValueError as error:
        raise Invisible from error
