"""Writes to the weights of the criteria: the company's, and those of one objective."""

from collections.abc import Mapping

from django.db import transaction

from objectives.actions import saving
from objectives.actions.objectives import require_open
from objectives.core.vocabulary import Criterion
from objectives.models import CompanyWeights, Objective, ObjectiveWeights
from objectives.models.path_weights import COMPANY
from okrplan.people.models import User

Weights = Mapping[str, int | None]  # by the value of the criterion; None is 0


@transaction.atomic
def set_own(*, objective: Objective, by: User, version: int | None, weights: Weights) -> ObjectiveWeights:
    """Weights of one objective in one call."""
    row = saving.lock(objective)
    require_open(row)
    stored, _made = ObjectiveWeights.objects.get_or_create(objective=row, defaults={"is_own": False})
    values = {**_whole(weights), "is_own": True}
    return saving.change(stored, values, by=by, version=version, objective=row, verb="set")


@transaction.atomic
def follow_company(*, objective: Objective, by: User, version: int | None) -> None:
    """Back to the company's weights; nothing happens where the objective has none of its own."""
    row = saving.lock(objective)
    require_open(row)
    stored = ObjectiveWeights.objects.filter(objective=row).first()
    if stored is not None:
        saving.change(stored, {"is_own": False}, by=by, version=version, objective=row)


@transaction.atomic
def set_company(*, by: User, version: int | None, weights: Weights) -> CompanyWeights:
    """What every objective without weights of its own is ranked by."""
    CompanyWeights.objects.get_or_create(pk=COMPANY)
    stored = CompanyWeights.objects.select_for_update().get(pk=COMPANY)
    return saving.change(stored, _whole(weights), by=by, version=version, verb="set")


def _whole(weights: Weights) -> dict[str, int]:
    return {one.value: weights.get(one.value) or 0 for one in Criterion}
