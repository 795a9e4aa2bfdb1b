"""Working calendars of rows: public holidays with the company's overrides, over the years a plan touches."""

from collections import defaultdict
from collections.abc import Iterable
from copy import copy
from datetime import date

from objectives.calendars import code_of, working_calendar
from objectives.core.workdays import WorkCalendar
from objectives.models import Objective
from okrplan.people.models import Calendar, CalendarOverride

DEFAULT = ("CN", "")


class Calendars:
    """Calendars of one plan, by key of their row; `None` is the default of the objective's department.

    Two queries: the rows and their overrides.
    """

    def __init__(self, objective: Objective) -> None:
        self.first_year = objective.starts_on.year - 1
        self.last_year = objective.due_on.year + 1
        self._rows = {one.pk: one for one in Calendar.objects.all()}
        self._overrides = _overrides(self._rows)
        self._default = objective.department.calendar_id

    def over(self, years: tuple[int, int]) -> "Calendars":
        """The same calendars over other years (no query)."""
        other = copy(self)
        other.first_year, other.last_year = years
        return other

    def get(self, key: int | None) -> WorkCalendar:
        """The working days of a calendar row, or of the department's default."""
        row = self._rows.get(key or self._default or 0)
        country, region = (row.country, row.region) if row else DEFAULT
        return working_calendar(
            country,
            region,
            first_year=self.first_year,
            last_year=self.last_year,
            overrides=self._overrides.get(row.pk) if row else None,
        )

    def name(self, key: int | None) -> str:
        """What a person calls it: "China", or the code of the default."""
        row = self._rows.get(key or self._default or 0)
        return row.name if row else code_of(*DEFAULT)


def _overrides(keys: Iterable[int]) -> dict[int, dict[date, bool]]:
    found: dict[int, dict[date, bool]] = defaultdict(dict)
    rows = CalendarOverride.objects.filter(calendar__in=list(keys))
    for calendar, day, is_working in rows.values_list("calendar_id", "day", "is_working"):
        found[calendar][day] = is_working
    return found
