"""Expected progress: the share of the plan profile passed by the end of a day.

Linear, the default: (day - start + 1) / (end - start + 1) in calendar days, from the measure's planned start to its due
day. A weekly profile gives the share of the plan of each week, the first week beginning on the planned start; within a
week its share passes evenly by days. The last week ends on the due day however short it is, shares of weeks after the
due day are not looked at, and the rest is scaled to 1. A profile whose shares are all 0 is read as linear.
A milestone is expected as 0 before its day and as 1 from it.

The position on the profile is what slopes are taken over. It is the expected share, but for one thing: on a linear
profile it goes on below 0 before the planned start, so that work that began early keeps its slope per day.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from objectives.core.facts import MeasureFacts
from objectives.core.vocabulary import Direction
from objectives.core.weights import ONE, ZERO

WEEK = 7


def expected(measure: MeasureFacts, day: date) -> Decimal:
    """Share of the measure's plan that should be reached by the end of the day, within [0, 1]."""
    if measure.direction is Direction.MILESTONE:
        return ONE if day >= measure.due_on else ZERO
    return max(ZERO, position(measure, day))


def elapsed(starts_on: date, due_on: date, day: date) -> Decimal:
    """Share of the calendar days of a period that have passed by the end of the day, within [0, 1]."""
    return max(ZERO, _linear((day - starts_on).days + 1, _length(starts_on, due_on)))


def position(measure: MeasureFacts, day: date) -> Decimal:
    """Where on its plan profile the measure stands at the end of the day; at most 1."""
    return position_after(measure, (day - measure.planned_start).days + 1)


def position_after(measure: MeasureFacts, days: int) -> Decimal:
    """The position when so many calendar days from the planned start have passed (0 or negative: not begun)."""
    length = _length(measure.planned_start, measure.due_on)
    total = _weekly(measure.profile, length, length)
    if total <= 0:
        return _linear(days, length)
    return _weekly(measure.profile, max(0, min(days, length)), length) / total


def _length(starts_on: date, due_on: date) -> int:
    return max(1, (due_on - starts_on).days + 1)


def _linear(days: int, length: int) -> Decimal:
    return min(ONE, Decimal(days) / length)


def _weekly(profile: Sequence[Decimal], days: int, length: int) -> Decimal:
    """Sum of the weekly shares passed after so many days of a period of that length."""
    weeks, rest = divmod(days, WEEK)
    passed = sum(profile[:weeks], ZERO)
    if rest and weeks < len(profile):
        passed += profile[weeks] * rest / min(WEEK, length - weeks * WEEK)
    return passed
