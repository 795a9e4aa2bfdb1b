"""What the fields could be filled with from the sentence; everything is a proposal, nothing is judged by it."""

from datetime import date, timedelta
from decimal import Decimal

from objectives.core.reading.amounts import PERCENT, POINTS, Amount
from objectives.core.reading.changes import is_by, is_limited
from objectives.core.reading.days import DayMark
from objectives.core.reading.goals import is_change
from objectives.core.reading.lexicon import Mark, lexicon
from objectives.core.reading.line import Line
from objectives.core.reading.model import Proposal
from objectives.core.reading.rules import Case
from objectives.core.vocabulary import Direction

MOST_DIGITS = 15  # what a stored figure may have


def propose(case: Case, today: date) -> Proposal:
    line = case.line
    baseline, target = _figures(case)
    starts_on, due_on = _days(case)
    value = target.value if target else None
    base = _in_unit_of(target, baseline) if baseline else None
    unit = next((amount.unit for amount in (target, baseline) if amount and amount.unit and not amount.is_factor), "")
    if target and base is None and target.unit in (PERCENT, POINTS) and is_by(line, target):
        value, unit = None, ""  # a relative change says no target until one knows what it starts from
    elif target and target.is_factor:
        value = base * target.value if base is not None and target.value is not None else None
    elif target and baseline and value is not None and base is not None and is_by(line, target):
        value = _changed(line, base, target)
        unit = baseline.unit or unit
    scope = case.scope
    return Proposal(
        baseline=_storable(base),
        target=_storable(value),
        unit=unit,
        direction=_direction(case, baseline, target),
        metric=_metric(line),
        starts_on=starts_on,
        due_on=due_on,
        sites=_sites(line, scope.places),
        channels=_written(line, scope.channels),
        products=_written(line, tuple(line.found.all("product"))),
        segments=_written(line, scope.segments),
        owner=case.person,
    )


def _in_unit_of(target: Amount | None, baseline: Amount) -> Decimal | None:
    """The starting value in the target's unit of time: from 4天 to 36小时 starts at 96小时."""
    hours = lexicon().tables["durations"]
    if target is None or baseline.value is None or baseline.unit == target.unit:
        return baseline.value
    if baseline.unit not in hours or target.unit not in hours:
        return baseline.value
    return (baseline.value * Decimal(hours[baseline.unit]) / Decimal(hours[target.unit])).quantize(Decimal("0.01"))


def _storable(value: Decimal | None) -> Decimal | None:
    if (
        value is None
        or not value.is_finite()
        or len(value.as_tuple().digits) > MOST_DIGITS
        or abs(value) >= 10**MOST_DIGITS
    ):
        return None
    return value


def _figures(case: Case) -> tuple[Amount | None, Amount | None]:
    """Baseline and target: the first pair; else the first figure that is no comparison value is the target."""
    if case.pairs:
        return case.pairs[0].baseline, case.pairs[0].target
    starts = {amount.start for amount in case.baselines}
    targets = [amount for amount in case.line.amounts if amount.start not in starts]
    return (case.baselines[0] if case.baselines else None), (targets[0] if targets else None)


def _changed(line: Line, base: Decimal, by: Amount) -> Decimal | None:
    """The target when the line says by how much: percentage points and plain figures are added; per cent of a total."""
    if by.value is None:
        return None
    falls = by.signed == "-" or (by.signed != "+" and bool(line.marks_in(line.clause_of(by.start), "lower")))
    change = base * by.value / 100 if by.unit == "%" else by.value
    return base - change if falls else base + change


def _direction(case: Case, baseline: Amount | None, target: Amount | None) -> Direction | None:
    line = case.line
    base = _in_unit_of(target, baseline) if baseline else None
    if target and base is not None and target.value is not None and not is_by(line, target):
        if not target.is_factor and target.value != base:
            return Direction.INCREASE if target.value > base else Direction.DECREASE
        if target.is_factor:
            return Direction.INCREASE if target.value > 1 else Direction.DECREASE
    if target and is_limited(line, target) and not is_change(line, target):
        return _limit(line, target)
    raising, lowering = line.found.all("raise"), line.found.all("lower")
    if raising or lowering:
        first = min((*raising, *lowering), key=lambda mark: mark.start)
        return Direction.DECREASE if any(mark is first for mark in lowering) else Direction.INCREASE
    if target:
        return Direction.INCREASE
    return Direction.MILESTONE if line.found.all("deliverable") else None


def _limit(line: Line, target: Amount) -> Direction:
    clause = line.clause_of(target.start)
    return Direction.AT_LEAST if line.has(clause, "at_least") else Direction.AT_MOST


def _days(case: Case) -> tuple[date | None, date | None]:
    """Start and due day: the last day said is due; a period alone gives both of its ends."""
    days = [day for day in case.due_days if day.last is not None]
    if not days:
        return None, None
    if len(days) == 1:
        day = days[0]
        due = _before(case.line, day)
        return (day.first if day.first != day.last and due == day.last else None), due
    due_day = max(days, key=lambda day: day.last or date.min)
    exact = [day for day in days if day.first == day.last]
    last = exact[-1] if exact else due_day
    first = min((day for day in days if day.first), key=lambda day: day.first or date.max)
    starts = first.first if first.first != first.last else None
    due = _before(case.line, last)
    return (starts if starts and due and starts <= due else None), due


def _before(line: Line, day: DayMark) -> date | None:
    """12月前 and "before October" mean the day before the month; a day, a month's end or a quarter means itself."""
    if day.first is None or day.last is None or day.first == day.last:
        return day.last
    ahead = line.chars[max(0, day.start - 8) : day.start]
    behind = line.chars[day.end : day.end + 2]
    ends = line.chars[day.start : day.end].endswith(("底", "末", "end"))
    if not ends and (ahead.endswith("before ") or behind.startswith(("前", "之前", "以前"))):
        return day.first - timedelta(days=1)
    return day.last


def _metric(line: Line) -> str:
    """The listed measure that stands first, as typed."""
    marks = line.found.all("metric")
    return line.raw[marks[0].start : marks[0].end] if marks else ""


def _written(line: Line, marks: tuple[Mark, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(line.raw[mark.start : mark.end] for mark in marks))


def _sites(line: Line, marks: tuple[Mark, ...]) -> tuple[str, ...]:
    """The sites by their names: "the German site" and "amazon Germany" are Germany, 德国站 is 德国."""
    countries = lexicon().tables["country_of"]
    written = (countries.get(mark.phrase) or line.raw[mark.start : mark.end].removesuffix("站") for mark in marks)
    return tuple(dict.fromkeys(written))
