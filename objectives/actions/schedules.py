"""Planning an objective's tasks backwards from its due day, and storing their days."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import saving
from objectives.actions.objectives import require_open
from objectives.core.network import NetworkRefused
from objectives.core.schedule import Schedule, ScheduledTask
from objectives.core.workdays import OutsideCalendar
from objectives.models import Objective, Task
from objectives.queries import schedules
from okrplan import audit
from okrplan.people.models import User
from okrplan.refusals import Refusal

COLUMNS = ["starts_on", "finishes_on", "latest_finish_on", "is_critical", "slack"]


@transaction.atomic
def plan_backwards(*, objective: Objective, by: User, today: date) -> Schedule | None:
    """Plan every task as late as the due day allows, buffers kept, and store the days. None without tasks."""
    row = saving.lock(objective)
    require_open(row)
    tasks = schedules.tasks_of(row)
    made = proposed(row, tasks, today)
    if made is None:
        return None
    changed = [one for one in tasks if _store(one, made)]
    Task.objects.bulk_update(changed, COLUMNS, batch_size=500)
    audit.write(
        by=by,
        noun="objective",
        row=row,
        verb="scheduled",
        after={"tasks": len(changed), "verdict": made.verdict.value},
        objective_id=row.pk,
    )
    saving.mark(row.pk)
    return made


def proposed(objective: Objective, tasks: list[Task], today: date) -> Schedule | None:
    """The plan as it would be stored; None without tasks. Raises Refusal for links or days that cannot be."""
    try:
        return schedules.planned(objective, tasks, schedules.links_of(objective), today)
    except (NetworkRefused, OutsideCalendar) as error:
        raise Refusal(_("These tasks cannot be scheduled: %(why)s") % {"why": error}) from error


def _store(task: Task, made: Schedule) -> bool:
    """Set a task's days from the schedule; True when any differs."""
    planned = made.tasks.get(task.pk)
    before: tuple[object, ...] = tuple(getattr(task, name) for name in COLUMNS)
    after = _columns(task, planned) if planned else (None, None, None, False, None)
    for name, value in zip(COLUMNS, after, strict=True):
        setattr(task, name, value)
    return before != after


def _columns(task: Task, one: ScheduledTask) -> tuple[object, ...]:
    """A task that has begun or is done keeps the days it really had."""
    starts_on = task.actual_start_on or one.planned_start
    finishes_on = task.actual_finish_on or max(one.planned_finish, starts_on)
    return (starts_on, finishes_on, one.latest_finish, one.critical, one.slack)
