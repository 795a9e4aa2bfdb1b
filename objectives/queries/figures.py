"""From rows to the facts the rules read, and the results they gave."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from objectives.core import codec
from objectives.core.assess import as_known_on, assess
from objectives.core.facts import (
    Bands,
    KeyResultFacts,
    MeasureFacts,
    ObjectiveFacts,
    ObjectiveResult,
    Reading,
    Step,
)
from objectives.core.vocabulary import Accumulation, Basis, Direction, Rhythm, Status, TaskKind
from objectives.models import CheckIn, KeyResult, Measure, MilestoneStep, Objective, Task
from okrplan.people.models import Installation

Readings = dict[int, tuple[Reading, ...]]


def bands() -> Bands:
    """The installation's status bands (one query)."""
    kept = Installation.objects.values_list("on_track_from", "behind_from").first()
    return Bands(on_track=kept[0], behind=kept[1]) if kept else Bands()


def facts_of(objectives: Collection[Objective], recorded_by: date | None = None) -> dict[int, ObjectiveFacts]:
    """Facts of objectives by their key, in five queries however many there are. Parked key results are no part of them.

    With `recorded_by`, check-ins recorded after the end of that day do not exist: what was known then.
    """
    keys = [one.pk for one in objectives]
    key_results = KeyResult.objects.alive().filter(objective__in=keys, parked=False).order_by("position", "id")
    measures = (
        Measure.objects.alive()
        .filter(Q(objective__in=keys) | Q(key_result__objective__in=keys, key_result__deleted_at__isnull=True))
        .order_by("position", "id")
    )
    by_objective: dict[int, list[KeyResult]] = defaultdict(list)
    for one in key_results:
        by_objective[one.objective_id].append(one)
    ingredients = _Ingredients(list(measures), recorded_by)
    return {one.pk: _objective(one, by_objective[one.pk], ingredients) for one in objectives}


def result_on(objective: Objective, day: date) -> ObjectiveResult:
    """The figures as they were known on a day."""
    return assess(facts_of([objective], recorded_by=day)[objective.pk], day, bands())


def stored_result(objective: Objective) -> ObjectiveResult | None:
    """The figures of the last recompute; None before the first."""
    return codec.load(ObjectiveResult, objective.result) if objective.result else None


def known_measure(measure: Measure, today: date) -> MeasureFacts:
    """Facts of one measure as known today, in one query (three for a milestone).

    The measure comes with its key result and objective at hand, as the doors give it.
    """
    key_result = measure.key_result
    root = key_result.objective if key_result else measure.objective
    assert root is not None  # the database holds exactly one of the two
    planned_start, due_on = period_of(measure)
    effective_start = key_result.effective_start if key_result else None
    facts = _measure(measure, _Ingredients([measure], None), planned_start, due_on, effective_start)
    known = as_known_on(ObjectiveFacts(root.starts_on, root.due_on, own=facts), today).own
    assert known is not None
    return known


def period_of(measure: Measure) -> tuple[date, date]:
    """The first and the last day of a measure's plan."""
    key_result = measure.key_result
    if key_result is not None:
        return key_result.planned_start, measure.due_on or key_result.due_on
    assert measure.objective is not None  # the database holds exactly one of the two
    return measure.objective.starts_on, measure.due_on or measure.objective.due_on


class _Ingredients:
    """Rows of measures with their readings, steps and tasks, each read once for all objectives."""

    def __init__(self, measures: list[Measure], recorded_by: date | None) -> None:
        self.of_key_result: dict[int, list[Measure]] = defaultdict(list)
        self.of_objective: dict[int, Measure] = {}
        for one in measures:
            if one.key_result_id is not None:
                self.of_key_result[one.key_result_id].append(one)
            elif one.objective_id is not None:
                self.of_objective[one.objective_id] = one
        self.readings = readings_of(measures, recorded_by)
        milestones = [one for one in measures if one.direction == Direction.MILESTONE]
        self.steps = _steps(milestones)
        self.finish = _milestone_finish(milestones)


def readings_of(measures: Collection[Measure], recorded_by: date | None = None) -> Readings:
    """Check-ins that count, by measure: the last recorded of a department and day; for sums the departments' totals."""
    rows = CheckIn.objects.filter(measure__in=[one.pk for one in measures])
    rows = (
        rows.standing() if recorded_by is None else rows.standing(by=end_of(recorded_by)).filter(day__lte=recorded_by)
    )
    sums = {one.pk for one in measures if one.accumulation == Accumulation.SUM}
    columns = ("measure_id", "day", "value", "id", "department_id")
    by_measure: dict[int, list[tuple[date, Decimal, int, int]]] = defaultdict(list)
    for measure, *rest in rows.order_by("day", "id").values_list(*columns):
        by_measure[measure].append(tuple(rest))  # type: ignore[arg-type]
    return {key: tuple(_merged(found, key in sums)) for key, found in by_measure.items()}


def end_of(day: date) -> datetime:
    """The instant at which a day ends, in the present time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def _merged(found: Iterable[tuple[date, Decimal, int, int]], is_sum: bool) -> Iterable[Reading]:
    """One reading a day. A sum adds up the last totals of the departments that contribute."""
    totals: dict[int, Decimal] = {}
    by_day: dict[date, Reading] = {}
    for day, value, key, department in found:
        totals[department] = value
        by_day[day] = Reading(day, sum(totals.values(), Decimal(0)) if is_sum else value, key)
    return by_day.values()


def _steps(milestones: list[Measure]) -> dict[int, tuple[Step, ...]]:
    by_measure: dict[int, list[Step]] = defaultdict(list)
    if milestones:
        rows = MilestoneStep.objects.filter(measure__in=milestones).order_by("position", "id")
        for measure, weight, accepted_on in rows.values_list("measure_id", "weight", "accepted_on"):
            by_measure[measure].append(Step(weight, accepted_on))
    return {key: tuple(found) for key, found in by_measure.items()}


def _milestone_finish(milestones: list[Measure]) -> dict[int, date]:
    """When a milestone will be done: as its owner stated, else when the last task of its key result is planned."""
    finish: dict[int, date] = {}
    if milestones:
        of_tasks: dict[int, date] = {}
        tasks = Task.objects.alive().filter(
            key_result__in=[one.key_result_id for one in milestones if one.key_result_id],
            finishes_on__isnull=False,
        )
        for key_result, day in tasks.exclude(kind=TaskKind.SUMMARY.value).values_list("key_result_id", "finishes_on"):
            of_tasks[key_result] = max(day, of_tasks.get(key_result, day))
        for one in milestones:
            day = one.stated_finish or of_tasks.get(one.key_result_id or 0)
            if day:
                finish[one.pk] = day
    return finish


def _objective(row: Objective, key_results: list[KeyResult], rows: _Ingredients) -> ObjectiveFacts:
    own = rows.of_objective.get(row.pk)
    stated = Status(row.stated_status) if row.stated_status else None
    return ObjectiveFacts(
        starts_on=row.starts_on,
        due_on=row.due_on,
        key_results=tuple(_key_result(one, rows) for one in key_results),
        own=_measure(own, rows, row.starts_on, row.due_on, None) if own else None,
        basis=Basis(row.progress_basis),
        lowered_to=stated,
        raised_to=stated if row.stated_reason else None,
    )


def _key_result(row: KeyResult, rows: _Ingredients) -> KeyResultFacts:
    measures = rows.of_key_result[row.pk]
    return KeyResultFacts(
        key=row.pk,
        weight=row.weight,
        planned_start=row.planned_start,
        due_on=row.due_on,
        measures=tuple(
            _measure(one, rows, row.planned_start, one.due_on or row.due_on, row.effective_start) for one in measures
        ),
    )


def _measure(
    row: Measure, rows: _Ingredients, planned_start: date, due_on: date, effective_start: date | None
) -> MeasureFacts:
    return MeasureFacts(
        key=row.pk,
        direction=Direction(row.direction),
        accumulation=Accumulation(row.accumulation),
        baseline=row.baseline,
        target=row.target,
        weight=0 if row.is_guardrail else row.weight,
        guardrail=row.is_guardrail,
        rhythm=Rhythm(row.rhythm),
        planned_start=planned_start,
        due_on=due_on,
        effective_start=effective_start,
        profile=tuple(Decimal(one) / 100 for one in row.profile),
        readings=rows.readings.get(row.pk, ()),
        steps=rows.steps.get(row.pk, ()),
        forecast_finish=rows.finish.get(row.pk),
    )
