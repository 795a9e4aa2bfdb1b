"""Which path goes first, how firm that is, and whether money and people follow it.

A path's score is Σ weight × points / Σ weights. Return on investment becomes points by fixed anchors (-50 % is 0, 0 is
30, 100 % is 80, 200 % is 100, linear between), resource need, difficulty and risk are inverted: nothing is normalised
over the list, so adding or removing a path never reorders the others. Difficulty and risk are one criterion: where both
are estimated the worse one counts. Paths that fail feasibility stand below all
others, a path that needs another one first stands behind it whatever the scores; ties go to the lower resource need,
then to the code. A pin puts a path at a rank by hand; the computed rank stays beside it.
"""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from objectives.core import wbs
from objectives.core.vocabulary import Criterion

Key = wbs.Key
ZERO = Decimal(0)
TOP = Decimal(100)
CLOSE_CALL = Decimal(5)
ROI_ANCHORS = (
    (Decimal("-0.5"), Decimal(0)),
    (Decimal(0), Decimal(30)),
    (Decimal(1), Decimal(80)),
    (Decimal(2), Decimal(100)),
)
DEFAULT_WEIGHTS: Mapping[Criterion, Decimal] = {
    Criterion.ROI: Decimal(40),
    Criterion.RESOURCES: Decimal(20),
    Criterion.DIFFICULTY: Decimal(25),
    Criterion.LONG_TERM: Decimal(15),
    Criterion.TIME_TO_EFFECT: ZERO,
}


class NeedsCycle(ValueError):
    """Paths that need each other first; `keys` lists them in order."""

    def __init__(self, keys: Sequence[Key]) -> None:
        super().__init__(" → ".join(str(key) for key in keys))
        self.keys = tuple(keys)


@dataclass(frozen=True, slots=True)
class PathFacts:
    """Estimates of one path. `returns` and `cost` in one currency, the others 0 to 100; `None` is "not entered".

    `resource_need`, `difficulty` and `risk` are high when bad; `long_term` and `time_to_effect` high when good (100: at
    once).
    """

    key: Key
    code: str
    returns: Decimal | None = None
    cost: Decimal | None = None
    resource_need: Decimal | None = None
    difficulty: Decimal | None = None
    risk: Decimal | None = None
    long_term: Decimal | None = None
    time_to_effect: Decimal | None = None
    needs: tuple[Key, ...] = ()
    feasible: bool = True
    pinned_rank: int | None = None  # 1 is first

    @property
    def roi(self) -> Decimal | None:
        """(return - cost) / cost; None without a return or without a cost."""
        if self.returns is None or not self.cost:
            return None
        return (self.returns - self.cost) / self.cost

    @property
    def hardest(self) -> Decimal | None:
        """The worse of difficulty and risk; None when neither is estimated."""
        return max((one for one in (self.difficulty, self.risk) if one is not None), default=None)


@dataclass(frozen=True, slots=True)
class Part:
    """One criterion of a score. `points` are 0 to 100; a missing estimate counts 0 points and is named."""

    criterion: Criterion
    points: Decimal
    weight: Decimal
    missing: bool = False

    @property
    def product(self) -> Decimal:
        return self.points * self.weight


@dataclass(frozen=True, slots=True)
class Score:
    value: Decimal
    parts: tuple[Part, ...]
    no_cost: bool  # nothing spent: return on investment counts as the top anchor

    @property
    def missing(self) -> tuple[Criterion, ...]:
        """Criteria that carry weight but were not estimated."""
        return tuple(part.criterion for part in self.parts if part.missing and part.weight)


@dataclass(frozen=True, slots=True)
class RankedPath:
    key: Key
    rank: int
    computed_rank: int
    score: Score
    feasible: bool  # of the path and of everything it needs first
    blocked_by: tuple[Key, ...]  # infeasible paths that it needs first
    pinned: bool


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The smallest change of one weight (in points) that puts `rival` first."""

    criterion: Criterion
    change: Decimal
    rival: Key

    @property
    def is_close_call(self) -> bool:
        return abs(self.change) < CLOSE_CALL


@dataclass(frozen=True, slots=True)
class Ranking:
    paths: tuple[RankedPath, ...]  # in the order of their rank
    sensitivity: Sensitivity | None  # of the computed rank 1; None when no single weight can change it


def roi_points(roi: Decimal) -> Decimal:
    """Points of a return on investment (a share: 1 is 100 %), linear between the fixed anchors, 0 to 100."""
    if roi <= ROI_ANCHORS[0][0]:
        return ROI_ANCHORS[0][1]
    for (low, low_points), (high, high_points) in pairwise(ROI_ANCHORS):
        if roi <= high:
            return low_points + (roi - low) * (high_points - low_points) / (high - low)
    return ROI_ANCHORS[-1][1]


def score(path: PathFacts, weights: Mapping[Criterion, Decimal] = DEFAULT_WEIGHTS) -> Score:
    """Σ weight × points / Σ weights with its parts. ValueError when a weight is negative or all are 0."""
    if any(weight < 0 for weight in weights.values()) or not sum(weights.values()):
        raise ValueError("weights must not be negative, nor all 0")
    parts = tuple(
        Part(criterion, ZERO if points is None else points, weights.get(criterion, ZERO), points is None)
        for criterion, points in _points(path).items()
    )
    total = sum((part.product for part in parts), ZERO)
    return Score(total / sum(weights.values()), parts, _costs_nothing(path))


def _points(path: PathFacts) -> dict[Criterion, Decimal | None]:
    roi = path.roi
    points = None if roi is None else roi_points(roi)
    return {
        Criterion.ROI: TOP if _costs_nothing(path) else points,
        Criterion.RESOURCES: _inverted(path.resource_need),
        Criterion.DIFFICULTY: _inverted(path.hardest),
        Criterion.LONG_TERM: path.long_term,
        Criterion.TIME_TO_EFFECT: path.time_to_effect,
    }


def _costs_nothing(path: PathFacts) -> bool:
    return path.returns is not None and not path.cost


def _inverted(points: Decimal | None) -> Decimal | None:
    return None if points is None else TOP - points


def rank(paths: Iterable[PathFacts], weights: Mapping[Criterion, Decimal] = DEFAULT_WEIGHTS) -> Ranking:
    """Order the paths. Raises NeedsCycle; needs that are not in the list are ignored."""
    race = _Race({path.key: path for path in paths}, weights)
    computed = race.order()
    final = _with_pins(computed, race.paths)
    computed_rank = {key: number for number, key in enumerate(computed, start=1)}
    ranked = tuple(
        RankedPath(
            key=key,
            rank=number,
            computed_rank=computed_rank[key],
            score=race.scores[key],
            feasible=race.feasible(key),
            blocked_by=race.blocked_by(key),
            pinned=race.paths[key].pinned_rank is not None,
        )
        for number, key in enumerate(final, start=1)
    )
    return Ranking(ranked, race.sensitivity(computed))


@dataclass(slots=True)
class _Race:
    """The paths of one list with their scores; `prior[key]` is everything that must stand before a path."""

    paths: dict[Key, PathFacts]
    weights: Mapping[Criterion, Decimal]
    scores: dict[Key, Score] = field(init=False)
    needs: dict[Key, tuple[Key, ...]] = field(init=False)
    prior: dict[Key, frozenset[Key]] = field(init=False)

    def __post_init__(self) -> None:
        self.scores = {key: score(path, self.weights) for key, path in self.paths.items()}
        self.needs = {
            key: tuple(need for need in dict.fromkeys(path.needs) if need in self.paths)
            for key, path in self.paths.items()
        }
        self.prior = _closure(self.needs)

    def blocked_by(self, key: Key) -> tuple[Key, ...]:
        prior = self.prior[key]
        return tuple(other for other in self.paths if other in prior and not self.paths[other].feasible)

    def feasible(self, key: Key) -> bool:
        return self.paths[key].feasible and not self.blocked_by(key)

    def merit(self, key: Key) -> tuple[bool, Decimal, Decimal, tuple[tuple[int, int, str], ...], str]:
        """Sorts the better path first."""
        path = self.paths[key]
        need = TOP if path.resource_need is None else path.resource_need
        return (not self.feasible(key), -self.scores[key].value, need, wbs.sort_key(path.code), str(key))

    def order(self) -> list[Key]:
        """The best path whose needs already stand, again and again."""
        open_needs = {key: len(needs) for key, needs in self.needs.items()}
        followers: dict[Key, list[Key]] = {key: [] for key in self.paths}
        for key, needs in self.needs.items():
            for need in needs:
                followers[need].append(key)
        ready = [(self.merit(key), key) for key, number in open_needs.items() if not number]
        heapq.heapify(ready)
        order: list[Key] = []
        while ready:
            _, key = heapq.heappop(ready)
            order.append(key)
            for follower in followers[key]:
                open_needs[follower] -= 1
                if not open_needs[follower]:
                    heapq.heappush(ready, (self.merit(follower), follower))
        return order

    def sensitivity(self, order: Sequence[Key]) -> Sensitivity | None:
        """Smallest change of one weight after which another path would stand first."""
        if not order:
            return None
        first = order[0]
        rivals = [key for key in order[1:] if not self.prior[key] and self.feasible(key) == self.feasible(first)]
        changes = [change for rival in rivals for change in self._changes(first, rival)]
        return min(changes, key=lambda change: abs(change.change), default=None)

    def _changes(self, first: Key, rival: Key) -> Iterable[Sensitivity]:
        """For each weight w_i, lead + change × (points_i of first - points_i of rival) = 0 where both draw level."""
        pairs = list(zip(self.scores[first].parts, self.scores[rival].parts, strict=True))
        lead = sum((mine.product - theirs.product for mine, theirs in pairs), ZERO)
        for mine, theirs in pairs:
            edge = mine.points - theirs.points
            if edge and mine.weight - lead / edge > 0:
                yield Sensitivity(mine.criterion, -lead / edge, rival)


def _closure(needs: Mapping[Key, tuple[Key, ...]]) -> dict[Key, frozenset[Key]]:
    """Everything each path needs, directly or not. Raises NeedsCycle."""
    closed: dict[Key, frozenset[Key]] = {}

    def visit(key: Key, trail: tuple[Key, ...]) -> frozenset[Key]:
        if key in trail:
            raise NeedsCycle(trail[trail.index(key) :])
        if key not in closed:
            below = [visit(need, (*trail, key)) | {need} for need in needs[key]]
            closed[key] = frozenset[Key]().union(*below)
        return closed[key]

    for key in needs:
        visit(key, ())
    return closed


def _with_pins(computed: Sequence[Key], paths: Mapping[Key, PathFacts]) -> list[Key]:
    """Pinned paths at their ranks (the next free one if taken, the last if beyond), the others in computed order."""
    pins = {key: pin for key in computed if (pin := paths[key].pinned_rank) is not None}
    slots: list[Key | None] = [None] * len(computed)
    for key in sorted(pins, key=lambda each: pins[each]):
        slots[_free_slot(slots, pins[key] - 1)] = key
    free = iter([key for key in computed if key not in pins])
    return [next(free) if key is None else key for key in slots]


def _free_slot(slots: Sequence[Key | None], wanted: int) -> int:
    """The first free slot from the wanted one on, else the last free one before it."""
    start = max(wanted, 0)
    later = [slot for slot in range(start, len(slots)) if slots[slot] is None]
    return later[0] if later else max(slot for slot, key in enumerate(slots) if key is None)


@dataclass(frozen=True, slots=True)
class Share:
    """One path in the order of ranks: what it needs and what it was given, both in one unit (money or person-days)."""

    key: Key
    need: Decimal
    given: Decimal
    feasible: bool = True


@dataclass(frozen=True, slots=True)
class Tilt:
    key: Key
    need: Decimal
    given: Decimal
    earned: Decimal

    @property
    def mismatch(self) -> Decimal:
        """given - earned: above 0 a surplus, below 0 a shortage."""
        return self.given - self.earned


@dataclass(frozen=True, slots=True)
class Move:
    """The mismatch worth naming: `amount` stands at `source` but is earned by the higher-ranked `target`."""

    source: Key
    target: Key
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Allocation:
    lines: tuple[Tilt, ...]
    unearned: Decimal  # what is left once every feasible path has what it needs
    move: Move | None


def tilt(shares: Sequence[Share], available: Decimal) -> Allocation:
    """What each path has earned: `available` fills the feasible paths in the order given, each up to its need."""
    left = max(available, ZERO)
    lines = []
    for share in shares:
        earned = min(max(share.need, ZERO), left) if share.feasible else ZERO
        left -= earned
        lines.append(Tilt(share.key, share.need, share.given, earned))
    return Allocation(tuple(lines), left, _move(lines))


def _move(lines: Sequence[Tilt]) -> Move | None:
    """From the largest surplus ranked below to the largest shortage that has such a surplus below it."""
    shortages = sorted(
        (index for index, line in enumerate(lines) if line.mismatch < 0), key=lambda i: lines[i].mismatch
    )
    for index in shortages:
        source = max(lines[index + 1 :], key=lambda line: line.mismatch, default=None)
        if source is not None and source.mismatch > 0:
            target = lines[index]
            return Move(source.key, target.key, min(source.mismatch, -target.mismatch))
    return None
