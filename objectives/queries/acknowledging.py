"""Who has a part in a plan, who has seen the version that is in force, and what waits for one person."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from objectives import access
from objectives.core import codec
from objectives.core.parts import Held, Part, Role, parts
from objectives.core.vocabulary import ObjectiveState, TaskRoleKind
from objectives.models import Acknowledgement, KeyResult, KeyResultShare, Measure, Objective, Task, TaskRole
from okrplan.people import standing
from okrplan.people.models import User

ROLES = {TaskRoleKind.CONSULTED: Role.CONSULTED, TaskRoleKind.INFORMED: Role.INFORMED}


def parts_of(objective: Objective) -> list[tuple[User, Part]]:
    """Everyone who is active and has a role in the plan, with their part, by name."""
    found = parts(_held(objective))
    people = User.objects.filter(pk__in=found, is_active=True).order_by("name", "pk")
    return [(one, found[one.pk]) for one in people]


def _held(objective: Objective) -> Iterator[Held]:
    yield Held(objective.owner_id, Role.OWNER)
    for one in KeyResult.objects.alive().filter(objective=objective):
        yield Held(one.owner_id, Role.KEY_RESULT, one.position)
    of_key_results = Measure.objects.alive().filter(
        key_result__objective=objective, key_result__deleted_at__isnull=True
    )
    for row in of_key_results | Measure.objects.alive().filter(objective=objective):
        if row.owner_id:
            yield Held(row.owner_id, Role.MEASURE)
    tasks = Task.objects.alive().filter(objective=objective)
    for task in tasks.filter(responsible__isnull=False):
        yield Held(task.responsible_id, Role.RESPONSIBLE)
        if task.accountable_id != task.responsible_id:
            yield Held(task.accountable_id, Role.ACCOUNTABLE)
    for role in TaskRole.objects.filter(task__in=tasks):
        yield Held(role.user_id, ROLES[TaskRoleKind(role.kind)])
    yield from _contributing(objective)


def _contributing(objective: Objective) -> Iterator[Held]:
    shares = KeyResultShare.objects.filter(
        key_result__objective=objective,
        key_result__deleted_at__isnull=True,
        accepted_at__isnull=False,
        ended_at__isnull=True,
    ).select_related("key_result")
    for share in shares:
        for manager in standing.managers_of(share.department_id):
            yield Held(manager.pk, Role.CONTRIBUTES, share.key_result.position)


def part_of(row: Acknowledgement) -> Part:
    """The part somebody had when the plan was confirmed."""
    return codec.load(Part, row.part)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who has seen the version in force. `rows` are those that the reader may see by name."""

    number: int
    seen: int
    told: int
    questions: int  # that wait for an answer
    rows: tuple[Acknowledgement, ...]
    may_answer: bool


def seen_of(user: User, objective: Objective) -> Seen | None:
    """The acknowledgements of the version in force (one query); None while nobody was told of any.

    Whoever has left without having seen it is waited for no longer.
    """
    if not objective.plan_version:
        return None
    counts = Q(user__is_active=True) | Q(seen_at__isnull=False)
    rows = list(in_force().filter(counts, plan_version__objective=objective).order_by("user__name", "pk"))
    if not rows:
        return None
    names = access.may_see_who_knows(user, objective)
    return Seen(
        number=objective.plan_version,
        seen=sum(one.seen_at is not None for one in rows),
        told=len(rows),
        questions=sum(is_open(one) for one in rows),
        rows=tuple(one for one in rows if names or one.user_id == user.pk),
        may_answer=access.may_answer_questions(user, objective),
    )


def is_open(row: Acknowledgement) -> bool:
    """Whether a question waits for its answer."""
    return bool(row.question) and not row.answer


def waiting_for(user: User) -> list[Acknowledgement]:
    """Confirmed plans that a person has a part in and has not seen, oldest first (one query)."""
    active = access.visible_objectives(user).filter(state=ObjectiveState.ACTIVE.value).order_by().values("pk")
    rows = in_force().filter(user=user, seen_at__isnull=True, plan_version__objective__in=active)
    return list(rows.order_by("told_at", "pk"))


def in_force() -> QuerySet[Acknowledgement]:
    """Acknowledgements of versions that no later one has replaced, with what a card shows of them."""
    return (
        Acknowledgement.objects.filter(plan_version__number=F("plan_version__objective__plan_version"))
        .select_related("user", "answered_by", "plan_version__made_by", "plan_version__objective__owner")
        .defer("plan_version__plan", "plan_version__objective__result")
    )
