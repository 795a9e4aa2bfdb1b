"""The core risk: the one thing about an objective that its reader should know first.

Chosen in this order: a named risk of a deadly kind (platform, logistics, payment, compliance, tariff, exchange rate);
a broken guardrail; the key result with the largest forecast loss × weight; a named risk of another kind. What makes a
key result the risk is its late start where that is a week or more, else falling below its baseline, silence, having no
data, or simply what it will lack.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from objectives.core.facts import KeyResultResult, ObjectiveResult
from objectives.core.vocabulary import RiskKind, RiskReason

LATE_FROM_DAYS = 7


@dataclass(frozen=True, slots=True)
class NamedRisk:
    """A risk that a person wrote down, by its own key and that of its key result."""

    key: int
    key_result: int
    kind: RiskKind


@dataclass(frozen=True, slots=True)
class CoreRisk:
    """`key_result` and `named` are keys; `days` late, or since the last check-in."""

    reason: RiskReason
    key_result: int
    named: int | None = None
    measure: int | None = None  # the broken guardrail
    days: int = 0


def core_risk(result: ObjectiveResult, named: Sequence[NamedRisk]) -> CoreRisk | None:
    """The one risk worth the reader's attention; None when there is none."""
    loss = {one.key: one.loss for one in result.key_results}
    said = sorted((one for one in named if one.key_result in loss), key=lambda one: -loss[one.key_result])
    worst_first = sorted(result.key_results, key=lambda one: (-one.loss, -one.weight_percent))
    candidates: Iterable[CoreRisk | None] = (
        *(_named(one) for one in said if one.kind.is_deadly),
        *(_broken(one) for one in result.key_results),
        *(_losing(one, result) for one in worst_first),
        *(_named(one) for one in said),
    )
    return next((one for one in candidates if one), None)


def _named(risk: NamedRisk) -> CoreRisk:
    return CoreRisk(RiskReason.NAMED, risk.key_result, named=risk.key)


def _broken(line: KeyResultResult) -> CoreRisk | None:
    if not line.guardrail_broken:
        return None
    broken = next((one.key for one in line.measures if one.broken and not one.weight_share), None)
    return CoreRisk(RiskReason.GUARDRAIL_BROKEN, line.key, measure=broken)


def _losing(line: KeyResultResult, result: ObjectiveResult) -> CoreRisk | None:
    """Why this key result is a risk; None when it loses nothing and is in time."""
    late = line.days_late >= LATE_FROM_DAYS
    silent = (result.as_of - line.last_day).days if line.last_day else 0
    reasons = (
        (not line.started and late, RiskReason.NOT_STARTED, line.days_late),
        (line.loss > 0 and late, RiskReason.STARTED_LATE, line.days_late),
        (line.progress is not None and line.progress < 0, RiskReason.WENT_BACKWARDS, 0),
        (line.stale, RiskReason.STALE, silent),
        (line.progress is None and not line.too_early, RiskReason.NO_DATA, 0),
        (line.loss > 0, RiskReason.FORECAST_LOSS, 0),
    )
    return next((CoreRisk(why, line.key, days=days) for holds, why, days in reasons if holds), None)
