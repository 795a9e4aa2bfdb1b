"""Numbers, money, days and the method's words in templates: `{% load numbers %}`. Each rule stands in the core."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django import template
from django.utils.translation import get_language

from objectives.core import numbers
from objectives.core.vocabulary import Language, Status
from objectives.models.labels import label

register = template.Library()

TONES = {Status.ON_TRACK: "ok", Status.BEHIND: "warn", Status.AT_RISK: "bad"}


def _language() -> Language:
    return Language.CHINESE if (get_language() or "").startswith("zh") else Language.ENGLISH


@register.filter
def percent(share: Decimal | None) -> str:
    """A share as percent: 0.35 is "35%"; nothing is a dash."""
    return "–" if share is None else numbers.percent(share)


@register.filter
def amount(value: Decimal | None, unit: str = "") -> str:
    """A computed quantity, to three significant digits: `{{ gap|amount:"EUR" }}` is "EUR 100,000" or "10万欧元"."""
    return "–" if value is None else numbers.amount(value, unit, _language())


@register.filter
def exact(value: Decimal | None, unit: str = "") -> str:
    """What people agreed on or read, with every digit."""
    return "–" if value is None else numbers.amount(value, unit, _language(), exact=True)


@register.simple_tag
def quantity(value: Decimal | None, unit: str, unit_other: str = "", *, computed: bool = False) -> str:
    """A quantity whose unit has a name in the other language too."""
    if value is None:
        return "–"
    return numbers.amount(value, unit, _language(), exact=not computed, unit_other=unit_other or None)


@register.filter
def day(value: date | None) -> str:
    """A day without its year: "20 Oct" or "10月20日"."""
    return "" if value is None else numbers.day(value, _language())


@register.filter
def long_day(value: date | None) -> str:
    """A day with its year: "20 Oct 2026" or "2026年10月20日"."""
    return "" if value is None else numbers.day(value, _language(), year=True)


@register.filter
def near_day(value: date | None, today: date) -> str:
    """A day as its reader says it: the weekday within a week of today, the year where it differs."""
    return "" if value is None else numbers.day(value, _language(), near=today)


@register.filter
def word(value: StrEnum | None) -> Any:
    """The word of the method for a value of its vocabulary: `{{ status|word }}` is "on track" or "符合预期"."""
    return "" if value is None else label(value)


@register.filter
def tone(status: Status | None) -> str:
    """The colour that stands behind a status word; "" for those that say there is nothing to judge."""
    return "" if status is None else TONES.get(Status(status), "")
