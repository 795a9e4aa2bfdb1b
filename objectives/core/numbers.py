"""Numbers, money and days as a person reads them, in English and in Chinese, and back from what a person types.

Display only: quantities stay exact Decimals everywhere else. Two precisions exist. `exact=True` keeps every digit and
is for what people approve or agree on (budgets, targets, readings); the default keeps three significant digits and is
for what is computed (gaps, forecasts). Chinese counts in 万 (10^4), 亿 (10^8) and 万亿 (10^12); the unit is chosen
after rounding, so that 99,999,500 reads 1亿 and never 10000万.
"""

import re
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from objectives.core.vocabulary import Language

SIGNIFICANT = 3
MAX_DIGITS = 15  # SQLite keeps decimals as floats, which hold fifteen digits and no more
MINUS = "−"
NEAR_DAYS = 7

CURRENCIES = {
    "EUR": "欧元",
    "USD": "美元",
    "CNY": "元",
    "GBP": "英镑",
    "JPY": "日元",
    "HKD": "港元",
    "TWD": "新台币",
    "KRW": "韩元",
    "SGD": "新加坡元",
    "AUD": "澳元",
    "CAD": "加元",
    "CHF": "瑞士法郎",
    "SEK": "瑞典克朗",
    "PLN": "波兰兹罗提",
    "MXN": "墨西哥比索",
    "BRL": "巴西雷亚尔",
    "AED": "阿联酋迪拉姆",
    "SAR": "沙特里亚尔",
    "THB": "泰铢",
    "VND": "越南盾",
    "IDR": "印尼盾",
    "MYR": "马来西亚林吉特",
    "PHP": "菲律宾比索",
    "INR": "印度卢比",
}

# Nouns that stand behind a number, for plans whose author gave the unit in one language only.
NOUNS = {
    "orders": "单",
    "units": "件",
    "pieces": "件",
    "customers": "位客户",
    "clicks": "次点击",
    "person-days": "人天",
    "people": "人",
    "persons": "人",
    "visits": "次访问",
    "videos": "条视频",
    "reviews": "条评价",
    "days": "天",
    "weeks": "周",
    "hours": "小时",
    "minutes": "分钟",
    "containers": "个货柜",
    "stores": "家店铺",
    "products": "款产品",
    "points": "分",
    "times": "次",
}
_NOUNS_IN_ENGLISH = {
    "单": "orders",
    "件": "units",
    "人": "people",
    "天": "days",
    "周": "weeks",
    "小时": "hours",
    "次": "times",
}

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAYS_ZH = "一二三四五六日"
_CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_STEPS = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))


def is_money(unit: str) -> bool:
    """Whether a unit is the code of a currency."""
    return unit in CURRENCIES


def is_percent(unit: str) -> bool:
    return unit in ("%", "％")


def has_han(text: str) -> bool:
    """Whether a text contains a Chinese character."""
    return bool(_CJK.search(text))


def rounded(value: Decimal, digits: int = SIGNIFICANT) -> Decimal:
    """A value with so many significant digits, halves away from zero: 123,456 is 123,000."""
    if not value:
        return Decimal(0)
    quantum = Decimal(1).scaleb(value.adjusted() - digits + 1)
    return value.quantize(quantum, rounding=ROUND_HALF_UP)


def decimals(value: Decimal) -> int:
    """Decimal places a value needs: 1.50 needs one."""
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def number(value: Decimal, language: Language, *, exact: bool = False, places: int | None = None) -> str:
    """A bare number: "12,000" or "1.2万". `places` prints at least so many decimals ("2.0" beside "1.8")."""
    shown = value if exact else rounded(value)
    sign = MINUS if shown < 0 else ""
    shown = abs(shown)
    if language is Language.CHINESE and (short := _in_han_units(shown)):
        return sign + short
    return sign + _grouped(shown, max(decimals(shown), places or 0), language)


def _in_han_units(value: Decimal) -> str:
    """The value in 万亿, 亿 or 万, when two decimals hold it exactly; otherwise empty."""
    for step, name in _STEPS:
        if value >= step and decimals(value / step) <= 2:
            return _plain(value / step) + name
    return ""


def _grouped(value: Decimal, places: int, language: Language) -> str:
    # Chinese readers count four digits at a glance; a comma appears from five digits on.
    comma = "," if language is Language.ENGLISH or value >= 10_000 else ""
    return f"{value:{comma}.{places}f}"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def amount(
    value: Decimal,
    unit: str,
    language: Language,
    *,
    exact: bool = False,
    unit_other: str | None = None,
    places: int | None = None,
) -> str:
    """A quantity with its unit: "EUR 100,000" / "10万欧元", "1.8%", "50 orders" / "50单".

    `unit` is a currency code, "%" or a noun; `unit_other` is the noun in the other language, when its author gave one.
    English nouns are printed as written. Money with cents shows two decimals.
    """
    if is_percent(unit):
        return number(value, Language.ENGLISH, exact=exact, places=places) + "%"
    if is_money(unit):
        return _money(value, unit, language, exact)
    noun = unit_name(unit, language, unit_other)
    figure = number(value, language, exact=exact, places=places)
    if not noun:
        return figure
    return f"{figure}{noun}" if has_han(noun) else f"{figure} {noun}"


def _money(value: Decimal, currency: str, language: Language, exact: bool) -> str:
    cents = 2 if decimals(value if exact else rounded(value)) else None
    if language is Language.CHINESE:
        return number(value, language, exact=exact, places=cents) + CURRENCIES[currency]
    sign = MINUS if value < 0 else ""
    return f"{sign}{currency} {number(abs(value), language, exact=exact, places=cents)}"


def unit_name(unit: str, language: Language, unit_other: str | None = None) -> str:
    """The unit alone: a currency's name in Chinese, its code in English, a noun in the language where it is known."""
    if is_percent(unit):
        return "%"
    if language is Language.CHINESE:
        candidates = (CURRENCIES.get(unit), unit if has_han(unit) else None, unit_other, NOUNS.get(unit.lower()))
    else:
        candidates = (None if has_han(unit) else unit, unit_other, _NOUNS_IN_ENGLISH.get(unit), None)
    return next((name for name in candidates if name), unit)


def difference(value: Decimal, unit: str, language: Language, *, unit_other: str | None = None) -> str:
    """A distance between two values of a unit: money and nouns as `amount`, percentages in percentage points."""
    if is_percent(unit):
        return points(value, language)
    return amount(value, unit, language, unit_other=unit_other)


def points(value: Decimal, language: Language, *, signed: bool = False) -> str:
    """Percentage points, given in points: 0.3 is "0.3 percentage points" / "0.3个百分点"."""
    figure = number(value, Language.ENGLISH)
    sign = "+" if signed and value > 0 else ""
    if language is Language.CHINESE:
        return f"{sign}{figure}个百分点"
    return f"{sign}{figure} percentage point{'' if figure.lstrip(MINUS) == '1' else 's'}"


def percent(share: Decimal, *, signed: bool = False, whole: bool = False) -> str:
    """A share as percent, the same in both languages: 0.35 is "35%", -0.2 is "−20%".

    Three significant digits, or whole percent; never coarser. What falls short of 100 % never reads 100 %.
    """
    value = share * 100
    in_whole = whole or abs(value) >= 100
    shown = value.quantize(Decimal(1), rounding=ROUND_HALF_UP) if in_whole else rounded(value)
    if shown >= 100 > value:
        shown = value.quantize(Decimal(1) if whole else Decimal("0.1"), rounding=ROUND_DOWN)
    sign = "+" if signed and shown > 0 else MINUS if shown < 0 else ""
    return f"{sign}{_grouped(abs(shown), decimals(shown), Language.ENGLISH)}%"


def day(value: date, language: Language, *, year: bool = False, near: date | None = None) -> str:
    """A day: "20 Oct" / "10月20日", with its year on request.

    With `near` (the day of reading) the weekday is added within a week of it, and the year where it differs.
    """
    year = year or (near is not None and value.year != near.year)
    weekday = near is not None and abs((value - near).days) <= NEAR_DAYS
    if language is Language.CHINESE:
        text = f"{value.month}月{value.day}日"
        text = f"{value.year}年{text}" if year else text
        return f"{text}（周{_WEEKDAYS_ZH[value.weekday()]}）" if weekday else text
    text = f"{value.day} {_MONTHS[value.month - 1]}"
    text = f"{text} {value.year}" if year else text
    return f"{_WEEKDAYS[value.weekday()]} {text}" if weekday else text


def count(value: int, singular: str, plural: str | None = None) -> str:
    """An English count of things: "1 day", "30 days"."""
    return f"{value:,} {singular if value == 1 else plural or singular + 's'}"


class NumberFault(StrEnum):
    """Why a typed text is not taken as a number."""

    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"


class NumberRefused(ValueError):
    """A typed text that is not a finite number of at most fifteen significant digits; `fault` says which."""

    def __init__(self, fault: NumberFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


# The full-width forms of ASCII (an input method's digits, point, comma, percent, signs) stand 0xFEE0 above it.
_FULL_WIDTH: dict[int, int | str] = {code + 0xFEE0: code for code in range(0x21, 0x7F)}
_FULL_WIDTH |= {0x3000: " ", 0x00A0: " ", 0x2009: " ", 0x202F: " ", ord(MINUS): "-"}
_MULTIPLIERS = {
    "": 1,
    "k": 10**3,
    "千": 10**3,
    "w": 10**4,
    "万": 10**4,
    "m": 10**6,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
_TYPED = re.compile(
    r"(?P<sign>[+-]?) *(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]*)(?P<part>\.[0-9]*)?"
    r" *(?P<times>万亿|千万|百万|[kKmMwW千万亿]?) *%?"
)


def parse_number(text: str) -> Decimal:
    """What a person typed as a Decimal: "12,000", "1.2万", "12.5k", "35%" (35: the percent sign is the unit).

    Full-width digits and signs count as their ordinary forms. Raises `NumberRefused` (a ValueError) for anything
    else, NaN, infinity and powers like 1e309 included.
    """
    match = _TYPED.fullmatch(text.translate(_FULL_WIDTH).strip()) if len(text) <= 64 else None
    if match is None or not any(character.isdigit() for character in match.group()):
        raise NumberRefused(NumberFault.NOT_A_NUMBER)
    digits = re.sub("[, ]", "", match["whole"]) + (match["part"] or "")
    value = Decimal(match["sign"] + digits) * _MULTIPLIERS[match["times"].lower()]
    if len(digits.replace(".", "").strip("0")) > MAX_DIGITS or value.adjusted() >= MAX_DIGITS:
        raise NumberRefused(NumberFault.TOO_LONG)
    return Decimal(_plain(value)) if value else Decimal(0)
