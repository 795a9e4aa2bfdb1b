"""Calendars: public holidays, China's exchanged weekends, regions and overrides."""

from datetime import date, timedelta

import chinese_calendar
import pytest

from objectives.calendars import PlaceRefused, YearRefused, code_of, working_calendar


def calendar(country, region="", first_year=2026, last_year=2026, **more):
    return working_calendar(country, region, first_year=first_year, last_year=last_year, **more)


def days_of(year):
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


@pytest.mark.parametrize("year", range(2018, 2027))
def test_announced_chinese_years_agree_with_the_official_notices(year):
    china = calendar("CN", first_year=year, last_year=year)
    assert [day for day in days_of(year) if china.works(day)] == [
        day for day in days_of(year) if chinese_calendar.is_workday(day)
    ]
    assert not china.provisional_years


def test_golden_week_rests_and_the_weekends_around_it_are_worked():
    china = calendar("CN")
    assert china.count(date(2026, 10, 1), date(2026, 10, 7)) == 0
    assert china.works(date(2026, 9, 20))
    assert china.works(date(2026, 10, 10))


def test_a_chinese_year_without_exchanged_weekends_is_provisional():
    assert calendar("CN", first_year=2025, last_year=2028).provisional_years == {2027, 2028}
    assert not calendar("DE", "NW", first_year=2028, last_year=2028).provisional_years


def test_a_region_has_its_own_holidays():
    corpus_christi = date(2026, 6, 4)
    assert not calendar("DE", "NW").works(corpus_christi)
    assert calendar("DE", "BE").works(corpus_christi)
    assert calendar("DE").works(corpus_christi)


def test_overrides_win_over_holidays_and_weekends_and_leave_the_plain_calendar_alone():
    changed = calendar("DE", "NW", overrides={date(2026, 12, 25): True, date(2026, 12, 28): False})
    assert changed.works(date(2026, 12, 25))
    assert not changed.works(date(2026, 12, 28))
    assert calendar("DE", "NW").works(date(2026, 12, 28))


def test_a_calendar_is_built_once_for_a_place_and_its_years():
    assert calendar("DE", "NW") is calendar("DE", "NW")


@pytest.mark.parametrize(("first", "last"), [(1949, 2026), (2026, 2101)])
def test_years_outside_what_can_be_known_are_refused(first, last):
    with pytest.raises(YearRefused, match="1950 to 2100"):
        calendar("CN", first_year=first, last_year=last)


@pytest.mark.parametrize(("country", "region"), [("XX", ""), ("DE", "ZZ"), ("", "")])
def test_an_unknown_place_is_refused(country, region):
    with pytest.raises(PlaceRefused):
        calendar(country, region)


def test_a_calendar_is_named_by_its_country_and_region():
    assert (code_of("DE", "NW"), code_of("CN")) == ("DE-NW", "CN")
    assert calendar("DE", "NW").code == "DE-NW"
