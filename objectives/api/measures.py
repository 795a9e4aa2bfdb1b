"""Measures of key results and objectives, and the steps of milestones."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import measures
from objectives.api.rows import PlanModel, PlanRows, to_revise
from objectives.core.profiles import MOST_WEEKS
from objectives.models import Measure, MilestoneStep, Objective
from okrplan.api.filters import RowFilter
from okrplan.api.serializers import Strict
from okrplan.api.views import Changing, Making, Removing, Values
from okrplan.people.models import User
from okrplan.refusals import Refusal


class MeasureShape(PlanModel):
    """A figure of exactly one key result or objective, with its direction, baseline and target."""

    profile = serializers.ListField(
        child=serializers.DecimalField(max_digits=15, decimal_places=4, normalize_output=True),
        max_length=MOST_WEEKS,
        required=False,
        help_text="Percent of the plan in each week from the planned start; they sum to 100. Empty: evenly by days.",
    )

    class Meta:
        model = Measure
        fields = [
            "id",
            "version",
            "objective",
            "key_result",
            *sorted(measures.EDITABLE),
            "last_value",
            "last_day",
            "progress",
        ]
        read_only_fields = ["last_value", "last_day", "progress"]
        on_making = ["objective", "key_result"]

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if self.instance is None and bool(attrs.get("objective")) is bool(attrs.get("key_result")):
            raise Refusal(
                _("Name the key result or the objective that this measures, and not both."), field="key_result"
            )
        return attrs


class StepShape(PlanModel):
    """A step of a milestone; accepted on a day, or not yet."""

    class Meta:
        model = MilestoneStep
        fields = ["id", "title", "title_other", "language", "weight", "accepted_on"]


class StepsShape(Strict):
    """All steps of a milestone, in order."""

    steps = serializers.ListField(child=StepShape(), max_length=200)


class MeasureFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives, method="of_objective")
    key_result = RowFilter(access.visible_key_results)
    owner = RowFilter(lambda _user: User.objects.all())

    class Meta:
        model = Measure
        fields = ["objective", "key_result", "owner"]

    def of_objective(self, rows: QuerySet[Measure], name: str, value: Objective) -> QuerySet[Measure]:
        """Measures of the objective itself and of its key results."""
        return rows.filter(Q(objective=value) | Q(key_result__objective=value))


class MeasureRows(Making, Changing, Removing, PlanRows):
    """Figures that check-ins move. Managers of the owning department declare them."""

    serializer_class = MeasureShape
    filterset_class = MeasureFilter
    seen = staticmethod(access.visible_measures)
    door = staticmethod(access.measure_for)
    parents: ClassVar = {
        "objective": to_revise(access.objective_for),
        "key_result": to_revise(access.key_result_for),
    }

    def make(self, values: Values) -> Measure:
        objective, key_result = values.pop("objective", None), values.pop("key_result", None)
        return measures.make(by=self.user, objective=objective, key_result=key_result, values=values)

    def change(self, row: Measure, values: Values, version: int | None) -> None:
        measures.change(measure=row, by=self.user, version=version, values=values)

    def remove(self, row: Measure, version: int | None) -> None:
        measures.delete(measure=row, by=self.user, version=version)

    @extend_schema(request=None, responses=StepsShape)
    @action(detail=True)
    def steps(self, request: Request, pk: int) -> Response:
        """The steps of a milestone, in order."""
        return _steps(access.measure_for(self.user, pk))

    @extend_schema(request=StepsShape, responses=StepsShape)
    @steps.mapping.put
    def set_steps(self, request: Request, pk: int) -> Response:
        """Replace all steps of a milestone."""
        row = access.measure_for(self.user, pk, Need.REVISE)
        measures.set_steps(measure=row, by=self.user, steps=self.read(StepsShape)["steps"])
        return _steps(row)


def _steps(measure: Measure) -> Response:
    rows: Any = MilestoneStep.objects.filter(measure=measure)
    return Response({"steps": StepShape(rows, many=True).data})
