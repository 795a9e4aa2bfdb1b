"""Weights and weighted means.

Weights are non-negative integers; a child's share is its weight over the sum of the weights. Whole percent are derived
for print by largest remainder: every share is rounded down, and the points that are missing to 100 go to the largest
remainders, the first in the list where two are equal. When all weights are 0 nothing counts and every share is 0.

A mean clamps each child to [0, 1]. A child without data (None) is left out and the rest scaled up; when what is left
out is above a third of the weight there is not enough data and the mean is None. Exactly a third still gives a mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean: its value as a share, the positions left out, and whether there was enough data for one."""

    value: Decimal | None
    left_out: tuple[int, ...] = ()
    not_enough_data: bool = False


def clamp(share: Decimal) -> Decimal:
    """The share within [0, 1]."""
    return max(ZERO, min(ONE, share))


def shares(weights: Sequence[int]) -> list[Decimal]:
    """Each weight as an exact share of the sum; all 0 when the sum is 0."""
    total = sum(weights)
    return [Decimal(weight) / total if total else ZERO for weight in weights]


def percentages(weights: Sequence[int], *, of: int = 100) -> list[int]:
    """The weights as whole percent, or whole parts `of` another number, that sum to it (largest remainder method).

    All 0 when the sum of the weights is 0.
    """
    total = sum(weights)
    if not total:
        return [0] * len(weights)
    whole = [of * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: -(of * weights[i] % total))
    for position in by_remainder[: of - sum(whole)]:
        whole[position] += 1
    return whole


def weighted_mean(children: Sequence[tuple[int, Decimal | None]]) -> Mean:
    """The mean of (weight, share) pairs; pairs of weight 0 neither count nor are left out."""
    total = sum(weight for weight, _ in children)
    if not total:
        return Mean(None)
    known = [(weight, clamp(share)) for weight, share in children if share is not None]
    known_weight = sum(weight for weight, _ in known)
    left_out = tuple(i for i, (weight, share) in enumerate(children) if weight and share is None)
    if 3 * (total - known_weight) > total:
        return Mean(None, left_out, not_enough_data=True)
    return Mean(clamp(sum((weight * share for weight, share in known), ZERO) / known_weight), left_out)
