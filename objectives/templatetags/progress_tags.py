"""The words of progress in templates: `{% load progress_tags %}`. Each sentence stands in `objectives.words`."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django import template

from objectives.core import explain
from objectives.core.facts import KeyResultResult
from objectives.core.vocabulary import Accumulation, Direction, TaskState
from objectives.models import Measure, Task
from objectives.queries.progress import MeasureLine
from objectives.words import explained, progress
from okrplan.people.models import User

register = template.Library()


@register.simple_tag
def reading(measure: Measure, value: Decimal | None) -> str:
    """A value of a measure with its unit and every digit."""
    return progress.reading(measure, value)


@register.simple_tag
def computed(measure: Measure, value: Decimal | None) -> str:
    """A calculated quantity in a measure's unit."""
    return progress.computed(measure, value)


@register.filter
def unit_word(measure: Measure) -> str:
    """The unit alone: "EUR", "欧元", "%"."""
    return progress.unit(measure)


@register.filter
def target_words(measure: Measure) -> str:
    """What is to be reached or held."""
    return progress.target(measure)


@register.filter
def is_total(measure: Measure) -> bool:
    """Whether a check-in is the total so far."""
    return measure.accumulation == Accumulation.SUM


@register.filter
def is_milestone(measure: Measure) -> bool:
    return measure.direction == Direction.MILESTONE


@register.filter
def is_late(task: Task, today: date) -> bool:
    """Whether an open task was to be finished before today."""
    return task.finishes_on is not None and task.finishes_on < today and task.state != TaskState.DONE


@register.filter
def is_anothers(task: Task, user: User) -> bool:
    """Whether somebody else is responsible for the task."""
    return task.responsible_id != user.pk


@register.simple_tag
def due(due_on: date | None, today: date) -> progress.Mark:
    """When the next check-in is due, as a mark."""
    return progress.due(due_on, today)


@register.filter
def standing(line: MeasureLine) -> str:
    """Actual against target, in words."""
    accepted = sum(one.accepted_on is not None for one in line.facts.steps)
    return progress.standing(line.row, line.result, accepted=accepted, steps=len(line.facts.steps))


@register.simple_tag
def marks(line: MeasureLine, today: date) -> list[progress.Mark]:
    """What a reader must know beside a measure."""
    return progress.marks(line.row, line.result, today)


@register.filter
def plan(share: Decimal | None) -> str:
    """What the plan has by now, in whole percent."""
    return progress.plan(share)


@register.filter
def late(result: KeyResultResult) -> progress.Mark | None:
    return progress.late(result)


@register.filter
def needed(line: MeasureLine) -> str:
    """The pace that the rest of the way needs."""
    return progress.needed(line.row, line.result)


@register.simple_tag
def explain_line(line: explain.Line, names: Mapping[int, str], measure: Measure | None = None) -> str:
    """One line of "How is this calculated?"."""
    return explained.explained(line, names, measure)
