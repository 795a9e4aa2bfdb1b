"""Who is responsible, accountable, consulted and informed: errors and warnings of a plan's matrix.

Each leaf task has exactly one responsible and one accountable person, who may be the same. Errors: one of the two is
inactive or has no access; one person is entered twice among responsible, consulted and informed. Warnings: more than 3
consulted; more than 6 informed; nobody consulted or informed although a successor belongs to another department; one
person is responsible for over 30 % of the tasks (from 10 tasks and 4 people on); the responsible person is on leave on
over 20 % of the task's days; a week's load over 80, 100 or 120 % of capacity.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from objectives.core.vocabulary import RaciCode
from objectives.core.wbs import Key

MANY_CONSULTED = 3
MANY_INFORMED = 6
FEW_TASKS, FEW_PEOPLE = 10, 4
LOADS = (
    (Decimal("1.2"), RaciCode.LOAD_EXCESSIVE),
    (Decimal(1), RaciCode.LOAD_FULL),
    (Decimal("0.8"), RaciCode.LOAD_HIGH),
)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """`leave` is days off, `capacity` person-days in a week by its Monday (a week that is missing is not judged)."""

    key: Key
    active: bool = True
    has_access: bool = True
    leave: frozenset[date] = frozenset()
    capacity: Mapping[date, Decimal] | None = None


@dataclass(frozen=True, slots=True)
class LeafFacts:
    """A leaf task's people by key, its department and those of its successors.

    `days` are its planned working days, `effort` person-days of the responsible person (None: not entered).
    """

    key: Key
    responsible: Key
    accountable: Key
    consulted: tuple[Key, ...] = ()
    informed: tuple[Key, ...] = ()
    department: Key | None = None
    successor_departments: frozenset[Key] = frozenset()
    days: tuple[date, ...] = ()
    effort: Decimal | None = None

    @property
    def people(self) -> tuple[Key, ...]:
        return (self.responsible, self.accountable, *self.consulted, *self.informed)


@dataclass(frozen=True, slots=True)
class RaciFinding:
    """What is wrong with a task, a person or a week; `amount` is the count or share that was judged."""

    code: RaciCode
    task: Key | None = None
    person: Key | None = None
    week: date | None = None
    amount: Decimal | int | None = None


def review(leaves: Collection[LeafFacts], people: Iterable[PersonFacts]) -> tuple[RaciFinding, ...]:
    """All findings, errors first, tasks in the order given. Every person that a task names must be among `people`."""
    known = {person.key: person for person in people}
    findings = [finding for leaf in leaves for finding in _of_leaf(leaf, known)]
    findings += _concentration(leaves)
    findings += _overload(leaves, known)
    return tuple(sorted(findings, key=lambda finding: not finding.code.is_error))


def weekly_load(leaves: Iterable[LeafFacts]) -> dict[tuple[Key, date], Decimal]:
    """Person-days of each responsible person in each week (by its Monday), the effort spread evenly over the days."""
    load: dict[tuple[Key, date], Decimal] = defaultdict(Decimal)
    for leaf in leaves:
        if leaf.effort and leaf.days:
            weeks = Counter(day - timedelta(days=day.weekday()) for day in leaf.days)
            for week, days in weeks.items():
                load[leaf.responsible, week] += leaf.effort * days / len(leaf.days)
    return dict(load)


def _of_leaf(leaf: LeafFacts, people: Mapping[Key, PersonFacts]) -> Iterable[RaciFinding]:
    yield from _unable(leaf, people)
    roles = Counter((leaf.responsible, *leaf.consulted, *leaf.informed))
    for person, entries in roles.items():
        if entries > 1:
            yield RaciFinding(RaciCode.ENTERED_TWICE, leaf.key, person, amount=entries)
    if len(leaf.consulted) > MANY_CONSULTED:
        yield RaciFinding(RaciCode.MANY_CONSULTED, leaf.key, amount=len(leaf.consulted))
    if len(leaf.informed) > MANY_INFORMED:
        yield RaciFinding(RaciCode.MANY_INFORMED, leaf.key, amount=len(leaf.informed))
    if not leaf.consulted and not leaf.informed and leaf.successor_departments - {leaf.department}:
        yield RaciFinding(RaciCode.NOBODY_TOLD, leaf.key)
    yield from _absence(leaf, people[leaf.responsible])


def _unable(leaf: LeafFacts, people: Mapping[Key, PersonFacts]) -> Iterable[RaciFinding]:
    responsible, accountable = people[leaf.responsible], people[leaf.accountable]
    if not responsible.active:
        yield RaciFinding(RaciCode.RESPONSIBLE_INACTIVE, leaf.key, responsible.key)
    elif not responsible.has_access:
        yield RaciFinding(RaciCode.RESPONSIBLE_WITHOUT_ACCESS, leaf.key, responsible.key)
    if not accountable.active:
        yield RaciFinding(RaciCode.ACCOUNTABLE_INACTIVE, leaf.key, accountable.key)
    elif not accountable.has_access:
        yield RaciFinding(RaciCode.ACCOUNTABLE_WITHOUT_ACCESS, leaf.key, accountable.key)


def _absence(leaf: LeafFacts, person: PersonFacts) -> Iterable[RaciFinding]:
    away = sum(day in person.leave for day in leaf.days)
    if away * 5 > len(leaf.days):
        share = Decimal(away) / len(leaf.days)
        yield RaciFinding(RaciCode.RESPONSIBLE_ON_LEAVE, leaf.key, person.key, amount=share)


def _concentration(leaves: Collection[LeafFacts]) -> Iterable[RaciFinding]:
    people = {person for leaf in leaves for person in leaf.people}
    if len(leaves) < FEW_TASKS or len(people) < FEW_PEOPLE:
        return
    for person, tasks in Counter(leaf.responsible for leaf in leaves).items():
        if tasks * 10 > len(leaves) * 3:
            share = Decimal(tasks) / len(leaves)
            yield RaciFinding(RaciCode.ONE_PERSON_HOLDS_MUCH, person=person, amount=share)


def _overload(leaves: Iterable[LeafFacts], people: Mapping[Key, PersonFacts]) -> Iterable[RaciFinding]:
    for (person, week), load in sorted(weekly_load(leaves).items(), key=lambda item: (item[0][1], str(item[0][0]))):
        capacity = (people[person].capacity or {}).get(week)
        if capacity is None:
            continue
        code = next((code for limit, code in LOADS if load > capacity * limit), None)
        if code:
            yield RaciFinding(code, person=person, week=week, amount=load / capacity if capacity else None)
