"""What an objective needs and what there is, from its rows: the facts of the letter A."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from objectives.core import drivers, feasibility, numbers
from objectives.core.vocabulary import Direction, DriverKind, DurationUnit, ObjectiveState, Operator, TaskKind
from objectives.core.workdays import WorkCalendar
from objectives.models import (
    CapacityEntry,
    DriverFactor,
    EffortLine,
    FeasibilityLine,
    Means,
    Measure,
    NamedPerson,
    Objective,
    StockLine,
    Task,
)
from objectives.queries import budgets
from objectives.queries.calendars import Calendars
from okrplan.people.models import Leave, User

CURRENCY = "EUR"
ZERO = Decimal(0)
GROWING = (Direction.INCREASE, Direction.AT_LEAST)  # targets that money, people and stock bring nearer


@dataclass(frozen=True, slots=True)
class MeansRows:
    """The rows as they were entered, in order; `frame` is None while nothing was."""

    frame: Means | None = None
    lines: tuple[FeasibilityLine, ...] = ()
    factors: dict[int, tuple[DriverFactor, ...]] = field(default_factory=dict)  # by key of their line
    effort: tuple[EffortLine, ...] = ()
    people: tuple[NamedPerson, ...] = ()
    stock: tuple[StockLine, ...] = ()
    given: tuple[CapacityEntry, ...] = ()

    @property
    def currency(self) -> str:
        return self.frame.currency if self.frame else CURRENCY


def rows_of(objective: Objective) -> MeansRows:
    """Everything that was entered (one query while nothing was, else six; one more for factors of one's own)."""
    frame = Means.objects.filter(objective=objective).first()
    if frame is None:
        return MeansRows()
    lines = tuple(FeasibilityLine.objects.filter(objective=objective))
    return MeansRows(
        frame=frame,
        lines=lines,
        factors=_factors([one for one in lines if one.kind == DriverKind.PRODUCT]),
        effort=tuple(EffortLine.objects.filter(objective=objective)),
        people=tuple(NamedPerson.objects.filter(objective=objective).select_related("person")),
        stock=tuple(StockLine.objects.filter(objective=objective)),
        given=tuple(CapacityEntry.objects.filter(objective=objective)),
    )


def _factors(lines: list[FeasibilityLine]) -> dict[int, tuple[DriverFactor, ...]]:
    found: dict[int, tuple[DriverFactor, ...]] = {}
    for one in DriverFactor.objects.filter(line__in=lines) if lines else ():
        found[one.line_id] = (*found.get(one.line_id, ()), one)
    return found


def facts_of(objective: Objective, own: Measure | None, rows: MeansRows) -> feasibility.FeasibilityFacts:
    """The facts of the letter A (one query where something was entered; four more where people are named).

    Feasibility is judged as a plan: the whole target against all there is, approved requests included.
    """
    grows = own is not None and Direction(own.direction) in GROWING
    frame = rows.frame or Means()
    approved = budgets.approved(objective) if rows.frame else {}
    return feasibility.FeasibilityFacts(
        target=own.target if own is not None and grows else None,
        unit=own.unit if own is not None else "",
        drivers=tuple(_driver(one, rows.factors.get(one.pk, ())) for one in rows.lines) if frame.needs_money else None,
        budget=frame.budget_available,
        approved=approved.get(rows.currency, ZERO),
        currency=rows.currency,
        effort=tuple(one.person_days for one in rows.effort) if frame.needs_people else None,
        people=_people(objective, rows.people),
        given=tuple(feasibility.Given(one.headcount, one.weeks) for one in rows.given),
        stock=tuple(_stock(one) for one in rows.stock) if frame.needs_stock else None,
    )


def suggested_currency(own: Measure | None) -> str:
    """The currency of a first entry: the target's own where it is money."""
    return own.unit if own is not None and numbers.is_money(own.unit) else CURRENCY


def people_to_name(rows: MeansRows) -> list[User]:
    """Everybody who is active, and who is named already (one query)."""
    named = Q(pk__in=[one.person_id for one in rows.people])
    return list(User.objects.filter(Q(is_active=True) | named))


def _driver(row: FeasibilityLine, factors: Iterable[DriverFactor]) -> drivers.Driver:
    return drivers.Driver(
        kind=DriverKind(row.kind),
        part=row.part,
        value_per_customer=row.value_per_customer,
        value_per_order=row.value_per_order,
        orders_per_customer=row.orders_per_customer,
        conversion=row.conversion,
        acquisition_cost=row.acquisition_cost,
        cost_per_click=row.cost_per_click,
        factors=tuple(drivers.Factor(Operator(one.operator), one.value, one.unit) for one in factors),
    )


def _stock(row: StockLine) -> feasibility.StockLine:
    return feasibility.StockLine(row.orders, row.units_per_order, row.safety, row.on_hand, row.arriving)


def _people(objective: Objective, named: Sequence[NamedPerson]) -> tuple[feasibility.Person, ...]:
    """Everybody's days in the objective's period, by their own calendar."""
    if not named:
        return ()
    first, last = objective.starts_on, objective.due_on
    calendars = Calendars(objective)
    keys = [one.person_id for one in named]
    leaves: dict[int, list[Leave]] = defaultdict(list)
    for leave in Leave.objects.filter(user__in=keys, starts_on__lte=last, ends_on__gte=first):
        leaves[leave.user_id].append(leave)
    tasks: dict[int, list[Task]] = defaultdict(list)
    for task in _tasks_elsewhere(objective, keys):
        tasks[task.responsible_id or 0].append(task)
    return tuple(
        _person(one, calendars.get(one.person.calendar_id), leaves[one.person_id], tasks[one.person_id], (first, last))
        for one in named
    )


def _person(
    one: NamedPerson, calendar: WorkCalendar, leaves: Iterable[Leave], tasks: Iterable[Task], period: tuple[date, date]
) -> feasibility.Person:
    """A day in two leaves counts once."""
    first, last = period
    away = _worked([(max(leave.starts_on, first), min(leave.ends_on, last)) for leave in leaves], calendar)
    return feasibility.Person(
        working_days=Decimal(calendar.count(first, last)),
        leave=Decimal(len(away)),
        other_plans=_effort_elsewhere(tasks, calendar, first, last),
        allocation=one.allocation,
    )


def _tasks_elsewhere(objective: Objective, people: list[int]) -> Iterable[Task]:
    """Tasks of other active plans that overlap the period and that these people are responsible for."""
    return (
        Task.objects.alive()
        .filter(
            starts_on__lte=objective.due_on,
            finishes_on__gte=objective.starts_on,
            kind=TaskKind.TASK.value,
            responsible__in=people,
            objective__state=ObjectiveState.ACTIVE.value,
            objective__deleted_at__isnull=True,
        )
        .exclude(objective=objective)
    )


def _effort_elsewhere(tasks: Iterable[Task], calendar: WorkCalendar, first: date, last: date) -> Decimal:
    """Person-days in other plans within the period.

    Stored effort is spread evenly over the task's planned working days. Without it the planned days themselves count,
    each once, unless they only pass (a container at sea).
    """
    total, spans = ZERO, []
    for task in tasks:
        if task.starts_on is None or task.finishes_on is None:
            continue
        inside = (max(task.starts_on, first), min(task.finishes_on, last))
        if task.effort is not None:
            whole = len(_worked([(task.starts_on, task.finishes_on)], calendar))
            total += task.effort * len(_worked([inside], calendar)) / whole if whole else ZERO
        elif task.duration_unit == DurationUnit.WORKING:
            spans.append(inside)
    return total + len(_worked(spans, calendar))


def _worked(spans: Iterable[tuple[date, date]], calendar: WorkCalendar) -> set[int]:
    """Working days within spans, both days inclusive, as far as the calendar knows them."""
    days: set[int] = set()
    for first, last in spans:
        start, end = max(first.toordinal(), calendar.first), min(last.toordinal(), calendar.last)
        if start <= end:
            days.update(calendar.days[calendar.until(start) : calendar.until(end + 1)])
    return days
