"""What a person owes: measures to check in by their rhythm, and tasks they answer for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from objectives import access
from objectives.core.expected import expected
from objectives.core.facts import MeasureFacts
from objectives.core.owed import next_check_in, next_milestone_report
from objectives.core.vocabulary import Direction, ObjectiveState, Rhythm, TaskKind, TaskState
from objectives.models import CheckIn, Measure, MilestoneStep, Task
from objectives.queries import sharing
from okrplan.people.models import Department, User

FAR = date.max


@dataclass(frozen=True, slots=True)
class OwedMeasure:
    """A measure that a person checks in, with the last value of the department they record for, and its day."""

    row: Measure
    last_value: Decimal | None
    last_day: date | None
    due_on: date | None  # of the next check-in; None: nothing more is due
    expected: Decimal  # share of its plan by today
    steps: tuple[MilestoneStep, ...]
    is_joint: bool  # several departments add to its total
    part_of: Department | None  # the contributing department; None where it is the measure's own

    @property
    def is_milestone(self) -> bool:
        return self.row.direction == Direction.MILESTONE

    @property
    def is_done(self) -> bool:
        """Of a milestone: every step is accepted, or without steps it is reported done."""
        return all(one.accepted_on for one in self.steps) if self.steps else (self.last_value or 0) >= 1

    def is_due(self, today: date) -> bool:
        return self.due_on is not None and self.due_on <= today


@dataclass(frozen=True, slots=True)
class Work:
    """Cards of My work: what is due, oldest first, then the rest by their next day."""

    due: tuple[OwedMeasure, ...]
    later: tuple[OwedMeasure, ...]
    tasks: tuple[Task, ...]


def work_of(user: User, today: date) -> Work:
    """Everything a person owes (two queries; one more for milestones, and one for parts of shared key results)."""
    owed = sorted(_owed(_with_last(access.my_measures(user)), today), key=lambda one: (one.due_on or FAR, one.row.pk))
    return Work(
        due=tuple(one for one in owed if one.is_due(today)),
        later=tuple(one for one in owed if not one.is_due(today)),
        tasks=tuple(_tasks(user)),
    )


def owed_measure(user: User, measure: Measure, today: date) -> OwedMeasure:
    """One card again, after its measure was checked in or a check-in was taken back."""
    department = access.contributing_department(user, measure)
    part_of = department if department != access.objective_of(measure).department_id else None
    row = Measure.objects.filter(pk=measure.pk).annotate(part_of=Value(part_of, output_field=BigIntegerField()))
    return next(iter(_owed(_with_last(row), today)))


def _with_last(measures: QuerySet[Measure]) -> QuerySet[Measure]:
    """Measures, annotated with `part_of`, with the last standing value of the department they are recorded for and its
    day: `own_value`, `own_day`; and whether other departments take part: `is_joint`.

    Another department's part of a shared total is not theirs to say again. Read here rather than from the row, which
    a recompute fills a moment later.
    """
    department = Coalesce(
        OuterRef("part_of"), OuterRef("key_result__objective__department"), OuterRef("objective__department")
    )
    theirs = CheckIn.objects.filter(measure=OuterRef("pk"), department=department)
    last = theirs.standing().order_by("-day", "-id")
    return measures.select_related("objective", "key_result__objective").annotate(
        own_value=Subquery(last.values("value")[:1]),
        own_day=Subquery(last.values("day")[:1]),
        is_joint=sharing.joint(),
    )


def _owed(measures: Iterable[Any], today: date) -> Iterable[OwedMeasure]:
    rows = list(measures)
    steps: dict[int, list[MilestoneStep]] = {one.pk: [] for one in rows if one.direction == Direction.MILESTONE}
    if steps:
        for step in MilestoneStep.objects.filter(measure__in=steps):
            steps[step.measure_id].append(step)
    contributing = {one.part_of for one in rows if one.part_of}
    departments = Department.objects.in_bulk(contributing) if contributing else {}
    for one in rows:
        planned_start, due_on = _period(one)
        facts = MeasureFacts(one.pk, Direction(one.direction), planned_start=planned_start, due_on=due_on)
        owed = OwedMeasure(
            row=one,
            last_value=one.own_value,
            last_day=one.own_day,
            due_on=next_check_in(Rhythm(one.rhythm), planned_start, due_on, one.own_day),
            expected=expected(facts, today),
            steps=tuple(steps.get(one.pk, ())),
            is_joint=one.is_joint,
            part_of=departments.get(one.part_of),
        )
        yield replace(owed, due_on=next_milestone_report(due_on, done=owed.is_done)) if owed.is_milestone else owed


def _period(measure: Measure) -> tuple[date, date]:
    """Planned start and due day of a measure: its key result's, or those of the objective."""
    if measure.key_result is not None:
        return measure.key_result.planned_start, measure.due_on or measure.key_result.due_on
    objective = access.objective_of(measure)
    return objective.starts_on, measure.due_on or objective.due_on


def _tasks(user: User) -> QuerySet[Task]:
    """Open tasks a person is responsible or accountable for, those that must be finished first on top."""
    return (
        access.visible_tasks(user)
        .filter(Q(responsible=user) | Q(accountable=user), objective__state=ObjectiveState.ACTIVE.value)
        .exclude(kind=TaskKind.SUMMARY.value)
        .exclude(state=TaskState.DONE.value)
        .order_by(F("finishes_on").asc(nulls_last=True), "position", "pk")
    )
