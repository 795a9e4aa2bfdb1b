"""What is wrong with a measure as declared.

Every measure but a milestone needs a target, and an increase or decrease of a level a baseline too. A level whose
baseline is its target has nothing to cover, and one whose target lies on the wrong side of its baseline would count
backwards: both are refused, the first with the offer to make it a limit, the second with the offer to turn its
direction. A running total cannot fall: "decrease" of a sum is refused with the offer of "at most"; and its target is
above 0, because its progress is total / target. A guardrail holds something, so it is a limit. Numbers are finite and
have at most 15 digits written out in full, which is what every store keeps exactly.
"""

from decimal import Decimal

from objectives.core.vocabulary import Accumulation, Direction, Problem

MAX_DIGITS = 15


def measure_problems(
    direction: Direction,
    accumulation: Accumulation,
    baseline: Decimal | None,
    target: Decimal | None,
    *,
    guardrail: bool = False,
) -> list[Problem]:
    """The problems of a measure, in the order in which they should be told; empty when it can be used."""
    found = [problem for number in (baseline, target) if number is not None and (problem := number_problem(number))]
    if found:
        return found
    if guardrail and not direction.is_limit:
        found.append(Problem.GUARDRAIL_WITHOUT_LIMIT)
    if direction is Direction.MILESTONE:
        return found
    if target is None:
        return [*found, Problem.TARGET_MISSING]
    if direction.is_limit:
        return found
    if accumulation is Accumulation.SUM:
        return found + _sum_problems(direction, target)
    return found + _level_problems(direction, baseline, target)


def number_problem(number: Decimal) -> Problem | None:
    """Why a number cannot be stored exactly, or None when it can."""
    if not number.is_finite():
        return Problem.NOT_A_NUMBER
    _, digits, exponent = number.as_tuple()
    kept = "".join(map(str, digits)).rstrip("0")  # by hand: normalize() would round to the context's precision
    places = int(exponent) + len(digits) - len(kept) if kept else 0
    written_out = max(len(kept) + max(places, 0), -places)
    return Problem.TOO_MANY_DIGITS if written_out > MAX_DIGITS else None


def offered_direction(problem: Problem, direction: Direction) -> Direction | None:
    """The direction that would make the measure usable; None when there is nothing to offer."""
    if problem is Problem.FALLING_SUM:
        return Direction.AT_MOST
    if problem is Problem.WRONG_SIDE:
        return Direction.DECREASE if direction is Direction.INCREASE else Direction.INCREASE
    if problem in (Problem.BASELINE_IS_TARGET, Problem.GUARDRAIL_WITHOUT_LIMIT):
        return {Direction.INCREASE: Direction.AT_LEAST, Direction.DECREASE: Direction.AT_MOST}.get(direction)
    return None


def _sum_problems(direction: Direction, target: Decimal) -> list[Problem]:
    if direction is Direction.DECREASE:
        return [Problem.FALLING_SUM]
    return [Problem.SUM_TARGET_NOT_POSITIVE] if target <= 0 else []


def _level_problems(direction: Direction, baseline: Decimal | None, target: Decimal) -> list[Problem]:
    if baseline is None:
        return [Problem.BASELINE_MISSING]
    if baseline == target:
        return [Problem.BASELINE_IS_TARGET]
    rises = target > baseline
    return [Problem.WRONG_SIDE] if rises is not (direction is Direction.INCREASE) else []
