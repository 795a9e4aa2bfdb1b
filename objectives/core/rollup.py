"""From measures to a key result: what it shows, and what it hands on.

A measure counts in its key result's mean when it is no guardrail and its weight is above 0; the others are shown.

Too early: under 20 % of the measure's period has elapsed, or there is no check-in (for a milestone: no stated day) to
forecast from. No forecast is given then. A sum that has reached its target and an accepted milestone are never too
early: nothing is extrapolated.

Progress, expected progress and forecast of a key result are weighted means of its counting measures, each measure's
forecast capped at 100 % first. A measure without progress (or, for the forecast, without forecast) is left out and the
rest scaled up; above a third of the weight there is none. Without a forecast the key result is too early.

Missed check-ins and staleness come from the counting measures, the worst of them; the late start from the measure that
started first, guardrails aside.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from objectives.core import status, weights
from objectives.core.expected import elapsed, expected
from objectives.core.facts import Bands, Forecast, KeyResultFacts, KeyResultResult, MeasureFacts, MeasureResult
from objectives.core.forecast import forecast, pace
from objectives.core.progress import (
    days_late,
    effective_start,
    has_started,
    is_broken,
    is_stale,
    missed_check_ins,
    periods,
    progress,
)
from objectives.core.vocabulary import Accumulation, Direction, ForecastMethod, Status
from objectives.core.weights import ONE, ZERO

ENOUGH_ELAPSED = Decimal("0.2")


def measure_result(measure: MeasureFacts, today: date, weight_share: Decimal = ZERO) -> MeasureResult:
    """Everything a page shows of one measure at the end of today; facts later than today must be filtered out."""
    made = forecast(measure, today)
    too_early = is_too_early(measure, made, today)
    needed = pace(measure, made, today)
    counted = periods(measure, today)
    return MeasureResult(
        key=measure.key,
        progress=progress(measure, today),
        expected=expected(measure, today),
        forecast=None if too_early else made,
        last=measure.readings[-1] if measure.readings else None,
        weight_share=weight_share,
        effective_start=effective_start(measure),
        days_late=days_late(measure, today),
        started=has_started(measure),
        broken=is_broken(measure),
        missed=missed_check_ins(measure, today),
        stale=is_stale(measure, today),
        too_early=too_early,
        periods_due=counted.due,
        periods_met=counted.met,
        periods_missing=counted.missing,
        pace_needed=needed.ratio if needed else None,
        needed_per_day=needed.needed_per_day if needed else None,
    )


def is_too_early(measure: MeasureFacts, made: Forecast | None, today: date) -> bool:
    """Whether a forecast is withheld: too little of the period has passed, or nothing says where the measure goes."""
    if made is None:
        return True
    return elapsed(measure.planned_start, measure.due_on, today) < ENOUGH_ELAPSED and not _is_settled(measure, made)


def _is_settled(measure: MeasureFacts, made: Forecast) -> bool:
    reached = measure.target is not None and bool(measure.readings) and measure.readings[-1].value >= measure.target
    is_sum = measure.direction is Direction.INCREASE and measure.accumulation is Accumulation.SUM
    return made.method is ForecastMethod.DONE or (is_sum and reached)


def key_result_result(
    key_result: KeyResultFacts, today: date, bands: Bands, *, weight_share: Decimal, weight_percent: int
) -> KeyResultResult:
    """A key result at the end of today, with the share of the objective's mean that its weight gives it."""
    pairs = _pairs(key_result, today)
    counting = [(facts.weight, result) for facts, result in pairs if result.weight_share]
    done = weights.weighted_mean([(weight, result.progress) for weight, result in counting])
    planned = weights.weighted_mean([(weight, result.expected) for weight, result in counting])
    ahead = weights.weighted_mean([(weight, _share(result)) for weight, result in counting])
    broken = any(facts.guardrail and result.broken for facts, result in pairs)
    missed = max((result.missed for _, result in counting), default=0)
    outcome = [result for facts, result in pairs if not facts.guardrail]
    return KeyResultResult(
        key=key_result.key,
        progress=done.value,
        expected=planned.value,
        forecast=ahead.value,
        status=status.capped(_base(ahead.value, bool(counting), bands), guardrail_broken=broken, missed=missed),
        weight_share=weight_share,
        weight_percent=weight_percent,
        too_early=bool(counting) and ahead.value is None,
        stale=any(result.stale for _, result in counting),
        days_late=_late(outcome),
        started=any(result.started for result in outcome),
        guardrail_broken=broken,
        missed=missed,
        loss=ZERO if ahead.value is None else (ONE - ahead.value) * weight_share,
        left_out=tuple(counting[position][1].key for position in done.left_out),
        measures=tuple(result for _, result in pairs),
        not_enough_data=done.not_enough_data,
        last_day=max((result.last.day for _, result in counting if result.last), default=None),
    )


def _pairs(key_result: KeyResultFacts, today: date) -> list[tuple[MeasureFacts, MeasureResult]]:
    """Each measure with its result; guardrails and measures of weight 0 have no share of the mean."""
    counted = weights.shares([0 if measure.guardrail else measure.weight for measure in key_result.measures])
    return [
        (measure, measure_result(measure, today, share))
        for measure, share in zip(key_result.measures, counted, strict=True)
    ]


def _share(result: MeasureResult) -> Decimal | None:
    return result.forecast.share if result.forecast else None


def _base(forecast: Decimal | None, counts: bool, bands: Bands) -> Status:
    if forecast is not None:
        return status.of_forecast(forecast, bands)
    return Status.TOO_EARLY if counts else Status.NO_DATA


def _late(measures: Sequence[MeasureResult]) -> int:
    """Days late of the measure that is known to have started first; the days so far when none has started."""
    if any(result.started for result in measures):
        return min((result.days_late for result in measures if result.effective_start is not None), default=0)
    return max((result.days_late for result in measures), default=0)
