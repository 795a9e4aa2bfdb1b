"""Writes to paths: candidates, their estimates, ranks by hand, parking."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from objectives.actions import saving
from objectives.actions.objectives import require_open
from objectives.models import KeyResult, Objective, Path
from objectives.models.path import ESTIMATES
from okrplan import clock
from okrplan.people.models import User
from okrplan.refusals import Refusal

EDITABLE = frozenset(
    [
        "title",
        "title_other",
        "language",
        "position",
        *ESTIMATES,
        *(f"{one}_source" for one in ESTIMATES),
        "currency",
        "budget_given",
        "person_days_given",
        "needs_first",
        "parked",
        "infeasible_reason",
        "pinned_rank",
        "pin_reason",
    ]
)


@transaction.atomic
def make(*, objective: Objective, by: User, values: Mapping[str, Any]) -> Path:
    """A new candidate, numbered behind the others."""
    row = saving.lock(objective)
    require_open(row)
    path = Path(objective=row, **{"position": next_position(row.paths), **values})
    _check(path)
    return saving.create(path, by=by, objective=row)


@transaction.atomic
def change(*, path: Path, by: User, version: int | None, values: Mapping[str, Any]) -> Path:
    """Change estimates, park it, or pin its rank (with a reason)."""
    objective = saving.lock(path.objective)
    require_open(objective)
    row = Path.objects.get(pk=path.pk)
    pinned = _pinned(row, values, by)
    return saving.change(row, {**values, **pinned}, by=by, version=version, objective=objective, check=_check)


def _pinned(path: Path, values: Mapping[str, Any], by: User) -> dict[str, Any]:
    """Who set the rank by hand, and when, where it or its reason changes."""
    if all(values.get(name, getattr(path, name)) == getattr(path, name) for name in ("pinned_rank", "pin_reason")):
        return {}
    rank = values.get("pinned_rank", path.pinned_rank)
    return {"pinned_by": by, "pinned_at": clock.now()} if rank else {"pinned_by": None, "pinned_at": None}


@transaction.atomic
def park(*, path: Path, by: User, version: int | None, move_to: Path | None) -> Path:
    """Park a path; its key results go to another path of the objective, or to none."""
    objective = saving.lock(path.objective)
    require_open(objective)
    if move_to is not None and (move_to.objective_id != objective.pk or move_to.pk == path.pk):
        raise Refusal(_("Choose a path of the same objective."), field="move_to")
    row = Path.objects.get(pk=path.pk)
    saved = saving.change(row, {"parked": True}, by=by, version=version, objective=objective, verb="parked")
    for key_result in KeyResult.objects.filter(path=path, deleted_at__isnull=True):
        saving.change(key_result, {"path": move_to}, by=by, objective=objective)
    return saved


@transaction.atomic
def delete(*, path: Path, by: User, version: int | None = None) -> Path:
    """Delete a path that carries no key result; otherwise its key results must go somewhere first."""
    objective = saving.lock(path.objective)
    require_open(objective)
    if KeyResult.objects.filter(path=path, deleted_at__isnull=True).exists():
        raise Refusal(_("This path still has key results. Move them to another path first, or park the path."))
    return saving.delete(path, by=by, objective=objective, version=version)


@transaction.atomic
def restore(*, path: Path, by: User) -> Path:
    objective = saving.lock(path.objective)
    require_open(objective)
    return saving.restore(path, by=by, objective=objective)


def next_position(rows: Any) -> int:
    """The number behind the last living row of an objective."""
    return (rows.filter(deleted_at__isnull=True).aggregate(last=Max("position"))["last"] or 0) + 1


def _check(path: Path) -> None:
    if path.needs_first is not None and path.needs_first.objective_id != path.objective_id:
        raise Refusal(_("Choose a path of the same objective."), field="needs_first")
    if path.pinned_rank is not None and not path.pin_reason.strip():
        raise Refusal(_("Say why the rank is set by hand."), field="pin_reason")
    _refuse_circle(path)


def _refuse_circle(path: Path) -> None:
    before, seen = path.needs_first, {path.pk}
    while before is not None:
        if before.pk in seen:
            raise Refusal(_("These two paths would each need the other first."), field="needs_first")
        seen.add(before.pk)
        before = before.needs_first
