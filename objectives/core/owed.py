"""When the next check-in of a measure is due, by its rhythm.

One rhythm after the last check-in, or after the planned start when there is none; the last one is due on the measure's
due day, and after a check-in of that day none is. A milestone is reported when it is done: it is owed from a week
before its day on until it is done.
"""

from datetime import date, timedelta

from objectives.core.vocabulary import Rhythm

MILESTONE_NOTICE = timedelta(days=7)


def next_check_in(rhythm: Rhythm, planned_start: date, due_on: date, last: date | None) -> date | None:
    """The day on which the next check-in is due; None when nothing is due any more."""
    if last is not None and last >= due_on:
        return None
    since = planned_start if last is None else max(last, planned_start)
    return min(since + timedelta(days=rhythm.days), due_on)


def next_milestone_report(due_on: date, *, done: bool) -> date | None:
    """The day from which an open milestone is asked about; None once it is done."""
    return None if done else due_on - MILESTONE_NOTICE
