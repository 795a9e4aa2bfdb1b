"""The first minute of an objective: one sentence and the figure it is measured by; then key results, a line each."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from objectives.actions import key_results, measures, objectives
from objectives.models import KeyResult, Objective
from okrplan.people.models import User


@transaction.atomic
def start(*, by: User, values: Mapping[str, Any], own: Mapping[str, Any] | None) -> Objective:
    """A draft and, unless it can wait (None), its own metric: both or, when one is refused, neither."""
    objective = objectives.make(by=by, values=values)
    if own is not None:
        measures.make(by=by, objective=objective, values=own)
    return objective


@transaction.atomic
def add_key_result(
    *, objective: Objective, by: User, values: Mapping[str, Any], measure: Mapping[str, Any] | None
) -> KeyResult:
    """A key result and, unless it can wait (None), its first measure: both or neither."""
    made = key_results.make(objective=objective, by=by, values=values)
    if measure is not None:
        measures.make(by=by, key_result=made, values=measure)
    return made
