"""The card "Who and when": the work breakdown with one name a task, and its Gantt."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from objectives import access
from objectives.core import gantt
from objectives.core.network import NetworkRefused
from objectives.core.schedule import Schedule
from objectives.core.vocabulary import TaskKind, TaskState
from objectives.core.workdays import OutsideCalendar
from objectives.models import Dependency, Objective, Task
from objectives.queries import schedules
from objectives.words import schedules as words
from objectives.words.basics import listed
from okrplan.people.models import User


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of the Gantt in percent of its axis. `tone` is "done", "critical" or "" as its name in the style sheet."""

    work: gantt.Stretch
    buffer: gantt.Stretch | None
    tone: str
    is_summary: bool
    is_milestone: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    row: schedules.TaskRow
    bar: Bar | None
    days: str
    state_tone: str
    waits: str  # "after 1.1, 1.2"


@dataclass(frozen=True, slots=True)
class Breakdown:
    lines: list[TaskLine]
    months: list[gantt.Month]
    today: float | None  # where today stands on the axis, in percent
    verdict: str
    tone: str
    notes: list[str]
    is_hidden: bool  # there are tasks, but none for this person


STATE_TONES = {TaskState.DONE: "ok", TaskState.BLOCKED: "bad"}


def breakdown_of(user: User, objective: Objective, today: date) -> Breakdown:
    """The rows a person may see, with codes of the whole plan (at most nine queries)."""
    tasks, links = schedules.tasks_of(objective), schedules.links_of(objective)
    rows = schedules.rows_of(tasks, links)
    seen = set(access.visible_tasks(user).filter(objective=objective).values_list("pk", flat=True)) if tasks else set()
    shown = [row for row in rows if row.task.pk in seen]
    axis = _axis(objective, shown)
    lines = [_line(row, axis) for row in shown]
    verdict, tone, notes = _verdict(objective, tasks, links, rows, today) if shown else ("", "", [])
    return Breakdown(
        lines=lines,
        months=axis.months,
        today=axis.at(today) if axis.covers(today) else None,
        verdict=verdict,
        tone=tone,
        notes=notes,
        is_hidden=bool(rows) and not shown,
    )


def _axis(objective: Objective, rows: list[schedules.TaskRow]) -> gantt.Axis:
    days = [objective.starts_on, objective.due_on]
    days += [day for row in rows for day in (row.starts_on, row.finishes_on, row.task.latest_finish_on) if day]
    return gantt.axis(days)


def _line(row: schedules.TaskRow, axis: gantt.Axis) -> TaskLine:
    codes = listed(row.waits_for)
    return TaskLine(
        row=row,
        bar=_bar(row, axis),
        days=words.span(row.starts_on, row.finishes_on),
        state_tone=STATE_TONES.get(TaskState(row.task.state), ""),
        waits=_("after %(codes)s") % {"codes": codes} if codes else "",
    )


def _bar(row: schedules.TaskRow, axis: gantt.Axis) -> Bar | None:
    if row.starts_on is None or row.finishes_on is None:
        return None
    task, buffer = row.task, None
    if task.buffer and task.latest_finish_on and task.latest_finish_on > row.finishes_on and not row.is_summary:
        buffer = axis.stretch(row.finishes_on + timedelta(days=1), task.latest_finish_on)
    is_done = task.state == TaskState.DONE
    return Bar(
        work=axis.stretch(row.starts_on, row.finishes_on),
        buffer=None if is_done else buffer,
        tone="done" if is_done else "critical" if task.is_critical else "",
        is_summary=row.is_summary,
        is_milestone=task.kind == TaskKind.MILESTONE,
    )


def _verdict(
    objective: Objective,
    tasks: list[Task],
    links: list[Dependency],
    rows: list[schedules.TaskRow],
    today: date,
) -> tuple[str, str, list[str]]:
    """Whether the plan keeps its day, as of today; with a hint when the days shown are not of this plan."""
    try:
        made = schedules.planned(objective, tasks, links, today)
    except (NetworkRefused, OutsideCalendar):
        return _("These tasks cannot be scheduled: look at their links and dates."), "bad", []
    if made is None:
        return "", "", []
    codes = {row.task.pk: row.code for row in rows}
    notes = words.notes(made, codes)
    if any(_differs(one, made) for one in tasks):
        notes.insert(0, _("Something has changed since the days were planned: plan backwards again."))
    return words.verdict_words(made, codes), words.tone(made), notes


def _differs(task: Task, made: Schedule) -> bool:
    planned = made.tasks.get(task.pk)
    if planned is None or task.kind == TaskKind.SUMMARY or task.actual_start_on:
        return False  # what has begun keeps the days it really had
    return (task.starts_on, task.finishes_on) != (planned.planned_start, planned.planned_finish)
