"""A chain of lead times as one horizontal band: where each step stands, in percent of the band's length.

The band runs from the latest start to the deadline, and on to today where today lies near it (within `REACH` of the
chain's length); farther away, today is left to the words. A step covers its calendar days; inside it stand the
stretches on which nobody works on its calendar (weekends and holidays), none for elapsed days.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from objectives.core.gantt import Axis, Month, Stretch
from objectives.core.leadtime import LeadStep, LeadTime, PlannedStep
from objectives.core.vocabulary import DurationUnit
from objectives.core.wbs import Key

ONE_DAY = timedelta(days=1)
REACH = 4  # a quarter of the chain's length


@dataclass(frozen=True, slots=True)
class Segment:
    """One step on the band: from its latest start to the last of its days."""

    key: Key
    stretch: Stretch
    rests: tuple[Stretch, ...]
    is_buffer: bool
    is_past: bool  # history: a later step has started
    is_late: bool  # it started too late, or is the first that should have; what waits behind it is not marked


@dataclass(frozen=True, slots=True)
class Band:
    """`today` in percent, None where it is far from the chain."""

    segments: tuple[Segment, ...]
    months: tuple[Month, ...]
    today: float | None


def band_of(chain: LeadTime, steps: Sequence[LeadStep], today: date) -> Band:
    """The drawing of a planned chain; `steps` are those it was planned from."""
    axis = _axis(chain, today)
    current = max((index for index, step in enumerate(steps) if step.actual_start), default=0)
    waiting = next((step.key for step in chain.steps if step.passed and not step.actual_start), None)
    late = {step.key for step in chain.steps if step.passed and (step.actual_start or step.key == waiting)}
    pairs = enumerate(zip(chain.steps, steps, strict=True))
    return Band(
        segments=tuple(
            _segment(axis, planned, step, is_past=index < current, is_late=planned.key in late)
            for index, (planned, step) in pairs
        ),
        months=tuple(month for month in axis.months if month.first.day == 1),
        today=axis.at(today) if axis.covers(today) else None,
    )


def _axis(chain: LeadTime, today: date) -> Axis:
    first, end = chain.latest_start, chain.deadline + ONE_DAY
    reach = (end - first) / REACH
    near_before, near_after = first - reach <= today < first, end <= today < end + reach
    return Axis(today if near_before else first, today + ONE_DAY if near_after else end)


def _segment(axis: Axis, planned: PlannedStep, step: LeadStep, *, is_past: bool, is_late: bool) -> Segment:
    first, last = planned.latest_start, planned.latest_finish
    return Segment(
        key=planned.key,
        stretch=axis.stretch(first, last),
        rests=() if step.unit is DurationUnit.ELAPSED else tuple(_rests(axis, step, first, last)),
        is_buffer=step.is_buffer,
        is_past=is_past,
        is_late=is_late,
    )


def _rests(axis: Axis, step: LeadStep, first: date, last: date) -> Iterable[Stretch]:
    """Runs of days that are not worked."""
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    for is_worked, run in groupby(days, key=step.calendar.works):
        if not is_worked:
            rest = list(run)
            yield axis.stretch(rest[0], rest[-1])
