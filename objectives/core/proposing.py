"""A measure out of what a sentence proposes: its direction, how check-ins add up, whether the figures are enough."""

from decimal import Decimal

from objectives.core import numbers
from objectives.core.checks import measure_problems
from objectives.core.vocabulary import Accumulation, Direction

_STANDING = frozenset(
    [
        "x",
        "×",
        "倍",
        "day",
        "days",
        "天",
        "hour",
        "hours",
        "h",
        "小时",
        "minute",
        "minutes",
        "min",
        "分钟",
        "point",
        "points",
        "分",
        "star",
        "stars",
        "星",
        "rank",
        "名",
    ]
)
"""Units of figures that stand at a value; what is counted or earned in a period adds up."""


def direction_of(direction: Direction | None, baseline: Decimal | None, target: Decimal | None) -> Direction:
    """As the sentence says; else down when the figures fall, and up."""
    if direction is not None:
        return direction
    falls = baseline is not None and target is not None and target < baseline
    return Direction.DECREASE if falls else Direction.INCREASE


def accumulation_of(direction: Direction, unit: str) -> Accumulation:
    """Money and counted things that are to rise are totals of their period; rates, times and limits are levels."""
    is_level = numbers.is_percent(unit) or unit.strip().lower() in _STANDING
    return Accumulation.LEVEL if is_level or direction is not Direction.INCREASE else Accumulation.SUM


def is_whole(
    direction: Direction, accumulation: Accumulation, baseline: Decimal | None, target: Decimal | None
) -> bool:
    """Whether the figures are enough for a measure, and fit together."""
    return not measure_problems(direction, accumulation, baseline, target, guardrail=False)
