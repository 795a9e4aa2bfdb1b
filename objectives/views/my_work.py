"""My work: what a person owes today, one card each; made for a phone."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render

from objectives import access
from objectives.access import Need
from objectives.actions import tasks
from objectives.forms.check_ins import CheckInForm, TaskForm
from objectives.models import Task
from objectives.queries import work
from objectives.queries.acknowledging import waiting_for
from objectives.queries.sharing import offers_of
from objectives.views.acknowledging import card_of
from objectives.views.shared import reads, writes
from okrplan.messages import queries as notices
from okrplan.messages import words as notice_words
from okrplan.messages.models import NoticeKind
from okrplan.people.requests import PersonRequest

# Notices whose cards say the same.
_CARDS_OF_PLANS = (NoticeKind.PLAN_CONFIRMED, NoticeKind.PLAN_ANSWERED)
_CARDS_OF_OFFERS = (NoticeKind.SHARE_OFFERED,)


@dataclass(frozen=True, slots=True)
class Card:
    """A measure with its form."""

    owed: work.OwedMeasure
    form: CheckInForm


@dataclass(frozen=True, slots=True)
class TaskCard:
    task: Task
    form: TaskForm


@reads
def my_work(request: PersonRequest) -> HttpResponse:
    """Offers, confirmed plans to look at, what is due today, the rest folded, then tasks; unread notices above."""
    found = work.work_of(request.user, request.today)
    plans = [card_of(one) for one in waiting_for(request.user)]
    offers = offers_of(request.user)
    shown = _CARDS_OF_PLANS * bool(plans) + _CARDS_OF_OFFERS * bool(offers)
    told = [one for one in notices.latest(request.user) if one.read_at is None and one.kind not in shown]
    facts = {
        "offers": offers,
        "plans": plans,
        "due": [_card(request, one) for one in found.due],
        "later": [_card(request, one) for one in found.later],
        "tasks": [TaskCard(one, TaskForm(task=one)) for one in found.tasks],
        "notices": [{"notice": one, "words": notice_words.sentence(one)} for one in told],
        "today": request.today,
    }
    return render(request, "objectives/my_work.html", facts)


@reads
def card(request: PersonRequest, pk: int) -> HttpResponse:
    """One measure's card again, to check in once more."""
    measure = access.measure_for(request.user, pk, Need.CHECK_IN)
    one = _card(request, work.owed_measure(request.user, measure, request.today))
    return render(request, "objectives/_owed.html", {"owed": one.owed, "form": one.form, "today": request.today})


@writes
def report_task(request: PersonRequest, pk: int) -> HttpResponse:
    """How a task stands; sent twice it is stored once, because nothing differs the second time."""
    task = access.task_for(request.user, pk, Need.PROGRESS)
    form = TaskForm(request.POST, task=task)
    saved = form.submit(
        lambda typed: tasks.report_progress(
            task=task,
            by=request.user,
            today=request.today,
            state=typed["state"],
            percent=typed["percent"],
            reason=typed["blocked_reason"],
        )
    )
    if not request.headers.get("HX-Request") and saved is not None:
        return redirect("objectives:my_work")
    if saved is not None:
        # The door's row has its people and key result at hand, the action's has the new state.
        task.state, task.percent, task.blocked_reason = saved.state, saved.percent, saved.blocked_reason
        form = TaskForm(task=task)
    facts = {"task": task, "form": form, "today": request.today, "saved": saved is not None}
    template = "objectives/_my_task.html" if request.headers.get("HX-Request") else "objectives/my_task.html"
    return render(request, template, facts, status=200 if saved is not None else 400)


def _card(request: PersonRequest, owed: work.OwedMeasure) -> Card:
    return Card(owed, CheckInForm(measure=owed.row, today=request.today, last=owed.last_value))
