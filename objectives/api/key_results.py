"""Key results, with their causes."""

from typing import ClassVar

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import key_results
from objectives.api.rows import PlanModel, PlanRows, to_revise
from objectives.models import Cause, KeyResult
from okrplan.api import versions
from okrplan.api.filters import RowFilter
from okrplan.api.views import Changing, Making, Removing, Values
from okrplan.people.models import User
from okrplan.refusals import Invisible


class KeyResultShape(PlanModel):
    """A key result with the figures of the last recompute (shares of 1)."""

    class Meta:
        model = KeyResult
        fields = [
            "id",
            "version",
            "objective",
            "code",
            *sorted(key_results.EDITABLE),
            "completion",
            "expected",
            "forecast",
            "status",
        ]
        read_only_fields = ["completion", "expected", "forecast", "status"]
        on_making = ["objective"]
        extra_kwargs: ClassVar = {
            name: {"required": False} for name in ("owner", "position", "planned_start", "due_on")
        }


class CauseShape(PlanModel):
    """Why a key result lags, in one sentence of its people."""

    class Meta:
        model = Cause
        fields = ["version", "kind", "text", "text_other", "language"]


class KeyResultFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives)
    path = RowFilter(access.visible_paths)
    owner = RowFilter(lambda _user: User.objects.all())

    class Meta:
        model = KeyResult
        fields = ["objective", "path", "owner", "status"]


class KeyResultRows(Making, Changing, Removing, PlanRows):
    """What each path has to achieve. Managers of the owning department write key results."""

    serializer_class = KeyResultShape
    filterset_class = KeyResultFilter
    seen = staticmethod(access.visible_key_results)
    door = staticmethod(access.key_result_for)
    parents: ClassVar = {"objective": to_revise(access.objective_for)}

    def make(self, values: Values) -> KeyResult:
        return key_results.make(objective=values.pop("objective"), by=self.user, values=values)

    def change(self, row: KeyResult, values: Values, version: int | None) -> None:
        key_results.change(key_result=row, by=self.user, version=version, values=values)

    def remove(self, row: KeyResult, version: int | None) -> None:
        key_results.delete(key_result=row, by=self.user, version=version)

    @extend_schema(request=None, responses=CauseShape)
    @action(detail=True)
    def cause(self, request: Request, pk: int) -> Response:
        """The root cause as its people see it now; 404 while nobody wrote one."""
        found = Cause.objects.filter(key_result=access.key_result_for(self.user, pk)).first()
        if found is None:
            raise Invisible
        return Response(CauseShape(found).data)

    @extend_schema(request=CauseShape, responses=CauseShape)
    @cause.mapping.put
    def set_cause(self, request: Request, pk: int) -> Response:
        """Write the root cause; a cause that stands already is replaced on the version that was seen."""
        row = access.key_result_for(self.user, pk, Need.REVISE)
        standing = Cause.objects.filter(key_result=row).first()
        version = versions.required(request) if standing else None
        values = self.read(CauseShape)
        cause = key_results.set_cause(key_result=row, by=self.user, values=values, version=version)
        return Response(CauseShape(cause).data)
