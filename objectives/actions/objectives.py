"""Writes to an objective: make, change, close, delete; its evidence for SMART."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import saving, scope
from objectives.core.vocabulary import ObjectiveState, Status
from objectives.models import KeyResultShare, LeadTimeChain, Objective
from okrplan.people import standing
from okrplan.people.models import Department, User
from okrplan.refusals import Refusal, WrongState

EDITABLE = frozenset(
    [
        "department",
        "owner",
        "cycle",
        "strategy",
        "parent",
        "title",
        "title_other",
        "language",
        "strategy_note",
        "strategy_note_other",
        "sites",
        "sites_other",
        "channels",
        "channels_other",
        "products",
        "products_other",
        "segment",
        "segment_other",
        "starts_on",
        "due_on",
        "visibility",
        "progress_basis",
    ]
)


@transaction.atomic
def make(*, by: User, values: Mapping[str, Any]) -> Objective:
    """A draft in a department that the person manages; the first day defaults to the cycle's."""
    objective = Objective(**{"owner": by, **scope.settle(by=by, values=values)})
    if objective.starts_on is None and objective.cycle_id:
        objective.starts_on = objective.cycle.starts_on
    _check_place(by, objective.department)
    _check_frame(objective)
    return saving.create(objective, by=by)


@transaction.atomic
def change(*, objective: Objective, by: User, version: int | None, values: Mapping[str, Any]) -> Objective:
    """Change the plan's frame. Raises Stale, WrongState for a closed one, Refusal for bad input."""
    row = saving.lock(objective)
    require_open(row)
    if "department" in values:
        _check_place(by, values["department"])
    settled = scope.settle(by=by, values=values, row=row)
    saved = saving.change(row, settled, by=by, version=version, objective=row, check=_check_dates)
    saving.mark(saved.pk)
    return saved


@transaction.atomic
def close(*, objective: Objective, by: User) -> Objective:
    """Active to closed: no more check-ins or changes."""
    row = saving.lock(objective)
    if row.state != ObjectiveState.ACTIVE:
        raise WrongState(_("Only an active objective can be closed."))
    return saving.change(row, {"state": ObjectiveState.CLOSED.value}, by=by, objective=row, verb="closed")


@transaction.atomic
def delete(*, objective: Objective, by: User, version: int | None = None) -> Objective:
    """Delete a draft; an objective that was active is closed instead."""
    row = saving.lock(objective)
    if row.state != ObjectiveState.DRAFT:
        raise WrongState(_("An objective that was confirmed is never deleted; close it instead."))
    return saving.delete(row, by=by, objective=row, version=version)


@transaction.atomic
def restore(*, objective: Objective, by: User) -> Objective:
    """Bring a deleted draft back."""
    return saving.restore(saving.lock(objective), by=by, objective=objective)


@transaction.atomic
def state_status(*, objective: Objective, by: User, status: Status | None, reason: str) -> Objective:
    """A person's own status: lowered freely, raised only with a written reason; None takes it back."""
    row = saving.lock(objective)
    require_open(row)
    computed = Status(row.result["computed_status"]) if row.result else Status(row.status)
    if status is not None and _is_better(status, computed) and not reason.strip():
        raise Refusal(_("Say why the status is better than the figures."), field="stated_reason")
    values = {"stated_status": status.value if status else "", "stated_reason": reason.strip()}
    saved = saving.change(row, values, by=by, objective=row, verb="stated status")
    saving.mark(saved.pk)
    return saved


def require_open(objective: Objective) -> None:
    """Raise WrongState for a closed objective."""
    if objective.state == ObjectiveState.CLOSED:
        raise WrongState(_("This objective is closed and does not change any more."))


def _is_better(one: Status, other: Status) -> bool:
    order = [Status.ON_TRACK, Status.BEHIND, Status.AT_RISK]
    return one in order and (other not in order or order.index(one) < order.index(other))


def _check_place(by: User, department: Department | None) -> None:
    if department is None:
        raise Refusal(_("Choose the department."), field="department")
    if department.pk not in standing.of(by).managed:
        raise Refusal(_("You can plan only for departments that you manage."), field="department")


def _check_frame(objective: Objective) -> None:
    cycle = objective.cycle
    if objective.due_on is None:
        raise Refusal(_("Enter the due day."), field="due_on")
    if not cycle.starts_on <= objective.due_on <= cycle.ends_on:
        raise Refusal(
            _("The due day is outside the cycle, which runs from %(first)s to %(last)s.")
            % {"first": cycle.starts_on, "last": cycle.ends_on},
            field="due_on",
        )
    if objective.owner_id and not objective.owner.is_active:
        raise Refusal(_("This person has left; choose somebody else."), field="owner")


def _check_dates(objective: Objective) -> None:
    _check_frame(objective)
    open_shares = KeyResultShare.objects.filter(key_result__objective=objective, ended_at__isnull=True)
    if open_shares.filter(department=objective.department_id).exists():
        raise Refusal(
            _("A key result of this objective is shared with that department; end the share first."),
            field="department",
        )
    chain = LeadTimeChain.objects.filter(objective=objective, needed_by__gt=objective.due_on).first()
    if chain is not None:
        raise Refusal(
            _("What the lead times lead to is needed later, by %(day)s. Move that day first.")
            % {"day": chain.needed_by},
            field="due_on",
        )
    late = objective.key_results.filter(deleted_at__isnull=True, due_on__gt=objective.due_on).first()
    if late is not None:
        raise Refusal(
            _("%(code)s is due later, on %(day)s. Move it first.") % {"code": late.code, "day": late.due_on},
            field="due_on",
        )
