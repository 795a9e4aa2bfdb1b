"""Numbers as written: Arabic with any grouping, Chinese numerals, English number words, 万 亿 k m."""

import re
from decimal import Decimal, InvalidOperation

from objectives.core.reading.lexicon import lexicon

ARABIC = (
    r"(?:\d{1,3}(?:[,']\d{3})+(?:\.\d+)?(?![\d])"  # 1,200,000.50
    r"|\d{1,3}(?:\.\d{3}){2,}(?!\d)"  # 1.200.000
    r"|\d{1,3}(?: \d{3})+(?!\d)"  # 1 200 000
    r"|\d+,\d{1,2}(?!\d)"  # 5,20
    r"|\d+(?:\.\d+)?)"
)
CHINESE = r"[零〇一二两俩三四五六七八九十百千]+(?:点[零一二三四五六七八九]+)?"
_DIGITS = {
    "零": 0,
    "〇": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "俩": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}\Z")
_DOT_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}\Z")
MOST_DIGITS = 40  # longer runs of digits are a figure, but not one that is proposed


def decimal_of(written: str) -> Decimal | None:
    """An Arabic number with its grouping removed; None when it is too long to mean anything."""
    if len(written) > MOST_DIGITS:
        return None
    if _DECIMAL_COMMA.match(written):
        plain = written.replace(",", ".")
    elif _DOT_GROUPS.match(written):
        plain = written.replace(".", "")
    else:
        plain = re.sub(r"[,' ]", "", written)
    try:
        return Decimal(plain)
    except InvalidOperation:
        return None


def chinese(written: str) -> Decimal | None:
    """三百五十 → 350, 两千 → 2000, 二〇二六 → 2026, 一点五 → 1.5."""
    whole, _, fraction = written.partition("点")
    value = _chinese_whole(whole)
    if fraction:
        return value + Decimal("0." + "".join(str(_DIGITS[char]) for char in fraction))
    return value


def _chinese_whole(written: str) -> Decimal:
    if len(written) > 1 and not any(char in _TENS for char in written):
        return Decimal("".join(str(_DIGITS[char]) for char in written[:MOST_DIGITS]))
    total = 0
    pending = 0
    last_power = 1
    for char in written[:MOST_DIGITS]:
        if char in _TENS:
            last_power = _TENS[char]
            total += (pending or 1) * last_power
            pending = 0
        else:
            pending = _DIGITS[char]
            if char in "零〇":
                last_power = 1
    if pending and last_power >= 100 and written[-2] in _TENS:
        pending *= last_power // 10  # 三百五 is 350
    return Decimal(total + pending)


def small_number(written: str) -> int:
    """A number of days, months or quarters: digits, Chinese numerals or an English word. 0 when it is none."""
    if written.isdigit():
        return int(written[:4])
    tables = lexicon().tables
    for words in (tables["number_words"], tables["ordinals"]):
        if written in words:
            return int(words[written])
    return int(chinese(written) or 0) if all(char in _DIGITS or char in _TENS for char in written) else 0
