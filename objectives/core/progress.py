"""Progress of one measure, when it started, and how well it is kept up to date.

Progress, unclamped, of the last value c with baseline b and target t:

- increase or decrease of a level: p = (c - b) / (t - b), one formula for both; negative numbers work.
- increase of a sum (check-ins are running totals): p = c / t; the baseline is for comparison only.
- at least, at most: held x expected. Held is periods met / periods due. A period is one rhythm long, the first begins
  on the planned start. It is due when it has ended before today or already has a check-in; it is met when its last
  value is on the right side of the limit; a missing one counts as not met.
- milestone: the weight of its accepted steps over the weight of all steps; without steps 1 once a check-in of 1 or more
  says that it is done, else 0. What is done late is still done.

No value yet: no progress (None), never 0 and never 1. The same where the target or baseline that the formula needs is
missing, where baseline = target, and where the target of a sum is 0.

A measure starts on its stored effective start; the default for a sum is the first check-in above 0. Other measures
without a stored start count as started once they have a check-in, and are not late then, because nobody said when
they began. The distance from the planned start to the effective start is the days late; while the measure has not
started, the distance to today.

A check-in is due every rhythm after the last one (after the planned start when there is none), up to the due day. One
that is due today is not missed yet. Stale: the last check-in is older than two rhythms today, or on the due day once
that has passed. Milestones are accepted, not checked in: they miss nothing and do not go stale.
"""

from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from objectives.core.expected import expected
from objectives.core.facts import MeasureFacts
from objectives.core.vocabulary import Accumulation, Direction
from objectives.core.weights import ONE, ZERO


def progress(measure: MeasureFacts, today: date) -> Decimal | None:
    """Unclamped progress as a share of the target; None when there is nothing to calculate it from."""
    if measure.direction is Direction.MILESTONE:
        return done_share(measure)
    if not measure.readings:
        return None
    if measure.direction.is_limit:
        held = held_share(measure, today)
        return None if held is None else held * expected(measure, today)
    return share_of(measure, measure.readings[-1].value)


def share_of(measure: MeasureFacts, value: Decimal) -> Decimal | None:
    """A value of an increase or decrease as a share of the way from its origin to its target."""
    start = origin(measure)
    if start is None or measure.target is None or measure.target == start:
        return None
    return (value - start) / (measure.target - start)


def origin(measure: MeasureFacts) -> Decimal | None:
    """Where progress is counted from, in the measure's unit: 0 of a sum, the baseline of a level, else None."""
    if measure.direction is Direction.MILESTONE or measure.direction.is_limit:
        return None
    return ZERO if measure.accumulation is Accumulation.SUM else measure.baseline


def done_share(measure: MeasureFacts) -> Decimal:
    """Of a milestone: the share of its steps' weight that is accepted; without weights 1 when it is reported done."""
    total = sum(step.weight for step in measure.steps)
    if not total:
        return ONE if measure.readings and measure.readings[-1].value >= 1 else ZERO
    return Decimal(sum(step.weight for step in measure.steps if step.accepted_on is not None)) / total


def is_broken(measure: MeasureFacts) -> bool:
    """Whether the last value of a limit is on the wrong side of it."""
    return bool(measure.readings) and not _is_held(measure, measure.readings[-1].value)


def _is_held(measure: MeasureFacts, value: Decimal) -> bool:
    if measure.target is None:
        return True
    if measure.direction is Direction.AT_LEAST:
        return value >= measure.target
    return measure.direction is not Direction.AT_MOST or value <= measure.target


class Periods(NamedTuple):
    """Periods of a limit: met, without a check-in, and due by today (met, broken and missing ones)."""

    met: int = 0
    missing: int = 0
    due: int = 0


def periods(measure: MeasureFacts, today: date) -> Periods:
    """Periods of a limit by today; all 0 of any other measure."""
    if not measure.direction.is_limit:
        return Periods()
    last_values = {
        (reading.day - measure.planned_start).days // measure.rhythm.days: reading.value
        for reading in measure.readings
        if measure.planned_start <= reading.day <= measure.due_on
    }
    ended = max(0, (_end(measure, today) - measure.planned_start).days) // measure.rhythm.days
    due = ended + sum(1 for period in last_values if period >= ended)
    met = sum(_is_held(measure, value) for value in last_values.values())
    return Periods(met, due - len(last_values), due)


def held_share(measure: MeasureFacts, today: date) -> Decimal | None:
    """Periods met / periods due of a limit, within [0, 1]; None while none is due."""
    counted = periods(measure, today)
    return Decimal(counted.met) / counted.due if counted.due and measure.target is not None else None


def _end(measure: MeasureFacts, today: date) -> date:
    """The morning up to which check-ins can have been due: today's, at most the one after the due day."""
    return today if today <= measure.due_on else measure.due_on + timedelta(days=1)


def effective_start(measure: MeasureFacts) -> date | None:
    """The day the activity really went live: as stored, else of a sum the first check-in above 0."""
    if measure.effective_start is not None or measure.accumulation is not Accumulation.SUM:
        return measure.effective_start
    return next((reading.day for reading in measure.readings if reading.value > 0), None)


def has_started(measure: MeasureFacts) -> bool:
    """Whether anything says that work on the measure has begun."""
    if effective_start(measure) is not None:
        return True
    if measure.direction is Direction.MILESTONE:
        return done_share(measure) > 0
    return measure.accumulation is not Accumulation.SUM and bool(measure.readings)


def days_late(measure: MeasureFacts, today: date) -> int:
    """Calendar days from the planned start to the effective start, or to today while not started; at least 0."""
    started_on = effective_start(measure)
    if started_on is None:
        if has_started(measure) or measure.direction is Direction.MILESTONE:
            return 0
        started_on = today
    return max(0, (started_on - measure.planned_start).days)


def missed_check_ins(measure: MeasureFacts, today: date) -> int:
    """Check-ins that were due before today, counted from the last one, and did not come."""
    if measure.direction is Direction.MILESTONE:
        return 0
    since = max(measure.readings[-1].day, measure.planned_start) if measure.readings else measure.planned_start
    return max(0, (_end(measure, today) - since).days - 1) // measure.rhythm.days


def is_stale(measure: MeasureFacts, today: date) -> bool:
    """Whether the last check-in is older than two rhythms."""
    if measure.direction is Direction.MILESTONE or not measure.readings:
        return False
    return (min(today, measure.due_on) - measure.readings[-1].day).days > 2 * measure.rhythm.days
