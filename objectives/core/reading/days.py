"""Deadlines and periods in a text, and the day they mean.

Patterns stand in the `days` tables of the word files, as regular expressions over the folded text with named groups
(year, month, day, quarter, half, part); the lists `day_*` name days of the season. A day without a year is the next
such day, seen from today; a month, quarter or half means its last day as a deadline and its first as a start.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from objectives.core.reading.lexicon import Found, lexicon
from objectives.core.reading.numerals import small_number

SPRING_FESTIVAL = {
    2025: (1, 29),
    2026: (2, 17),
    2027: (2, 6),
    2028: (1, 26),
    2029: (2, 13),
    2030: (2, 3),
    2031: (1, 23),
    2032: (2, 11),
}
"""The first day of the Chinese lunar year, as published by the Hong Kong Observatory."""

FIXED_DAYS = {
    "day_double_11": (11, 11),
    "day_double_12": (12, 12),
    "day_618": (6, 18),
    "day_national": (10, 1),
    "day_labour": (5, 1),
    "day_new_year": (1, 1),
    "day_christmas": (12, 25),
    "day_halloween": (10, 31),
    "day_valentine": (2, 14),
}
SALES_DAYS = ("day_black_friday", "day_cyber_monday", "day_double_11", "day_double_12", "day_618")
NUMERAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
YEARS = range(1950, 2101)


@dataclass(frozen=True, slots=True)
class DayMark:
    """A day or period at [start, end) of the folded text; `first` and `last` are None when no day can be computed."""

    start: int
    end: int
    first: date | None = None
    last: date | None = None


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    tables = lexicon().tables
    months = "|".join(sorted(tables["months"], key=len, reverse=True))
    return tuple(
        (
            re.compile(entry["pattern"].replace("MONTH", f"(?:{months})").replace("NUMERAL", NUMERAL)),
            entry.get("means", ""),
        )
        for entry in tables["days"]
    )


def days_in(chars: str, found: Found, today: date) -> list[DayMark]:
    """Days and periods in order; where two overlap the one that starts first, then the longer, counts."""
    marks = [
        mark
        for pattern, means in _patterns()
        for match in pattern.finditer(chars)
        for mark in _read(match, means, today)
    ]
    for name in (*FIXED_DAYS, "day_black_friday", "day_cyber_monday", "day_spring_festival", "day_season"):
        for each in found.all(name):
            if name not in SALES_DAYS and found.starts_within("season_product", each.end, each.end + 2):
                continue  # Christmas trees, 圣诞装饰: a product
            day = _season_day(name, today)
            marks.append(DayMark(each.start, each.end, day, day))
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    kept: list[DayMark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def _read(match: re.Match[str], means: str, today: date) -> list[DayMark]:
    groups = {name.rstrip("_"): value for name, value in match.groupdict().items() if value}
    year = _year(groups, today)
    if "month" in groups:
        month = lexicon().tables["months"].get(groups["month"]) or small_number(groups["month"])
        day = small_number(groups["day"]) if "day" in groups else 0
        if not 1 <= month <= 12 or day > 31 or ("day" in groups and day < 1):
            return []
        first, last = _month_days(month, day, groups.get("part", ""), year, today)
    elif "quarter" in groups:
        quarter = small_number(groups["quarter"])
        first, last = _months(quarter * 3 - 2, quarter * 3, year, today)
    elif "half" in groups:
        half = small_number(groups["half"])
        first, last = _months(half * 6 - 5, half * 6, year, today)
    elif means == "year_end" or means == "year":
        first, last = _months(1, 12, year or today.year, today)
    elif "year" in groups or "yy" in groups:
        first, last = _months(1, 12, year, today)
    elif means == "month_end":
        first, last = _months(today.month, today.month, today.year, today)
    elif means == "quarter_end":
        quarter = (today.month + 2) // 3
        first, last = _months(quarter * 3 - 2, quarter * 3, today.year, today)
    else:
        first, last = None, None
    return [DayMark(match.start(), match.end(), first, last)]


def _year(groups: dict[str, str], today: date) -> int:
    """The year as said, 0 when none is."""
    if "yy" in groups:
        return 2000 + int(groups["yy"])
    said = groups.get("year", "")
    if said.isdigit():
        return int(said) + (2000 if len(said) == 2 else 0)
    return today.year + lexicon().tables["years"].get(said, 0) if said else 0


def _month_days(month: int, day: int, part: str, year: int, today: date) -> tuple[date | None, date | None]:
    if day:
        on = _next(month, day, year, today)
        return on, on
    first, last = _months(month, month, year, today)
    if first is None or last is None:
        return first, last
    kind = lexicon().tables["parts"].get(part.strip(), "")
    if kind == "early":
        return first, first.replace(day=10)
    if kind == "middle":
        return first.replace(day=11), first.replace(day=20) if "旬" in part else first.replace(day=15)
    return first, last


def _months(first_month: int, last_month: int, year: int, today: date) -> tuple[date | None, date | None]:
    """First day of the one month to the last of the other, of the year said or the next such period."""
    if not 1 <= first_month <= last_month <= 12 or (year and year not in YEARS):
        return None, None
    for candidate in (year,) if year else (today.year, today.year + 1):
        last = date(candidate, last_month, calendar.monthrange(candidate, last_month)[1])
        if year or last >= today:
            return date(candidate, first_month, 1), last
    return None, None


def _next(month: int, day: int, year: int, today: date) -> date | None:
    for candidate in (year,) if year else (today.year, today.year + 1):
        if candidate not in YEARS or day > calendar.monthrange(candidate, month)[1]:
            continue
        on = date(candidate, month, day)
        if year or on >= today:
            return on
    return None


def black_friday(year: int) -> date:
    """The day after the fourth Thursday of November."""
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 22)


def _season_day(name: str, today: date) -> date | None:
    if name in FIXED_DAYS:
        return _next(*FIXED_DAYS[name], 0, today)
    for year in (today.year, today.year + 1):
        day = {
            "day_black_friday": black_friday(year),
            "day_cyber_monday": black_friday(year) + timedelta(days=3),
            "day_spring_festival": date(year, *SPRING_FESTIVAL[year]) if year in SPRING_FESTIVAL else None,
        }.get(name)
        if day and day >= today:
            return day
    return None
