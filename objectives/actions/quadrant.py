"""Writes of the priority quadrant: where key results stand, what that leads to, and taking it back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import asks, key_results, saving, tasks
from objectives.actions.objectives import require_open
from objectives.core.quadrant import FULL
from objectives.core.vocabulary import Consequence, Status
from objectives.models import Ask, Dependency, KeyResult, Objective, QuadrantDecision, Risk, Task
from okrplan import clock
from okrplan.models import Activity
from okrplan.people.models import User
from okrplan.refusals import Refusal, Stale, WrongState

WITHIN = _("Control and impact run from 0 to 100.")


@dataclass(frozen=True, slots=True)
class Move:
    """Where a key result is put: 0 to 100 on both axes, None for not placed, on the version that was seen."""

    key_result: KeyResult
    version: int | None
    control: int | None
    impact: int | None

    @property
    def values(self) -> dict[str, int | None]:
        return {"control": self.control, "impact": self.impact}


@transaction.atomic
def place(*, move: Move, by: User) -> KeyResult:
    """Put one key result where it stands. Raises Stale or a Refusal; nothing is stored then."""
    objective = saving.lock(move.key_result.objective)
    require_open(objective)
    return _place(move, objective, by)


@transaction.atomic
def place_many(*, moves: Sequence[Move], by: User) -> list[KeyResult]:
    """Put many key results where they stand, all or none; the fields of a refusal name the position in the list."""
    keys = sorted({one.key_result.objective_id for one in moves})
    objectives = {one.pk: one for one in Objective.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
    for objective in objectives.values():
        require_open(objective)
    rows = {one.pk: one for one in KeyResult.objects.filter(pk__in=[one.key_result.pk for one in moves])}
    if len(rows) < len(moves):
        raise Refusal(_("Name every key result once."), field="positions")
    _refuse_stale(moves, rows)
    return [_place_at(place, one, objectives[one.key_result.objective_id], by) for place, one in enumerate(moves)]


def _place_at(place: int, move: Move, objective: Objective, by: User) -> KeyResult:
    try:
        return _place(move, objective, by)
    except Refusal as refusal:
        raise Refusal(refusal.message, field=f"positions.{place}.{refusal.field}") from refusal


def _place(move: Move, objective: Objective, by: User) -> KeyResult:
    row = KeyResult.objects.get(pk=move.key_result.pk)
    for name, value in move.values.items():
        if value is not None and not 0 <= value <= FULL:
            raise Refusal(WITHIN, field=name)
    return saving.change(row, move.values, by=by, version=move.version, objective=objective)


def _refuse_stale(moves: Sequence[Move], rows: Mapping[int, KeyResult]) -> None:
    """Everything that others have moved meanwhile, in one refusal."""
    changes: list[dict[str, Any]] = []
    found = False
    for one in moves:
        try:
            saving.check_version(rows[one.key_result.pk], one.values, one.version)
        except Stale as stale:
            found = True
            changes += [{"key_result": one.key_result.pk, **change} for change in stale.changes]
    if found:
        raise Stale(changes=changes)


# --- what a placement leads to ---------------------------------------------------------------------------------


@transaction.atomic
def decide(*, key_result: KeyResult, by: User, kind: Consequence, values: Mapping[str, Any]) -> QuadrantDecision:
    """Draw a consequence: a risk with its plan B, a draft ask, a task, or parking; its row and what was decided.

    `values` are those of the row that is made; parking takes none. Raises a Refusal; nothing is stored then.
    """
    objective = saving.lock(key_result.objective)
    require_open(objective)
    row = KeyResult.objects.select_related("owner", "objective").get(pk=key_result.pk)
    made = _MAKERS[kind](row, by, values)
    decision = QuadrantDecision(key_result=row, kind=kind.value, made_by=by, made_at=clock.now(), **made)
    decision.made_version = decision.made.version if decision.made else row.version
    return saving.create(decision, by=by, objective=objective, verb="drew")


def _plan_b(row: KeyResult, by: User, values: Mapping[str, Any]) -> dict[str, Any]:
    if not str(values.get("plan_b") or "").strip():
        raise Refusal(_("Write plan B down: what do you do when it does not come?"), field="plan_b")
    return {"risk": key_results.add_risk(key_result=row, by=by, values=values)}


def _ask(row: KeyResult, by: User, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"ask": asks.make(objective=row.objective, by=by, values={**values, "key_result": row})}


def _task(row: KeyResult, by: User, values: Mapping[str, Any]) -> dict[str, Any]:
    return {"task": tasks.make(objective=row.objective, by=by, values={**values, "key_result": row})}


def _park(row: KeyResult, by: User, _values: Mapping[str, Any]) -> dict[str, Any]:
    """Weight 0 and out of the figures, with nothing lost; the plan keeps at least one weight."""
    if row.parked:
        raise WrongState(_("This key result is parked already."))
    others = KeyResult.objects.alive().filter(objective=row.objective_id, weight__gt=0).exclude(pk=row.pk)
    if not others.exists():
        raise Refusal(_("Nothing else of this objective carries weight: give another key result some first."))
    before = row.weight
    saving.change(row, {"parked": True, "weight": 0}, by=by, objective=row.objective, verb="parked")
    nothing = dict.fromkeys(("completion", "expected", "forecast"))
    KeyResult.objects.filter(pk=row.pk).update(status=Status.NO_DATA.value, **nothing)
    saving.mark(row.objective_id)
    return {"weight_before": before}


_MAKERS: dict[Consequence, Callable[[KeyResult, User, Mapping[str, Any]], dict[str, Any]]] = {
    Consequence.PLAN_B: _plan_b,
    Consequence.ASK: _ask,
    Consequence.TASK: _task,
    Consequence.PARK: _park,
}


# --- taking it back --------------------------------------------------------------------------------------------


@transaction.atomic
def undo(*, decision: QuadrantDecision, by: User) -> QuadrantDecision:
    """Take back exactly what was made. What somebody has worked on meanwhile stays: WrongState says so."""
    objective = saving.lock(decision.key_result.objective)
    require_open(objective)
    row = QuadrantDecision.objects.select_related("key_result", "risk", "ask", "task").get(pk=decision.pk)
    if row.undone_at is not None:
        raise WrongState(_("This has been undone already."))
    if row.made is None:
        _bring_back(row, by, objective)
    elif row.made.deleted_at is None:
        _refuse_if_worked_on(row.made, row.made_version)
        saving.delete(row.made, by=by, objective=objective)
    saving.mark(objective.pk)
    return saving.change(row, {"undone_at": clock.now()}, by=by, objective=objective, verb="undid")


def _bring_back(decision: QuadrantDecision, by: User, objective: Objective) -> None:
    """The weight that it had."""
    row = decision.key_result
    values = {"parked": False, "weight": decision.weight_before}
    saving.change(row, values, by=by, objective=objective, verb="restored")


def _refuse_if_worked_on(made: Risk | Ask | Task, version: int) -> None:
    linked = isinstance(made, Task) and (
        made.children.filter(deleted_at__isnull=True).exists()
        or Dependency.objects.filter(predecessor=made).exists()
        or Dependency.objects.filter(successor=made).exists()
    )
    if made.version == version and not linked:
        return
    last = Activity.objects.filter(noun=saving.noun(made), object_id=made.pk).select_related("actor").first()
    who = str(last.actor) if last and last.actor else str(_("Somebody"))
    raise WrongState(
        _("%(name)s has worked on “%(what)s” meanwhile, so it stays. Delete it on its own page if nobody needs it.")
        % {"name": who, "what": made}
    )
