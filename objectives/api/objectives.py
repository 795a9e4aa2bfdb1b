"""Objectives: their frame, their states, and the evidence behind SMART."""

from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.actions import key_results, objectives
from objectives.api.computed import Computed
from objectives.api.confirming import Confirming
from objectives.api.lead_times import LeadTimes
from objectives.api.means import MeansOfObjective
from objectives.api.path_weights import CriteriaOfObjective
from objectives.api.rows import PlanModel, PlanRows
from objectives.core.vocabulary import Status
from objectives.models import Objective
from okrplan.api.filters import RowFilter
from okrplan.api.serializers import Empty, Strict
from okrplan.api.views import Changing, Making, Removing, Values
from okrplan.people.models import Department, User

FIGURES = ["completion", "expected", "forecast", "gap", "status", "computed_on"]
STATED = ["stated_status", "stated_reason"]


class ObjectiveShape(PlanModel):
    """An objective with the figures of the last recompute: shares of 1, the gap in the unit of its own measure.

    `parent` is null too where the caller does not see the parent.
    """

    class Meta:
        model = Objective
        fields = ["id", "version", *sorted(objectives.EDITABLE), "state", "plan_version", *STATED, *FIGURES]
        read_only_fields = ["state", "plan_version", *STATED, *FIGURES]
        extra_kwargs: ClassVar = {"owner": {"required": False}, "starts_on": {"required": False}}

    def to_representation(self, instance: Objective) -> dict[str, Any]:
        shown = super().to_representation(instance)
        if not instance.parent_seen:  # type: ignore[attr-defined]
            shown["parent"] = None
        return shown


class WeightShape(Strict):
    """The weight of one key result: a whole number; percent are derived from all of them."""

    key_result = serializers.IntegerField(min_value=1)
    weight = serializers.IntegerField(min_value=0, max_value=10000)


class WeightsShape(Strict):
    """The weights of all key results of an objective."""

    weights = serializers.ListField(child=WeightShape(), max_length=1000)


class StatedStatusShape(Strict):
    """A person's own status: lowered freely, raised with a reason; null takes it back."""

    status = serializers.ChoiceField(
        [one.value for one in (Status.ON_TRACK, Status.BEHIND, Status.AT_RISK)], allow_null=True
    )
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class ObjectiveFilter(filters.FilterSet):
    department = RowFilter(lambda _user: Department.objects.all())
    cycle = RowFilter(access.cycles)
    strategy = RowFilter(access.strategies)
    owner = RowFilter(lambda _user: User.objects.all())
    parent = RowFilter(access.visible_objectives)

    class Meta:
        model = Objective
        fields = ["department", "cycle", "strategy", "owner", "parent", "state", "status"]


class ObjectiveRows(
    Making, Changing, Removing, Computed, Confirming, LeadTimes, MeansOfObjective, CriteriaOfObjective, PlanRows
):
    """Objectives. Drafts are seen by their managers and owner; managers of a department write its objectives."""

    serializer_class = ObjectiveShape
    filterset_class = ObjectiveFilter
    door = staticmethod(access.objective_for)

    def visible(self) -> QuerySet[Objective]:
        above = access.visible_objectives(self.user).filter(pk=OuterRef("parent_id"))
        return access.visible_objectives(self.user).annotate(parent_seen=Exists(above))

    def open_parents(self) -> None:
        access.require_planner(self.user)

    def make(self, values: Values) -> Objective:
        return objectives.make(by=self.user, values=values)

    def change(self, row: Objective, values: Values, version: int | None) -> None:
        objectives.change(objective=row, by=self.user, version=version, values=values)

    def remove(self, row: Objective, version: int | None) -> None:
        objectives.delete(objective=row, by=self.user, version=version)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: int) -> Response:
        """Active to closed: no more check-ins or changes."""
        row = self.open(pk)
        self.read(Empty)
        objectives.close(objective=row, by=self.user)
        return self.answer(pk)

    @extend_schema(request=StatedStatusShape)
    @action(detail=True, methods=["post"])
    def status(self, request: Request, pk: int) -> Response:
        """State a status by hand, or take it back."""
        row = self.open(pk)
        values = self.read(StatedStatusShape)
        status = Status(values["status"]) if values["status"] else None
        objectives.state_status(objective=row, by=self.user, status=status, reason=values["reason"])
        return self.answer(pk)

    @extend_schema(request=WeightsShape)
    @action(detail=True, methods=["post"])
    def weights(self, request: Request, pk: int) -> Response:
        """Set the weights of all key results in one call."""
        row = self.open(pk)
        wanted = {one["key_result"]: one["weight"] for one in self.read(WeightsShape)["weights"]}
        key_results.set_weights(objective=row, by=self.user, weights=wanted)
        return self.answer(pk)
