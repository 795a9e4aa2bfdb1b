"""Paths with their score, rank, and the money and person-days that their rank earns."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from objectives.core import feasibility, ranking
from objectives.core.vocabulary import Resource
from objectives.models import Means, Objective, ObjectiveWeights, Path
from objectives.queries import means
from objectives.queries.path_weights import by_criterion, weights_of

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PathRow:
    """A path as the board shows it; parked ones carry a score and no rank.

    `money` is empty for a path in another currency than the objective's budget: it is not compared.
    """

    path: Path
    ranked: ranking.RankedPath | None
    score: ranking.Score
    money: ranking.Tilt | None
    days: ranking.Tilt | None


@dataclass(frozen=True, slots=True)
class Spread:
    """One resource over the paths: money in `unit`, or person-days (no unit)."""

    unit: str
    has: Decimal | None  # of the objective, approved requests included; None: not entered, what was given counts
    given: Decimal
    needed: Decimal
    allocation: ranking.Allocation
    source: Path | None  # of the largest mismatch
    target: Path | None

    @property
    def move(self) -> ranking.Move | None:
        return self.allocation.move

    @property
    def overdrawn(self) -> Decimal:
        """What was given beyond what there is."""
        return max(self.given - self.has, ZERO) if self.has is not None else ZERO


@dataclass(frozen=True, slots=True)
class Board:
    rows: tuple[PathRow, ...]  # by rank, then parked ones
    weights: ObjectiveWeights
    sensitivity: ranking.Sensitivity | None
    first: Path | None  # by the computed order
    rival: Path | None
    money: Spread
    days: Spread


@dataclass(frozen=True, slots=True)
class _Has:
    currency: str
    money: Decimal | None
    days: Decimal | None


def board_of(objective: Objective, *, with_people: bool = True) -> Board:
    """The ranking of an objective's paths (at most eleven queries, four more where people are named).

    Without the people that the objective has (five queries), person-days count as far as they were given.
    """
    paths = list(Path.objects.alive().filter(objective=objective).select_related("needs_first", "pinned_by"))
    active = [one for one in paths if not one.parked]
    own = weights_of(objective)
    weights = by_criterion(own)
    keys = {one.pk for one in active}
    ranked = ranking.rank((_facts(one, keys) for one in active), weights)
    by_key: dict[ranking.Key, Path] = {one.pk: one for one in paths}
    has = _has(objective, active, with_people=with_people)
    money, days = _money(ranked, by_key, has), _days(ranked, by_key, has)
    lines = {line.key: line for line in money.allocation.lines}
    worked = {line.key: line for line in days.allocation.lines}
    rows = [PathRow(by_key[one.key], one, one.score, lines.get(one.key), worked[one.key]) for one in ranked.paths]
    parked = [PathRow(one, None, ranking.score(_facts(one, set()), weights), None, None) for one in paths if one.parked]
    first = next((one.key for one in ranked.paths if one.computed_rank == 1), None)
    return Board(
        rows=(*rows, *parked),
        weights=own,
        sensitivity=ranked.sensitivity,
        first=by_key.get(first) if first is not None else None,
        rival=by_key[ranked.sensitivity.rival] if ranked.sensitivity else None,
        money=money,
        days=days,
    )


def _facts(path: Path, active: set[int]) -> ranking.PathFacts:
    return ranking.PathFacts(
        key=path.pk,
        code=str(path.position),
        returns=path.estimated_return,
        cost=path.estimated_cost,
        resource_need=_decimal(path.resource_need),
        difficulty=_decimal(path.difficulty),
        risk=_decimal(path.risk),
        long_term=_decimal(path.long_term),
        time_to_effect=_decimal(path.time_to_effect),
        needs=(path.needs_first_id,) if path.needs_first_id in active else (),
        feasible=not path.infeasible_reason,
        pinned_rank=path.pinned_rank,
    )


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _has(objective: Objective, active: Iterable[Path], *, with_people: bool) -> _Has:
    """What the objective has, by the same arithmetic as its feasibility."""
    if with_people:
        rows = means.rows_of(objective)
    else:
        rows = means.MeansRows(frame=Means.objects.filter(objective=objective).first())
    checks = feasibility.assess(means.facts_of(objective, None, rows))
    money, people = (checks.of(one)[0].available for one in (Resource.MONEY, Resource.PEOPLE))
    if rows.frame is None:
        currency = next((one.currency for one in active if one.estimated_cost or one.budget_given), rows.currency)
        return _Has(currency, None, people)
    return _Has(rows.currency, money if rows.frame.budget_available is not None else None, people)


def _money(ranked: ranking.Ranking, by_key: Mapping[ranking.Key, Path], has: _Has) -> Spread:
    def share(path: Path, one: ranking.RankedPath) -> ranking.Share:
        return ranking.Share(one.key, path.estimated_cost or ZERO, path.budget_given or ZERO, one.feasible)

    compared = [one for one in ranked.paths if by_key[one.key].currency == has.currency]
    return _spread(compared, by_key, share, has.money, has.currency)


def _days(ranked: ranking.Ranking, by_key: Mapping[ranking.Key, Path], has: _Has) -> Spread:
    def share(path: Path, one: ranking.RankedPath) -> ranking.Share:
        return ranking.Share(one.key, path.person_days_needed or ZERO, path.person_days_given or ZERO, one.feasible)

    return _spread(ranked.paths, by_key, share, has.days, "")


def _spread(
    ranked: Iterable[ranking.RankedPath],
    by_key: Mapping[ranking.Key, Path],
    share: Callable[[Path, ranking.RankedPath], ranking.Share],
    has: Decimal | None,
    unit: str,
) -> Spread:
    shares = [share(by_key[one.key], one) for one in ranked]
    given = sum((one.given for one in shares), ZERO)
    allocation = ranking.tilt(shares, given if has is None else has)
    move = allocation.move
    return Spread(
        unit=unit,
        has=has,
        given=given,
        needed=sum((one.need for one in shares if one.feasible), ZERO),
        allocation=allocation,
        source=by_key[move.source] if move else None,
        target=by_key[move.target] if move else None,
    )
