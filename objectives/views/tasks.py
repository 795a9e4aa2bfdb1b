"""The work breakdown: tasks with one name each, what they wait for, planning backwards."""

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import objectives, schedules
from objectives.actions import tasks as actions
from objectives.core.vocabulary import TaskKind
from objectives.forms.tasks import LinkForm, TaskForm
from objectives.models import Objective, Task
from objectives.queries.waits import codes_of, waits_of
from objectives.views.objectives import address
from objectives.views.shared import Sheet, deleted, done, fills, sent, show_form, writes
from okrplan.people.models import User
from okrplan.people.requests import PersonRequest


@fills
def new(request: PersonRequest, pk: int) -> HttpResponse:
    """A task of objective `pk`, below `?parent=` or for `?key_result=` when the address says so."""
    objective = access.objective_for(request.user, pk, Need.REVISE)
    objectives.require_open(objective)
    form = TaskForm(sent(request), objective=objective, initial=_start(request, objective))
    made = form.submit(lambda _values: _make(objective, request.user, form))
    if made is not None:
        return done(request, address(objective), _("Saved."))
    lead = _("One name, one day: exactly one person is responsible.")
    return show_form(request, form, Sheet(_("New task"), address(objective), lead=lead))


def _start(request: PersonRequest, objective: Objective) -> dict[str, Any]:
    asked = {name: request.GET.get(name) for name in ("parent", "key_result")}
    return {"responsible": request.user.pk, "accountable": objective.owner_id, **asked}


@transaction.atomic
def _make(objective: Objective, by: User, form: TaskForm) -> Task:
    """The task and its roles: both or neither."""
    task = actions.make(objective=objective, by=by, values=form.task_values)
    if any(form.roles.values()):
        actions.set_roles(task=task, by=by, **form.roles)
    return task


@transaction.atomic
def _change(task: Task, by: User, form: TaskForm) -> Task:
    saved = actions.change(task=task, by=by, version=form.seen_version, values=form.task_values)
    if saved.kind != TaskKind.SUMMARY and {"consulted", "informed"} & set(form.changed_data):
        actions.set_roles(task=saved, by=by, **form.roles)
    return saved


def _open_task(request: PersonRequest, pk: int) -> Task:
    task = access.task_for(request.user, pk, Need.REVISE)
    objectives.require_open(task.objective)
    return task


@fills
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    task = _open_task(request, pk)
    form = TaskForm(sent(request), objective=task.objective, row=task)
    saved = form.submit(lambda _values: _change(task, request.user, form))
    if saved is not None:
        return done(request, address(task.objective), _("Saved."))
    delete_at = reverse("objectives:delete_task", args=[pk])
    return show_form(request, form, Sheet(_("Task"), address(task.objective), delete=delete_at))


@writes
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    task = _open_task(request, pk)
    actions.delete(task=task, by=request.user)
    undo = reverse("objectives:restore_task", args=[pk])
    return deleted(request, address(task.objective), _("Task deleted: %(title)s") % {"title": task.title}, undo)


@writes
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    task = access.deleted_for(request.user, Task, pk)
    actions.restore(task=task, by=request.user)
    return done(request, address(task.objective), _("Brought back."))


@fills
def links(request: PersonRequest, pk: int) -> HttpResponse:
    """What a task waits for: the links there are, and one more."""
    task = _open_task(request, pk)
    codes = codes_of(task.objective)
    form = LinkForm(sent(request), task=task, codes=codes)
    made = form.submit(lambda values: _link(task, request.user, values))
    if made is not None:
        return redirect("objectives:links", pk)
    lead = f"{codes.get(task.pk, '')} {task.title}"
    sheet = Sheet(_("Waits for"), address(task.objective), _("Add"), lead, keeps_page=False)
    return show_form(request, form, sheet, links=waits_of(task, codes))


def _link(task: Task, by: User, values: dict[str, Any]) -> Any:
    predecessor = values.pop("predecessor")
    return actions.link(predecessor=predecessor, successor=task, by=by, values=values)


@writes
def unlink(request: PersonRequest, pk: int) -> HttpResponse:
    """Take link `pk` away."""
    dependency = access.dependency_for(request.user, pk, Need.REVISE)
    task = dependency.successor_id
    actions.unlink(dependency=dependency, by=request.user)
    return redirect("objectives:links", task)


@writes
def plan_backwards(request: PersonRequest, pk: int) -> HttpResponse:
    """Plan every task of objective `pk` backwards from its due day."""
    objective = access.objective_for(request.user, pk, Need.REVISE)
    made = schedules.plan_backwards(objective=objective, by=request.user, today=request.today)
    said = _("Planned backwards from the due day.") if made else _("There is no task to plan yet.")
    return done(request, address(objective), said)
