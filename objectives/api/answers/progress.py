"""Progress and forecast of an objective as of a day."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django.db.models import Q, QuerySet
from rest_framework import serializers

from objectives.api.answers import words
from objectives.api.answers.words import WordField
from objectives.core.facts import Forecast, KeyResultResult, MeasureResult, ObjectiveResult
from objectives.core.vocabulary import Basis, ForecastMethod, RiskKind, Status
from objectives.models import KeyResult, Measure, Objective, Risk
from okrplan.api.serializers import KeyField, NumberField

Shown = dict[str, Any]
Output = serializers.Serializer[Any]


class LastValueShape(Output):
    """The last check-in that counts."""

    day = serializers.DateField()
    value = NumberField(allow_null=False)


class ForecastShape(Output):
    """Where a measure will be on its due day, if it goes on like this. `share` of 1, not capped."""

    share = NumberField(allow_null=False)
    method = WordField(ForecastMethod)
    value = NumberField(help_text="In the measure's unit.")
    low = NumberField()
    high = NumberField()
    points = serializers.IntegerField(help_text="Check-ins it stands on.")


class MeasureProgressShape(Output):
    """One measure as of the day. Shares of 1, not clamped."""

    id = KeyField()
    name = serializers.CharField()
    name_other = serializers.CharField()
    unit = serializers.CharField()
    progress = NumberField()
    expected = NumberField()
    forecast = ForecastShape(allow_null=True)
    last = LastValueShape(allow_null=True)
    effective_start = serializers.DateField(allow_null=True)
    days_late = serializers.IntegerField()
    started = serializers.BooleanField()
    broken = serializers.BooleanField(help_text="A limit whose last value is on the wrong side.")
    missed = serializers.IntegerField(help_text="Check-ins that were due and did not come.")
    stale = serializers.BooleanField()
    too_early = serializers.BooleanField()
    pace_needed = NumberField(help_text="Needed pace / present pace.")
    needed_per_day = NumberField()


class KeyResultProgressShape(Output):
    """One key result as of the day: means of its measures, each clamped to 0..1."""

    id = KeyField()
    code = serializers.CharField()
    title = serializers.CharField()
    title_other = serializers.CharField()
    progress = NumberField()
    expected = NumberField()
    forecast = NumberField()
    status = WordField(Status)
    weight_share = NumberField(allow_null=False)
    weight_percent = serializers.IntegerField()
    days_late = serializers.IntegerField()
    started = serializers.BooleanField()
    guardrail_broken = serializers.BooleanField()
    missed = serializers.IntegerField()
    stale = serializers.BooleanField()
    too_early = serializers.BooleanField()
    not_enough_data = serializers.BooleanField()
    loss = NumberField(allow_null=False, help_text="(1 - forecast) × weight: what it will cost the objective.")
    left_out = serializers.ListField(child=KeyField(), help_text="Measures without data.")
    last_day = serializers.DateField(allow_null=True)
    measures = MeasureProgressShape(many=True)


class NamedRiskShape(Output):
    """A risk that a person wrote down."""

    id = KeyField()
    key_result = KeyField()
    kind = WordField(RiskKind)
    is_deadly = serializers.BooleanField()
    title = serializers.CharField()
    title_other = serializers.CharField()


class ShownShape(Output):
    """The leading figures as the pages print them, in the caller's language."""

    completion = serializers.CharField(allow_null=True)
    expected = serializers.CharField(allow_null=True)
    forecast = serializers.CharField(allow_null=True)
    gap = serializers.CharField(allow_null=True)


class ProgressShape(Output):
    """An objective as of a day. Shares of 1; the gap in the unit of its own measure, from the unrounded forecast."""

    as_of = serializers.DateField()
    completion = NumberField()
    expected = NumberField()
    forecast = NumberField()
    gap = NumberField()
    unit = serializers.CharField(help_text="Of the gap.")
    shown = ShownShape()
    status = WordField(Status)
    computed_status = WordField(Status, help_text="Before a person raised or lowered it.")
    by_person = serializers.BooleanField()
    lowered_by = KeyField(allow_null=True, help_text="The key result that lowered the status.")
    worst = KeyField(allow_null=True, help_text="The key result that costs most.")
    basis = WordField(Basis)
    direct_completion = NumberField(help_text="Of the objective's own measure.")
    direct_forecast = NumberField()
    mean_completion = NumberField(help_text="Of the key results.")
    mean_forecast = NumberField()
    left_out = serializers.ListField(child=KeyField(), help_text="Key results without data.")
    not_enough_data = serializers.BooleanField()
    too_early = serializers.BooleanField()
    stale = serializers.BooleanField()
    days_left = serializers.IntegerField()
    last_day = serializers.DateField(allow_null=True)
    risks = NamedRiskShape(many=True)
    key_results = KeyResultProgressShape(many=True)
    own = MeasureProgressShape(allow_null=True)


def progress_of(objective: Objective, result: ObjectiveResult, risks: QuerySet[Risk]) -> Any:
    """The figures with the names of what they are about (three queries)."""
    measures = _by_key(
        Measure.objects.filter(Q(objective=objective) | Q(key_result__objective=objective, deleted_at__isnull=True))
    )
    key_results = _by_key(KeyResult.objects.filter(objective=objective))
    own = measures.get(result.own.key) if result.own else None
    said = {
        **_plain(result),
        "unit": own.unit if own else "",
        "shown": _shown(result, own),
        "risks": [_risk(one) for one in risks.filter(key_result__objective=objective)],
        "key_results": [_key_result(one, key_results[one.key], measures) for one in result.key_results],
        "own": _measure(result.own, measures[result.own.key]) if result.own else None,
    }
    return ProgressShape(said).data


def _by_key(rows: Iterable[Any]) -> dict[int, Any]:
    return {one.pk: one for one in rows}


def _plain(result: Any) -> Shown:
    return {one.name: getattr(result, one.name) for one in fields(result)}


def _shown(result: ObjectiveResult, own: Measure | None) -> Shown:
    unit, other = (own.unit, own.unit_other) if own else ("", "")
    return {
        "completion": words.percent(result.completion),
        "expected": words.percent(result.expected),
        "forecast": words.percent(result.forecast),
        "gap": words.amount(result.gap, unit, other),
    }


def _risk(row: Risk) -> Shown:
    return {
        "id": row.pk,
        "key_result": row.key_result_id,
        "kind": row.kind,
        "is_deadly": RiskKind(row.kind).is_deadly,
        "title": row.title,
        "title_other": row.title_other,
    }


def _key_result(result: KeyResultResult, row: KeyResult, measures: dict[int, Measure]) -> Shown:
    return {
        **_plain(result),
        "id": row.pk,
        "code": row.code,
        "title": row.title,
        "title_other": row.title_other,
        "measures": [_measure(one, measures[one.key]) for one in result.measures],
    }


def _measure(result: MeasureResult, row: Measure) -> Shown:
    forecast: Forecast | None = result.forecast
    return {
        **_plain(result),
        "id": row.pk,
        "name": row.name,
        "name_other": row.name_other,
        "unit": row.unit,
        "forecast": _plain(forecast) if forecast else None,
    }
