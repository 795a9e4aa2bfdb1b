"""How a figure was calculated, as lines without language: a code and the named numbers and days that went in.

The lines follow the calculation: the value against its target, what was expected by the day, how late it started, how
the forecast was made (or why there is none), what disturbs it. Above a measure they follow the weighted mean: each part
with its weight, what was left out, the mean, and what lowered the status. The shell puts each code into a sentence.
Keys of measures and key results stand in the input `key`, shares are of 1, and days are `date`s.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from objectives.core.expected import position
from objectives.core.facts import (
    Forecast,
    KeyResultResult,
    MeasureFacts,
    MeasureResult,
    ObjectiveFacts,
    ObjectiveResult,
    Reading,
)
from objectives.core.forecast import DAMPING
from objectives.core.progress import origin
from objectives.core.status import MISSED_FOR_BEHIND
from objectives.core.vocabulary import Accumulation, Basis, Direction, Explained, ForecastMethod
from objectives.core.weights import ONE

BIG_JUMP = Decimal("0.2")

Input = Decimal | date | int | None


@dataclass(frozen=True, slots=True)
class Line:
    """One step of a calculation."""

    code: Explained
    inputs: dict[str, Input]


def _line(code: Explained, **inputs: Input) -> Line:
    return Line(code, inputs)


def measure(facts: MeasureFacts, result: MeasureResult, today: date) -> tuple[Line, ...]:
    """The lines of a measure. Its facts are those known on the day, with dates filled in: `assess.as_known_on`."""
    return (
        _progress(facts, result),
        _expected(facts, result, today),
        *_start(facts, result),
        *_forecast(facts, result),
        *_pace(facts, result),
        *_freshness(result),
    )


def _progress(facts: MeasureFacts, result: MeasureResult) -> Line:
    if facts.direction is Direction.MILESTONE:
        return _line(
            Explained.PROGRESS_MILESTONE,
            progress=result.progress,
            accepted=sum(step.accepted_on is not None for step in facts.steps),
            steps=len(facts.steps),
        )
    if result.last is None or result.progress is None:
        return _line(Explained.NO_VALUE)
    if facts.direction.is_limit:
        return _line(
            Explained.PROGRESS_LIMIT,
            met=result.periods_met,
            due=result.periods_due,
            missing=result.periods_missing,
            expected=result.expected,
            progress=result.progress,
            target=facts.target,
        )
    code = Explained.PROGRESS_SUM if facts.accumulation is Accumulation.SUM else Explained.PROGRESS_LEVEL
    return _line(
        code,
        value=result.last.value,
        day=result.last.day,
        baseline=facts.baseline,
        target=facts.target,
        progress=result.progress,
    )


def _expected(facts: MeasureFacts, result: MeasureResult, today: date) -> Line:
    if facts.direction is Direction.MILESTONE:
        return _line(Explained.EXPECTED_MILESTONE, due_on=facts.due_on, expected=result.expected)
    return _line(
        Explained.EXPECTED_PROFILE if facts.profile else Explained.EXPECTED_LINEAR,
        planned_start=facts.planned_start,
        due_on=facts.due_on,
        days_passed=max(0, (min(today, facts.due_on) - facts.planned_start).days + 1),
        days=(facts.due_on - facts.planned_start).days + 1,
        expected=result.expected,
    )


def _start(facts: MeasureFacts, result: MeasureResult) -> list[Line]:
    if not result.days_late:
        return []
    if result.effective_start is None:
        return [_line(Explained.NOT_STARTED, planned_start=facts.planned_start, days=result.days_late)]
    return [
        _line(
            Explained.STARTED_LATE,
            planned_start=facts.planned_start,
            effective_start=result.effective_start,
            days=result.days_late,
        )
    ]


def _forecast(facts: MeasureFacts, result: MeasureResult) -> list[Line]:
    made, last = result.forecast, result.last
    if made is None:
        return [_line(Explained.TOO_EARLY, planned_start=facts.planned_start, due_on=facts.due_on)]
    if made.method is ForecastMethod.DONE:
        return [_line(Explained.FORECAST_DONE)]
    if made.method is ForecastMethod.STATED:
        finish = facts.forecast_finish
        return [_line(Explained.FORECAST_STATED, finish=finish, due_on=facts.due_on, share=made.share)]
    if made.method is ForecastMethod.HELD or last is None:
        met, due = result.periods_met, result.periods_due
        return [_line(Explained.FORECAST_HELD, met=met, due=due, share=made.share)]
    return [_extrapolation(facts, made, last), *_large_entry(made)]


def _extrapolation(facts: MeasureFacts, made: Forecast, last: Reading) -> Line:
    known: dict[str, Input] = {"points": made.points, "value": last.value, "day": last.day, "due_on": facts.due_on}
    ahead: dict[str, Input] = {"forecast": made.value, "target": facts.target, "share": made.share}
    days_left = max(0, (facts.due_on - last.day).days)
    if made.method is ForecastMethod.AS_PLANNED:
        return Line(Explained.FORECAST_AS_PLANNED, {**known, **ahead})
    if made.method is ForecastMethod.DAMPED:
        due = days_left // facts.rhythm.days
        return Line(
            Explained.FORECAST_DAMPED,
            {**known, "slope": made.slope, "damping": DAMPING, "check_ins_due": due, **ahead},
        )
    left = ONE - position(facts, last.day)
    per_day = made.slope * left / days_left if made.slope is not None and days_left else None
    code = Explained.FORECAST_PACE if made.method is ForecastMethod.PACE else Explained.FORECAST_TREND
    return Line(
        code,
        {**known, "slope": made.slope, "left": left, "days_left": days_left, "per_day": per_day, **ahead},
    )


def _large_entry(made: Forecast) -> list[Line]:
    if made.one_large_entry is None:
        return []
    return [
        _line(
            Explained.LARGE_ENTRY,
            entry=made.one_large_entry,
            share=made.share,
            without=made.without_large_entry,
        )
    ]


def _pace(facts: MeasureFacts, result: MeasureResult) -> list[Line]:
    if not result.needed_per_day:
        return []
    if result.pace_needed is None:
        return [_line(Explained.NO_PACE_YET, per_day=result.needed_per_day, due_on=facts.due_on)]
    return [_line(Explained.PACE_NEEDED, per_day=result.needed_per_day, ratio=result.pace_needed, due_on=facts.due_on)]


def _freshness(result: MeasureResult) -> list[Line]:
    lines = [_line(Explained.MISSED, missed=result.missed)] if result.missed else []
    return [*lines, _line(Explained.STALE, day=result.last.day)] if result.stale and result.last else lines


def key_result(result: KeyResultResult) -> tuple[Line, ...]:
    """The lines of a key result: its counting measures, their mean, and what lowered its status."""
    parts = [
        _line(
            Explained.PART,
            key=part.key,
            weight=part.weight_share,
            progress=part.progress,
            forecast=part.forecast.share if part.forecast else None,
        )
        for part in result.measures
        if part.weight_share
    ]
    lowered = [_line(Explained.GUARDRAIL_BROKEN)] if result.guardrail_broken else []
    if result.missed >= MISSED_FOR_BEHIND:
        lowered.append(_line(Explained.CAPPED_BY_MISSED, missed=result.missed))
    mean = _mean(result.left_out, result.not_enough_data, result.progress, result.forecast)
    return (*parts, *mean, *lowered)


def objective(facts: ObjectiveFacts, result: ObjectiveResult) -> tuple[Line, ...]:
    """The lines of an objective: its key results, their mean, its own metric, the gap, and what lowered its status."""
    parts = [
        _line(
            Explained.PART,
            key=part.key,
            weight=part.weight_share,
            percent=part.weight_percent,
            progress=part.progress,
            forecast=part.forecast,
        )
        for part in result.key_results
        if part.weight_share
    ]
    mean = _mean(result.left_out, result.not_enough_data, result.mean_completion, result.mean_forecast)
    return (*parts, *mean, *_direct(result), *_gap(facts, result), *_lowered(result))


def _mean(
    left_out: tuple[int, ...], not_enough: bool, progress: Decimal | None, forecast: Decimal | None
) -> list[Line]:
    lines = [_line(Explained.LEFT_OUT, key=key) for key in left_out]
    if not_enough:
        return [*lines, _line(Explained.NOT_ENOUGH_DATA)]
    return [*lines, _line(Explained.MEAN, progress=progress, forecast=forecast)]


def _direct(result: ObjectiveResult) -> list[Line]:
    if result.direct_completion is None:
        return []
    leads = int(result.basis is Basis.OWN_METRIC)
    return [
        _line(Explained.DIRECT, progress=result.direct_completion, forecast=result.direct_forecast, leads=leads),
    ]


def _gap(facts: ObjectiveFacts, result: ObjectiveResult) -> list[Line]:
    if result.gap is None or facts.own is None:
        return []
    target, start = facts.own.target, origin(facts.own)
    return [_line(Explained.GAP, forecast=result.forecast, target=target, origin=start, gap=result.gap)]


def _lowered(result: ObjectiveResult) -> list[Line]:
    if result.by_person:
        return [_line(Explained.BY_PERSON)]
    return [_line(Explained.LOWERED_BY, key=result.lowered_by)] if result.lowered_by is not None else []


def jumps(before: ObjectiveResult, after: ObjectiveResult) -> tuple[Line, ...]:
    """The key results whose forecast moved by more than 20 points from one day to the next, or (None) the objective.

    Where the objective jumped although no key result did, one began or ceased to be too early: the line has no key.
    """
    earlier = {part.key: part.forecast for part in before.key_results}
    moved = [
        _line(Explained.JUMP, key=part.key, before=earlier.get(part.key), after=part.forecast)
        for part in after.key_results
        if _is_jump(earlier.get(part.key), part.forecast)
    ]
    if not moved and _is_jump(before.forecast, after.forecast):
        moved.append(_line(Explained.JUMP, key=None, before=before.forecast, after=after.forecast))
    return tuple(moved)


def _is_jump(before: Decimal | None, after: Decimal | None) -> bool:
    return before is not None and after is not None and abs(after - before) > BIG_JUMP
