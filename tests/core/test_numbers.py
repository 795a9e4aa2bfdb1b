"""Numbers read the way people of each language write them, and what they type is understood or refused."""

from datetime import date
from decimal import Decimal as D

import pytest
from hypothesis import given
from hypothesis import strategies as st

from objectives.core import numbers
from objectives.core.numbers import NumberFault, NumberRefused, amount, day, parse_number, percent, points
from objectives.core.vocabulary import Language

EN, ZH = Language.ENGLISH, Language.CHINESE


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        ("100000", "EUR", "EUR 100,000", "10万欧元"),
        ("99999500", "EUR", "EUR 100,000,000", "1亿欧元"),
        ("9999.6", "EUR", "EUR 10,000", "1万欧元"),
        ("123456", "USD", "USD 123,000", "12.3万美元"),
        ("1234567890", "CNY", "CNY 1,230,000,000", "12.3亿元"),
        ("1200000000000", "JPY", "JPY 1,200,000,000,000", "1.2万亿日元"),
        ("-5000", "GBP", "−GBP 5,000", "−5000英镑"),
        ("12.5", "EUR", "EUR 12.50", "12.50欧元"),
        ("0", "EUR", "EUR 0", "0欧元"),
        ("1.8", "%", "1.8%", "1.8%"),
        ("450", "orders", "450 orders", "450单"),
        ("6000000", "units", "6,000,000 units", "600万件"),
        ("3", "parcels", "3 parcels", "3 parcels"),
        ("3", "个包裹", "3个包裹", "3个包裹"),
        ("3", "", "3", "3"),
    ],
)
def test_a_computed_quantity_reads_naturally_with_three_significant_digits(value, unit, english, chinese):
    assert amount(D(value), unit, EN) == english
    assert amount(D(value), unit, ZH) == chinese


@pytest.mark.parametrize(
    ("value", "unit", "english", "chinese"),
    [
        ("500000", "EUR", "EUR 500,000", "50万欧元"),
        ("25000", "EUR", "EUR 25,000", "2.5万欧元"),
        ("12345", "EUR", "EUR 12,345", "12,345欧元"),
        ("123450000", "EUR", "EUR 123,450,000", "12345万欧元"),
        ("99999500", "EUR", "EUR 99,999,500", "9999.95万欧元"),
        ("5000", "EUR", "EUR 5,000", "5000欧元"),
        ("1234.5", "EUR", "EUR 1,234.50", "1234.50欧元"),
        ("6050", "units", "6,050 units", "6050件"),
    ],
)
def test_an_amount_that_people_approve_keeps_every_digit(value, unit, english, chinese):
    assert amount(D(value), unit, EN, exact=True) == english
    assert amount(D(value), unit, ZH, exact=True) == chinese


def test_a_unit_given_in_both_languages_is_said_in_the_readers_language():
    assert amount(D(3), "parcels", ZH, unit_other="个包裹") == "3个包裹"
    assert amount(D(3), "个包裹", EN, unit_other="parcels") == "3 parcels"


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0.35", "35%"),
        ("0.8", "80%"),
        ("0.42857142", "42.9%"),
        ("-0.2", "−20%"),
        ("1.3", "130%"),
        ("12.3456", "1,235%"),
        ("0", "0%"),
        ("0.9999", "99.9%"),
        ("0.99999999", "99.9%"),
        ("1", "100%"),
    ],
)
def test_a_share_reads_as_percent_and_never_as_100_before_it_is_there(share, shown):
    assert percent(D(share)) == shown


def test_a_plan_reads_in_whole_percent():
    assert percent(D("0.30114"), whole=True) == "30%"
    assert percent(D("0.9999"), whole=True) == "99%"


def test_a_distance_between_rates_is_said_in_percentage_points_never_in_percent():
    assert numbers.difference(D("0.3"), "%", EN) == "0.3 percentage points"
    assert numbers.difference(D("0.3"), "%", ZH) == "0.3个百分点"
    assert points(D(16), EN, signed=True) == "+16 percentage points"
    assert points(D(1), EN) == "1 percentage point"
    assert points(D(-3), ZH, signed=True) == "−3个百分点"


def test_a_day_shows_its_weekday_when_near_and_its_year_when_it_differs():
    assert day(date(2026, 10, 20), EN) == "20 Oct"
    assert day(date(2026, 10, 20), ZH) == "10月20日"
    assert day(date(2026, 10, 20), EN, year=True) == "20 Oct 2026"
    assert day(date(2026, 10, 20), ZH, year=True) == "2026年10月20日"
    assert day(date(2026, 10, 24), EN, near=date(2026, 10, 20)) == "Sat 24 Oct"
    assert day(date(2026, 10, 24), ZH, near=date(2026, 10, 20)) == "10月24日\uff08周六\uff09"
    assert day(date(2026, 12, 31), EN, near=date(2026, 10, 20)) == "31 Dec"
    assert day(date(2027, 1, 31), ZH, near=date(2026, 10, 20)) == "2027年1月31日"


def test_one_day_is_singular_in_english():
    assert numbers.count(1, "day") == "1 day"
    assert numbers.count(30, "day") == "30 days"


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12,000", "12000"),
        ("12 000", "12000"),
        ("1.2万", "12000"),
        ("3 亿", "300000000"),
        ("2千万", "20000000"),
        ("35%", "35"),
        ("12.5k", "12500"),
        ("1.5M", "1500000"),
        ("\uff11\uff12\uff0c\uff10\uff10\uff10\uff0e\uff15", "12000.5"),
        ("\uff13\uff15\uff05", "35"),
        ("−3.50", "-3.5"),
        ("+.5", "0.5"),
        ("  7 ", "7"),
        ("-0", "0"),
        ("100", "100"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_what_people_type_is_taken_as_they_mean_it(typed, value):
    parsed = parse_number(typed)
    assert str(parsed) == value


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("", NumberFault.NOT_A_NUMBER),
        ("NaN", NumberFault.NOT_A_NUMBER),
        ("inf", NumberFault.NOT_A_NUMBER),
        ("-Infinity", NumberFault.NOT_A_NUMBER),
        ("1e309", NumberFault.NOT_A_NUMBER),
        ("about ten", NumberFault.NOT_A_NUMBER),
        ("12,5", NumberFault.NOT_A_NUMBER),
        ("1,2000", NumberFault.NOT_A_NUMBER),
        ("1.2.3", NumberFault.NOT_A_NUMBER),
        ("--1", NumberFault.NOT_A_NUMBER),
        ("k", NumberFault.NOT_A_NUMBER),
        (".", NumberFault.NOT_A_NUMBER),
        ("٣", NumberFault.NOT_A_NUMBER),
        ("1" * 65, NumberFault.NOT_A_NUMBER),
        ("1234567890123456", NumberFault.TOO_LONG),
        ("1000000000000000", NumberFault.TOO_LONG),
        ("1.0000000000000000000000000000001", NumberFault.TOO_LONG),
        ("9999万亿", NumberFault.TOO_LONG),
    ],
)
def test_what_is_not_a_storable_number_is_refused_with_its_reason(typed, fault):
    with pytest.raises(NumberRefused) as refused:
        parse_number(typed)
    assert refused.value.fault is fault
    assert isinstance(refused.value, ValueError)


storable = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False, allow_infinity=False)


@given(storable)
def test_a_number_printed_exactly_in_either_language_is_typed_back_to_itself(value):
    for language in Language:
        assert parse_number(numbers.number(value, language, exact=True)) == value


@given(storable)
def test_a_rounded_number_in_chinese_never_shows_ten_thousand_of_a_unit(value):
    shown = numbers.number(value, ZH).lstrip(numbers.MINUS)
    assert parse_number(shown.rstrip("万亿")) < 10_000
