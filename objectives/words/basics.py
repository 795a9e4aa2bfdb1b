"""Numbers, days and lists in the reader's language, for sentences; templates have `{% load numbers %}`."""

from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import get_language, ngettext

from objectives.core import numbers
from objectives.core.vocabulary import Language


def reader() -> Language:
    """The language of the page."""
    return Language.CHINESE if (get_language() or "").startswith("zh") else Language.ENGLISH


def exact(value: Decimal, unit: str = "", unit_other: str = "") -> str:
    """A quantity that people agreed on, with every digit: "EUR 25,000" or "2.5万欧元"."""
    return numbers.amount(value, unit, reader(), exact=True, unit_other=unit_other or None)


def rounded(value: Decimal, unit: str = "", unit_other: str = "") -> str:
    """A computed quantity, to three significant digits."""
    return numbers.amount(value, unit, reader(), unit_other=unit_other or None)


def difference(value: Decimal, unit: str = "", unit_other: str = "") -> str:
    """A computed distance between two values: percentages are percentage points apart."""
    return numbers.difference(value, unit, reader(), unit_other=unit_other or None)


def percent(share: Decimal, *, whole: bool = False) -> str:
    return numbers.percent(share, whole=whole)


def half_up(value: Decimal) -> str:
    """A score with one decimal, a half upwards: 69.25 is "69.3"."""
    return f"{value.quantize(Decimal('0.1'), ROUND_HALF_UP)}"


def day(value: date) -> str:
    """A day without its year: "20 Oct" or "10月20日"."""
    return numbers.day(value, reader())


def long_day(value: date) -> str:
    return numbers.day(value, reader(), year=True)


def month(first: date) -> str:
    """The name of a month, with its year in January: "Oct", "10月", "Jan 2027"."""
    shown = numbers.day(first, reader(), year=first.month == 1)
    return shown.removesuffix("1日") if reader() is Language.CHINESE else shown.removeprefix("1 ")


def days(count: int) -> str:
    """So many days: "1 day", "30 days", "30天"."""
    return ngettext("%(n)s day", "%(n)s days", count) % {"n": f"{count:,}"}


def working_days(count: int) -> str:
    return ngettext("%(n)s working day", "%(n)s working days", count) % {"n": f"{count:,}"}


def calendar_days(count: int) -> str:
    return ngettext("%(n)s calendar day", "%(n)s calendar days", count) % {"n": f"{count:,}"}


def colon() -> str:
    """The colon of the language; a space follows in English."""
    return "：" if reader() is Language.CHINESE else ": "


def listed(parts: Iterable[str]) -> str:
    """Names one after the other, with the list's own comma."""
    return ("、" if reader() is Language.CHINESE else ", ").join(parts)


def clauses(parts: Iterable[str]) -> str:
    """Parts of one sentence, with the semicolon of the language between them."""
    return ("\uff1b" if reader() is Language.CHINESE else "; ").join(part for part in parts if part)


def sentences(parts: Iterable[str]) -> str:
    """Sentences one after the other, with the space that the language wants between them."""
    return ("" if reader() is Language.CHINESE else " ").join(part for part in parts if part)
