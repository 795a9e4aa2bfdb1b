"""The twelve rules. Each is told one line and answers with a finding or None; the definitions are the labels of
`tests/data/wording/README.md`.

A weak verb or a loose word counts only when nothing near it says how much: no from-to, figure with unit or comparator.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from objectives.core.reading import goals
from objectives.core.reading.amounts import PERCENT, Amount
from objectives.core.reading.changes import Pair, baselines_in, is_by, is_past, pairs_in
from objectives.core.reading.days import DayMark
from objectives.core.reading.lexicon import Mark, lexicon
from objectives.core.reading.line import Line, Stretch
from objectives.core.reading.model import LineKind, Span, TextCode, TextFinding
from objectives.core.reading.owners import one_person
from objectives.core.reading.scope import ScopeWords, scope_of


@dataclass(frozen=True)
class Case:
    """A line to be judged, with what several rules ask of it."""

    line: Line
    kind: LineKind
    owner: str

    @cached_property
    def pairs(self) -> list[Pair]:
        return pairs_in(self.line)

    @cached_property
    def baselines(self) -> list[Amount]:
        return baselines_in(self.line)

    @cached_property
    def scope(self) -> ScopeWords:
        return scope_of(self.line)

    @cached_property
    def due_days(self) -> list[DayMark]:
        """Days and periods that are not those of a comparison value."""
        return [day for day in self.line.days if not is_past(self.line, day, self.baselines)]

    @cached_property
    def person(self) -> str:
        """The one person named by the field, else by the text; "" for nobody, a group or several."""
        field = one_person(self.owner)
        if field:
            return field
        people = {named.person for named in self.line.named if named.person}
        return people.pop() if len(people) == 1 else ""

    def says_how_much(self, stretch: Stretch) -> bool:
        """A figure, a from-to or a comparator in a stretch (that its unit is missing is another finding)."""
        return bool(self.line.amounts_in(stretch))


def findings_of(case: Case) -> list[TextFinding]:
    return [finding for rule in RULES if (finding := rule(case))]


def _finding(
    case: Case, code: TextCode, marks: list[Mark] | list[Amount] | list[Stretch], *, replaces: bool = False
) -> TextFinding:
    spans: tuple[Span, ...] = tuple(case.line.span(mark) for mark in marks)
    return TextFinding(code, spans, spans[0] if replaces and spans else None)


_UNIT_SAID = re.compile(r"单位[是为:]? ?[%\u3400-\u9fff]|(?<![a-z])units?: ?[%a-z]")
_PER = re.compile(r" (?:per|a|each|every) ")
_THEN = re.compile(r" ?(?:之?前|以前|内|以内|截止|为止|止|当天|完|上|[:：])")
_ON_DAY = re.compile(r"[底末日号前内]\Z|\d[./-]\d|\A(?:双|黑|网)")
_BY_THEN = re.compile(r"(?<![a-z])(?:by|before|until|till|on|due) (?:the )?\Z")
WISHES = (
    *("weak", "raise", "lower", "comparative", "degree", "quality", "activity", "metric", "rate"),
    *("level_metric", "counted_metric", "unitless", "process_verb", "state", "vague_time"),
)


def _is_by_a_day(case: Case) -> bool:
    """In English a deadline is said so ("by 5 October"); "in Q4" may stand with anything."""
    line = case.line
    if not line.chars.isascii():
        return any(
            _THEN.match(line.chars, day.end) or _ON_DAY.search(line.chars[day.start : day.end]) for day in case.due_days
        )
    return any(_BY_THEN.search(line.chars[max(0, day.start - 10) : day.start]) for day in case.due_days)


def no_number(case: Case) -> TextFinding | None:
    """No figure for the result, and no deliverable that is there or not."""
    line = case.line
    if line.amounts or any(goals.is_deliverable(line, clause) for clause in line.clauses):
        return None
    if case.due_days and _is_by_a_day(case) and not line.has(line.whole, *WISHES):
        return None  # dated, and nothing in it wants more or less or names work: it is there on its day or not
    loose = line.found.all("degree")
    return _finding(case, TextCode.NO_NUMBER, loose[:1], replaces=True)


def has_unit(case: Case, amount: Amount) -> bool:
    """A figure says of what: by its unit, its partner's, a measure without unit, or a counted thing before it."""
    line = case.line
    if amount.unit:
        return True
    for pair in case.pairs:
        if amount in (pair.baseline, pair.target) and (pair.baseline.unit or pair.target.unit):
            return True
    if amount in case.baselines and (
        line.has(line.whole, "unitless") or any(other.unit for other in line.amounts if not other.is_factor)
    ):
        return True  # 24万欧(去年12万)
    if line.has(goals.measured_by(line, amount), "unitless") or _UNIT_SAID.search(line.chars):
        return True
    before = Stretch(line.sentence_of(amount.start).start, amount.start)
    if _PER.match(line.chars, amount.end) and line.amounts_in(before):
        return True  # 12 containers, 3 per month
    return line.has(before, "counted_metric")


def no_unit(case: Case) -> TextFinding | None:
    bare = [amount for amount in case.line.amounts if not has_unit(case, amount)]
    return _finding(case, TextCode.NO_UNIT, bare, replaces=True) if bare else None


def no_date(case: Case) -> TextFinding | None:
    if case.due_days:
        return None
    return _finding(case, TextCode.NO_DATE, case.line.found.all("vague_time")[:1], replaces=True)


def no_owner(case: Case) -> TextFinding | None:
    if case.person:
        return None
    groups = [Stretch(named.start, named.end) for named in case.line.named if not named.person]
    return _finding(case, TextCode.NO_OWNER, groups, replaces=True)


def no_baseline(case: Case) -> TextFinding | None:
    """A change of something that exists, and its present value is not said."""
    if case.baselines:
        return None
    line = case.line
    changed = [amount for amount in line.amounts if goals.is_change(line, amount)]
    if changed:
        return _finding(case, TextCode.NO_BASELINE, changed[:1])
    if line.amounts or any(goals.is_deliverable(line, clause) for clause in line.clauses):
        return None
    wanted = goals.change_words(line)
    return _finding(case, TextCode.NO_BASELINE, wanted[:1]) if wanted else None


def percent_points(case: Case) -> TextFinding | None:
    """A rate changed by x %: per cent of it, or percentage points?"""
    line = case.line
    if any(pair.target.unit == PERCENT for pair in case.pairs):
        return None  # the from-to says which is meant
    partners = {amount.start for pair in case.pairs for amount in (pair.baseline, pair.target)}
    unclear = [
        amount
        for amount in line.amounts
        if amount.unit == PERCENT
        and amount.start not in partners
        and is_by(line, amount)
        and goals.of_a_rate(line, amount)
    ]
    return _finding(case, TextCode.PERCENT_POINTS, unclear, replaces=True) if unclear else None


def vague_verb(case: Case) -> TextFinding | None:
    """Only improve, strengthen, 提升, 加强: nothing in the line says how much or what will be there."""
    line = case.line
    weak = line.found.all("weak")
    if not weak or case.says_how_much(line.whole):
        return None
    weak = [
        mark
        for mark in weak
        if not goals.is_deliverable(line, clause := line.clause_of(mark.start)) and not line.has(clause, "finished")
    ]
    return _finding(case, TextCode.VAGUE_VERB, weak[:2], replaces=True) if weak else None


def vague_degree(case: Case) -> TextFinding | None:
    line = case.line
    marks = [
        mark
        for sentence in line.sentences
        if not case.says_how_much(sentence)
        for mark in line.marks_in(sentence, "degree")
    ]
    marks += [
        mark for clause in line.clauses if not case.says_how_much(clause) for mark in line.marks_in(clause, "quality")
    ]
    marks = [mark for mark in marks if not goals.is_deliverable(line, line.clause_of(mark.start))]
    return (
        _finding(case, TextCode.VAGUE_DEGREE, sorted(marks, key=lambda mark: mark.start)[:2], replaces=True)
        if marks
        else None
    )


def vague_time(case: Case) -> TextFinding | None:
    line = case.line
    due = [day.start for day in case.due_days]
    marks = [
        mark
        for sentence in line.sentences
        if not any(sentence.holds(start) for start in due)
        for mark in line.marks_in(sentence, "vague_time")
        if not any(day.start <= mark.start < day.end for day in line.days)
    ]
    return _finding(case, TextCode.VAGUE_TIME, marks[:2], replaces=True) if marks else None


def no_scope(case: Case) -> TextFinding | None:
    """An objective that says neither where nor what nor to whom; a key result that does not say of what."""
    scope = case.scope
    if scope.is_said or case.line.names or case.line.found.all("internal"):
        return None
    if case.kind is LineKind.KEY_RESULT and _says_what_is_counted(case):
        return None
    return _finding(case, TextCode.NO_SCOPE, list(scope.continents[:1]), replaces=True)


def _says_what_is_counted(case: Case) -> bool:
    line = case.line
    if case.scope.subject or line.has(line.whole, "metric", "rate", "level_metric", "counted_metric", "unitless"):
        return True
    if any(goals.is_deliverable(line, clause) for clause in line.clauses):
        return True
    telling = lexicon().tables["telling_units"]
    return any(amount.unit in telling or (len(amount.unit) > 2 and amount.unit.islower()) for amount in line.amounts)


def two_goals(case: Case) -> TextFinding | None:
    if case.kind is LineKind.KEY_RESULT:
        return None
    joint = goals.second_goal(case.line, {baseline.start for baseline in case.baselines})
    return _finding(case, TextCode.TWO_GOALS, [joint]) if joint else None


def activity(case: Case) -> TextFinding | None:
    """Work is named instead of its result."""
    line = case.line
    work = goals.work_in(line)
    if not work or case.pairs:
        return None
    if any(not goals.counts_work(line, amount) for amount in line.amounts):
        return None
    if any(goals.is_deliverable(line, clause) for clause in line.clauses):
        return None
    return _finding(case, TextCode.ACTIVITY, work[:2])


RULES: tuple[Callable[[Case], TextFinding | None], ...] = (
    no_scope,
    no_number,
    no_date,
    no_owner,
    two_goals,
    activity,
    no_baseline,
    no_unit,
    percent_points,
    vague_verb,
    vague_degree,
    vague_time,
)
