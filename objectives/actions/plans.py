"""Freezing the whole plan as JSON when it is confirmed."""

from datetime import date
from typing import Any

from objectives.actions import saving
from objectives.models import LeadTimeChain, Means, Objective, PlanVersion
from objectives.queries.path_weights import weights_of
from okrplan.people.models import User


def freeze(*, objective: Objective, by: User, day: date) -> PlanVersion:
    """The plan as it stands, under its version number. Called behind the objective's lock."""
    version = PlanVersion(
        objective=objective, number=objective.plan_version, day=day, made_by=by, plan=_whole(objective)
    )
    return saving.create(version, by=by, objective=objective, verb="froze plan")


def _whole(objective: Objective) -> dict[str, Any]:
    """Every row of the plan by its kind, each as its editable columns with its key."""
    key_results = objective.key_results.filter(deleted_at__isnull=True).prefetch_related("measures")
    measures = [*objective.own_measures.all(), *(one for result in key_results for one in result.measures.all())]
    return {
        "objective": _row(objective),
        "paths": [_row(one) for one in objective.paths.filter(deleted_at__isnull=True)],
        "criterion_weights": [_row(weights_of(objective))],
        "key_results": [_row(one) for one in key_results],
        "measures": [_row(one) for one in measures if one.deleted_at is None],
        "tasks": [_row(one) for one in objective.tasks.filter(deleted_at__isnull=True)],
        "lead_time_chains": [_row(one) for one in LeadTimeChain.objects.filter(objective=objective)],
        "lead_time_steps": [_row(one) for one in objective.lead_time_steps.all()],
        "means": _means(objective),
        "answers": [_row(one) for one in objective.finding_answers.all()],
    }


def _means(objective: Objective) -> dict[str, Any]:
    """What it needs and what there is, under one key: money, for whoever may see it."""
    lines = objective.feasibility_lines.prefetch_related("factors")
    return {
        "frame": [_row(one) for one in Means.objects.filter(objective=objective)],
        "drivers": [{**_row(one), "factors": [_row(two) for two in one.factors.all()]} for one in lines],
        "effort": [_row(one) for one in objective.effort_lines.all()],
        "people": [_row(one) for one in objective.named_people.select_related("person")],
        "stock": [_row(one) for one in objective.stock_lines.all()],
    }


def _row(row: Any) -> dict[str, Any]:
    return {"id": row.pk, **{name: _text(value) for name, value in saving.values_of(row).items()}}


def _text(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
