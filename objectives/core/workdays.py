"""Counting days on a calendar that comes in as data.

An instant is the midnight before a day, held as that day's ordinal (`date.toordinal`): a piece of work covers
[start, end), is shown as starting on `start` and as finishing on the day before `end`. A calendar keeps two tables,
the working days in order and, for each instant, how many of them lie before it, so that every count and every jump
over working days is a look-up.

Only days from `first` to `last` are known: a count that leaves them raises OutsideCalendar, because a guessed
working day would look like a planned one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from objectives.core.vocabulary import DurationUnit


class OutsideCalendar(ValueError):
    """A calculation left the days that a calendar knows."""

    def __init__(self, code: str, first: date, last: date) -> None:
        super().__init__(f"the calendar {code} is known from {first} to {last} only")
        self.code, self.first, self.last = code, first, last


@dataclass(frozen=True, slots=True, eq=False)
class WorkCalendar:
    """The working days of a place. Make one with `working` or `every_day`; instants are ordinals.

    Equality and hash are those of the object: a calendar of many years is too large to compare by its days.
    """

    code: str
    first: int
    last: int
    days: tuple[int, ...]
    before: tuple[int, ...]
    provisional_years: frozenset[int] = frozenset()

    @classmethod
    def working(
        cls, code: str, first: date, last: date, days: Collection[date], provisional_years: Iterable[int] = ()
    ) -> "WorkCalendar":
        """A calendar known from `first` to `last` (both inclusive) on which exactly `days` are worked."""
        ordinals = {day.toordinal() for day in days}
        worked, before = [], [0]
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            if ordinal in ordinals:
                worked.append(ordinal)
            before.append(len(worked))
        years = frozenset(provisional_years)
        return cls(code, first.toordinal(), last.toordinal(), tuple(worked), tuple(before), years)

    @classmethod
    def every_day(cls, code: str, first: date, last: date) -> "WorkCalendar":
        """A calendar without rest: a ship sails on Sundays."""
        ordinals = range(first.toordinal(), last.toordinal() + 1)
        return cls(code, ordinals[0], ordinals[-1], tuple(ordinals), tuple(range(len(ordinals) + 1)))

    def until(self, instant: int) -> int:
        """Number of known working days before an instant."""
        if not self.first <= instant <= self.last + 1:
            raise self._outside()
        return self.before[instant - self.first]

    def works(self, day: date) -> bool:
        """Whether a day is worked."""
        ordinal = day.toordinal()
        return self.until(ordinal + 1) > self.until(ordinal)

    def between(self, start: int, end: int) -> int:
        """Working days in [start, end); negative when the end lies before the start."""
        return self.until(end) - self.until(start)

    def count(self, first: date, last: date) -> int:
        """Working days from one day to another, both inclusive."""
        return max(self.between(first.toordinal(), last.toordinal() + 1), 0)

    def back(self, instant: int, days: int) -> int:
        """The latest instant with `days` ≥ 1 working days between it and the one given."""
        index = self.until(instant) - days
        if index < 0:
            raise self._outside()
        return self.days[index]

    def forth(self, instant: int, days: int) -> int:
        """The earliest instant with `days` ≥ 1 working days between the one given and it."""
        index = self.until(instant) + days - 1
        if index >= len(self.days):
            raise self._outside()
        return self.days[index] + 1

    def end_at_or_before(self, instant: int) -> int:
        """The latest instant not after the one given whose day before is worked: where work may end."""
        index = self.until(instant) - 1
        if index < 0:
            raise self._outside()
        return self.days[index] + 1

    def end_at_or_after(self, instant: int) -> int:
        """The earliest instant not before the one given whose day before is worked."""
        return self.start_at_or_after(instant - 1) + 1

    def start_at_or_after(self, instant: int) -> int:
        """The earliest instant not before the one given whose day is worked: where work may start."""
        index = self.until(instant)
        if index >= len(self.days):
            raise self._outside()
        return self.days[index]

    def start_at_or_before(self, instant: int) -> int:
        """The latest instant not after the one given whose day is worked."""
        return self.end_at_or_before(instant + 1) - 1

    def is_provisional(self, start: int, end: int) -> bool:
        """Whether [start, end) touches a year whose working days are not announced yet."""
        if not self.provisional_years or end <= start:
            return False
        years = range(date.fromordinal(start).year, date.fromordinal(end - 1).year + 1)
        return any(year in self.provisional_years for year in years)

    def _outside(self) -> OutsideCalendar:
        return OutsideCalendar(self.code, date.fromordinal(self.first), date.fromordinal(self.last))


def start_of(calendar: WorkCalendar, end: int, days: int, unit: DurationUnit) -> int:
    """Start of work of `days` ≥ 0 that must end at an instant, as late as possible. 0 days take no time."""
    if days == 0:
        return end
    return end - days if unit is DurationUnit.ELAPSED else calendar.back(end, days)


def end_of(calendar: WorkCalendar, start: int, days: int, unit: DurationUnit) -> int:
    """End of work of `days` ≥ 0 that may start at an instant, as early as possible."""
    if days == 0:
        return start
    return start + days if unit is DurationUnit.ELAPSED else calendar.forth(start, days)
