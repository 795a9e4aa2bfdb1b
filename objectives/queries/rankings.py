"""Paths with their score, rank and the budget their rank earns."""

from dataclasses import dataclass
from decimal import Decimal

from objectives.core import ranking
from objectives.models import Objective, Path

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PathRow:
    """A path as the board shows it; parked ones carry a score and no rank."""

    path: Path
    ranked: ranking.RankedPath | None
    score: ranking.Score
    tilt: ranking.Tilt | None


@dataclass(frozen=True, slots=True)
class Board:
    rows: tuple[PathRow, ...]  # by rank, then parked ones
    sensitivity: ranking.Sensitivity | None
    rival: Path | None
    move: ranking.Move | None
    source: Path | None
    target: Path | None


def board_of(objective: Objective) -> Board:
    """The ranking of an objective's paths (one query)."""
    paths = list(Path.objects.alive().filter(objective=objective).select_related("needs_first", "pinned_by"))
    active = [one for one in paths if not one.parked]
    ranked = ranking.rank(_facts(one, {path.pk for path in active}) for one in active)
    by_key = {one.pk: one for one in paths}
    shares = [_share(by_key[int(one.key)], one) for one in ranked.paths]
    allocation = ranking.tilt(shares, sum((one.given for one in shares), ZERO))
    tilts = {line.key: line for line in allocation.lines}
    rows = [PathRow(by_key[int(one.key)], one, one.score, tilts[one.key]) for one in ranked.paths]
    parked = [PathRow(one, None, ranking.score(_facts(one, set())), None) for one in paths if one.parked]
    move, sensitivity = allocation.move, ranked.sensitivity
    return Board(
        rows=(*rows, *parked),
        sensitivity=sensitivity,
        rival=by_key[int(sensitivity.rival)] if sensitivity else None,
        move=move,
        source=by_key[int(move.source)] if move else None,
        target=by_key[int(move.target)] if move else None,
    )


def _facts(path: Path, active: set[int]) -> ranking.PathFacts:
    return ranking.PathFacts(
        key=path.pk,
        code=str(path.position),
        returns=path.estimated_return,
        cost=path.estimated_cost,
        resource_need=_decimal(path.resource_need),
        difficulty=_decimal(path.difficulty),
        long_term=_decimal(path.long_term),
        needs=(path.needs_first_id,) if path.needs_first_id in active else (),
        feasible=not path.infeasible_reason,
        pinned_rank=path.pinned_rank,
    )


def _share(path: Path, ranked: ranking.RankedPath) -> ranking.Share:
    return ranking.Share(
        key=path.pk, need=path.estimated_cost or ZERO, given=path.budget_given or ZERO, feasible=ranked.feasible
    )


def _decimal(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
