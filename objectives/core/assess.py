"""An objective assessed as of a day: completion, forecast, gap, status, and the same for each key result.

1. Only what was known at the end of the day counts: later check-ins, acceptances and starts are left out at the entry.
   Check-ins are put in order of day, and of two on one day the last in the list stands. A measure without dates of its
   own has those of its key result (the objective's own metric those of the objective).
2. Each measure is forecast by itself, capped at 100 %, and weighted upwards through its key result; the objective's own
   percentage is never extrapolated. Completion, expected progress and forecast are weighted means of the key results.
3. The objective's own metric, once it has a check-in, gives the direct completion and forecast beside the mean. The
   basis says which of the two leads; without a check-in the mean does.
4. Gap = (1 - forecast) x |target - origin| in the unit of the own metric, from the unrounded forecast; the origin is
   the baseline of a level, 0 of a sum. The forecast is capped, so the gap is never negative.
5. Status from the leading forecast. Without one: "no data" when no key result counts, or when over a third of the
   weight is without data although 20 % of the period has passed; otherwise "too early". When the own metric leads, two
   missed check-ins of it cap at behind. Then it is lowered to the worst key result's, and a person has the last word.
"""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from objectives.core import status, weights
from objectives.core.expected import elapsed
from objectives.core.facts import (
    Bands,
    KeyResultFacts,
    KeyResultResult,
    MeasureFacts,
    MeasureResult,
    ObjectiveFacts,
    ObjectiveResult,
)
from objectives.core.progress import origin
from objectives.core.rollup import ENOUGH_ELAPSED, key_result_result, measure_result
from objectives.core.vocabulary import Basis, Status
from objectives.core.weights import ONE, clamp

DEFAULT_BANDS = Bands()


def assess(facts: ObjectiveFacts, today: date, bands: Bands = DEFAULT_BANDS) -> ObjectiveResult:
    """Everything a page or report shows of an objective at the end of the day `today`; shares where 1 is 100 %."""
    facts = as_known_on(facts, today)
    key_results = _key_results(facts, today, bands)
    own = measure_result(facts.own, today) if facts.own else None
    mean = _mean(facts, key_results)
    lead = _leading(facts, mean, key_results, own)
    lowered, lowered_by = status.of_objective(_base(facts, lead, mean, own, today, bands), key_results)
    shown = status.by_person(lowered, lowered_to=facts.lowered_to, raised_to=facts.raised_to)
    return ObjectiveResult(
        as_of=today,
        completion=lead.completion,
        expected=lead.expected,
        forecast=lead.forecast,
        gap=gap(facts.own, lead.forecast),
        status=shown,
        lowered_by=lowered_by if shown is lowered else None,
        basis=lead.basis,
        direct_completion=own.progress if own and own.last else None,
        direct_forecast=_capped(own) if own and own.last else None,
        mean_completion=mean.done.value,
        mean_forecast=mean.ahead.value,
        left_out=tuple(key_results[position].key for position in mean.done.left_out),
        not_enough_data=mean.done.not_enough_data,
        too_early=lead.forecast is None and any(result.weight_share for result in key_results),
        stale=lead.stale,
        days_left=max(0, (facts.due_on - today).days),
        worst=_worst(key_results),
        key_results=key_results,
        own=own,
        computed_status=lowered,
        by_person=shown is not lowered,
        last_day=lead.last_day,
    )


def gap(own: MeasureFacts | None, forecast: Decimal | None) -> Decimal | None:
    """(1 - forecast) x |target - origin| in the own metric's unit; None without a metric that grows or falls."""
    if own is None or forecast is None or own.target is None or (start := origin(own)) is None:
        return None
    return (ONE - clamp(forecast)) * abs(own.target - start)


@dataclass(frozen=True, slots=True)
class _Means:
    """The key results' means, weighted by the objective."""

    done: weights.Mean
    planned: weights.Mean
    ahead: weights.Mean


@dataclass(frozen=True, slots=True)
class _Lead:
    """The figures that lead the objective, and how fresh they are."""

    basis: Basis
    completion: Decimal | None
    expected: Decimal | None
    forecast: Decimal | None
    stale: bool
    last_day: date | None


def _key_results(facts: ObjectiveFacts, today: date, bands: Bands) -> tuple[KeyResultResult, ...]:
    declared = [key_result.weight for key_result in facts.key_results]
    return tuple(
        key_result_result(key_result, today, bands, weight_share=share, weight_percent=percent)
        for key_result, share, percent in zip(
            facts.key_results, weights.shares(declared), weights.percentages(declared), strict=True
        )
    )


def _mean(facts: ObjectiveFacts, results: tuple[KeyResultResult, ...]) -> _Means:
    pairs = [(key_result.weight, result) for key_result, result in zip(facts.key_results, results, strict=True)]
    return _Means(
        done=weights.weighted_mean([(weight, result.progress) for weight, result in pairs]),
        planned=weights.weighted_mean([(weight, result.expected) for weight, result in pairs]),
        ahead=weights.weighted_mean([(weight, result.forecast) for weight, result in pairs]),
    )


def _leading(
    facts: ObjectiveFacts, mean: _Means, results: tuple[KeyResultResult, ...], own: MeasureResult | None
) -> _Lead:
    if facts.basis is Basis.OWN_METRIC and own and own.last:
        return _Lead(Basis.OWN_METRIC, own.progress, own.expected, _capped(own), own.stale, own.last.day)
    counting = [result for result in results if result.weight_share]
    return _Lead(
        Basis.KEY_RESULTS,
        mean.done.value,
        mean.planned.value,
        mean.ahead.value,
        stale=any(result.stale for result in counting),
        last_day=max((result.last_day for result in counting if result.last_day), default=None),
    )


def _capped(own: MeasureResult) -> Decimal | None:
    return clamp(own.forecast.share) if own.forecast else None


def _base(
    facts: ObjectiveFacts, lead: _Lead, mean: _Means, own: MeasureResult | None, today: date, bands: Bands
) -> Status:
    """The objective's status before its key results lower it."""
    leads_itself = own is not None and lead.basis is Basis.OWN_METRIC
    if lead.forecast is not None:
        base = status.of_forecast(lead.forecast, bands)
    elif not leads_itself and (lead.expected is None or _silent(facts, mean, today)):
        base = Status.NO_DATA
    else:
        base = Status.TOO_EARLY
    return status.capped(base, guardrail_broken=False, missed=own.missed if own and leads_itself else 0)


def _silent(facts: ObjectiveFacts, mean: _Means, today: date) -> bool:
    """Over a third of the weight without data although enough of the period has passed."""
    return mean.done.not_enough_data and elapsed(facts.starts_on, facts.due_on, today) >= ENOUGH_ELAPSED


def _worst(results: tuple[KeyResultResult, ...]) -> int | None:
    """The key result with the largest loss x weight; the first of equals; None when nothing is lost."""
    worst = max(results, key=lambda result: result.loss, default=None)
    return worst.key if worst is not None and worst.loss > 0 else None


def as_known_on(facts: ObjectiveFacts, today: date) -> ObjectiveFacts:
    """The facts without what happened after today, each measure with its dates filled in and its readings in order."""
    own = facts.own and _known_measure(facts.own, facts.starts_on, facts.due_on, today)
    return replace(facts, own=own, key_results=tuple(_known_key_result(row, today) for row in facts.key_results))


def _known_key_result(key_result: KeyResultFacts, today: date) -> KeyResultFacts:
    measures = (
        _known_measure(measure, key_result.planned_start, key_result.due_on, today) for measure in key_result.measures
    )
    return replace(key_result, measures=tuple(measures))


def _known_measure(measure: MeasureFacts, planned_start: date, due_on: date, today: date) -> MeasureFacts:
    by_day = {reading.day: reading for reading in measure.readings if reading.day <= today}
    started = measure.effective_start
    return replace(
        measure,
        planned_start=planned_start if measure.planned_start == date.min else measure.planned_start,
        due_on=due_on if measure.due_on == date.max else measure.due_on,
        effective_start=started if started is not None and started <= today else None,
        readings=tuple(by_day[day] for day in sorted(by_day)),
        steps=tuple(
            replace(step, accepted_on=None) if step.accepted_on and step.accepted_on > today else step
            for step in measure.steps
        ),
    )
