"""What kind of thing a clause promises: a deliverable, a change of what exists, work, or a second result."""

import re

from objectives.core.reading.amounts import PERCENT, POINTS, Amount
from objectives.core.reading.changes import is_by, is_limited
from objectives.core.reading.lexicon import Mark, lexicon
from objectives.core.reading.line import Line, Stretch
from objectives.core.reading.model import Placed

_MODIFIER = 3  # characters that may stand before the second of two measures (客户复购率)
_TO_BEFORE = re.compile(r"(?:到|至|为|成|(?<![a-z])to)[ 约近了]{0,3}\Z")
_DONE_BY = re.compile(
    r"(?<![a-z])([a-z]{2,}ed|built|sent|set|shut|won|found|bought|sold|paid|held|made|hired) "
    r"(?:and [a-z]+ed )?(?:to [a-z ]{3,24} )?(?:by|before|until|till|on|in|no later than|from|at)(?![a-z])"
)
_COMPARED = re.compile(r" (?:faster|shorter|cheaper|longer|lower|higher|fewer|less|earlier|quicker)(?![a-z])")
_FREQUENCY = re.compile(r" (?:a|per|each|every) ")


def is_deliverable(line: Line, clause: Stretch) -> bool:
    """Something that is there or not on its day: a shop opened, a certificate granted. Not "more approvals"."""
    if line.has(clause, "deliverable"):
        return not line.has(clause, "comparative", "weak_change", "lower") and not _is_wish(line, clause)
    if line.has(clause, "finished"):
        around = line.sentence_of(clause.start)
        return line.has(clause, "made") or not line.has(
            around, "activity", "weak", "raise", "lower", "degree", "metric"
        )
    return _is_done_by(line, clause)


def _is_wish(line: Line, clause: Stretch) -> bool:
    """Strengthen our online presence: a weak verb or a degree, unless the verb only pushes the thing (推动新仓上线)."""
    pushing = {mark.start for mark in line.marks_in(clause, "pushing")}
    wishes = [mark for mark in line.marks_in(clause, "weak") if mark.start not in pushing]
    return bool(wishes) or any(mark.phrase.isascii() for mark in line.marks_in(clause, "degree"))


def _is_done_by(line: Line, clause: Stretch) -> bool:
    """A past participle right before its day: "claims filed by 30 Sept", "posts filled before May"."""
    for match in _DONE_BY.finditer(line.chars, clause.start, clause.end):
        word = Stretch(match.start(), match.end(1))
        if line.has(word, "weak", "raise", "lower", "activity", "comparative", "degree"):
            continue
        if any(0 <= day.start - match.end() <= 12 for day in line.days):
            return True
    return False


def is_change(line: Line, amount: Amount) -> bool:
    """Whether a figure belongs to a change of something that exists (and so needs the value it starts from)."""
    if amount.is_factor and not line.has(measured_by(line, amount), "unitless"):
        return not _FREQUENCY.match(line.chars, amount.end) and not is_limited(line, amount)
    if is_by(line, amount) and (
        amount.unit in (PERCENT, POINTS) or amount.signed or _COMPARED.match(line.chars, amount.end)
    ):
        return True
    if amount.unit == POINTS:
        return not is_limited(line, amount)
    if amount.value == 0:
        return False
    clause = line.clause_of(amount.start)
    if line.has(clause, "raise", "lower"):
        return is_by(line, amount) or _leads(line, amount) or not _is_new(line, clause, amount)
    to = _leads(line, amount)
    if line.has(clause, "bring") and to:
        return not is_limited(line, amount)
    level = _is_plain(amount) and line.has(measured_by(line, amount), "rate", "level_metric")
    return level and (to or line.has(Stretch(clause.start, amount.start), "reach")) and not is_limited(line, amount)


def _is_plain(amount: Amount) -> bool:
    """No counted things: a rate, a price or a time, not 500 first-time buyers."""
    return amount.unit in ("", "分", "星", "名", "stars", "rank") or amount.unit in lexicon().tables["units"]


def _leads(line: Line, amount: Amount) -> bool:
    """Whether 到 or "to" stands right before a figure."""
    return bool(_TO_BEFORE.search(line.chars[max(0, amount.start - 8) : amount.start]))


def _is_new(line: Line, clause: Stretch, amount: Amount) -> bool:
    """新增800单, 300 new customers: a count of new things, not a change."""
    before = line.marks_in(Stretch(clause.start, amount.start), "fresh", "raise", "lower")
    if not before:
        return False
    last = max(before, key=lambda mark: (mark.start, mark.end))
    return any(mark is last for mark in line.marks_in(Stretch(clause.start, amount.start), "fresh"))


def of_a_rate(line: Line, amount: Amount) -> bool:
    """Whether the measure of a figure is a rate (conversion, share, margin), not a total."""
    return line.has(measured_by(line, amount), "rate")


def measured_by(line: Line, amount: Amount) -> Stretch:
    """The clause that names the measure of a figure: its own, or the nearest one before in the same sentence."""
    sentence = line.sentence_of(amount.start)
    own = line.clause_of(amount.start)
    for clause in reversed([each for each in line.clauses if sentence.start <= each.start <= own.start]):
        if line.has(clause, "metric", "rate", "level_metric", "unitless", "counted_metric"):
            return clause
    return own


def change_words(line: Line) -> list[Mark]:
    """Without any figure: the words that want more or less of something that exists already."""
    wanted = [*line.found.all("weak_change"), *line.found.all("lower")]
    for mark in line.found.all("weak_change_of_state"):
        clause = line.clause_of(mark.start)
        if line.has(Stretch(mark.end, clause.end), "state") and not line.has(
            Stretch(mark.end, clause.end), "activity", "process"
        ):
            wanted.append(mark)
    work = {mark.start for mark in work_in(line)}
    wanted = [mark for mark in wanted if mark.start not in work]
    return sorted((*wanted, *line.found.all("comparative")), key=lambda mark: mark.start)


def work_in(line: Line) -> list[Mark]:
    """Words that name work: listed activities, and weak verbs with a process behind them (优化流程)."""
    work = [
        mark
        for mark in line.found.all("activity")
        if not any(other.start <= mark.start < other.end for other in line.found.all("not_activity"))
    ]
    for mark in line.found.all("process_verb"):
        clause = line.clause_of(mark.start)
        before = Stretch(max(clause.start, mark.start - 8), mark.start)
        if _is_process(line, Stretch(mark.end, clause.end)) or (
            line.has(before, "process") and _is_last(line, mark, clause)
        ):
            work.append(mark)
    return sorted(work, key=lambda mark: mark.start)


def _is_process(line: Line, behind: Stretch) -> bool:
    """优化退货流程 is work, 提升客服质量 wants a state."""
    return line.has(behind, "process") and not line.has(behind, "state")


def _is_last(line: Line, mark: Mark, clause: Stretch) -> bool:
    """广告架构优化: the verb stands behind its process and ends the clause."""
    return not line.chars[mark.end : clause.end].strip(" ,;。.!\n")


def counts_work(line: Line, amount: Amount) -> bool:
    """Whether a figure counts the work itself: 拜访20家工厂, hold 3 meetings."""
    clause = line.clause_of(amount.start)
    before = line.marks_in(Stretch(clause.start, amount.start), "counted_work")
    if before and amount.start - before[-1].end <= (16 if before[-1].phrase.isascii() else 6):
        return True
    after = Stretch(amount.start, min(clause.end, amount.end + 22))
    return any(mark.start >= amount.end - len(amount.unit) for mark in line.marks_in(after, "counted_work"))


def second_goal(line: Line, baselines: set[int]) -> Stretch | None:
    """The words that join a second, different result to the first; None when there is one result."""
    for cut in _cuts(line):
        left = Stretch(_left_edge(line, cut), cut.start)
        right = Stretch(cut.end, _right_edge(line, cut))
        if line.has(cut, "weak_joiner", "listing") and _two_measures(line, left, right):
            return cut
        if _is_result(line, left, baselines) and _is_other_result(line, cut, left, right, baselines):
            return cut
    return None


def _cuts(line: Line) -> list[Stretch]:
    """Where a second result could begin: after a sentence, after a comma, at a joining word."""
    marks = [Stretch(mark.start, mark.end) for mark in line.found.all("joiner", "listing") if not _inside(line, mark)]
    stops = [Stretch(clause.end - 1, clause.end) for clause in line.clauses[:-1]]
    return sorted((*stops, *marks), key=lambda cut: cut.start)


def _inside(line: Line, mark: Mark) -> bool:
    found: tuple[Placed, ...] = (*line.amounts, *line.days, *line.named)
    return any(each.start <= mark.start < each.end for each in found)


def _left_edge(line: Line, cut: Stretch) -> int:
    return line.sentence_of(cut.start - 1).start if line.chars[cut.start : cut.end] not in ";。!?\n" else 0


def _right_edge(line: Line, cut: Stretch) -> int:
    return line.sentence_of(min(cut.end, len(line.chars) - 1)).end


def _is_result(line: Line, part: Stretch, baselines: set[int]) -> bool:
    """A figure that is no comparison value, a deliverable, or a verb with a measure; a condition is none."""
    figures = [amount for amount in line.amounts_in(part) if amount.start not in baselines]
    if figures and line.has(part, "condition") and all(is_limited(line, amount) for amount in figures):
        return False
    if any(amount.start not in baselines for amount in line.amounts_in(part)) or line.has(
        part, "deliverable", "finished"
    ):
        return True
    return line.has(part, "weak") or (
        line.has(part, "raise", "lower", "quality") and line.has(part, "metric", "quality")
    )


def _is_other_result(line: Line, cut: Stretch, left: Stretch, right: Stretch, baselines: set[int]) -> bool:
    """Whether what follows a cut is a result of its own; after a mere comma or "and" it has to look like one more."""
    joint = line.chars[cut.start : cut.end]
    first = _first_word(line, right)
    figures = [amount for amount in line.amounts_in(right) if amount.start not in baselines]
    if not figures and not _measured(line, left, baselines) and _goes_on(line, first, left):
        return False
    own_metric = line.marks_in(right, "metric", "rate", "level_metric")
    verbs = line.marks_in(right, "raise", "lower", "weak", "fresh", "activity", "reach", "bring", "deliverable")
    acts = any(mark.start == first for mark in verbs)
    delivers = line.has(right, "deliverable")
    if not acts and _is_condition(line, cut, right, figures):
        return False
    if joint in ";。!?\n":
        return bool((figures and (own_metric or verbs)) or delivers or (verbs and own_metric))
    if joint == ",":
        if not _measured(line, left, baselines) or not figures:
            return False
        return (acts and bool(own_metric)) or (
            _named_before(own_metric, figures) and not _alike_metric(line, left, right)
        )
    if line.has(cut, "weak_joiner"):
        if acts:
            return bool(figures or delivers or own_metric or line.has(right, "state") or _is_fresh(line, first))
        if figures:
            return _named_before(own_metric, figures) and not _alike_metric(line, left, right)
        return (
            line.has(Stretch(first, first + 24), "metric")
            and line.has(left, "metric")
            and not _measured(line, left, baselines)
        )
    return bool(figures) or delivers or bool(verbs and own_metric) or any(mark.start == first for mark in own_metric)


def _goes_on(line: Line, first: int, left: Stretch) -> bool:
    """Signed and on board, 上线并跑通: the next state of the same thing."""
    return line.has(left, "deliverable") and any(mark.start == first for mark in line.found.all("deliverable"))


def _is_condition(line: Line, cut: Stretch, right: Stretch, figures: list[Amount]) -> bool:
    """ACOS ≤ 25 %, while it stays, 的前提下: the limit of the first result."""
    begin = Stretch(cut.start, min(right.end, right.start + 24))
    return line.has(begin, "condition") or bool(figures and all(is_limited(line, amount) for amount in figures))


def _named_before(metrics: list[Mark], figures: list[Amount]) -> bool:
    return any(mark.start < figures[0].start for mark in metrics)


def _is_fresh(line: Line, place: int) -> bool:
    return any(mark.start == place for mark in line.found.all("fresh"))


def _two_measures(line: Line, left: Stretch, right: Stretch) -> bool:
    """销售额和利润率, "sales and margin": two measures side by side."""
    ends = {mark.phrase for mark in line.marks_in(left, "metric") if line.chars[mark.end : left.end].strip() == ""}
    first = _first_word(line, right)
    begins = {mark.phrase for mark in line.marks_in(right, "metric") if 0 <= mark.start - first <= _MODIFIER}
    return bool(ends) and bool(begins) and ends != begins


def _first_word(line: Line, part: Stretch) -> int:
    place = part.start
    while place < part.end and line.chars[place] in " ,也还再要将把\n":
        place += 1
    return place


def _measured(line: Line, part: Stretch, baselines: set[int]) -> bool:
    return any(amount.start not in baselines for amount in line.amounts_in(part))


def _alike_metric(line: Line, left: Stretch, right: Stretch) -> bool:
    """The same measure on both sides: one result in two places."""
    ours = {mark.phrase for mark in line.marks_in(left, "metric")}
    theirs = {mark.phrase for mark in line.marks_in(right, "metric")}
    return bool(theirs) and theirs <= ours
