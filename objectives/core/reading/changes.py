"""What is to change, from where: pairs of figures, comparison values, limits, changes by and changes to."""

import re
from dataclasses import dataclass
from functools import cache

from objectives.core.reading.amounts import PERCENT, Amount
from objectives.core.reading.days import DayMark
from objectives.core.reading.lexicon import lexicon
from objectives.core.reading.line import Line, Stretch
from objectives.core.reading.model import Placed

FAR = 28  # characters between the two figures of a from-to
NEAR = 12
FROM_FAR = 24
_TO = re.compile(
    r"(?:到|至|为|达|成|于|在|是|[:=]|从|由|目前|现在|超过|突破|不低于|至少"
    r"|(?<![a-z])(?:to|at|of|from|reach|reaches|reaching|hit|hits|is|was|are|until))[ 约近了\x00]{0,3}\Z"
)
_BY = re.compile(
    r"(?:(?<![a-z])(?:by|plus|minus|up|down|another|further)|提升|提高|增长|增加|上升|上涨|涨|升|降低|下降|降|减少|减|缩短"
    r"|压缩|多|少|改善|幅度|再)(?: (?:by|about|at least|around|another|approx\.?))?[ 了约近再至少]{0,3}[+-]? ?\Z"
)
_AFTER_BY = re.compile(
    r" ?(?:的)?(?:points? )?(?:(?:increase|decrease|reduction|growth|uplift|improvement|higher|lower|more|less|fewer"
    r"|shorter|longer|faster|cheaper|up|down|better|drop|rise|cut)(?![a-z])|提升|增长|增幅|降幅|涨幅|下降"
    r"|(?:above|below|over|under|ahead of|on|more than|less than) (?:last|the previous|the prior|the same))"
)


_FROM = re.compile(r"从|(?<![自理])由|自(?![然有营发己动建研提行费身助家配主])|(?<![a-z])from(?![a-z])")
_ARRIVES = re.compile(
    r"到|至|为|成|[提升降增减涨缩压清拉变做抬]|→|->|=>|>|-|(?<![a-z])(?:to|up|down|towards|into)(?![a-z])"
)
_ARRIVES_ALONE = re.compile(r"到|至|变为|变成|缩为|降为|升为|→|->|=>|(?<![a-z])to(?![a-z])|\A ?>+ ?\Z")
_WAS = re.compile(
    r" ?(?:(?:的|份)?|(?:的|份)?[\u3400-\u9fff]{0,8}?(?:是|为|:|=|只有|仅有?|平均)|:|="
    r"|(?:it |we |only |had )?(?:was|is|were|only))? ?(?:约|about )? ?"
)
_SAID_TO_BE = re.compile(r" ?(?:时)?(?:是|为|was|were) ?(?:约|about )? ?")
_THAN = re.compile(r"(?:较|比|对比|相比|相较于?|基数)[^,;。()]{0,12}\Z")
_BEFORE_NOW = re.compile(
    r"[^,;.()\d]{0,16} (?:before|previously|earlier|so far|until now|currently|at present)(?= ?(?:[,;.)]|\Z))"
)
_SAID = re.compile(r"(?:是|为|:|=|was|is|were|at|of|目前|现在) ?(?:约|about )?\Z")
_DEADLINE = re.compile(r"(?:by|before|until|till|end of) (?:the )?\Z")
_ENDS = re.compile(r"(?:底|末|end|end of .*)\Z|\Aend")
_ARROW = re.compile(r"→|->|=>")
_COMMA_TO = re.compile(
    r"[^,]*, ?(?:再|要|争取|力争|目标|将|now |then |and )?(?:提升?|升|降|增|减|涨|缩|压|拉)?(?:到|至|为|to |→|->|=>)"
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
        return one.is_factor and other.is_factor
    durations = lexicon().tables["durations"]
    kinds = {PERCENT: "pp", **dict.fromkeys(durations, "duration")}
    units = {kinds.get(each.unit, each.unit) for each in (one, other)}
    return len(units) == 1 or "" in units


def _may_be_alike(one: Amount, other: Amount) -> bool:
    """The same where the words leave no doubt: from 20 open tickets to 8 tickets."""
    return alike(one, other) or not any(each.is_factor or _is_code(each.unit) for each in (one, other))


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
        if first.start in taken or not 0 <= between.end - between.start <= FAR or not _may_be_alike(first, second):
            continue
        if line.sentence_of(first.start) != line.sentence_of(second.start):
            continue
        words = line.chars[between.start : between.end]
        if is_by(line, second):
            continue
        if any(
            word in words for word in ("instead of", "rather than", "versus", "vs", "up from", "down from", "compared")
        ) or (
            re.search(r"(?<![a-z])from[ a-z]{0,8}\Z", words)
            and re.search(r"(?<![a-z])to \Z", line.chars[: first.start][-4:])
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
    if _FROM.search(begins):
        return bool(_ARRIVES.search(words))
    if line.has(between, "metric", "joiner", "place") or not _ARRIVES_ALONE.search(words):
        return False
    if not alike(first, _next_amount(line, between.end)) and not _ARROW.search(words):
        return False
    return "," not in words or bool(_COMMA_TO.match(words))


def _next_amount(line: Line, start: int) -> Amount:
    return next(amount for amount in line.amounts if amount.start == start)


def baselines_in(line: Line) -> list[Amount]:
    """Figures that say where a change starts: the first of a pair, "currently 22%", "(79 % in May)", "April: 65"."""
    pairs = pairs_in(line)
    starts = [pair.baseline for pair in pairs]
    taken = {amount.start for pair in pairs for amount in (pair.baseline, pair.target)}
    others = [amount for amount in line.amounts if amount.start not in taken and _can_be_compared(line, amount)]
    said = [amount for amount in others if _is_called_so(line, amount)]
    if not said and not starts:
        said = [amount for amount in others if _is_dated_back(line, amount)] or _earlier_of_two(line, others)
        if len(said) == len(line.amounts):
            said = said[:-1]
    return sorted((*starts, *said), key=lambda amount: amount.start)


def _earlier_of_two(line: Line, amounts: list[Amount]) -> list[Amount]:
    """三季度末96天,四季度末做到75天; "21 in June, 7 or less in September": one measure, two days, two figures."""
    if len(amounts) != 2 or len(line.amounts) != 2 or not alike(*amounts):
        return []
    first, second = (line.clause_of(amount.start) for amount in amounts)
    days = [[day for day in line.days if clause.holds(day.start)] for clause in (first, second)]
    if first == second or line.sentence_of(first.start) != line.sentence_of(second.start):
        return []
    ahead = Stretch(second.start, amounts[1].start)
    if len(days[0]) != 1 or len(days[1]) != 1 or line.has(ahead, "metric", "place", "limit"):
        return []
    wanted = line.has(first, "raise", "lower", "reach", "fresh", "bring", "limit", "deliverable")
    return [] if wanted or line.chars[days[0][0].end : days[0][0].end + 1] == "前" else [amounts[0]]


def _can_be_compared(line: Line, amount: Amount) -> bool:
    """Another figure of the same measure, or a change by so much, stands in the line."""
    if amount.is_factor or is_by(line, amount):
        return False
    return any(
        other is not amount
        and (alike(other, amount) or other.is_factor or (other.unit == PERCENT and is_by(line, other)))
        for other in line.amounts
    )


def _is_called_so(line: Line, amount: Amount) -> bool:
    """By a word (目前, last year, from) or by brackets."""
    piece = _piece_of(line, amount)
    before = Stretch(max(piece.start, amount.start - FAR), amount.start)
    after = Stretch(amount.end, _up_to_bracket(line, amount.end, min(piece.end, amount.end + NEAR)))
    if _comes_from(line, amount):
        return True
    if _THAN.search(line.chars[before.start : before.end]) or _BEFORE_NOW.match(line.chars, amount.end):
        return True  # 较上半年62万元下降
    if line.has(before, "baseline") or line.has(after, "baseline"):
        return True
    return line.chars[piece.start : piece.start + 1] == "(" and not line.has(piece, "limit", "condition")


def _up_to_bracket(line: Line, start: int, end: int) -> int:
    """What brackets say is said of the figure inside them."""
    bracket = line.chars.find("(", start, end)
    return bracket if bracket >= 0 else end


def _comes_from(line: Line, amount: Amount) -> bool:
    """从, from right before a figure; not "from 1 October 30 %"."""
    start = max(0, amount.start - FROM_FAR)
    match = _FROM.search(line.chars[start : amount.start])
    if match is None:
        return False
    begins = start + match.end()
    near = amount.start - begins <= 8 or line.has(Stretch(begins, amount.start), "baseline", "past")
    between: tuple[Placed, ...] = (*line.days, *line.amounts)
    return near and not any(begins <= mark.start < amount.start for mark in between)


def _is_dated_back(line: Line, amount: Amount) -> bool:
    """By a day that is no deadline: 8月是17%, "8 percent in July", and no comparator."""
    piece = _piece_of(line, amount)
    if any(_SAID_TO_BE.fullmatch(line.chars, day.end, amount.start) for day in line.days if day.end <= amount.start):
        return True
    lead = Stretch(max(piece.start, amount.start - NEAR), amount.start)
    if line.has(piece, "limit", "condition") or line.has(lead, "raise", "lower", "reach", "fresh", "bring"):
        return False
    if _TO.search(line.chars[max(0, amount.start - 8) : amount.start]) and not _SAID.search(line.chars[: amount.start]):
        return False
    return any(_dates(line, day, amount) for day in line.days if piece.holds(day.start))


def _dates(line: Line, day: DayMark, amount: Amount, *, measured: bool = True) -> bool:
    """Whether a day says when a figure was measured, not until when it is wanted.

    `measured`: a measure may stand between them (9月转化率1.5%).
    """
    lead = line.chars[max(0, day.start - 8) : day.start]
    said = line.chars[day.start : day.end]
    if day.end <= amount.start and _SAID_TO_BE.fullmatch(line.chars, day.end, amount.start):
        return True
    if _DEADLINE.search(lead) or line.chars[day.end : day.end + 1] in ("前", "内") or _ENDS.search(said):
        return False
    if day.end > amount.start:
        return line.chars[amount.end : day.start].strip() in ("in", "at", "as of", "of", "(")
    gap = Stretch(day.end, amount.start)
    if _WAS.fullmatch(line.chars, gap.start, gap.end):
        return True
    between = any(gap.holds(other.start) for other in line.days)
    return (
        measured
        and not between
        and line.has(gap, "metric")
        and not line.has(gap, "raise", "lower", "reach", "fresh", "to", "from", "weak", "limit")
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


def is_limited(line: Line, amount: Amount) -> bool:
    """Whether a comparator stands with a figure: ≤, at most, 以内, stays."""
    clause = line.clause_of(amount.start)
    before = Stretch(max(clause.start, amount.start - 24), amount.start)
    after = Stretch(amount.end, min(clause.end, amount.end + 10))
    return line.has(before, "limit") or line.has(after, "limit")


def is_by(line: Line, amount: Amount) -> bool:
    """Whether a figure says by how much, not to what: 提高10%, by 5 %, +6 pp, a 12 % increase."""
    if amount.is_factor:
        return False
    head = line.chars[max(0, amount.start - 20) : amount.start]
    if amount.signed:
        return True
    if _TO.search(head) or (_THAN.search(head) and amount.unit not in ("%", "pp")):
        return False
    return bool(_BY.search(head)) or bool(_AFTER_BY.match(line.chars, amount.end))


def is_past(line: Line, day: DayMark, starts: list[Amount]) -> bool:
    """Whether a day dates a comparison value and so is no deadline."""
    for amount in starts:
        piece = _piece_of(line, amount)
        if line.chars[piece.start : piece.start + 1] == "(" and piece.holds(day.start):
            return True
        if day.end <= amount.start and _dates(line, day, amount, measured=len(line.days) > 1):
            return True
        if amount.end <= day.start and _dates(line, day, amount) and not _is_open(line, day, amount):
            return True
    return False


def _is_open(line: Line, day: DayMark, amount: Amount) -> bool:
    """ "up 0.5 pp from 1.5 % in Q4": nothing follows the day, so that it is the period of the change."""
    return _comes_from(line, amount) and not any(other.start >= day.end for other in line.amounts)
