"""The list of objectives of a cycle, by department, the worst first."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from objectives import access
from objectives.core.vocabulary import ObjectiveState, Status
from objectives.models import Cycle, KeyResult, Measure, Objective
from objectives.queries import departments, sharing
from objectives.words import figures as words
from okrplan.people import standing
from okrplan.people.models import Department, User

WORST_FIRST = [Status.AT_RISK, Status.BEHIND, Status.TOO_EARLY, Status.NO_DATA, Status.ON_TRACK]
STATE_ORDER = [ObjectiveState.ACTIVE, ObjectiveState.DRAFT, ObjectiveState.CLOSED]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; `None` and "" are "all"."""

    cycle: int | None = None
    department: int | None = None
    status: str = ""
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    objective: Objective
    chip: words.Chip
    gap: str
    bar_label: str
    is_guided: bool  # a draft that the person may go on with
    shared: list[KeyResult]  # what is shared with the department that the list is for


@dataclass(frozen=True, slots=True)
class Section:
    """A department's objectives; `line` leads to it from the top, and is empty for what others share with it."""

    line: list[Department]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Listing:
    sections: list[Section]
    count: int
    cycles: list[Cycle]
    cycle: Cycle | None
    departments: list[tuple[Department, int]]  # with their depth in the tree
    filters: Filters


def list_of(user: User, filters: Filters, today: date) -> Listing:
    """The objectives a person may see (four queries beyond their standing).

    Those that another department shares with the one asked for, or with one's own, stand apart and only there.
    """
    cycles = list(access.cycles(user))
    cycle = cycle_of(cycles, filters.cycle, today)
    tree = departments.tree()
    shared = _shared(user, filters)
    rows = sorted(_rows(user, filters, cycle, shared) if cycle else [], key=_badness)
    by_department: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        if not row.shared:
            by_department[row.objective.department_id].append(row)
    # One's own departments first, and among equals the one whose worst objective is worst.
    mine = standing.of(user).all
    in_order = sorted(by_department, key=lambda key: (key not in mine, _badness(by_department[key][0])))
    sections = [Section(tree.line(key), by_department[key]) for key in in_order]
    from_others = [Section([], [row for row in rows if row.shared])]
    own = sum(key in mine for key in in_order)
    return Listing(
        sections=[one for one in (*sections[:own], *from_others, *sections[own:]) if one.rows],
        count=len(rows),
        cycles=cycles,
        cycle=cycle,
        departments=[(tree.rows[key], depth) for key, depth in tree.walk()],
        filters=filters,
    )


def cycle_of(cycles: list[Cycle], wanted: int | None, today: date) -> Cycle | None:
    """The cycle asked for; else the shortest that runs today, else the newest that has begun, else the next."""
    chosen = next((one for one in cycles if one.pk == wanted), None)
    running = [one for one in cycles if one.starts_on <= today <= one.ends_on]
    begun = [one for one in cycles if one.starts_on <= today]
    if chosen is None and running:
        chosen = min(running, key=lambda one: (one.ends_on - one.starts_on).days)
    return chosen or next(iter([*begun, *cycles[::-1]]), None)


def _shared(user: User, filters: Filters) -> dict[int, list[KeyResult]]:
    """Key results that others share with the department asked for, else with one's own, by objective (one query)."""
    ours = standing.of(user).all if filters.department is None else {filters.department}
    found = {
        objective: [one.key_result for one in shares if one.department_id in ours]
        for objective, shares in sharing.joined_by_objective(user).items()
        if shares[0].key_result.objective.department_id not in ours
    }
    return {objective: rows for objective, rows in found.items() if rows}


def _rows(user: User, filters: Filters, cycle: Cycle, shared: dict[int, list[KeyResult]]) -> list[Row]:
    own = Measure.objects.filter(objective=OuterRef("pk"), deleted_at__isnull=True)
    found = access.visible_objectives(user).filter(cycle=cycle)
    found = _filtered(user, found, filters, shared).annotate(
        own_unit=Subquery(own.values("unit")[:1]), own_unit_other=Subquery(own.values("unit_other")[:1])
    )
    return [
        Row(
            one,
            words.chip(one),
            words.gap_words(one.gap, one.own_unit or "", one.own_unit_other or ""),
            words.bar_label(one.completion, one.expected),
            one.state == ObjectiveState.DRAFT and access.may_revise(user, one),
            shared.get(one.pk, []),
        )
        for one in found.defer("result")
    ]


def _filtered(user: User, rows: QuerySet[Objective], filters: Filters, shared: Collection[int]) -> QuerySet[Objective]:
    if filters.department is not None:
        rows = rows.filter(Q(department=filters.department) | Q(pk__in=shared))
    if filters.status in [one.value for one in Status]:
        rows = rows.filter(status=filters.status, state=ObjectiveState.ACTIVE.value)
    if filters.mine:
        theirs = KeyResult.objects.filter(objective=OuterRef("pk"), owner=user, deleted_at__isnull=True)
        rows = rows.filter(Q(owner=user) | Exists(theirs))
    return rows


def _badness(row: Row) -> tuple[int, int, Decimal, date, int]:
    """Sorts the worst first: active before drafts before closed, by status, then by forecast."""
    one = row.objective
    forecast = Decimal(2) if one.forecast is None else one.forecast
    state, status = ObjectiveState(one.state), Status(one.status)
    return STATE_ORDER.index(state), WORST_FIRST.index(status), forecast, one.due_on, one.pk
