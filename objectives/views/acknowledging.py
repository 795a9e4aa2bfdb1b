"""What people say about a confirmed plan: seen, a question, and its answer."""

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from objectives import access
from objectives.access import Need
from objectives.actions import acknowledging as actions
from objectives.forms.base import PlanForm
from objectives.forms.confirming import QuestionAnswerForm, QuestionForm
from objectives.models import Acknowledgement
from objectives.queries.acknowledging import Seen, is_open, part_of
from objectives.views.shared import writes
from objectives.words.acknowledging import part_words
from okrplan.people.models import User
from okrplan.people.requests import PersonRequest


@dataclass(frozen=True, slots=True)
class Card:
    """A confirmed plan in My work: what one's part is, and the way to a question."""

    row: Acknowledgement
    part: str
    form: PlanForm
    is_waiting: bool  # for the answer to a question


@dataclass(frozen=True, slots=True)
class Line:
    """A person on the list of those who were told; `form` where the reader may answer their question."""

    row: Acknowledgement
    part: str
    is_waiting: bool
    form: PlanForm | None
    seen_on: date | None  # where the reader is


def card_of(row: Acknowledgement, form: PlanForm | None = None) -> Card:
    return Card(row, part_words(part_of(row)), form or QuestionForm(row=row), is_open(row))


def lines_of(seen: Seen, reader: User) -> list[Line]:
    """Everybody the reader may see by name."""
    return [line_of(one, may_answer=seen.may_answer and one.user_id != reader.pk) for one in seen.rows]


def line_of(row: Acknowledgement, *, may_answer: bool, form: PlanForm | None = None) -> Line:
    offered = (form or QuestionAnswerForm(row=row)) if may_answer and (form or is_open(row)) else None
    seen_on = timezone.localdate(row.seen_at) if row.seen_at else None
    return Line(row, part_words(part_of(row)), is_open(row), offered, seen_on)


@writes
def seen(request: PersonRequest, pk: int) -> HttpResponse:
    """One tap."""
    row = access.acknowledgement_for(request.user, pk, Need.OWN)
    actions.acknowledge(acknowledgement=row, by=request.user)
    return _card(request, pk)


@writes
def ask(request: PersonRequest, pk: int) -> HttpResponse:
    """A question to the plan's owner, in a sentence."""
    row = access.acknowledgement_for(request.user, pk, Need.OWN)
    form = QuestionForm(request.POST, row=row)
    asked = form.submit(lambda values: actions.ask(acknowledgement=row, by=request.user, text=values["text"]))
    return _card(request, pk, None if asked else form)


@writes
def answer(request: PersonRequest, pk: int) -> HttpResponse:
    """The answer, by the plan's owner or a manager."""
    row = access.acknowledgement_for(request.user, pk, Need.ANSWER)
    form = QuestionAnswerForm(request.POST, row=row)
    answered = form.submit(lambda values: actions.answer(acknowledgement=row, by=request.user, text=values["text"]))
    if answered is not None and not _by_htmx(request):
        return redirect(f"{reverse('objectives:plan', args=[row.plan_version.objective_id])}#seen")
    fresh = access.acknowledgement_for(request.user, pk, Need.ANSWER)
    line = line_of(fresh, may_answer=True, form=None if answered else form)
    return _shown(request, "acknowledgement", {"line": line}, None if answered else form)


def _card(request: PersonRequest, pk: int, refused: PlanForm | None = None) -> HttpResponse:
    """The card as it stands now; without scripts the page it stands on."""
    if refused is None and not _by_htmx(request):
        return redirect("objectives:my_work")
    card = card_of(access.acknowledgement_for(request.user, pk, Need.OWN), refused)
    return _shown(request, "plan_card", {"card": card}, refused)


def _shown(request: PersonRequest, name: str, facts: dict[str, Any], refused: PlanForm | None) -> HttpResponse:
    template = f"objectives/_{name}.html" if _by_htmx(request) else f"objectives/{name}.html"
    status = HTTPStatus.OK if refused is None else refused.status
    return render(request, template, {**facts, "today": request.today}, status=status)


def _by_htmx(request: PersonRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]
