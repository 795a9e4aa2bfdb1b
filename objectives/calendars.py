"""Calendars of working days, from the `holidays` package and an installation's own overrides.

`holidays` knows public holidays and, for years that the State Council has announced, China's weekends that are worked
in exchange. A Chinese year without any such weekend is not announced yet, and its days are provisional. Overrides
(`{day: is it worked}`) win over everything.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache

import holidays

from objectives.core.workdays import WorkCalendar

FIRST_YEAR, LAST_YEAR = 1950, 2100
CHINA = "CN"


class CalendarRefused(ValueError):
    """No calendar can be made for a country, a region or a year."""


class YearRefused(CalendarRefused):
    """A year outside 1950 to 2100."""

    def __init__(self, year: int) -> None:
        super().__init__(f"{year} is outside {FIRST_YEAR} to {LAST_YEAR}")
        self.year = year


class PlaceRefused(CalendarRefused):
    """A country or region that the `holidays` package does not know."""

    def __init__(self, country: str, region: str) -> None:
        super().__init__(f"no calendar for {code_of(country, region)}")
        self.country, self.region = country, region


def code_of(country: str, region: str = "") -> str:
    """Name of a calendar: "CN", "DE-NW"."""
    return f"{country}-{region}" if region else country


def working_calendar(
    country: str,
    region: str = "",
    *,
    first_year: int,
    last_year: int,
    overrides: Mapping[date, bool] | None = None,
) -> WorkCalendar:
    """The working days of a place over whole years, both included.

    `country` is an ISO 3166 code and `region` a subdivision of it ("DE", "NW"). Raises YearRefused and PlaceRefused.
    """
    for year in (first_year, last_year):
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise YearRefused(year)
    plain = _plain_calendar(country, region, first_year, last_year)
    return _overridden(plain, overrides) if overrides else plain


@lru_cache(maxsize=256)
def _plain_calendar(country: str, region: str, first_year: int, last_year: int) -> WorkCalendar:
    years = range(first_year, last_year + 1)
    first, last = date(first_year, 1, 1), date(last_year, 12, 31)
    try:
        known = holidays.country_holidays(country, subdiv=region or None, years=years)
    except (NotImplementedError, KeyError) as unknown:
        raise PlaceRefused(country, region) from unknown
    worked = [day for day in _days(first, last) if known.is_working_day(day)]
    return WorkCalendar.working(code_of(country, region), first, last, worked, _unannounced(country, years, known))


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _unannounced(country: str, years: Iterable[int], known: holidays.HolidayBase) -> set[int]:
    """Chinese years whose exchanged weekends are not announced."""
    if country != CHINA:
        return set()
    announced = {day.year for day in known.weekend_workdays}
    return set(years) - announced


def _overridden(plain: WorkCalendar, overrides: Mapping[date, bool]) -> WorkCalendar:
    days = {date.fromordinal(ordinal) for ordinal in plain.days}
    days |= {day for day, worked in overrides.items() if worked}
    days -= {day for day, worked in overrides.items() if not worked}
    first, last = date.fromordinal(plain.first), date.fromordinal(plain.last)
    return WorkCalendar.working(plain.code, first, last, days, plain.provisional_years)
