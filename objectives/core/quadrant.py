"""The priority quadrant: how much we control an outcome, by how much it moves the objective.

Both axes run from 0 to 100 and are cut at 50; within 5 points of a cut a placement is borderline. High on both is
driven, high impact with low control is secured (early indicator, plan B or an ask), low impact with high control is
delegated, low on both is dropped. A plan with more than half its weight in low control is warned about.

Three short questions help with each axis: a yes counts 100, a partly 50, a no 0, and their mean is proposed. Impact may
also be read off the plan: the share of the objective's target that the key result's running totals in the objective's
own unit carry. Both are proposals; what a person writes counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from objectives.core.vocabulary import Accumulation, Consequence, Direction, Quadrant, Reply
from objectives.core.wbs import Key

CUT = Decimal(50)
BORDER = Decimal(5)
FULL = 100
QUESTIONS = 3  # on each axis
POINTS = {Reply.YES: 100, Reply.PARTLY: 50, Reply.NO: 0}
CONSEQUENCES: dict[Quadrant, tuple[Consequence, ...]] = {
    Quadrant.DRIVE: (),
    Quadrant.SECURE: (Consequence.PLAN_B, Consequence.ASK),
    Quadrant.DELEGATE: (Consequence.TASK,),
    Quadrant.DROP: (Consequence.PARK,),
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A key result's estimates, 0 to 100 (None: not placed yet), and its weight."""

    key: Key
    control: Decimal | None
    impact: Decimal | None
    weight: int | Decimal = 1


@dataclass(frozen=True, slots=True)
class Target:
    """What a measure has to reach, in its unit."""

    direction: Direction
    accumulation: Accumulation
    unit: str
    baseline: Decimal | None
    target: Decimal | None


@dataclass(frozen=True, slots=True)
class Carried:
    """What a key result carries of the objective's target, both in `unit`; `points` is the share of 100."""

    amount: Decimal
    whole: Decimal
    unit: str

    @property
    def points(self) -> int:
        return min(_rounded(FULL * self.amount / self.whole), FULL)


@dataclass(frozen=True, slots=True)
class Placement:
    key: Key
    quadrant: Quadrant
    borderline: bool


@dataclass(frozen=True, slots=True)
class Board:
    """`low_control` is the share of the placed weight that stands in low control, None without any weight."""

    placements: tuple[Placement, ...]
    unplaced: tuple[Key, ...]
    low_control: Decimal | None

    @property
    def is_out_of_hand(self) -> bool:
        return self.low_control is not None and self.low_control > Decimal("0.5")


def place(control: Decimal, impact: Decimal) -> Quadrant:
    """The quadrant of a point; a cut belongs to the high side."""
    if impact >= CUT:
        return Quadrant.DRIVE if control >= CUT else Quadrant.SECURE
    return Quadrant.DELEGATE if control >= CUT else Quadrant.DROP


def board(key_results: Iterable[Placed]) -> Board:
    """Place key results, in the order given."""
    rows = list(key_results)
    placements = [
        Placement(row.key, place(row.control, row.impact), _is_border(row.control) or _is_border(row.impact))
        for row in rows
        if row.control is not None and row.impact is not None
    ]
    placed = {placement.key for placement in placements}
    return Board(
        placements=tuple(placements),
        unplaced=tuple(row.key for row in rows if row.key not in placed),
        low_control=_low_control(rows),
    )


def proposal(replies: Sequence[Reply | None]) -> int | None:
    """The mean of the answers on one axis, 0 to 100; None until all three are given."""
    given = [POINTS[one] for one in replies if one is not None]
    return _rounded(Decimal(sum(given)) / QUESTIONS) if len(given) == QUESTIONS else None


def carried(own: Target | None, measures: Iterable[Target]) -> Carried | None:
    """What a key result's running totals carry of the objective's own target; None where nothing can be compared."""
    whole = _way(own) if own is not None else None
    if own is None or whole is None:
        return None
    ways = [_way(one) for one in measures if one.unit == own.unit]
    amount = sum((one for one in ways if one is not None), Decimal(0))
    return Carried(amount, whole, own.unit) if amount else None


def _way(measure: Target) -> Decimal | None:
    """From baseline to target of a rising running total; None for every other measure."""
    rises = measure.direction is Direction.INCREASE and measure.accumulation is Accumulation.SUM
    if not rises or measure.target is None:
        return None
    way = measure.target - (measure.baseline or Decimal(0))
    return way if way > 0 else None


def _rounded(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def _is_border(value: Decimal) -> bool:
    return abs(value - CUT) <= BORDER


def _low_control(rows: Iterable[Placed]) -> Decimal | None:
    weights = [(row.weight, row.control) for row in rows if row.control is not None]
    total = sum(weight for weight, _ in weights)
    if not total:
        return None
    return Decimal(sum(weight for weight, control in weights if control < CUT)) / total
