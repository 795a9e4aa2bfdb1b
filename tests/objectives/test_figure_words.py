"""Figures as a person reads them."""

from decimal import Decimal

import pytest
from django.utils import translation

from objectives.words.figures import gap_words


@pytest.mark.parametrize(
    ("language", "unit", "said"),
    [
        ("en", "%", "0.394 percentage points"),
        ("zh-hans", "%", "0.394个百分点"),
        ("en", "EUR", "EUR 100,000"),
        ("zh-hans", "EUR", "10万欧元"),
    ],
)
def test_what_will_be_missing_of_a_rate_is_said_in_points_and_of_money_in_money(language, unit, said):
    value = Decimal("0.394") if unit == "%" else Decimal(100_000)
    with translation.override(language):
        assert gap_words(value, unit) == said


def test_when_nothing_will_be_missing_the_gap_is_none_not_zero():
    assert gap_words(Decimal(0), "%") == "none"
