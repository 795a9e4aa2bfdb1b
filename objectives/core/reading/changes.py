"""What is to change, from where: pairs of figures, comparison values, limits, changes by and changes to."""

import re
from dataclasses import dataclass
from functools import cache

from objectives.core.reading.amounts import PERCENT, POINTS, Amount
from objectives.core.reading.days import DayMark
from objectives.core.reading.lexicon import Mark, lexicon
from objectives.core.reading.line import Line, Stretch

FAR = 28  # characters between the two figures of a from-to
NEAR = 12
_TO = re.compile(
    r"(?:到|至|为|达|成|于|在|是|[:=]|(?<![a-z])(?:to|at|of|from|reach|reaches|reaching|hit|hits|is|was|are|until)|从|由|目前|现在|超过|突破|不低于|至少)[ 约近了\x00]{0,3}\Z"
)
_BY = re.compile(
    r"(?:(?<![a-z])(?:by|plus|minus|up|down|another|further)|提升|提高|增长|增加|上升|上涨|涨|升|降低|下降|降|减少|减|缩短|压缩|多|少|改善|幅度|再)(?: (?:by|about|at least|around|another|approx\.?))?[ 了约近再至少]{0,3}[+-]? ?\Z"
)
_AFTER_BY = re.compile(
    r" ?(?:的)?(?:points? )?(?:increase|decrease|reduction|growth|uplift|improvement|higher|lower|more|less|up|down|better|drop|rise|cut|提升|增长|增幅|降幅|涨幅|下降)(?![a-z])"
)


@dataclass(frozen=True, slots=True)
class Pair:
    """From one figure to another."""

    baseline: Amount
    target: Amount

    @property
    def stretch(self) -> Stretch:
        return Stretch(min(self.baseline.start, self.target.start), max(self.baseline.end, self.target.end))


def alike(one: Amount, other: Amount) -> bool:
    """Whether two figures can be of one measure; a figure without unit goes with any."""
    if one.is_factor or other.is_factor:
        return False
    units = {"pp" if each.unit == PERCENT else each.unit for each in (one, other)}
    return len(units) == 1 or "" in units or not any(_is_code(unit) for unit in units)


@cache
def _codes() -> frozenset[str]:
    return frozenset(lexicon().tables["units"])


def _is_code(unit: str) -> bool:
    return unit in _codes()


def pairs_in(line: Line) -> list[Pair]:
    """Every from-to of a line, in order: 从120万到200万, 1.5% → 2.0%, from 14 to 5, 30 days instead of 45 days."""
    pairs: list[Pair] = []
    taken: set[int] = set()
    for first, second in zip(line.amounts, line.amounts[1:], strict=False):
        between = Stretch(first.end, second.start)
        if first.start in taken or not 0 <= between.end - between.start <= FAR or not alike(first, second):
            continue
        if line.sentence_of(first.start) != line.sentence_of(second.start):
            continue
        words = line.chars[between.start : between.end]
        if "," in words and not re.search(r"to|到|至|→", words):
            continue
        if any(
            word in words for word in ("instead of", "rather than", "versus", "vs", "up from", "down from", "compared")
        ):
            pairs.append(Pair(second, first))
        elif _leads_to(line, between, words, first):
            pairs.append(Pair(first, second))
        else:
            continue
        taken.update((first.start, second.start))
    return pairs


def _leads_to(line: Line, between: Stretch, words: str, first: Amount) -> bool:
    begins = line.chars[max(0, first.start - NEAR) : first.start]
    if re.search(r"从|由|自|(?<![a-z])from", begins):
        return bool(
            re.search(
                r"到|至|为|成|[提升降增减涨缩压清拉变做抬]|→|->|=>|>|(?<![a-z])(?:to|by|up|down|towards)(?![a-z])|-",
                words,
            )
        )
    return bool(re.search(r"到|至|变为|变成|缩为|降为|升为|→|->|=>|(?<![a-z])to(?![a-z])|\A ?> ?\Z", words))


def baselines_in(line: Line) -> list[Amount]:
    """Figures that say where a change starts: the first of a pair, "currently 22%", "(79 % in May)", "April: 65"."""
    pairs = pairs_in(line)
    starts = [pair.baseline for pair in pairs]
    if len(line.amounts) < 2:
        return starts
    targets = {pair.target.start for pair in pairs}
    for amount in line.amounts:
        if amount.is_factor or amount.start in targets or any(amount is start for start in starts):
            continue
        if _is_compared(line, amount):
            starts.append(amount)
    return sorted(starts, key=lambda amount: amount.start)


def _is_compared(line: Line, amount: Amount) -> bool:
    others = [other for other in line.amounts if other is not amount and (alike(other, amount) or other.is_factor)]
    if not others:
        return False
    clause = _piece_of(line, amount)
    before = Stretch(max(clause.start, amount.start - FAR), amount.start)
    after = Stretch(amount.end, min(clause.end, amount.end + NEAR))
    if line.has(before, "baseline") or line.has(after, "baseline"):
        return True
    if line.has(clause, "limit", "condition"):
        return False
    if _bracketed(line, amount):
        return True
    day = next((day for day in line.days if clause.holds(day.start)), None)
    if day is None:
        return False
    gap = line.chars[day.end : amount.start] if day.end <= amount.start else line.chars[amount.end : day.start]
    lead = line.chars[max(0, day.start - 8) : day.start]
    if re.search(r"(?:by|before|until|till|end of) (?:the )?\Z", lead) or re.match(
        r"前|之前|以前|底前|内", line.chars[day.end : day.end + 2]
    ):
        return False
    return (
        bool(re.fullmatch(r" ?(?:的|是|为|:|was|=|is|about|约|只有|仅)?(?:平均)? ?", gap))
        if day.end <= amount.start
        else gap.strip() in ("in", "at", "as of")
    )


def _piece_of(line: Line, amount: Amount) -> Stretch:
    """The clause of a figure, narrowed to its brackets."""
    clause = line.clause_of(amount.start)
    opening = line.chars.rfind("(", clause.start, amount.start)
    if opening >= 0 and line.chars.find(")", opening, amount.start) < 0:
        closing = line.chars.find(")", amount.end)
        return Stretch(opening, closing + 1 if closing >= 0 else clause.end)
    closing = line.chars.rfind(")", clause.start, amount.start)
    return Stretch(closing + 1, clause.end) if closing >= 0 else clause


def _bracketed(line: Line, amount: Amount) -> bool:
    return line.chars[_piece_of(line, amount).start : _piece_of(line, amount).start + 1] == "("


def is_limited(line: Line, amount: Amount) -> bool:
    """Whether a comparator stands with a figure: ≤, at most, 以内, stays."""
    clause = line.clause_of(amount.start)
    before = Stretch(max(clause.start, amount.start - 24), amount.start)
    after = Stretch(amount.end, min(clause.end, amount.end + 10))
    return line.has(before, "limit") or line.has(after, "limit")


def verb_before(line: Line, amount: Amount, *names: str) -> Mark | None:
    """The last verb of these lists before a figure in its clause (or in the clause before, when it has no other)."""
    clause = line.clause_of(amount.start)
    marks = [mark for mark in line.marks_in(clause, *names)]
    return max(marks, key=lambda mark: mark.start) if marks else None


def is_by(line: Line, amount: Amount) -> bool:
    """Whether a figure says by how much, not to what: 提高10%, by 5 %, +6 pp, a 12 % increase."""
    if amount.is_factor:
        return False
    head = line.chars[max(0, amount.start - 20) : amount.start]
    if amount.signed:
        return True
    if _TO.search(head):
        return False
    return bool(_BY.search(head)) or bool(_AFTER_BY.match(line.chars, amount.end))


def is_past(line: Line, day: DayMark, starts: list[Amount]) -> bool:
    """Whether a day dates a comparison value and so is no deadline."""
    for amount in starts:
        gap = line.chars[day.end : amount.start] if day.end <= amount.start else None
        if gap is not None and re.fullmatch(r" ?(?:的|是|为|:|was|=|is)?(?:平均)?(?:约)? ?", gap):
            return True
        back = line.chars[amount.end : day.start] if amount.end <= day.start else None
        if back is not None and re.fullmatch(r",? ?(?:in|at|as of|\() ?", back):
            return True
        piece = _piece_of(line, amount)
        if line.chars[piece.start : piece.start + 1] == "(" and piece.holds(day.start):
            return True
    return False


def is_points(amount: Amount) -> bool:
    return amount.unit == POINTS
