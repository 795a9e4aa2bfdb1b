"""The work breakdown as the network the scheduler reads, and its rows with their codes."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from objectives.core import schedule, wbs
from objectives.core.network import LinkFacts, Network, TaskFacts
from objectives.core.vocabulary import DurationUnit, LinkType, TaskKind, TaskState
from objectives.models import Dependency, Objective, Task
from objectives.queries.calendars import Calendars


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A row of the breakdown as pages print it."""

    task: Task
    code: str
    depth: int
    starts_on: date | None  # a summary's span is that of its leaves
    finishes_on: date | None
    waits_for: tuple[str, ...]  # codes of its predecessors

    @property
    def is_summary(self) -> bool:
        return self.task.kind == TaskKind.SUMMARY


def tasks_of(objective: Objective) -> list[Task]:
    """The living tasks of an objective with their people (one query)."""
    return list(
        Task.objects.alive()
        .filter(objective=objective)
        .select_related("responsible", "accountable", "key_result", "calendar")
        .prefetch_related("roles__user")
    )


def links_of(objective: Objective) -> list[Dependency]:
    """Links between living tasks (one query)."""
    return list(
        Dependency.objects.filter(
            successor__objective=objective, successor__deleted_at__isnull=True, predecessor__deleted_at__isnull=True
        )
    )


def rows_of(tasks: list[Task], links: list[Dependency]) -> list[TaskRow]:
    """Rows in the order of their codes; a summary spans its leaves."""
    codes = wbs.codes(wbs.Place(one.pk, one.parent_id, one.position) for one in tasks)
    waits: dict[int, list[str]] = defaultdict(list)
    for link in links:
        waits[link.successor_id].append(codes[link.predecessor_id])
    spans = _spans(tasks)
    rows = [
        TaskRow(
            task=one,
            code=codes[one.pk],
            depth=codes[one.pk].count("."),
            starts_on=spans[one.pk][0],
            finishes_on=spans[one.pk][1],
            waits_for=tuple(sorted(waits[one.pk], key=wbs.sort_key)),
        )
        for one in tasks
    ]
    return sorted(rows, key=lambda row: wbs.sort_key(row.code))


def _spans(tasks: list[Task]) -> dict[int, tuple[date | None, date | None]]:
    parents = {one.pk: one.parent_id for one in tasks}
    starts: dict[int, list[date]] = defaultdict(list)
    ends: dict[int, list[date]] = defaultdict(list)
    for one in tasks:
        key: int | None = one.pk
        while key is not None and one.kind != TaskKind.SUMMARY:
            if one.starts_on and one.finishes_on:
                starts[key].append(one.starts_on)
                ends[key].append(one.finishes_on)
            key = parents.get(key)
    return {key: (min(starts[key], default=None), max(ends[key], default=None)) for key in parents}


def network_of(objective: Objective, tasks: list[Task], links: list[Dependency]) -> Network:
    """The network of an objective's tasks. Raises NetworkRefused for links that cannot be."""
    calendars = Calendars(objective)
    living = {one.pk for one in tasks}
    return Network(
        tasks=tuple(_facts(one, living) for one in tasks),
        links=tuple(
            LinkFacts(
                one.predecessor_id, one.successor_id, LinkType(one.kind), one.lag, None, DurationUnit(one.lag_unit)
            )
            for one in links
        ),
        calendars={_name(key): calendars.get(key) for key in {one.calendar_id for one in tasks}},
    )


def planned(objective: Objective, tasks: list[Task], links: list[Dependency], today: date) -> schedule.Schedule | None:
    """The plan backwards from the objective's due day; None without any task to plan."""
    if not any(one.kind != TaskKind.SUMMARY for one in tasks):
        return None
    first = min([objective.starts_on, today, *(one.actual_start_on for one in tasks if one.actual_start_on)])
    return schedule.plan_backwards(network_of(objective, tasks, links), objective.due_on, first, today)


def _facts(task: Task, living: set[int]) -> TaskFacts:
    is_summary = task.kind == TaskKind.SUMMARY
    done = task.state == TaskState.DONE
    return TaskFacts(
        key=task.pk,
        kind=TaskKind(task.kind),
        parent=task.parent_id if task.parent_id in living else None,
        duration=0 if is_summary else task.duration,
        unit=DurationUnit(task.duration_unit),
        calendar="" if is_summary else _name(task.calendar_id),
        buffer=0 if is_summary else task.buffer,
        is_key=task.is_key,
        finish_by=None if is_summary else task.due_on,
        actual_start=None if is_summary else task.actual_start_on,
        actual_finish=task.actual_finish_on if done and not is_summary else None,
    )


def _name(calendar: int | None) -> str:
    return f"calendar {calendar or 'default'}"
