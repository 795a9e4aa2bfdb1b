"""The first minute of an objective: one sentence, and the figure it is measured by."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from objectives.actions import measures, objectives
from objectives.models import Objective
from okrplan.people.models import User


@transaction.atomic
def start(*, by: User, values: Mapping[str, Any], own: Mapping[str, Any] | None) -> Objective:
    """A draft and, unless it can wait (None), its own metric: both or, when one is refused, neither."""
    objective = objectives.make(by=by, values=values)
    if own is not None:
        measures.make(by=by, objective=objective, values=own)
    return objective
