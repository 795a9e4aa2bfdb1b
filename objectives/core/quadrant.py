"""The priority quadrant: how much we control an outcome, by how much it moves the objective.

Both axes run from 0 to 100 and are cut at 50; within 5 points of a cut a placement is borderline. High on both is
driven, high impact with low control is secured (early indicator, plan B or an ask), low impact with high control is
delegated, low on both is dropped. A plan with more than half its weight in low control is warned about.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from objectives.core.vocabulary import Quadrant
from objectives.core.wbs import Key

CUT = Decimal(50)
BORDER = Decimal(5)


@dataclass(frozen=True, slots=True)
class Placed:
    """A key result's estimates, 0 to 100 (None: not placed yet), and its weight."""

    key: Key
    control: Decimal | None
    impact: Decimal | None
    weight: int = 1


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


def _is_border(value: Decimal) -> bool:
    return abs(value - CUT) <= BORDER


def _low_control(rows: Iterable[Placed]) -> Decimal | None:
    weights = [(row.weight, row.control) for row in rows if row.control is not None]
    total = sum(weight for weight, _ in weights)
    if not total:
        return None
    return Decimal(sum(weight for weight, control in weights if control < CUT)) / total
