"""Forecast of one measure at its due day.

Sum: the points are the check-ins since the effective start, preceded by (effective start, 0) unless a check-in falls on
that day. Fewer than three points: pace, the last total over the share of the plan profile passed since the effective
start, that day included (with a linear profile: total / days since the start). From three points: the Theil-Sen slope,
the median of the slopes between all pairs, over the last six points. Slopes are per share of the plan profile, at
least 0, and run from the day of the last check-in, so that silence does not lower them: c + slope x remaining share.
Check-ins but no effective start yet: the pace is 0.

The needed pace is (target - c) / remaining share; it stands beside the present one as needed / present, which is above
1 exactly when the forecast is below the target.

One large entry: the last increment between two points is above three times the median of those before. It stays in the
forecast, and the forecast without that check-in stands beside it.

Level: as planned, that is the target (the last value where that is past it), while the last value is not worse than the
one before and its progress is at or above what was expected on its own day. Otherwise the last value + a damped
slope: the Theil-Sen slope per rhythm over the last six check-ins, multiplied by .9 + .9^2 + ... for every check-in
still due. One check-in has no slope: its value stands.

Limit: the share of periods held. Milestone: done is 1; until then 1 when the stated day (never earlier than today) is
in time, the share of accepted steps when it is late or the day has passed, and no forecast when nobody has stated one.

No check-in: no forecast. Shares are of the way to the target and not capped; capping belongs to the weighted mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations, pairwise
from statistics import median

from objectives.core.expected import expected, position, position_after
from objectives.core.facts import Forecast, MeasureFacts, Reading
from objectives.core.progress import done_share, effective_start, held_share, periods, share_of
from objectives.core.vocabulary import Accumulation, Direction, ForecastMethod
from objectives.core.weights import ONE, ZERO

TREND_POINTS = 6
POINTS_FOR_A_TREND = 3
LARGE_ENTRY = 3
DAMPING = Decimal("0.9")

Point = tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class Pace:
    """What a sum needs from its last check-in on; the days are calendar days up to and including the due day."""

    needed_per_day: Decimal | None  # in the measure's unit, on average; None once no day is left
    ratio: Decimal | None  # needed / present; None: no pace yet, or nothing left to do it in


def forecast(measure: MeasureFacts, today: date) -> Forecast | None:
    """The forecast of the measure as known at the end of today; None when there is nothing to make it from."""
    if measure.direction is Direction.MILESTONE:
        return _milestone(measure, today)
    if not measure.readings:
        return None
    if measure.direction.is_limit:
        return _limit(measure, today)
    if share_of(measure, measure.readings[-1].value) is None:
        return None
    return _sum(measure) if measure.accumulation is Accumulation.SUM else _level(measure)


def theil_sen(points: Sequence[Point]) -> Decimal | None:
    """Median slope over all pairs of (x, y) points; None when no two of them differ in x."""
    slopes = [(y2 - y1) / (x2 - x1) for (x1, y1), (x2, y2) in combinations(points, 2) if x1 != x2]
    return median(slopes) if slopes else None


def pace(measure: MeasureFacts, made: Forecast | None, today: date) -> Pace | None:
    """The needed pace of a sum, beside the present one when there is a forecast; None for every other measure."""
    if not _is_growing_sum(measure) or measure.target is None:
        return None
    if not measure.readings:
        return Pace(_per_day(measure.target, (measure.due_on - today).days + 1), None)
    last = measure.readings[-1]
    missing = max(ZERO, measure.target - last.value)
    left = ONE - position(measure, last.day)
    present = made.slope if made else None
    return Pace(
        needed_per_day=_per_day(missing, (measure.due_on - last.day).days),
        ratio=missing / left / present if present and left > 0 else None,
    )


def _per_day(missing: Decimal, days: int) -> Decimal | None:
    return missing / days if days > 0 else None


def _is_growing_sum(measure: MeasureFacts) -> bool:
    return measure.direction is Direction.INCREASE and measure.accumulation is Accumulation.SUM


def _sum(measure: MeasureFacts) -> Forecast:
    """c + slope x remaining share, with the large entry pointed out."""
    made = _trend(measure)
    increment = _large_entry([value for _, value in _points(measure)])
    if increment is None:
        return made
    without = _trend(replace(measure, readings=measure.readings[:-1]))
    return replace(made, one_large_entry=increment, without_large_entry=without.share)


def _trend(measure: MeasureFacts) -> Forecast:
    last = measure.readings[-1]
    points = _points(measure)
    method, slope = ForecastMethod.PACE, _pace_since_start(measure)
    if len(points) >= POINTS_FOR_A_TREND and (trend := theil_sen(points[-TREND_POINTS:])) is not None:
        method, slope = ForecastMethod.TREND, trend
    slope = max(ZERO, slope)
    value = last.value + slope * (ONE - position(measure, last.day))
    used = min(len(_since_start(measure)), TREND_POINTS)
    return Forecast(share=share_of(measure, value) or ZERO, method=method, value=value, points=used, slope=slope)


def _since_start(measure: MeasureFacts) -> list[Reading]:
    since = effective_start(measure)
    return [reading for reading in measure.readings if since is not None and reading.day >= since]


def _points(measure: MeasureFacts) -> list[Point]:
    """(position on the plan profile, running total) from the effective start on."""
    since, readings = effective_start(measure), _since_start(measure)
    points = [(position(measure, reading.day), reading.value) for reading in readings]
    if since is not None and readings and readings[0].day != since:
        points.insert(0, (position(measure, since), ZERO))
    return points


def _pace_since_start(measure: MeasureFacts) -> Decimal:
    """Last total / share of the plan profile passed since the effective start, that day included; 0 if none passed."""
    since, last = effective_start(measure), measure.readings[-1]
    if since is None or since > last.day:
        return ZERO
    morning = position_after(measure, (since - measure.planned_start).days)
    passed = position(measure, last.day) - morning
    return last.value / passed if passed > 0 else ZERO


def _large_entry(totals: Sequence[Decimal]) -> Decimal | None:
    """The last increment if it is above three times the median of those before."""
    increments = [later - earlier for earlier, later in pairwise(totals)]
    if len(increments) < 2:
        return None
    *before, last = increments
    return last if last > max(ZERO, LARGE_ENTRY * median(before)) else None


def _level(measure: MeasureFacts) -> Forecast:
    if _keeps_up(measure):
        last = measure.readings[-1].value
        share = max(ONE, share_of(measure, last) or ZERO)
        value = last if share > 1 else measure.target
        points = min(2, len(measure.readings))
        return Forecast(share=share, method=ForecastMethod.AS_PLANNED, value=value, points=points)
    return _damped(measure)


def _keeps_up(measure: MeasureFacts) -> bool:
    """Last value not worse than the one before, and at or above what was expected on its own day."""
    now, *before = (share_of(measure, reading.value) or ZERO for reading in measure.readings[:-3:-1])
    return all(now >= share for share in before) and now >= expected(measure, measure.readings[-1].day)


def _damped(measure: MeasureFacts) -> Forecast:
    used = measure.readings[-TREND_POINTS:]
    rhythm = measure.rhythm.days
    slope = theil_sen([(Decimal((r.day - used[0].day).days) / rhythm, r.value) for r in used]) or ZERO
    last = used[-1]
    due = max(0, (measure.due_on - last.day).days) // rhythm
    value = last.value + slope * DAMPING * (ONE - DAMPING**due) / (ONE - DAMPING)
    share = share_of(measure, value) or ZERO
    return Forecast(share=share, method=ForecastMethod.DAMPED, value=value, points=len(used), slope=slope)


def _limit(measure: MeasureFacts, today: date) -> Forecast | None:
    held = held_share(measure, today)
    if held is None:
        return None
    return Forecast(share=held, method=ForecastMethod.HELD, points=periods(measure, today).due)


def _milestone(measure: MeasureFacts, today: date) -> Forecast | None:
    done = done_share(measure)
    if done == ONE:
        return Forecast(share=ONE, method=ForecastMethod.DONE)
    if today > measure.due_on:
        return Forecast(share=done, method=ForecastMethod.STATED)
    if measure.forecast_finish is None:
        return None
    in_time = measure.forecast_finish <= measure.due_on
    return Forecast(share=ONE if in_time else done, method=ForecastMethod.STATED)
