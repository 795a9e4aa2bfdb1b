"""Writes to measures and their milestone steps."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import frame, profiles, saving
from objectives.actions.objectives import require_open
from objectives.actions.paths import next_position
from objectives.core.checks import measure_problems
from objectives.core.likeness import same_unit
from objectives.core.vocabulary import Accumulation, Direction, Problem
from objectives.models import KeyResult, Measure, Metric, MilestoneStep, Objective
from okrplan import clock
from okrplan.people.models import User
from okrplan.refusals import Refusal

EDITABLE = frozenset(
    [
        "name",
        "name_other",
        "language",
        "unit",
        "unit_other",
        "direction",
        "accumulation",
        "baseline",
        "baseline_source",
        "baseline_on",
        "target",
        "weight",
        "is_guardrail",
        "rhythm",
        "owner",
        "due_on",
        "stated_finish",
        "metric",
        "position",
        "profile",
    ]
)

SENTENCES: dict[Problem, tuple[str, Any]] = {
    Problem.NOT_A_NUMBER: ("target", _("Enter an ordinary number.")),
    Problem.TOO_MANY_DIGITS: ("target", _("Enter a number of at most 15 digits.")),
    Problem.TARGET_MISSING: ("target", _("Enter the target.")),
    Problem.BASELINE_MISSING: ("baseline", _("Enter the baseline: where the figure stands today.")),
    Problem.BASELINE_IS_TARGET: (
        "target",
        _("Baseline and target are the same, so nothing is to move. Make it a limit to hold instead."),
    ),
    Problem.WRONG_SIDE: (
        "target",
        _(
            "The target lies on the wrong side of the baseline for this direction. Turn the direction around, "
            "or correct one of them."
        ),
    ),
    Problem.FALLING_SUM: (
        "direction",
        _("A running total cannot decrease. Hold it at or under a limit instead."),
    ),
    Problem.SUM_TARGET_NOT_POSITIVE: ("target", _("The target of a running total must be above 0.")),
    Problem.GUARDRAIL_WITHOUT_LIMIT: (
        "is_guardrail",
        _("A guardrail is a limit: hold it at or above, or at or under."),
    ),
}


@transaction.atomic
def make(
    *, by: User, values: Mapping[str, Any], objective: Objective | None = None, key_result: KeyResult | None = None
) -> Measure:
    """A measure of a key result, or of the objective itself (one). Exactly one of the two is given."""
    root = saving.lock(objective or key_result.objective)  # type: ignore[union-attr]
    require_open(root)
    siblings = key_result.measures if key_result else root.own_measures
    measure = Measure(
        objective=root if key_result is None else None,
        key_result=key_result,
        **{"position": next_position(siblings), **profiles.kept(_with_unit(values, None), None)},
    )
    _check(root, measure)
    profiles.check_weeks(measure)
    saved = saving.create(measure, by=by, objective=root)
    saving.mark(root.pk)
    return saved


@transaction.atomic
def change(*, measure: Measure, by: User, version: int | None, values: Mapping[str, Any]) -> Measure:
    """Change a measure's declaration; its check-ins stay."""
    root = saving.lock(_root(measure))
    require_open(root)
    row = Measure.objects.select_related("key_result", "owner", "metric").get(pk=measure.pk)
    new = profiles.kept(_with_unit(values, row), row)
    draws = new.get("profile", row.profile) != row.profile
    saved = saving.change(row, new, by=by, version=version, objective=root, check=partial(_check, root))
    if draws:
        profiles.check_weeks(saved)
    saving.mark(root.pk)
    return saved


@transaction.atomic
def delete(*, measure: Measure, by: User, version: int | None = None) -> Measure:
    root = saving.lock(_root(measure))
    require_open(root)
    deleted = saving.delete(measure, by=by, objective=root, version=version)
    saving.mark(root.pk)
    return deleted


@transaction.atomic
def restore(*, measure: Measure, by: User) -> Measure:
    root = saving.lock(_root(measure))
    require_open(root)
    restored = saving.restore(measure, by=by, objective=root)
    saving.mark(root.pk)
    return restored


@transaction.atomic
def set_steps(*, measure: Measure, by: User, steps: Sequence[Mapping[str, Any]]) -> list[MilestoneStep]:
    """The steps of a milestone, in order, with weights; replaces those before."""
    root = saving.lock(_root(measure))
    require_open(root)
    if measure.direction != Direction.MILESTONE:
        raise Refusal(_("Only a milestone has steps."), field="steps")
    if steps and not sum(one.get("weight", 1) for one in steps):
        raise Refusal(_("Weights cannot be negative, and at least one must be above 0."), field="steps")
    MilestoneStep.objects.filter(measure=measure).delete()
    made = [
        saving.create(MilestoneStep(measure=measure, position=place, **values), by=by, objective=root)
        for place, values in enumerate(steps, start=1)
    ]
    saving.mark(root.pk)
    return made


@transaction.atomic
def accept_step(*, step: MilestoneStep, by: User, day: date | None) -> MilestoneStep:
    """Accept a step on a day, or take that back (None)."""
    root = saving.lock(_root(step.measure))
    require_open(root)
    saved = saving.change(step, {"accepted_on": day}, by=by, objective=root, verb="accepted")
    saving.mark(root.pk)
    return saved


@transaction.atomic
def define(*, by: User, definition: Mapping[str, Any], write: Callable[[Metric], Measure]) -> Measure:
    """A new word of the glossary and the measure that uses it: both or, when one is refused, neither."""
    return write(frame.make_metric(by=by, values=definition))


def _with_unit(values: Mapping[str, Any], row: Measure | None) -> dict[str, Any]:
    """The values with the unit of the glossary where a metric comes without one."""
    metric = values.get("metric")
    if metric is None or values.get("unit", row.unit if row else ""):
        return dict(values)
    return {**values, "unit": metric.unit, "unit_other": _unit_beside(metric, values, row)}


def _unit_beside(metric: Metric, values: Mapping[str, Any], row: Measure | None) -> str:
    """The unit in the other language, when measure and metric are written in the same one."""
    language = values.get("language") or (row.language if row else "")
    return metric.unit_other if language == metric.language else ""


def _root(measure: Measure) -> Objective:
    objective = measure.key_result.objective if measure.key_result else measure.objective
    assert objective is not None  # the database holds exactly one of the two
    return objective


def _check(root: Objective, measure: Measure) -> None:
    problems = measure_problems(
        Direction(measure.direction),
        Accumulation(measure.accumulation),
        measure.baseline,
        measure.target,
        guardrail=measure.is_guardrail,
    )
    if problems:
        field, sentence = SENTENCES[problems[0]]
        raise Refusal(sentence, field=field, code=problems[0].value)
    _check_metric(measure)
    profiles.check(measure)
    if measure.baseline_on and measure.baseline_on > clock.today():
        raise Refusal(_("The baseline is what was measured: its day cannot lie ahead."), field="baseline_on")
    latest = measure.key_result.due_on if measure.key_result else root.due_on
    if measure.due_on and measure.due_on > latest:
        raise Refusal(
            _("A measure cannot be due after what it measures, which is due on %(day)s.") % {"day": latest},
            field="due_on",
        )


def _check_metric(measure: Measure) -> None:
    """A figure is counted as its definition says."""
    metric = measure.metric
    if metric is None or measure.direction == Direction.MILESTONE:
        return
    if not any(same_unit(measure.unit, one) for one in (metric.unit, metric.unit_other) if one):
        raise Refusal(
            _("The glossary counts “%(metric)s” in %(unit)s. Take that unit, or another metric.")
            % {"metric": metric.name, "unit": metric.unit},
            field="unit",
        )
