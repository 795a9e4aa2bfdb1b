"""The recompute of one objective: measures, key results, objective, and the forecast that is kept.

It runs behind the objective's lock: a check-in that arrives meanwhile waits, marks the objective again, and is seen
by the next run. Running it twice changes nothing.
"""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F

from objectives.core import codec
from objectives.core.assess import assess
from objectives.core.facts import KeyResultResult, MeasureResult, ObjectiveResult
from objectives.models import ForecastRecord, KeyResult, Measure, Objective
from objectives.queries import figures
from okrplan import clock

LARGEST = Decimal(1_000_000)  # shares beyond this say nothing more; the column holds 7 digits before the point


@transaction.atomic
def recompute(*, objective_id: int, today: date) -> ObjectiveResult | None:
    """Compute and store the figures of an objective; None when it is gone."""
    objective = (
        Objective.objects.alive()
        .select_for_update(of=("self",))
        .select_related("cycle")
        .filter(pk=objective_id)
        .first()
    )
    if objective is None:
        return None
    result = assess(figures.facts_of([objective])[objective.pk], today, figures.bands())
    _store_objective(objective, result, today)
    _store_key_results(objective, result)
    _store_measures(result)
    _store_forecasts(objective, result, today)
    return result


def quarantine(*, objective_id: int) -> None:
    """Count a failed recompute; after three the sweep leaves the objective alone until it changes."""
    Objective.objects.filter(pk=objective_id).update(recompute_failures=F("recompute_failures") + 1)


def _store_objective(row: Objective, result: ObjectiveResult, today: date) -> None:
    row.completion, row.expected, row.forecast = map(_share, (result.completion, result.expected, result.forecast))
    row.gap = result.gap
    row.status = result.status.value
    row.lowered_by_id = result.lowered_by
    row.result = codec.dump(result)
    row.dirty_since = None
    row.computed_on = today
    row.computed_at = clock.now()
    row.recompute_failures = 0
    row.save(
        update_fields=[
            "completion",
            "expected",
            "forecast",
            "gap",
            "status",
            "lowered_by",
            "result",
            "dirty_since",
            "computed_on",
            "computed_at",
            "recompute_failures",
        ]
    )


def _store_key_results(objective: Objective, result: ObjectiveResult) -> None:
    made = {one.key: one for one in result.key_results}
    changed = []
    for row in KeyResult.objects.filter(pk__in=made):
        if _set_key_result(row, made[row.pk]):
            changed.append(row)
    KeyResult.objects.bulk_update(changed, ["completion", "expected", "forecast", "status"])


def _set_key_result(row: KeyResult, made: KeyResultResult) -> bool:
    after = (_share(made.progress), _share(made.expected), _share(made.forecast), made.status.value)
    before = (row.completion, row.expected, row.forecast, row.status)
    row.completion, row.expected, row.forecast, row.status = after
    return before != after


def _store_measures(result: ObjectiveResult) -> None:
    made = {one.key: one for kr in result.key_results for one in kr.measures}
    if result.own is not None:
        made[result.own.key] = result.own
    changed = [row for row in Measure.objects.filter(pk__in=made) if _set_measure(row, made[row.pk])]
    Measure.objects.bulk_update(changed, ["last_value", "last_day", "progress"])


def _set_measure(row: Measure, made: MeasureResult) -> bool:
    after = (
        made.last.value if made.last else None,
        made.last.day if made.last else None,
        _share(made.progress),
    )
    before = (row.last_value, row.last_day, row.progress)
    row.last_value, row.last_day, row.progress = after
    return before != after


def _store_forecasts(objective: Objective, result: ObjectiveResult, today: date) -> None:
    """One record a day for the objective and each key result, to be scored against what came."""
    rows = [
        ForecastRecord(
            objective=objective,
            day=today,
            method=result.basis.value,
            completion=_share(result.completion),
            expected=_share(result.expected),
            forecast=_share(result.forecast),
        )
    ]
    rows += [
        ForecastRecord(
            objective=objective,
            key_result_id=one.key,
            day=today,
            method=_method(one),
            completion=_share(one.progress),
            expected=_share(one.expected),
            forecast=_share(one.forecast),
        )
        for one in result.key_results
    ]
    ForecastRecord.objects.filter(objective=objective, day=today).delete()
    ForecastRecord.objects.bulk_create(rows)


def _method(result: KeyResultResult) -> str:
    used = [one.forecast.method.value for one in result.measures if one.forecast and one.weight_share]
    return used[0] if used else ""


def _share(value: Decimal | None) -> Decimal | None:
    """As the column keeps it: 8 places, within what it can hold."""
    if value is None:
        return None
    return max(min(value, LARGEST), -LARGEST).quantize(Decimal("0.00000001"))
