"""What an ask brings: the forecast with it, minus the forecast now.

An ask names the measure it moves and how: by a stated uplift of the measure until its due day, or by money that buys
units at a cost each, every unit worth a value of the measure (amount / unit cost × value of a unit). The measure's
forecast with the uplift is capped at 100 %, weighted into its key result and into the objective, exactly as the
forecast itself is. Without a model, or without a forecast to add to, there is no number.
"""

from dataclasses import dataclass
from decimal import Decimal

from objectives.core.facts import ObjectiveFacts, ObjectiveResult
from objectives.core.progress import share_of
from objectives.core.weights import clamp

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Effect:
    """`forecast`: share of the objective's target with the ask; `points`: what it adds, as a share."""

    forecast: Decimal
    points: Decimal


def bought(amount: Decimal, unit_cost: Decimal, value_of_unit: Decimal) -> Decimal:
    """The uplift that money buys, in the measure's unit: amount / unit cost × value of a unit. Unit cost above 0."""
    return amount / unit_cost * value_of_unit


def effect(facts: ObjectiveFacts, result: ObjectiveResult, measure_key: int, uplift: Decimal) -> Effect | None:
    """The effect of adding `uplift` (unit of the measure) to a measure's forecast; None when it has no number."""
    if result.forecast is None:
        return None
    for key_result, made in zip(facts.key_results, result.key_results, strict=True):
        for measure, one in zip(key_result.measures, made.measures, strict=True):
            if measure.key == measure_key and one.forecast is not None and one.forecast.value is not None:
                lifted = share_of(measure, one.forecast.value + uplift)
                if lifted is None:
                    return None
                gained = (clamp(lifted) - clamp(one.forecast.share)) * one.weight_share * made.weight_share
                points = max(gained, ZERO)
                return Effect(forecast=result.forecast + points, points=points)
    return None
