"""The history of an objective: the audit of everything written to it, under the rights of today."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from objectives import access
from objectives.core.vocabulary import ReportState
from objectives.models import Cause, CheckIn, KeyResult, LeadTimeStep, Measure, MilestoneStep, Objective, Path, Task
from okrplan.models import Activity
from okrplan.people import standing
from okrplan.people.models import User

PAGE = 40
# Nouns that everybody who sees the objective may read about; all others speak of money, asks or reports.
OPEN_NOUNS = frozenset(
    [
        "objective",
        "path",
        "key_result",
        "key_result_share",
        "measure",
        "milestone_step",
        "check_in",
        "cause",
        "risk",
        "lead_time_chain",
        "lead_time_step",
        "plan_version",
    ]
)
TASK_NOUNS = frozenset(["task", "dependency", "task_role"])
DRAFTED_NOUNS = frozenset(["finding", "next_step", "report_ask"])  # how a report was composed: its managers' own


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Activities newest first; `rows` are what they are about, by noun and key; `older`: the next page starts there."""

    activities: tuple[Activity, ...]
    rows: dict[str, dict[int, Any]]
    older: int | None
    money: bool  # whether the reader sees amounts of money


def history_of(user: User, objective: Objective, *, before: int | None = None) -> HistoryPage:
    """One page of the history (nine queries); `before` is the id under which it goes on."""
    money = access.may_see_money(user, objective)
    found = _readable(user, objective, money)
    if before is not None:
        found = found.filter(pk__lt=before)
    activities = list(found.select_related("actor").order_by("-pk")[: PAGE + 1])
    shown = tuple(activities[:PAGE])
    older = shown[-1].pk if len(activities) > PAGE else None
    return HistoryPage(shown, _rows(objective, shown), older, money)


def _readable(user: User, objective: Objective, money: bool) -> QuerySet[Activity]:
    about = Q(objective_id=objective.pk) | Q(noun="objective", object_id=objective.pk)
    found = Activity.objects.filter(about)
    if not money:
        found = found.filter(noun__in=OPEN_NOUNS | TASK_NOUNS)
    elif not access.may_revise(user, objective):
        found = _without_drafts(user, objective, found)
    if objective.department_id in standing.of(user).all or user.is_administrator or objective.owner_id == user.pk:
        return found
    seen = access.visible_tasks(user).filter(objective=objective).values("pk")
    return found.filter(~Q(noun__in=TASK_NOUNS) | Q(noun="task", object_id__in=seen))


def _without_drafts(user: User, objective: Objective, found: QuerySet[Activity]) -> QuerySet[Activity]:
    """What bosses may read: no request or report that has not been put to them."""
    asks = access.visible_asks(user).filter(objective=objective).values("pk")
    reports = objective.reports.filter(deleted_at__isnull=True).exclude(state=ReportState.DRAFT.value).values("pk")
    return found.exclude(noun__in=DRAFTED_NOUNS).filter(
        ~Q(noun__in=["ask", "report"]) | Q(noun="ask", object_id__in=asks) | Q(noun="report", object_id__in=reports)
    )


def _rows(objective: Objective, activities: Iterable[Activity]) -> dict[str, dict[int, Any]]:
    """What activities name only by keys, deleted rows too (eight queries)."""
    about: dict[str, set[int]] = defaultdict(set)
    for one in activities:
        about[one.noun].add(one.object_id or 0)
    found: dict[str, QuerySet[Any]] = {
        "key_result": KeyResult.objects.filter(objective=objective),
        "measure": Measure.objects.filter(Q(objective=objective) | Q(key_result__objective=objective)),
        "path": Path.objects.filter(objective=objective),
        "task": Task.objects.filter(objective=objective),
        "check_in": CheckIn.objects.filter(pk__in=about["check_in"]).select_related("measure"),
        "milestone_step": MilestoneStep.objects.filter(pk__in=about["milestone_step"]),
        "cause": Cause.objects.filter(pk__in=about["cause"]),
        "lead_time_step": LeadTimeStep.objects.filter(pk__in=about["lead_time_step"]),
    }
    rows: dict[str, dict[int, Any]] = defaultdict(dict)
    for noun, query in found.items():
        rows[noun] = {one.pk: one for one in query}
    rows["objective"] = {objective.pk: objective}
    return rows
