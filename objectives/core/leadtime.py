"""The chain of lead times behind a deadline, counted backwards to the latest start.

The last step must end on the deadline (that day included), each step before it must end where the next one starts.
Work in working days ends after a worked day of its own calendar; elapsed days (sea freight) run through weekends and
holidays. A step's buffer is working days at its end: its work is planned to finish that much earlier.

A step whose latest start has passed fails the chain, unless it has started: then its actual start is judged. Where
steps have started, those before the last of them are history and judge nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from objectives.core.vocabulary import DurationUnit
from objectives.core.wbs import Key
from objectives.core.workdays import WorkCalendar, start_of


@dataclass(frozen=True, slots=True)
class LeadStep:
    """One step: `days` ≥ 0 in `unit`, `buffer` ≥ 0 working days of the calendar after the work."""

    key: Key
    days: int
    calendar: WorkCalendar
    unit: DurationUnit = DurationUnit.WORKING
    buffer: int = 0
    actual_start: date | None = None
    is_buffer: bool = False  # the whole step is spare time: nobody works in it


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step with its days, all inclusive; `start` is None for a step of 0 days."""

    key: Key
    start: date | None
    finish: date  # last day of the work
    latest_start: date
    latest_finish: date  # last day of the buffer
    actual_start: date | None
    days_late: int  # days in its unit from the latest start to the actual start, or to today when it has passed
    passed: bool
    unit: DurationUnit = DurationUnit.WORKING


@dataclass(frozen=True, slots=True)
class LeadTime:
    """A chain. `culprit` is the step that is latest, None while the chain can be kept."""

    steps: tuple[PlannedStep, ...]
    deadline: date
    latest_start: date
    passed: bool
    started: bool
    culprit: PlannedStep | None
    provisional: bool

    @property
    def days_late(self) -> int:
        return self.culprit.days_late if self.culprit else 0


def backwards(steps: Sequence[LeadStep], deadline: date, today: date) -> LeadTime:
    """Plan the steps (first to last) backwards from a deadline.

    Raises ValueError without steps or with negative days, OutsideCalendar when the chain leaves a calendar.
    """
    if not steps or any(step.days < 0 or step.buffer < 0 for step in steps):
        raise ValueError("a chain has steps, and none of them takes negative days")
    current = max((index for index, step in enumerate(steps) if step.actual_start), default=0)
    instant = deadline.toordinal() + 1
    planned: list[PlannedStep] = []
    provisional = False
    for index in range(len(steps) - 1, -1, -1):
        step, end = steps[index], instant
        work_end, instant = _bounds(step, end)
        provisional = provisional or step.calendar.is_provisional(instant, end)
        planned.append(_planned(step, instant, work_end, end, None if index < current else today))
    planned.reverse()
    return LeadTime(
        steps=tuple(planned),
        deadline=deadline,
        latest_start=planned[0].latest_start,
        passed=any(step.passed for step in planned),
        started=any(step.actual_start for step in steps),
        culprit=max((step for step in planned if step.passed), key=lambda step: step.days_late, default=None),
        provisional=provisional,
    )


def _bounds(step: LeadStep, end: int) -> tuple[int, int]:
    """(end of the work, its start) of a step that must be over at an instant."""
    work_end = start_of(step.calendar, end, step.buffer, DurationUnit.WORKING)
    if step.days and step.unit is DurationUnit.WORKING:
        work_end = step.calendar.end_at_or_before(work_end)
    return work_end, start_of(step.calendar, work_end, step.days, step.unit)


def _planned(step: LeadStep, start: int, work_end: int, end: int, today: date | None) -> PlannedStep:
    """Shown days of a step; `today` is None for a step that is history."""
    finish = _last_day(step, work_end)
    latest_start = date.fromordinal(start) if step.days else finish
    begun = step.actual_start or today
    passed = today is not None and begun is not None and begun > latest_start
    return PlannedStep(
        key=step.key,
        start=latest_start if step.days else None,
        finish=finish,
        latest_start=latest_start,
        latest_finish=_worked_day_before(step, end) if step.buffer else finish,
        actual_start=step.actual_start,
        days_late=_days_late(step, latest_start, begun) if passed and begun is not None else 0,
        passed=passed,
        unit=step.unit,
    )


def _days_late(step: LeadStep, latest_start: date, begun: date) -> int:
    if step.unit is DurationUnit.ELAPSED:
        return (begun - latest_start).days
    return step.calendar.between(latest_start.toordinal(), begun.toordinal())


def _last_day(step: LeadStep, end: int) -> date:
    """Day on which something that ends at an instant is shown: its last day, worked unless the days are elapsed."""
    if step.days and step.unit is DurationUnit.ELAPSED:
        return date.fromordinal(end - 1)
    return _worked_day_before(step, end)


def _worked_day_before(step: LeadStep, end: int) -> date:
    return date.fromordinal(step.calendar.end_at_or_before(end) - 1)
