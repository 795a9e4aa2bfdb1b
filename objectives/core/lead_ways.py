"""Ways out of a chain of lead times that can no longer be kept, each computed and each enough by itself.

- Shorten: the fewest days that one step alone has to give up; where no step alone is enough, days are taken one by one
  from the longest step and then given back as far as the chain still fits, so that one day less is never enough.
  Elapsed days (a ship at sea) and steps that are history give nothing up, and every step keeps at least one day.
- Later: the earliest deadline that a start today can keep.
- Another chain (another transport) is judged by `leadtime.backwards` like this one; `spare_days` says by how much.

A shorter step or a later deadline never makes any start earlier, so that both are found by halving.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from objectives.core.leadtime import LeadStep, LeadTime, backwards
from objectives.core.vocabulary import DurationUnit
from objectives.core.wbs import Key
from objectives.core.workdays import OutsideCalendar

FEWEST_DAYS = 1


@dataclass(frozen=True, slots=True)
class Cut:
    """Take `days` working days off a step; `left` stay."""

    key: Key
    days: int
    left: int
    is_buffer: bool


def fits(steps: Sequence[LeadStep], deadline: date, today: date) -> bool:
    """Whether the chain can be kept; a chain that leaves its calendars cannot."""
    try:
        return not backwards(steps, deadline, today).passed
    except OutsideCalendar:
        return False


def shorten_one(steps: Sequence[LeadStep], deadline: date, today: date) -> tuple[Cut, ...]:
    """For each step that alone can save the chain, the fewest days it gives up: fewest first, buffers after work."""
    found = [cut for step in _shortenable(steps) if (cut := _fewest(steps, step, deadline, today)) is not None]
    return tuple(sorted(found, key=lambda cut: (cut.is_buffer, cut.days, -cut.left)))


def _fewest(steps: Sequence[LeadStep], step: LeadStep, deadline: date, today: date) -> Cut | None:
    def fits_without(days: int) -> bool:
        return fits(shortened(steps, {step.key: step.days - days}), deadline, today)

    possible = range(1, step.days - FEWEST_DAYS + 1)
    index = bisect_left(possible, True, key=fits_without)
    return _cut(step, possible[index]) if index < len(possible) else None


def shorten_several(steps: Sequence[LeadStep], deadline: date, today: date) -> tuple[Cut, ...]:
    """Days off the longest steps that together save the chain, in the chain's order; empty where nothing does."""
    open_steps = _shortenable(steps)
    left = {step.key: step.days for step in open_steps}
    if not fits(shortened(steps, dict.fromkeys(left, FEWEST_DAYS)), deadline, today):
        return ()
    while not fits(shortened(steps, left), deadline, today):
        longest = max(left, key=lambda key: left[key])
        left[longest] -= 1
    _give_back(steps, left, deadline, today)
    return tuple(_cut(step, step.days - left[step.key]) for step in open_steps if left[step.key] < step.days)


def _give_back(steps: Sequence[LeadStep], left: dict[Key, int], deadline: date, today: date) -> None:
    for step in _shortenable(steps):
        while left[step.key] < step.days:
            if not fits(shortened(steps, {**left, step.key: left[step.key] + 1}), deadline, today):
                break
            left[step.key] += 1


def shortened(steps: Sequence[LeadStep], left: Mapping[Key, int]) -> list[LeadStep]:
    """The chain with other days for some steps."""
    return [replace(step, days=left.get(step.key, step.days)) for step in steps]


def _shortenable(steps: Sequence[LeadStep]) -> list[LeadStep]:
    return [step for step in ahead(steps) if step.unit is DurationUnit.WORKING and step.days > FEWEST_DAYS]


def ahead(steps: Sequence[LeadStep]) -> Sequence[LeadStep]:
    """The steps that are not history: from the last one that has started on."""
    return steps[max((index for index, step in enumerate(steps) if step.actual_start), default=0) :]


def _cut(step: LeadStep, days: int) -> Cut:
    return Cut(step.key, days, step.days - days, step.is_buffer)


def earliest_deadline(steps: Sequence[LeadStep], deadline: date, today: date) -> date | None:
    """The first day after the deadline by which the chain can be kept; None within the days that calendars know."""
    last = min(step.calendar.last for step in steps)
    later = range(deadline.toordinal() + 1, last + 1)
    index = bisect_left(later, True, key=lambda day: fits(steps, date.fromordinal(day), today))
    return date.fromordinal(later[index]) if index < len(later) else None


def spare_days(chain: LeadTime, steps: Sequence[LeadStep], today: date) -> int:
    """Working days from today to the latest start of what starts next: 0 is "today at the latest", never negative."""
    planned = {step.key: step for step in chain.steps}
    waiting = next((step for step in ahead(steps) if not step.actual_start), None)
    if waiting is None:
        return 0
    return max(waiting.calendar.between(today.toordinal(), planned[waiting.key].latest_start.toordinal()), 0)
