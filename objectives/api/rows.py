"""What the resources of a plan have in common: their rows stand on an objective, whose managers write them."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet

from objectives import access
from objectives.access import Need
from objectives.models import (
    Ask,
    CheckIn,
    Cycle,
    KeyResult,
    LeadTimeTemplate,
    Measure,
    Metric,
    Objective,
    Path,
    ScopeTag,
    Strategy,
    Task,
)
from okrplan.api.serializers import Door, RowField, StrictModel
from okrplan.api.views import Rows
from okrplan.people.models import User


class PlanRowField(RowField):
    """The id of anything on a plan, as far as the caller sees it."""

    doors: ClassVar[dict[Any, Door]] = {
        **RowField.doors,
        Cycle: access.cycles,
        Strategy: access.strategies,
        Metric: access.metrics,
        LeadTimeTemplate: access.lead_time_templates,
        ScopeTag: access.scope_tags,
        Objective: access.visible_objectives,
        Path: access.visible_paths,
        KeyResult: access.visible_key_results,
        Measure: access.visible_measures,
        CheckIn: access.visible_check_ins,
        Task: access.visible_tasks,
        Ask: access.visible_asks,
    }


class PlanModel(StrictModel):
    """The shape of a row of a plan."""

    serializer_related_field = PlanRowField


class PlanRows(Rows):
    """Rows of a plan. `seen(user)` is the door of the list, `door(user, pk, need)` that of one row."""

    seen: ClassVar[Any]
    door: ClassVar[Any]

    def visible(self) -> QuerySet[Any]:
        return type(self).seen(self.user)

    def open(self, pk: int) -> Any:
        return type(self).door(self.user, pk, Need.REVISE)


def to_revise(door: Callable[..., Any]) -> Callable[[User, int], Any]:
    """The door of a parent to which something is added."""
    return lambda user, pk: door(user, pk, Need.REVISE)
