"""Shared key results: offers that wait, who takes part, and each department's part of a joint total."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Exists, F, OuterRef, Q

from objectives import access
from objectives.core.vocabulary import Accumulation, ObjectiveState, Visibility
from objectives.models import CheckIn, KeyResult, KeyResultShare, Measure, Objective
from objectives.queries.figures import end_of
from okrplan.people import standing
from okrplan.people.models import Department, User

Shares = Mapping[int, list[KeyResultShare]]


@dataclass(frozen=True, slots=True)
class Offer:
    """A key result offered to one's department: what, whose, and its measures with their targets."""

    share: KeyResultShare
    measures: list[Measure]
    may_read: bool  # its plan

    @property
    def has_totals(self) -> bool:
        """Whether there is anything a department could add to."""
        return any(one.accumulation == Accumulation.SUM for one in self.measures)


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A share, and what the reader may do with it."""

    share: KeyResultShare
    may_accept: bool
    may_end: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What a department adds to a joint total; no value before its first check-in."""

    department: Department
    value: Decimal | None
    day: date | None


def offers_of(user: User) -> list[Offer]:
    """Offers that wait for a department the person manages, oldest first (one query; two where there are some)."""
    shares = list(access.offered_shares(user).select_related(*_WHOSE).order_by("pk"))
    return _offers(shares) if shares else []


def _offers(shares: Collection[KeyResultShare]) -> list[Offer]:
    measures: dict[int | None, list[Measure]] = defaultdict(list)
    for one in Measure.objects.alive().filter(key_result__in=[share.key_result_id for share in shares]):
        measures[one.key_result_id].append(one)
    return [Offer(share, measures[share.key_result_id], _is_open_to_all(share)) for share in shares]


_WHOSE = ("key_result__objective__department", "key_result__owner", "department")


def _is_open_to_all(share: KeyResultShare) -> bool:
    objective = share.key_result.objective
    return objective.state == ObjectiveState.ACTIVE and objective.visibility == Visibility.EVERYONE


def lines_of(user: User, key_result: KeyResult) -> list[ShareLine]:
    """All shares of a key result that the person sees, the open ones first (one query)."""
    shares = access.visible_shares(user).filter(key_result=key_result)
    managed = standing.of(user).managed
    offers = key_result.objective.department_id in managed
    is_open = key_result.objective.state != ObjectiveState.CLOSED
    return [
        ShareLine(
            share=one,
            may_accept=is_open and one.department_id in managed and not (one.accepted_at or one.ended_at),
            may_end=not one.ended_at and (offers or one.department_id in managed),
        )
        for one in shares.order_by(F("ended_at").desc(nulls_first=True), "pk")
    ]


def open_shares(user: User, objective: Objective) -> Shares:
    """Offers and shares that have not ended, by key result, as far as the person sees them (one query)."""
    shares = access.visible_shares(user).filter(key_result__objective=objective, ended_at__isnull=True)
    found: dict[int, list[KeyResultShare]] = defaultdict(list)
    for one in shares.order_by("pk"):
        found[one.key_result_id].append(one)
    return found


def joined_by_objective(user: User) -> Shares:
    """Shares in which a department takes part, by objective, as far as the person sees them (one query)."""
    shares = access.visible_shares(user) & KeyResultShare.objects.joined()
    found: dict[int, list[KeyResultShare]] = defaultdict(list)
    for one in shares.order_by("key_result__position", "pk"):
        found[one.key_result.objective_id].append(one)
    return found


def parts_of(objective: Objective, shares: Shares, *, as_of: date | None = None) -> dict[int, list[Part]]:
    """Each department's last total, by measure, of totals to which several add (one query).

    The owning department comes first; one that takes part and has not checked in yet is there without a value.
    """
    sums = Measure.objects.alive().filter(key_result__objective=objective, accumulation=Accumulation.SUM.value)
    rows = CheckIn.objects.filter(measure__in=sums.values("pk")).select_related("department", "measure")
    rows = rows.standing() if as_of is None else rows.standing(by=end_of(as_of)).filter(day__lte=as_of)
    found: dict[int, dict[int, Part]] = defaultdict(dict)
    key_results: dict[int, int] = {}
    for one in rows.order_by("day", "id"):
        found[one.measure_id][one.department_id] = Part(one.department, one.value, one.day)
        key_results[one.measure_id] = one.measure.key_result_id or 0
    for measure, parts in found.items():
        for share in _joined(shares.get(key_results[measure], ())):
            parts.setdefault(share.department_id, Part(share.department, None, None))
    own = objective.department_id
    return {
        measure: sorted(parts.values(), key=lambda one: one.department.pk != own)
        for measure, parts in found.items()
        if set(parts) - {own}
    }


def _joined(shares: Iterable[KeyResultShare]) -> Iterable[KeyResultShare]:
    return (one for one in shares if one.accepted_at and not one.ended_at)


def joint() -> Q:
    """Of measures: whether other departments take part in their total, so that everybody enters their own part."""
    shares = KeyResultShare.objects.joined().filter(key_result=OuterRef("key_result"))
    return Q(Exists(shares), accumulation=Accumulation.SUM.value)


def is_joint(measure: Measure) -> bool:
    """The same of one measure (one query)."""
    return Measure.objects.filter(joint(), pk=measure.pk).exists()
