"""How much each criterion counts when paths are ranked: of one objective, and of the company."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.actions import path_weights
from objectives.api.rows import PlanModel
from objectives.core.vocabulary import Criterion
from objectives.models import CompanyWeights, ObjectiveWeights
from objectives.queries.path_weights import company_weights, weights_of
from okrplan.api import versions
from okrplan.api.views import ApiView

CRITERIA = [one.value for one in Criterion]


NOTHING = {one: {"default": 0} for one in CRITERIA}


class CriteriaShape(PlanModel):
    """All weights in one call: whole numbers from 0 to 1000, at least one above 0; what is left out counts nothing."""

    class Meta:
        model = CompanyWeights
        fields = ["version", *CRITERIA]
        extra_kwargs: ClassVar = NOTHING


class OwnCriteriaShape(PlanModel):
    """The same for one objective; `is_own` is false while it goes by the company's."""

    class Meta:
        model = ObjectiveWeights
        fields = ["version", "is_own", *CRITERIA]
        read_only_fields = ["is_own"]
        extra_kwargs: ClassVar = NOTHING


class CriteriaOfObjective:
    """The weights that rank one objective's paths."""

    @extend_schema(request=None, responses=OwnCriteriaShape)
    @action(detail=True, url_path="criterion-weights")
    def criterion_weights(self: Any, request: Request, pk: int) -> Response:
        """The weights in force: the objective's own, or the company's."""
        return Response(OwnCriteriaShape(weights_of(access.objective_for(self.user, pk))).data)

    @extend_schema(request=OwnCriteriaShape, responses=OwnCriteriaShape)
    @criterion_weights.mapping.put
    def set_criterion_weights(self: Any, request: Request, pk: int) -> Response:
        """Set all weights of this objective; an If-Match is held against their own version."""
        row = self.open(pk)
        values = self.read(OwnCriteriaShape)
        path_weights.set_own(objective=row, by=self.user, version=versions.given(request), weights=values)
        return Response(OwnCriteriaShape(weights_of(row)).data)

    @extend_schema(request=None, responses=OwnCriteriaShape)
    @criterion_weights.mapping.delete
    def reset_criterion_weights(self: Any, request: Request, pk: int) -> Response:
        """Back to the company's weights."""
        row = self.open(pk)
        path_weights.follow_company(objective=row, by=self.user, version=versions.given(request))
        return Response(OwnCriteriaShape(weights_of(row)).data)


class CompanyCriteria(ApiView):
    """What objectives without weights of their own are ranked by. Administrators write it."""

    @extend_schema(request=None, responses=CriteriaShape)
    def get(self, request: Request) -> Response:
        return Response(CriteriaShape(company_weights()).data)

    @extend_schema(request=CriteriaShape, responses=CriteriaShape)
    def put(self, request: Request) -> Response:
        access.require_administrator(self.user)
        values = self.read(CriteriaShape)
        row = path_weights.set_company(by=self.user, version=versions.given(request), weights=values)
        return Response(CriteriaShape(row).data)
