"""Where days stand on the time axis of a Gantt: shares of its length in percent, nothing about how it is drawn.

The axis runs over whole months, from the month of the first day to that of the last. A bar covers its days inclusive;
a buffer is the stretch from the day after the planned finish to the latest finish.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the axis: where it begins and how long it is, in percent of the axis."""

    start: float
    length: float

    @property
    def end(self) -> float:
        return round(self.start + self.length, 3)


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    start: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole months; `end` is the day after the last one."""

    start: date
    end: date

    @property
    def months(self) -> list[Month]:
        found, first = [], self.start
        while first < self.end:
            found.append(Month(first, self.at(first)))
            first = _next_month(first)
        return found

    def at(self, day: date) -> float:
        """Where a day begins, in percent."""
        return round(100 * (day - self.start).days / (self.end - self.start).days, 3)

    def covers(self, day: date) -> bool:
        return self.start <= day < self.end

    def stretch(self, first: date, last: date) -> Stretch:
        """The days from first to last, both inclusive, within the axis."""
        begin, end = max(first, self.start), min(last + ONE_DAY, self.end)
        return Stretch(self.at(begin), round(max(self.at(end) - self.at(begin), 0), 3))


def axis(days: Iterable[date]) -> Axis:
    """The whole months that hold all days. Raises ValueError without any."""
    known = list(days)
    return Axis(min(known).replace(day=1), _next_month(max(known)))


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=32)).replace(day=1)
