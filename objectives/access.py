"""The only doors: which rows a person sees, and what they may do with one.

A list starts from `visible_*`, a single row comes from `*_for`. What a person may not see does not exist for them
(404, the same answer as for an unknown id); what they see but may not do is refused (403). Rights follow the
department tree: managers of the owning department (or of one above it) change its plan, bosses above it read its
money and decide, everyone signed in reads active objectives unless one is kept to its department.
"""

from enum import Enum, auto
from typing import Any, TypeVar

from django.db.models import BigIntegerField, Case, Exists, Model, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils.translation import gettext_lazy as _

from objectives.core.vocabulary import Accumulation, AskState, ObjectiveState, Visibility
from objectives.models import (
    Acknowledgement,
    Ask,
    BudgetEntry,
    CheckIn,
    Cycle,
    Dependency,
    FeasibilityLine,
    KeyResult,
    KeyResultShare,
    LeadTimeStep,
    LeadTimeTemplate,
    Measure,
    Metric,
    Objective,
    Path,
    QuadrantDecision,
    Risk,
    ScopeTag,
    Strategy,
    Task,
)
from okrplan.people import standing
from okrplan.people.models import Department, User
from okrplan.refusals import Forbidden, Invisible

Row = TypeVar("Row", bound=Model)

ONE_OWNER = _("This is one value for all, so only its owner checks it in; departments add their parts to totals.")


class Need(Enum):
    """What a person wants with a row."""

    READ = auto()
    REVISE = auto()  # change the plan: managers of the owning department
    MONEY = auto()  # see budgets and asks: managers and the bosses above
    CHECK_IN = auto()  # record a value: owners, and managers of contributing departments
    PROGRESS = auto()  # say how a task stands: its responsible or accountable person, managers
    DECIDE = auto()  # answer an ask: its decider, never its author
    OWN = auto()  # the row's own author
    JOIN = auto()  # accept an offer: managers of the department it was made to
    LEAVE = auto()  # decline or end it: managers of either department
    ANSWER = auto()  # a question about a confirmed plan: its owner and managers, never the one who asked


# --- objectives -----------------------------------------------------------------------------------------


def visible_objectives(user: User) -> QuerySet[Objective]:
    """Objectives that exist for this person: drafts for their managers and owner, active ones for everyone."""
    place = standing.of(user)
    draft = Q(state=ObjectiveState.DRAFT.value)
    open_to_all = Q(visibility=Visibility.EVERYONE.value)
    belongs = Q(department_id__in=place.all) | _has_role(user) | Exists(_accepted_shares(place.all))
    return (
        Objective.objects.alive()
        .filter(Q(owner=user) | Q(department_id__in=place.managed) | (~draft & (open_to_all | belongs)))
        .select_related("department", "owner", "cycle")
    )


def _has_role(user: User) -> Q:
    """Objectives on which a key result, a measure or a task is theirs, or asks or informs them."""
    here = OuterRef("pk")
    of_key_result = Q(key_result__objective=here, key_result__deleted_at__isnull=True)
    key_results = KeyResult.objects.alive().filter(owner=user, objective=here)
    measures = Measure.objects.alive().filter(Q(objective=here) | of_key_result, owner=user)
    tasks = Task.objects.alive().filter(_answers_or_hears(user), objective=here)
    return Q(Exists(key_results)) | Q(Exists(measures)) | Q(Exists(tasks))


def _answers_or_hears(user: User) -> Q:
    """Tasks that somebody is responsible or accountable for, consulted on or informed of."""
    return Q(responsible=user) | Q(accountable=user) | Q(roles__user=user)


def _accepted_shares(departments: frozenset[int]) -> QuerySet[KeyResultShare]:
    return _joined(departments).filter(key_result__objective=OuterRef("pk"))


def objective_for(user: User, pk: int, need: Need = Need.READ) -> Objective:
    """The objective for a purpose. Raises Invisible (404) or Forbidden (403)."""
    objective = visible_objectives(user).select_related("strategy", "parent").filter(pk=pk).first()
    return _allowed(user, _there(objective), need)


def may_revise(user: User, objective: Objective) -> bool:
    """Managers of the owning department, or of one above it, change the plan; so does its owner if a manager."""
    return objective.department_id in standing.of(user).managed


def may_see_money(user: User, objective: Objective) -> bool:
    """Budgets and asks: the department's managers and the bosses above it."""
    place = standing.of(user)
    return objective.department_id in place.managed | place.led


def _allowed(user: User, objective: Objective, need: Need) -> Objective:
    if need is Need.REVISE and not may_revise(user, objective):
        raise Forbidden
    if need is Need.MONEY and not may_see_money(user, objective):
        raise Invisible
    return objective


def _there(row: Row | None) -> Row:
    if row is None:
        raise Invisible
    return row


# --- what stands on an objective ---------------------------------------------------------------------------


def visible_paths(user: User) -> QuerySet[Path]:
    return _on_visible(user, Path.objects.alive())


def visible_key_results(user: User) -> QuerySet[KeyResult]:
    return _on_visible(user, KeyResult.objects.alive()).select_related("owner", "path")


def visible_measures(user: User) -> QuerySet[Measure]:
    """Measures of visible key results and objectives."""
    objectives = visible_objectives(user).values("pk")
    alive = Q(objective__in=objectives) | Q(key_result__objective__in=objectives, key_result__deleted_at__isnull=True)
    return Measure.objects.alive().filter(alive).select_related("objective", "key_result__objective", "owner")


def visible_check_ins(user: User) -> QuerySet[CheckIn]:
    return CheckIn.objects.filter(measure__in=visible_measures(user).values("pk")).select_related(
        "measure__objective", "measure__key_result__objective", "author", "department"
    )


def visible_tasks(user: User) -> QuerySet[Task]:
    """Tasks of one's departments, those one has a role on, and those under key results one's department shares."""
    place = standing.of(user)
    shared = Q(
        key_result__shares__department_id__in=place.all,
        key_result__shares__accepted_at__isnull=False,
        key_result__shares__ended_at__isnull=True,
    )
    theirs = Q(objective__department_id__in=place.all) | Q(objective__owner=user)
    mine = _answers_or_hears(user)
    seen = Task.objects.filter(theirs | mine | shared) if not user.is_administrator else Task.objects.all()
    return (
        Task.objects.alive()
        .filter(pk__in=seen.values("pk"), objective__in=visible_objectives(user).values("pk"))
        .select_related("objective", "responsible", "accountable", "key_result")
    )


def visible_dependencies(user: User) -> QuerySet[Dependency]:
    tasks = visible_tasks(user).values("pk")
    return Dependency.objects.filter(predecessor__in=tasks, successor__in=tasks).select_related(
        "predecessor__objective", "successor__objective"
    )


def visible_risks(user: User) -> QuerySet[Risk]:
    return (
        Risk.objects.alive()
        .filter(key_result__in=visible_key_results(user).values("pk"))
        .select_related("key_result__objective", "owner")
    )


def visible_decisions(user: User) -> QuerySet[QuadrantDecision]:
    """What placements led to and still stands, as far as the row that was made is seen."""
    parks = Q(risk__isnull=True, ask__isnull=True, task__isnull=True)
    seen = (
        parks
        | Q(risk__deleted_at__isnull=True, risk__isnull=False)
        | Q(ask__in=visible_asks(user).values("pk"))
        | Q(task__in=visible_tasks(user).values("pk"))
    )
    return (
        QuadrantDecision.objects.filter(undone_at__isnull=True)
        .filter(seen, key_result__in=visible_key_results(user).values("pk"))
        .select_related("key_result__objective", "risk", "ask", "task", "made_by")
    )


def visible_lead_time_steps(user: User) -> QuerySet[LeadTimeStep]:
    return _on_visible(user, LeadTimeStep.objects.all())


def visible_feasibility_lines(user: User) -> QuerySet[FeasibilityLine]:
    return _with_money(user, FeasibilityLine.objects.all())


def visible_budget_entries(user: User) -> QuerySet[BudgetEntry]:
    return _with_money(user, BudgetEntry.objects.all()).select_related("path")


def _on_visible(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.filter(objective__in=visible_objectives(user).values("pk")).select_related("objective")


def _with_money(user: User, rows: QuerySet[Any]) -> QuerySet[Any]:
    place = standing.of(user)
    seen = visible_objectives(user).filter(department_id__in=place.managed | place.led)
    return rows.filter(objective__in=seen.values("pk")).select_related("objective")


def path_for(user: User, pk: int, need: Need = Need.READ) -> Path:
    return _of_objective(user, visible_paths(user).filter(pk=pk).first(), need)


def key_result_for(user: User, pk: int, need: Need = Need.READ) -> KeyResult:
    return _of_objective(user, visible_key_results(user).filter(pk=pk).first(), need)


def decision_for(user: User, pk: int, need: Need = Need.READ) -> QuadrantDecision:
    decision = _there(visible_decisions(user).filter(pk=pk).first())
    _allowed(user, decision.key_result.objective, need)
    return decision


def lead_time_step_for(user: User, pk: int, need: Need = Need.READ) -> LeadTimeStep:
    return _of_objective(user, visible_lead_time_steps(user).filter(pk=pk).first(), need)


def risk_for(user: User, pk: int, need: Need = Need.READ) -> Risk:
    risk = _there(visible_risks(user).filter(pk=pk).first())
    _allowed(user, risk.key_result.objective, need)
    return risk


def dependency_for(user: User, pk: int, need: Need = Need.READ) -> Dependency:
    dependency = _there(visible_dependencies(user).filter(pk=pk).first())
    _allowed(user, dependency.successor.objective, need)
    return dependency


def task_for(user: User, pk: int, need: Need = Need.READ) -> Task:
    """The task for a purpose; PROGRESS is for its responsible or accountable person and the managers."""
    task = _there(visible_tasks(user).filter(pk=pk).first())
    if need is Need.PROGRESS:
        if not may_report_progress(user, task):
            raise Forbidden
        return task
    _allowed(user, task.objective, need)
    return task


def may_report_progress(user: User, task: Task) -> bool:
    return user.pk in (task.responsible_id, task.accountable_id) or may_revise(user, task.objective)


def _of_objective(user: User, row: Any, need: Need) -> Any:
    _allowed(user, _there(row).objective, need)
    return row


def offered_shares(user: User) -> QuerySet[KeyResultShare]:
    """Offers that wait for the answer of a department that the person manages."""
    return (
        visible_shares(user)
        .filter(department_id__in=standing.of(user).managed, accepted_at__isnull=True, ended_at__isnull=True)
        .exclude(key_result__objective__state=ObjectiveState.CLOSED.value)
        .exclude(key_result__objective__department_id__in=standing.of(user).managed)
    )


def visible_shares(user: User) -> QuerySet[KeyResultShare]:
    """Shares by people of the two departments; an offer nobody has accepted yet, by the managers of the two."""
    place = standing.of(user)
    managed = _between(place.managed)
    belongs = Q(accepted_at__isnull=False) & _between(place.all)
    return (
        KeyResultShare.objects.filter(
            key_result__deleted_at__isnull=True, key_result__objective__deleted_at__isnull=True
        )
        .filter(managed | belongs)
        .select_related("key_result__objective", "department")
    )


def _between(departments: frozenset[int]) -> Q:
    return Q(department_id__in=departments) | Q(key_result__objective__department_id__in=departments)


def share_for(user: User, pk: int, need: Need = Need.READ) -> KeyResultShare:
    """The share for a purpose; the other department says whether it joins, either may leave."""
    share = _there(visible_shares(user).filter(pk=pk).first())
    managed = standing.of(user).managed
    joins, offers = share.department_id in managed, share.key_result.objective.department_id in managed
    if need is Need.JOIN and not joins:
        raise Forbidden
    if need is Need.LEAVE and not (joins or offers):
        raise Forbidden
    return share


def deleted_for(user: User, kind: type[Row], pk: int) -> Row:
    """A deleted row of a plan, for the managers who may bring it back; for everybody else it does not exist."""
    row: Any = kind._default_manager.filter(pk=pk, deleted_at__isnull=False).first()
    objective = _plan_of(_there(row))
    if not may_revise(user, objective):
        raise Invisible
    return row


def _plan_of(row: Any) -> Objective:
    """The objective that a row of a plan stands on."""
    if isinstance(row, Objective):
        return row
    if isinstance(row, Measure):
        return objective_of(row)
    return row.key_result.objective if isinstance(row, Risk) else row.objective


# --- who has seen the plan -----------------------------------------------------------------------------------


def may_see_who_knows(user: User, objective: Objective) -> bool:
    """Names of those who were told of a plan: for its department, the people above it, and its owner."""
    return objective.owner_id == user.pk or objective.department_id in standing.of(user).all


def may_answer_questions(user: User, objective: Objective) -> bool:
    """What somebody asks about a confirmed plan: its owner and its department's managers."""
    return objective.owner_id == user.pk or may_revise(user, objective)


def visible_acknowledgements(user: User) -> QuerySet[Acknowledgement]:
    """Acknowledgements of plans one sees: one's own, and all of one's departments and one's own objectives."""
    place = standing.of(user)
    named = Q(plan_version__objective__owner=user) | Q(plan_version__objective__department_id__in=place.all)
    return (
        Acknowledgement.objects.filter(plan_version__objective__in=visible_objectives(user).values("pk"))
        .filter(Q(user=user) | named)
        .select_related("user", "answered_by", "plan_version__made_by", "plan_version__objective__owner")
        .defer("plan_version__plan", "plan_version__objective__result")
    )


def acknowledgement_for(user: User, pk: int, need: Need = Need.READ) -> Acknowledgement:
    """The acknowledgement for a purpose: OWN for whom it waits, ANSWER for the plan's owner and managers."""
    row = _there(visible_acknowledgements(user).filter(pk=pk).first())
    if need is Need.OWN and row.user_id != user.pk:
        raise Forbidden
    if need is Need.ANSWER and (row.user_id == user.pk or not may_answer_questions(user, row.plan_version.objective)):
        raise Forbidden
    return row


# --- measures and check-ins ----------------------------------------------------------------------------------


def objective_of(measure: Measure) -> Objective:
    """The objective a measure belongs to, directly or through its key result."""
    if measure.key_result is not None:
        return measure.key_result.objective
    assert measure.objective is not None  # the database holds exactly one of the two
    return measure.objective


def measure_for(user: User, pk: int, need: Need = Need.READ) -> Measure:
    """The measure for a purpose; CHECK_IN is for owners and managers of contributing departments."""
    measure = _there(visible_measures(user).filter(pk=pk).first())
    if need is Need.CHECK_IN:
        require_recorder(user, measure)
        return measure
    _allowed(user, objective_of(measure), need)
    return measure


def contributing_department(user: User, measure: Measure) -> int | None:
    """Id of the department for which a person may check this measure in; None: they may not.

    Owners of the measure, its key result or its objective and the owning department's managers record for the
    owning department; managers of a department that shares the key result record that department's part of a sum.
    A level has one value, which is its owner's to say.
    """
    department = _recording_department(user, measure)
    is_theirs = department == objective_of(measure).department_id
    return department if is_theirs or measure.accumulation == Accumulation.SUM else None


def require_recorder(user: User, measure: Measure) -> int:
    """The department a person records for. Raises Forbidden, which says of a shared level whose it is."""
    department = contributing_department(user, measure)
    if department is None:
        raise Forbidden(ONE_OWNER) if is_shared_level(user, measure) else Forbidden
    return department


def is_shared_level(user: User, measure: Measure) -> bool:
    """Whether a measure is of a key result that the person's department shares, but has no parts to record."""
    if measure.accumulation == Accumulation.SUM:
        return False
    return _recording_department(user, measure) not in (None, objective_of(measure).department_id)


def _recording_department(user: User, measure: Measure) -> int | None:
    """The owning department for its people, else the one of the person's that shares the key result."""
    objective = objective_of(measure)
    owners = {measure.owner_id, objective.owner_id, measure.key_result.owner_id if measure.key_result else None}
    place = standing.of(user)
    if user.pk in owners or objective.department_id in place.managed:
        return objective.department_id
    if measure.key_result_id is None:
        return None
    return _joined(place.managed).filter(key_result=measure.key_result_id).values_list("department", flat=True).first()


def _joined(departments: frozenset[int]) -> QuerySet[KeyResultShare]:
    """Shares in which one of these departments takes part, the oldest first."""
    return KeyResultShare.objects.joined().filter(department_id__in=departments).order_by("pk")


def check_in_for(user: User, pk: int, need: Need = Need.READ) -> CheckIn:
    """The check-in for a purpose; OWN (correct, undo) is for its author and the owning department's managers.

    An author who may not record any more, because their role or the share has ended, may not amend either.
    """
    check_in = _there(visible_check_ins(user).filter(pk=pk).first())
    if need is Need.OWN and not may_amend(user, check_in):
        raise Forbidden
    return check_in


def may_amend(user: User, check_in: CheckIn) -> bool:
    if may_revise(user, objective_of(check_in.measure)):
        return True
    return check_in.author_id == user.pk and contributing_department(user, check_in.measure) is not None


def my_measures(user: User) -> QuerySet[Measure]:
    """Measures a person owes check-ins for: their own, else those of their key results and objectives.

    And the totals of key results that a department of theirs contributes to: `part_of` is the id of that department,
    None where they record for the measure's own one.
    """
    own = Q(owner=user)
    by_key_result = Q(owner__isnull=True, key_result__owner=user)
    by_objective = Q(owner__isnull=True, objective__owner=user)
    managed = standing.of(user).managed
    parts = _joined(managed).filter(key_result=OuterRef("key_result"))
    of_their_plan = Q(key_result__owner=user) | Q(key_result__objective__owner=user)
    of_their_plan |= Q(key_result__objective__department_id__in=managed)
    shared = Q(Exists(parts), accumulation=Accumulation.SUM.value) & ~of_their_plan
    mine = own | by_key_result | by_objective
    none = Value(None, output_field=BigIntegerField())
    theirs = Subquery(parts.values("department_id")[:1], output_field=BigIntegerField())
    part_of = Case(When(mine, then=none), default=theirs) if managed else none
    active = Q(key_result__objective__state=ObjectiveState.ACTIVE.value) | Q(
        objective__state=ObjectiveState.ACTIVE.value
    )
    owed = visible_measures(user).exclude(key_result__parked=True)
    return owed.filter(active).filter(mine | shared).annotate(part_of=part_of)


# --- asks ----------------------------------------------------------------------------------------------------


def visible_asks(user: User) -> QuerySet[Ask]:
    """Asks: drafts for the department's managers; submitted ones also for the bosses above and the decider."""
    place = standing.of(user)
    managed = Q(objective__department_id__in=place.managed)
    submitted = ~Q(state=AskState.DRAFT.value) & (Q(objective__department_id__in=place.led) | Q(decider=user))
    return (
        Ask.objects.alive()
        .filter(managed | submitted, objective__deleted_at__isnull=True)
        .select_related("objective__department", "author", "decider", "key_result")
    )


def ask_for(user: User, pk: int, need: Need = Need.READ) -> Ask:
    """The ask for a purpose: DECIDE for its decider and never its author, REVISE for managers."""
    ask = _there(visible_asks(user).filter(pk=pk).first())
    if need is Need.DECIDE and not may_decide(user, ask):
        raise Forbidden
    if need is Need.REVISE and not may_revise(user, ask.objective):
        raise Forbidden
    return ask


def may_decide(user: User, ask: Ask) -> bool:
    """Whether a person is the boss whom the ask is addressed to, still above its department, and not its author."""
    addressed = ask.decider_id == user.pk and ask.author_id != user.pk
    return addressed and ask.objective.department_id in standing.of(user).led


# --- the frame -----------------------------------------------------------------------------------------------


def departments_to_plan_in(user: User) -> QuerySet[Department]:
    """Departments for which a person may make objectives."""
    return Department.objects.filter(pk__in=standing.of(user).managed)


def may_plan(user: User) -> bool:
    """Whether a person may make objectives at all."""
    return bool(standing.of(user).managed)


def cycles(_user: User) -> QuerySet[Cycle]:
    """Everyone signed in sees the cycles."""
    return Cycle.objects.all()


def strategies(_user: User) -> QuerySet[Strategy]:
    return Strategy.objects.alive()


def lead_time_templates(_user: User) -> QuerySet[LeadTimeTemplate]:
    """Everyone signed in sees what a delivery takes as a rule."""
    return LeadTimeTemplate.objects.alive()


def metrics(_user: User) -> QuerySet[Metric]:
    return Metric.objects.alive().select_related("owner")


def scope_tags(_user: User) -> QuerySet[ScopeTag]:
    """The company's words of scope; everyone signed in sees them."""
    return ScopeTag.objects.alive()


def may_keep_scope_tags(user: User) -> bool:
    """Words of scope are kept by administrators and by everybody who plans."""
    return user.is_administrator or may_plan(user)


def require_keeper_of_scope_tags(user: User) -> None:
    """Raises Forbidden."""
    if not may_keep_scope_tags(user):
        raise Forbidden


def require_administrator(user: User) -> None:
    """Frame, people and channels are kept by administrators. Raises Forbidden."""
    if not user.is_administrator:
        raise Forbidden


def may_see_frame(user: User) -> bool:
    """Whether the settings that plans are filled from are shown: to administrators and to everybody who plans."""
    return user.is_administrator or may_plan(user)


def require_frame_reader(user: User) -> None:
    """Raises Forbidden for who neither plans nor administers."""
    if not may_see_frame(user):
        raise Forbidden


def require_planner(user: User) -> None:
    """The glossary and new objectives are written by managers. Raises Forbidden."""
    if not may_plan(user):
        raise Forbidden
