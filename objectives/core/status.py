"""The one status of a key result or objective.

From the forecast: on track from 95 %, behind from 85 %, at risk below (the bands may be changed). Without a forecast it
is "too early", or "no data" where there is nothing that could ever give one.

Key result: a broken guardrail makes it at risk, whatever the rest says; two missed check-ins cap it at behind.

Objective: from its own forecast, then lowered to the worst key result's; one under 10 % of the weight lowers it by one
step at most. The key result that lowered it is named: of several the one with the largest loss, then the first. An
objective that is at risk by its own forecast was lowered by nobody. "Too early" and "no data" lower nothing and can be
lowered like "on track". Last, a person may lower it, or raise it (with a reason, which the shell has checked).
"""

from collections.abc import Iterable
from decimal import Decimal

from objectives.core.facts import Bands, KeyResultResult
from objectives.core.vocabulary import Status

MISSED_FOR_BEHIND = 2
SMALL_KEY_RESULT = Decimal("0.1")

_STEPS = (Status.ON_TRACK, Status.BEHIND, Status.AT_RISK)


def of_forecast(forecast: Decimal, bands: Bands) -> Status:
    """The status of an unrounded forecast share."""
    if forecast >= bands.on_track:
        return Status.ON_TRACK
    return Status.BEHIND if forecast >= bands.behind else Status.AT_RISK


def capped(base: Status, *, guardrail_broken: bool, missed: int) -> Status:
    """The status from the forecast, lowered by a broken guardrail and by two missed check-ins."""
    if guardrail_broken:
        return Status.AT_RISK
    return worse(base, Status.BEHIND) if missed >= MISSED_FOR_BEHIND else base


def of_objective(base: Status, key_results: Iterable[KeyResultResult]) -> tuple[Status, int | None]:
    """The status from the forecast lowered to the worst key result's, and the key of the one that lowered it."""
    status, lowered_by = base, None
    for result in sorted(key_results, key=lambda result: -result.loss):
        step = _step(result.status)
        if result.weight_share < SMALL_KEY_RESULT:
            step = min(step, _step(base) + 1)
        if step > _step(status):
            status, lowered_by = _STEPS[step], result.key
    return status, lowered_by


def by_person(computed: Status, *, lowered_to: Status | None, raised_to: Status | None) -> Status:
    """A person's status where it really lowers or raises the computed one, else the computed one."""
    if raised_to in _STEPS and raised_to is not None and _step(raised_to) < _step(computed):
        return raised_to
    return worse(computed, lowered_to) if lowered_to is not None else computed


def worse(one: Status, other: Status) -> Status:
    """The worse of two statuses; the first when neither is."""
    return other if _step(other) > _step(one) else one


def _step(status: Status) -> int:
    """0 on track, 1 behind, 2 at risk; too early and no data stand with on track."""
    return _STEPS.index(status) if status in _STEPS else 0
