"""Writes to the work breakdown: tasks, their people, links and progress."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import saving
from objectives.actions.objectives import require_open
from objectives.actions.paths import next_position
from objectives.core.vocabulary import TaskKind, TaskRoleKind, TaskState
from objectives.models import Dependency, Objective, Task, TaskRole
from okrplan.messages.actions import notify
from okrplan.messages.models import NoticeKind
from okrplan.people.models import User
from okrplan.refusals import Refusal, WrongState

EDITABLE = frozenset(
    [
        "title",
        "title_other",
        "language",
        "kind",
        "key_result",
        "parent",
        "position",
        "responsible",
        "accountable",
        "duration",
        "duration_unit",
        "effort",
        "calendar",
        "is_key",
        "buffer",
        "due_on",
    ]
)


@transaction.atomic
def make(*, objective: Objective, by: User, values: Mapping[str, Any]) -> Task:
    """A task with exactly one responsible and one accountable person (default: who makes it).

    A leaf that gets its first child hands its people and effort to that child and becomes a summary.
    """
    row = saving.lock(objective)
    require_open(row)
    parent: Task | None = values.get("parent")
    siblings = Task.objects.filter(objective=row, parent=parent)
    task = Task(objective=row, **{"position": next_position(siblings), **_people(parent, by), **values})
    if task.kind == TaskKind.SUMMARY:
        task.responsible = task.accountable = None
    _check(row, task)
    if parent is not None and parent.kind != TaskKind.SUMMARY:
        _become_summary(parent, by, row)
    saved = saving.create(task, by=by, objective=row)
    saving.mark(row.pk)
    tell_responsible(saved, by)
    return saved


@transaction.atomic
def change(*, task: Task, by: User, version: int | None, values: Mapping[str, Any]) -> Task:
    """Change a task's plan. Raises Stale or a Refusal; nothing is stored then."""
    objective = saving.lock(task.objective)
    require_open(objective)
    row = Task.objects.select_related("responsible", "accountable", "parent", "key_result").get(pk=task.pk)
    before = row.responsible_id
    _refuse_change_of_kind(row, values)
    saved = saving.change(
        row, values, by=by, version=version, objective=objective, check=lambda one: _check(objective, one)
    )
    saving.mark(objective.pk)
    if saved.responsible_id != before:
        tell_responsible(saved, by)
    return saved


@transaction.atomic
def report_progress(
    *, task: Task, by: User, today: date, state: TaskState, percent: int | None = None, reason: str = ""
) -> Task:
    """How a task stands, as its people see it: to do, in progress with a percentage, blocked with a reason, done."""
    objective = saving.lock(task.objective)
    require_open(objective)
    row = Task.objects.get(pk=task.pk)
    if row.kind == TaskKind.SUMMARY:
        raise WrongState(_("A summary stands where its tasks stand; update those."))
    if percent is not None and not 0 <= percent <= 100:
        raise Refusal(_("Progress runs from 0 to 100 %."), field="percent")
    if state is TaskState.BLOCKED and not reason.strip():
        raise Refusal(_("Say what blocks the task."), field="blocked_reason")
    values = _progress(row, state, percent, reason, today)
    saved = saving.change(row, values, by=by, objective=objective, verb="progress")
    saving.mark(objective.pk)
    return saved


@transaction.atomic
def delete(*, task: Task, by: User, version: int | None = None) -> Task:
    """Delete a task without children."""
    objective = saving.lock(task.objective)
    require_open(objective)
    if task.children.filter(deleted_at__isnull=True).exists():
        raise Refusal(_("This task still has tasks below it. Delete or move those first."))
    deleted = saving.delete(task, by=by, objective=objective, version=version)
    saving.mark(objective.pk)
    return deleted


@transaction.atomic
def restore(*, task: Task, by: User) -> Task:
    objective = saving.lock(task.objective)
    require_open(objective)
    return saving.restore(task, by=by, objective=objective)


@transaction.atomic
def set_roles(*, task: Task, by: User, consulted: list[User], informed: list[User]) -> list[TaskRole]:
    """Who is consulted and who informed; replaces those before. One person has one role on a task."""
    objective = saving.lock(task.objective)
    require_open(objective)
    people = [*consulted, *informed]
    if len({one.pk for one in people}) < len(people) or task.responsible_id in {one.pk for one in people}:
        raise Refusal(
            _("One person cannot be responsible, consulted and informed on the same task."), field="consulted"
        )
    TaskRole.objects.filter(task=task).delete()
    wanted = [(one, TaskRoleKind.CONSULTED) for one in consulted] + [(one, TaskRoleKind.INFORMED) for one in informed]
    return [
        saving.create(TaskRole(task=task, user=one, kind=kind.value), by=by, objective=objective)
        for one, kind in wanted
    ]


@transaction.atomic
def link(*, predecessor: Task, successor: Task, by: User, values: Mapping[str, Any]) -> Dependency:
    """Let one task wait for another. Refused, each with its name: other objective, ancestor, a cycle."""
    objective = saving.lock(successor.objective)
    require_open(objective)
    if predecessor.objective_id != objective.pk:
        raise Refusal(_("Choose a task of the same objective."), field="predecessor")
    _refuse_cycle(objective, predecessor, successor)
    dependency = Dependency(predecessor=predecessor, successor=successor, **values)
    saved = saving.create(dependency, by=by, objective=objective, verb="linked")
    saving.mark(objective.pk)
    return saved


@transaction.atomic
def unlink(*, dependency: Dependency, by: User) -> None:
    objective = saving.lock(dependency.successor.objective)
    require_open(objective)
    saving.note_removal(dependency, by=by, objective=objective, verb="unlinked")
    dependency.delete()
    saving.mark(objective.pk)


def tell_responsible(task: Task, by: User) -> None:
    """A notice to the person who has become responsible, unless they did it themselves."""
    if task.responsible is None or task.responsible_id == by.pk:
        return
    notify(
        user=task.responsible,
        kind=NoticeKind.TASK_ASSIGNED,
        facts={"task": task.title, "task_other": task.title_other, "language": task.language, "by": str(by)},
        url="/my-work/",
        key=f"task {task.pk} v{task.version}",
    )


def _people(parent: Task | None, by: User) -> dict[str, Any]:
    if parent is not None and parent.kind != TaskKind.SUMMARY:
        return {"responsible": parent.responsible, "accountable": parent.accountable, "effort": parent.effort}
    return {"responsible": by, "accountable": by}


def _become_summary(parent: Task, by: User, objective: Objective) -> None:
    values = {"kind": TaskKind.SUMMARY.value, "responsible": None, "accountable": None, "effort": None}
    saving.change(parent, values, by=by, objective=objective, verb="became summary")


def _refuse_change_of_kind(task: Task, values: Mapping[str, Any]) -> None:
    kind = values.get("kind", task.kind)
    if kind != task.kind and TaskKind.SUMMARY in (kind, task.kind):
        raise Refusal(_("A task becomes a summary by getting tasks below it."), field="kind")


def _check(objective: Objective, task: Task) -> None:
    if task.parent is not None and task.parent.objective_id != objective.pk:
        raise Refusal(_("Choose a task of the same objective."), field="parent")
    if task.key_result is not None and task.key_result.objective_id != objective.pk:
        raise Refusal(_("Choose a key result of the same objective."), field="key_result")
    for field in ("responsible", "accountable"):
        person = getattr(task, field)
        if person is None and task.kind != TaskKind.SUMMARY:
            raise Refusal(_("Every task has exactly one responsible and one accountable person."), field=field)
        if person is not None and not person.is_active:
            raise Refusal(_("This person has left; choose somebody else."), field=field)


def _progress(task: Task, state: TaskState, percent: int | None, reason: str, today: date) -> dict[str, Any]:
    done = state is TaskState.DONE
    started = state is not TaskState.TODO
    return {
        "state": state.value,
        "percent": 100 if done else 0 if not started else min(percent if percent is not None else task.percent, 99),
        "blocked_reason": reason.strip() if state is TaskState.BLOCKED else "",
        "actual_start_on": (task.actual_start_on or today) if started else None,
        "actual_finish_on": (task.actual_finish_on or today) if done else None,
    }


def _refuse_cycle(objective: Objective, predecessor: Task, successor: Task) -> None:
    waits_for: dict[int, list[int]] = {}
    for one, other in Dependency.objects.filter(successor__objective=objective).values_list("predecessor", "successor"):
        waits_for.setdefault(other, []).append(one)
    waits_for.setdefault(successor.pk, []).append(predecessor.pk)
    seen: set[int] = set()
    waiting = list(waits_for.get(predecessor.pk, []))
    while waiting:
        one = waiting.pop()
        if one == successor.pk:
            raise Refusal(
                _("“%(one)s” already waits for “%(other)s”; this link would close a circle.")
                % {"one": predecessor.title, "other": successor.title},
                field="predecessor",
            )
        if one not in seen:
            seen.add(one)
            waiting.extend(waits_for.get(one, []))
