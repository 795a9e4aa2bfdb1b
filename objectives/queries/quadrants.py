"""Key results in the priority quadrant: of one objective, of a department with all below it, of a cycle."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from objectives import access
from objectives.core import quadrant as rules
from objectives.core import weights
from objectives.core.vocabulary import Accumulation, Direction, ObjectiveState
from objectives.models import Cycle, KeyResult, Measure, Objective, QuadrantDecision
from objectives.queries import departments
from objectives.queries.objective_lists import cycle_of
from okrplan.people import standing
from okrplan.people.models import Department, User


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose key results: some by their keys, those of one objective, else of a cycle and perhaps of one department."""

    objective: int | None = None
    cycle: int | None = None
    department: int | None = None
    key_results: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A key result with where it stands; `share` is its part of its objective's weight."""

    row: KeyResult
    share: Decimal
    placement: rules.Placement | None
    may_move: bool
    decisions: tuple[QuadrantDecision, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """Every key result of a scope that its reader sees, placed and not."""

    spots: tuple[Spot, ...]
    low_control: Decimal | None  # the share of the placed weight
    is_out_of_hand: bool

    @property
    def unplaced(self) -> int:
        return sum(not one.placement for one in self.spots)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the page of a cycle offers as filters."""

    cycles: list[Cycle]
    cycle: Cycle | None
    departments: list[tuple[Department, int]]  # with their depth in the tree


def choices_of(user: User, scope: Scope, today: date) -> Choices:
    """Cycles, the one meant, and the department tree (two queries)."""
    cycles = list(access.cycles(user))
    tree = departments.tree()
    return Choices(
        cycles, cycle_of(cycles, scope.cycle, today), [(tree.rows[key], depth) for key, depth in tree.walk()]
    )


def cycle_meant(user: User, wanted: int | None, today: date) -> Cycle | None:
    """The cycle asked for, else the one of today (one query)."""
    return cycle_of(list(access.cycles(user)), wanted, today)


def field_of(user: User, scope: Scope) -> Field:
    """The key results of a scope in their order (two queries beyond the reader's standing, three for a department)."""
    rows = list(_rows(user, scope))
    decisions: dict[int, list[QuadrantDecision]] = defaultdict(list)
    for one in access.visible_decisions(user).filter(key_result__in=[row.pk for row in rows]):
        decisions[one.key_result_id].append(one)
    shares = _shares(rows)
    board = rules.board(_placed(row, shares[row.pk]) for row in rows)
    placements = {one.key: one for one in board.placements}
    spots = [
        Spot(row, shares[row.pk], placements.get(row.pk), may_move(user, row.objective), tuple(decisions[row.pk]))
        for row in rows
    ]
    return Field(tuple(spots), board.low_control, board.is_out_of_hand)


def may_move(user: User, objective: Objective) -> bool:
    """Whoever may revise a plan that is not closed."""
    return objective.state != ObjectiveState.CLOSED and access.may_revise(user, objective)


def carried_by(key_result: KeyResult) -> rules.Carried | None:
    """What the key result carries of its objective's target (one query)."""
    of_both = Q(objective=key_result.objective_id) | Q(key_result=key_result)
    rows = list(Measure.objects.alive().filter(of_both))
    own = next((_target(one) for one in rows if one.objective_id), None)
    mine = [_target(one) for one in rows if one.key_result_id and not one.is_guardrail]
    return rules.carried(own, mine)


def _target(row: Measure) -> rules.Target:
    return rules.Target(Direction(row.direction), Accumulation(row.accumulation), row.unit, row.baseline, row.target)


def _rows(user: User, scope: Scope) -> QuerySet[KeyResult]:
    rows = access.visible_key_results(user).select_related("objective__department", "owner")
    rows = rows.defer("objective__result")
    if scope.key_results:
        return rows.filter(pk__in=scope.key_results).order_by("objective_id", "position")
    if scope.objective is not None:
        return rows.filter(objective=scope.objective)
    if scope.department is not None:
        rows = rows.filter(objective__department__in=standing.below([scope.department]))
    return rows.filter(objective__cycle=scope.cycle).order_by("objective__department__name", "objective_id", "position")


def _shares(rows: Sequence[KeyResult]) -> dict[int, Decimal]:
    """Each key result's exact share of its own objective, so that every objective counts the same."""
    by_objective: dict[int, list[KeyResult]] = defaultdict(list)
    for row in rows:
        by_objective[row.objective_id].append(row)
    return {
        row.pk: share
        for found in by_objective.values()
        for row, share in zip(found, weights.shares([one.weight for one in found]), strict=True)
    }


def _placed(row: KeyResult, share: Decimal) -> rules.Placed:
    return rules.Placed(row.pk, _decimal(row.control), _decimal(row.impact), share)


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
