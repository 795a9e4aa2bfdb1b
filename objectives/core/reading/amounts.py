"""Figures in a text with their units, exact: 120万欧 is 1200000 EUR, 三成 is 30 %, 翻番 is ×2.

Read after days and names with digits have been blanked out, so that neither Q4 nor EU5 is taken for a figure.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from objectives.core.reading.lexicon import lexicon
from objectives.core.reading.numerals import ARABIC, CHINESE, chinese, decimal_of

PERCENT, POINTS, TIMES = "%", "pp", "x"
BLANK, NAME = "\x00", "\x01"  # stand for days and people, and for names with digits
_CJK = re.compile(r"[\u3400-\u9fff]+")
_ADDED = re.compile(r"(?:(?:or )?more|(?:or )?fewer|less|additional|extra|further|new|total) (?=[a-z]{3})")
_WORD = re.compile(r"[a-zà-öø-ÿ]+")


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure at [start, end) of the folded text. `unit` is a code of the units table or the counted noun as written.

    A unit "x" means a multiple of what there is (翻番, double, halve); `signed` is "+" or "-" where one is written.
    """

    start: int
    end: int
    value: Decimal | None
    unit: str
    signed: str = ""

    @property
    def is_factor(self) -> bool:
        return self.unit == TIMES


@cache
def _units() -> dict[str, str]:
    """Every written form of a unit to its code."""
    return {form: code for code, forms in lexicon().tables["units"].items() for form in forms}


@cache
def _longest_unit() -> int:
    return max(map(len, _units()))


@cache
def _number() -> re.Pattern[str]:
    tables = lexicon().tables
    magnitudes = sorted(tables["magnitudes"], key=len, reverse=True)
    latin = "|".join(re.escape(each) for each in magnitudes if each.isascii())
    wide = "|".join(each for each in magnitudes if not each.isascii())
    prefixes = "|".join(re.escape(each) for each in sorted(tables["currency_prefixes"], key=len, reverse=True))
    words = "|".join(sorted(tables["number_words"], key=len, reverse=True))
    return re.compile(
        rf"(?:(?<![a-z])(?P<currency>{prefixes}) ?)?"
        rf"(?:(?<![a-z\d.])(?P<arabic>{ARABIC})(?:(?P<more>\+)|(?P<rest>[多余几])|-?(?= ?[a-z万亿千百]))?"
        rf"|(?P<chinese>{CHINESE})|(?<![a-z-])(?P<word>{words})(?![a-z]| in |-part))"
        rf"(?: ?(?P<power>{wide})|[ -]?(?P<latin>{latin})(?![a-z]))?(?P<power2>{wide})?(?P<over>[多余几])?"
    )


@cache
def _figures() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    return tuple((re.compile(entry["pattern"]), entry) for entry in lexicon().tables["figures"])


def amounts_in(chars: str) -> list[Amount]:
    """Figures in order, from a folded text whose days and names are blanked."""
    amounts: list[Amount] = []
    for pattern, entry in _figures():

        def take(match: re.Match[str], entry: dict[str, str] = entry) -> str:
            amounts.append(Amount(match.start(), match.end(), _figure_value(match, entry), entry["unit"]))
            return BLANK * len(match.group())

        chars = pattern.sub(take, chars)
    end = 0
    for match in _number().finditer(chars):
        amount = _amount(match, chars) if match.start() >= end else None
        if amount:
            amounts.append(amount)
            end = amount.end
    return _ranges(sorted(amounts, key=lambda amount: amount.start), chars)


def _ranges(amounts: list[Amount], chars: str) -> list[Amount]:
    """In 5-8% and 3到5家 the first figure has the unit of the second."""
    for index in range(len(amounts) - 2, -1, -1):
        one, other = amounts[index], amounts[index + 1]
        if (
            not one.unit
            and other.unit
            and chars[one.end : other.start].strip()
            in ("-", "~", "至", "到", "to", "、", "或", "or", "of", "of the", "out of")
        ):
            amounts[index] = replace(one, unit=other.unit)
    return amounts


def _figure_value(match: re.Match[str], entry: dict[str, str]) -> Decimal | None:
    if "value" in entry:
        return Decimal(entry["value"])
    groups = match.groupdict()
    value = _plain(groups["n"])
    if value is None:
        return None
    if groups.get("tenth"):
        tenth = groups["tenth"]
        value += Decimal("0.5") if tenth == "半" else (_plain(tenth) or Decimal(0)) / 10
    if "of" in groups:
        parts = _plain(groups["of"] or "")
        return (value / parts * 100).quantize(Decimal("0.01")).normalize() if parts else None
    return value * Decimal(entry.get("times", "1"))


def _plain(written: str) -> Decimal | None:
    if written[:1].isdigit():
        return decimal_of(written)
    words = lexicon().tables["number_words"]
    if written in words:
        return Decimal(words[written])
    return chinese(written) if re.fullmatch(CHINESE, written) else None


def _amount(match: re.Match[str], chars: str) -> Amount | None:
    groups = match.groupdict()
    written = groups["arabic"] or groups["chinese"] or groups["word"]
    value = _plain(written)
    tables = lexicon().tables
    for power in (groups["power"] or groups["latin"], groups["power2"]):
        if power and value is not None:
            value *= Decimal(tables["magnitudes"][power])
    end = match.end()
    unit = tables["currency_prefixes"].get(groups["currency"] or "", "")
    suffix, after = unit_at(chars, end)
    if suffix and not (unit and suffix not in _units().values()):
        unit, end = (unit or suffix), after
    spelled = not groups["arabic"]
    if spelled and not _spelled_counts(groups, suffix, chars, match):
        return None
    start = match.start()
    before = chars[:start].rstrip(" ")[-1:]
    signed = before if before in ("+", "-") and not _is_dash(chars, start) else ""
    return Amount(start, end, value, unit, signed)


def _is_dash(chars: str, start: int) -> bool:
    """A "-" between two figures is a range or an arrow, not a sign."""
    before = chars[:start].rstrip(" ")
    if chars[start - 1 : start] == " " and re.search(r"[a-z\d\u3400-\u9fff)%\x00\x01] ?-\Z", before):
        return True  # claims - 21 in June
    return bool(re.search(r"[\d%a-z\u3400-\u9fff]-\Z", before)) or before.endswith(("--", "->"))


def _spelled_counts(groups: dict[str, str | None], suffix: str, chars: str, match: re.Match[str]) -> bool:
    """A number in words is a figure only with a unit; 一 and "one" (a, any, each) are so too often to count."""
    tables = lexicon().tables
    if groups["word"]:
        return bool(suffix) or bool(groups["latin"])
    if groups["chinese"] == "一" and not groups["power"]:
        return suffix in (PERCENT, POINTS, TIMES)
    if chars[: match.start()].endswith(tuple(tables["not_before_numerals"])):
        return False
    return (
        bool(groups["power"]) or chars.startswith(tuple(tables["counters"]), match.end()) or suffix in _units().values()
    )


def unit_at(chars: str, place: int) -> tuple[str, int]:
    """The unit or counted noun that stands at `place` (after at most one space), and where it ends; "" for none."""
    tables = lexicon().tables
    begin = place + 1 if chars[place : place + 1] in (" ", "-") else place
    if chars[begin : begin + 1] == NAME:  # 300 B2B orders
        begin = len(chars) - len(chars[begin:].lstrip(NAME + " "))
    for length in range(min(_longest_unit(), len(chars) - begin), 0, -1):
        form = chars[begin : begin + length]
        if form in _units() and not (
            form[-1].isalpha()
            and form[-1].isascii()
            and chars[begin + length : begin + length + 1].isascii()
            and chars[begin + length : begin + length + 1].isalpha()
        ):
            return _units()[form], begin + length
    if match := _CJK.match(chars, begin, begin + 8):
        if match.group().startswith(tuple(tables["not_counted"])):
            return "", place
        for counter in tables["counters"]:
            if match.group().startswith(counter):
                return counter, begin + len(counter)
        return match.group()[:2], min(match.end(), begin + 2)
    if match := _ADDED.match(chars, begin):
        begin = match.end()
    if match := _WORD.match(chars, begin):
        word = match.group()
        if word in tables["not_counted"]:
            return "", place
        return word, match.end()
    return "", place
