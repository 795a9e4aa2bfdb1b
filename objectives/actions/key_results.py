"""Writes to key results, their weights, causes, risks and shares."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from objectives.actions import saving
from objectives.actions.objectives import require_open
from objectives.actions.paths import next_position
from objectives.models import Cause, KeyResult, KeyResultShare, Objective, Risk
from okrplan import clock
from okrplan.messages.actions import notify, read
from okrplan.messages.models import NoticeKind
from okrplan.people import standing
from okrplan.people.models import Department, User
from okrplan.refusals import Refusal, WrongState

EDITABLE = frozenset(
    [
        "title",
        "title_other",
        "short_title",
        "short_title_other",
        "language",
        "position",
        "path",
        "owner",
        "weight",
        "planned_start",
        "effective_start",
        "due_on",
        "control",
        "impact",
    ]
)


@transaction.atomic
def make(*, objective: Objective, by: User, values: Mapping[str, Any]) -> KeyResult:
    """A key result within the objective's due day, numbered behind the others."""
    row = saving.lock(objective)
    require_open(row)
    defaults = {
        "owner": row.owner,
        "planned_start": row.starts_on,
        "due_on": row.due_on,
        "position": next_position(row.key_results),
    }
    key_result = KeyResult(objective=row, **{**defaults, **values})
    _check(row, key_result)
    saved = saving.create(key_result, by=by, objective=row)
    saving.mark(row.pk)
    return saved


@transaction.atomic
def change(*, key_result: KeyResult, by: User, version: int | None, values: Mapping[str, Any]) -> KeyResult:
    """Change a key result. Raises Stale or a Refusal; nothing is stored then."""
    objective = saving.lock(key_result.objective)
    require_open(objective)
    row = KeyResult.objects.select_related("owner", "path").get(pk=key_result.pk)
    saved = saving.change(row, values, by=by, version=version, objective=objective, check=partial(_check, objective))
    saving.mark(objective.pk)
    return saved


@transaction.atomic
def set_weights(*, objective: Objective, by: User, weights: Mapping[int, int]) -> list[KeyResult]:
    """All weights of an objective in one call: by key of the key result, non-negative, at least one above 0."""
    row = saving.lock(objective)
    require_open(row)
    key_results = list(row.key_results.filter(deleted_at__isnull=True))
    if set(weights) != {one.pk for one in key_results}:
        raise Refusal(_("Give every key result of this objective a weight, and no other."), field="weights")
    if any(weight < 0 for weight in weights.values()) or not any(weights.values()):
        raise Refusal(_("Weights cannot be negative, and at least one must be above 0."), field="weights")
    for one in key_results:
        saving.change(one, {"weight": weights[one.pk]}, by=by, objective=row)
    saving.mark(row.pk)
    return key_results


@transaction.atomic
def delete(*, key_result: KeyResult, by: User, version: int | None = None) -> KeyResult:
    objective = saving.lock(key_result.objective)
    require_open(objective)
    deleted = saving.delete(key_result, by=by, objective=objective, version=version)
    saving.mark(objective.pk)
    return deleted


@transaction.atomic
def restore(*, key_result: KeyResult, by: User) -> KeyResult:
    objective = saving.lock(key_result.objective)
    require_open(objective)
    restored = saving.restore(key_result, by=by, objective=objective)
    saving.mark(objective.pk)
    return restored


@transaction.atomic
def set_cause(*, key_result: KeyResult, by: User, values: Mapping[str, Any], version: int | None = None) -> Cause:
    """The root cause of a key result that lags: its kind (team, resources, ability, external) and its words."""
    objective = saving.lock(key_result.objective)
    require_open(objective)
    cause = Cause.objects.filter(key_result=key_result).first()
    if cause is None:
        return saving.create(Cause(key_result=key_result, **values), by=by, objective=objective)
    return saving.change(cause, values, by=by, version=version, objective=objective)


@transaction.atomic
def add_risk(*, key_result: KeyResult, by: User, values: Mapping[str, Any]) -> Risk:
    """A named risk with its owner and plan B."""
    objective = saving.lock(key_result.objective)
    require_open(objective)
    risk = Risk(key_result=key_result, **{"owner": key_result.owner, **values})
    made = saving.create(risk, by=by, objective=objective)
    saving.mark(objective.pk)  # the core risk of the page is named anew
    return made


@transaction.atomic
def change_risk(*, risk: Risk, by: User, version: int | None, values: Mapping[str, Any]) -> Risk:
    """Change a risk's kind, words, owner or plan B."""
    objective = saving.lock(risk.key_result.objective)
    require_open(objective)
    row = Risk.objects.select_related("owner").get(pk=risk.pk)
    changed = saving.change(row, values, by=by, version=version, objective=objective)
    saving.mark(objective.pk)
    return changed


@transaction.atomic
def delete_risk(*, risk: Risk, by: User, version: int | None = None) -> Risk:
    objective = saving.lock(risk.key_result.objective)
    require_open(objective)
    deleted = saving.delete(risk, by=by, objective=objective, version=version)
    saving.mark(objective.pk)
    return deleted


@transaction.atomic
def restore_risk(*, risk: Risk, by: User) -> Risk:
    objective = saving.lock(risk.key_result.objective)
    require_open(objective)
    restored = saving.restore(risk, by=by, objective=objective)
    saving.mark(objective.pk)
    return restored


@transaction.atomic
def offer_share(*, key_result: KeyResult, by: User, department: Department) -> KeyResultShare:
    """Offer a key result to another department, whose managers are told; it contributes once it accepts."""
    objective = saving.lock(key_result.objective)
    require_open(objective)
    if department.pk == objective.department_id:
        raise Refusal(_("The key result already belongs to this department."), field="department")
    if KeyResultShare.objects.filter(key_result=key_result, department=department, ended_at__isnull=True).exists():
        raise Refusal(_("This key result is already offered to that department."), field="department")
    share = KeyResultShare(key_result=key_result, department=department)
    made = saving.create(share, by=by, objective=objective, verb="offered")
    _tell(standing.managers_of(department.pk), NoticeKind.SHARE_OFFERED, made, by, url=f"/my-work/#share_{made.pk}")
    return made


@transaction.atomic
def accept_share(*, share: KeyResultShare, by: User) -> KeyResultShare:
    """The offered department's manager takes part; the plan's owner is told."""
    objective = saving.lock(share.key_result.objective)
    require_open(objective)
    row = _shared(share)
    if row.accepted_at or row.ended_at:
        raise WrongState(_("This offer has already been answered."))
    accepted = saving.change(row, {"accepted_at": clock.now()}, by=by, objective=objective, verb="accepted")
    _answered(accepted)
    _tell([objective.owner], NoticeKind.SHARE_ACCEPTED, accepted, by, url=_place(row))
    return accepted


@transaction.atomic
def end_share(*, share: KeyResultShare, by: User) -> KeyResultShare:
    """Decline or withdraw an offer, or stop taking part; check-ins made so far stay and count. The others are told."""
    objective = saving.lock(share.key_result.objective)
    row = _shared(share)
    if row.ended_at:
        raise WrongState(_("This share has already ended."))
    ended = saving.change(row, {"ended_at": clock.now()}, by=by, objective=objective, verb="ended")
    _answered(ended)
    told = {objective.owner, *standing.managers_of(row.department_id)} if row.accepted_at else {objective.owner}
    _tell(told, NoticeKind.SHARE_ENDED, ended, by, url=_place(row))
    return ended


def _shared(share: KeyResultShare) -> KeyResultShare:
    """The row as it stands behind the lock."""
    return KeyResultShare.objects.select_related("key_result__objective", "department").get(pk=share.pk)


def _answered(share: KeyResultShare) -> None:
    """Nobody need look at the offer any more."""
    for manager in standing.managers_of(share.department_id):
        read(by=manager, keys=[_offer(share)])


def _offer(share: KeyResultShare) -> str:
    return f"{NoticeKind.SHARE_OFFERED.value} {share.pk}"


def _place(share: KeyResultShare) -> str:
    return f"/objectives/{share.key_result.objective_id}/#kr-{share.key_result_id}"


def _tell(people: Iterable[User], kind: NoticeKind, share: KeyResultShare, by: User, *, url: str) -> None:
    row = share.key_result
    facts = {"key_result": row.title, "key_result_other": row.title_other, "language": row.language, "by": str(by)}
    for person in people:
        if person.pk != by.pk:
            notify(user=person, kind=kind, facts=facts, url=url, key=f"{kind.value} {share.pk}")


def _check(objective: Objective, key_result: KeyResult) -> None:
    if key_result.due_on and key_result.due_on > objective.due_on:
        raise Refusal(
            _("A key result cannot be due after its objective, which is due on %(day)s.") % {"day": objective.due_on},
            field="due_on",
        )
    if key_result.path is not None and key_result.path.objective_id != objective.pk:
        raise Refusal(_("Choose a path of the same objective."), field="path")
    if not key_result.owner.is_active:
        raise Refusal(_("This person has left; choose somebody else."), field="owner")
