"""The burn-up of an objective: completion on the days of its check-ins, the plan, and the forecast.

Each point of the actual line is the completion as the check-ins up to that day give it. Progress is counted from an
origin, so the line starts at 0 on the objective's first day unless a check-in was made by then. It ends at the last
check-in, or today where today's figure is another one (a limit counts every day it holds): silence draws no flat line.

The plan is read every week and on each day where its slope can change: when a key result is to start or is due, and at
the end of each week of a weekly plan. Between those days a straight line is exact. The forecast runs straight from the
last point of the actual line to the due day. All of them speak of the figure that leads today: the key results' mean,
or the objective's own metric.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from objectives.core.assess import assess
from objectives.core.expected import WEEK
from objectives.core.facts import MeasureFacts, ObjectiveFacts, ObjectiveResult
from objectives.core.vocabulary import Basis
from objectives.core.weights import ZERO, clamp

MOST_POINTS = 60  # more of them cannot be told apart on a chart, and each is a whole assessment

Point = tuple[date, Decimal]


@dataclass(frozen=True, slots=True)
class BurnUp:
    """Lines of (day, share where 1 is 100 %) in ascending order of day; empty ones are not known."""

    starts_on: date
    due_on: date
    actual: tuple[Point, ...]
    plan: tuple[Point, ...]
    forecast: tuple[Point, ...]


def burn_up(facts: ObjectiveFacts, result: ObjectiveResult) -> BurnUp:
    """The lines of an objective whose assessment at the end of `result.as_of` is `result`."""
    days = _check_in_days(facts, result.as_of)
    starts_on = min([facts.starts_on, *days[:1]])
    actual = _actual(facts, result, days, starts_on)
    return BurnUp(
        starts_on=starts_on,
        due_on=facts.due_on,
        actual=actual,
        plan=tuple(_plan(facts, result.basis, starts_on)),
        forecast=_forecast(facts, result, actual),
    )


def _check_in_days(facts: ObjectiveFacts, today: date) -> list[date]:
    """Days with a check-in up to today; of very many an even choice that keeps the first and the last."""
    days = sorted({reading.day for one in _measures(facts) for reading in one.readings if reading.day <= today})
    if len(days) <= MOST_POINTS:
        return days
    last = len(days) - 1
    return [days[position * last // (MOST_POINTS - 1)] for position in range(MOST_POINTS)]


def _measures(facts: ObjectiveFacts) -> Iterable[MeasureFacts]:
    if facts.own is not None:
        yield facts.own
    for key_result in facts.key_results:
        yield from key_result.measures


def _actual(facts: ObjectiveFacts, result: ObjectiveResult, days: list[date], starts_on: date) -> tuple[Point, ...]:
    known = [(day, share) for day in days if (share := _completion(assess(facts, day), result.basis)) is not None]
    if not known:
        return ()
    if known[0][0] > starts_on:
        known.insert(0, (starts_on, ZERO))
    now = _completion(result, result.basis)
    if now is not None and known[-1][0] < result.as_of and now != known[-1][1]:
        known.append((result.as_of, now))
    return tuple(known)


def _completion(result: ObjectiveResult, basis: Basis) -> Decimal | None:
    return result.direct_completion if basis is Basis.OWN_METRIC else result.mean_completion


def _plan(facts: ObjectiveFacts, basis: Basis, starts_on: date) -> Iterable[Point]:
    unread = _without_readings(facts)
    for day in sorted(_plan_days(facts, starts_on)):
        result = assess(unread, day)
        expected = result.own.expected if basis is Basis.OWN_METRIC and result.own else _mean_expected(result)
        if expected is not None:
            yield day, expected


def _without_readings(facts: ObjectiveFacts) -> ObjectiveFacts:
    """The same plan before anything was checked in: what it expects is the same, and quicker to know."""
    own = facts.own and replace(facts.own, readings=())
    key_results = (
        replace(one, measures=tuple(replace(measure, readings=()) for measure in one.measures))
        for one in facts.key_results
    )
    return replace(facts, own=own, key_results=tuple(key_results))


def _mean_expected(result: ObjectiveResult) -> Decimal | None:
    parts = [(one.weight_share, one.expected) for one in result.key_results if one.expected is not None]
    total = sum((weight for weight, _ in parts), ZERO)
    return sum((weight * clamp(share) for weight, share in parts), ZERO) / total if total else None


def _plan_days(facts: ObjectiveFacts, starts_on: date) -> set[date]:
    days = {starts_on, facts.due_on}
    for key_result in facts.key_results:
        for measure in key_result.measures:
            bends = (measure.planned_start, measure.due_on, measure.due_on - timedelta(days=1))
            days |= {day for day in (*bends, *_week_ends(measure)) if starts_on < day < facts.due_on}
    if facts.own is not None:
        days |= {day for day in _week_ends(facts.own) if starts_on < day < facts.due_on}
    week = starts_on + timedelta(days=7)
    while week < facts.due_on:
        days.add(week)
        week += timedelta(days=7)
    return days


def _week_ends(measure: MeasureFacts) -> list[date]:
    """The last days of the weeks of a weekly plan; none when it is linear."""
    return [measure.planned_start + timedelta(days=WEEK * place - 1) for place in range(1, len(measure.profile) + 1)]


def _forecast(facts: ObjectiveFacts, result: ObjectiveResult, actual: tuple[Point, ...]) -> tuple[Point, ...]:
    if result.forecast is None or not actual or actual[-1][0] >= facts.due_on:
        return ()
    return (actual[-1], (facts.due_on, result.forecast))
