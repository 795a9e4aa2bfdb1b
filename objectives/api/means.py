"""What an objective needs and what there is: the whole set, read and written at once."""

from typing import Any, ClassVar

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import means
from objectives.api.answers.means import FeasibilityCheckShape, feasibility_of
from objectives.api.rows import PlanModel
from objectives.core import feasibility
from objectives.models import (
    DriverFactor,
    EffortLine,
    FeasibilityLine,
    Means,
    Measure,
    NamedPerson,
    Objective,
    StockLine,
)
from objectives.queries.means import facts_of, rows_of
from okrplan.api import versions

TEXT = ["title", "title_other", "language"]
MOST_ROWS = 30


class FactorShape(PlanModel):
    """A named factor of a driver of the kind "product"."""

    class Meta:
        model = DriverFactor
        fields = ["operator", *TEXT, "value", "unit"]


class LineShape(PlanModel):
    """How a part of the target turns into money. Figures of another kind are not kept; `part` null takes the rest."""

    class Meta:
        model = FeasibilityLine
        fields = ["kind", *TEXT, "part", *sorted(means.ALL_FIGURES)]


class DriverShape(LineShape):
    """A line with the named factors that a driver of the kind "product" multiplies or divides."""

    factors = serializers.ListField(child=FactorShape(), max_length=means.MOST_FACTORS, required=False)

    class Meta(LineShape.Meta):
        fields = [*LineShape.Meta.fields, "factors"]


class EffortShape(PlanModel):
    """Work that the target takes."""

    class Meta:
        model = EffortLine
        fields = [*TEXT, "person_days"]


class NamedPersonShape(PlanModel):
    """Somebody who works on it, with the share of their time in percent."""

    class Meta:
        model = NamedPerson
        fields = ["person", "allocation"]


class StockShape(PlanModel):
    """Units of a product for the orders of the period; safety in percent."""

    class Meta:
        model = StockLine
        fields = [*TEXT, "orders", "units_per_order", "safety", "on_hand", "arriving"]


class FrameShape(PlanModel):
    """The money there is, and which resources are needed at all."""

    class Meta:
        model = Means
        fields = ["version", *means.FRAME]
        read_only_fields: ClassVar = ["version"]


class MeansShape(FrameShape):
    """What the target needs and what there is. A list that is not given is emptied; `result` is computed."""

    drivers = serializers.ListField(child=DriverShape(), max_length=MOST_ROWS, required=False)
    effort = serializers.ListField(child=EffortShape(), max_length=MOST_ROWS, required=False)
    people = serializers.ListField(child=NamedPersonShape(), max_length=MOST_ROWS, required=False)
    stock = serializers.ListField(child=StockShape(), max_length=MOST_ROWS, required=False)
    result = FeasibilityCheckShape(read_only=True)

    class Meta(FrameShape.Meta):
        fields = [*FrameShape.Meta.fields, *means.SETS, "result"]


class MeansOfObjective:
    """The arithmetic behind the letter A of one objective."""

    @extend_schema(request=None, responses=MeansShape)
    @action(detail=True)
    def feasibility(self: Any, request: Request, pk: int) -> Response:
        """What the target needs and what there is, line by line, for those who see the money; 404 for others."""
        return _answer(access.objective_for(self.user, pk, Need.MONEY))

    @extend_schema(request=MeansShape, responses=MeansShape)
    @feasibility.mapping.put
    def set_feasibility(self: Any, request: Request, pk: int) -> Response:
        """Write the whole set; replaces what was there. With If-Match only the version that was read."""
        row = self.open(pk)
        version = versions.given(request)
        values = _in_language(self.read(MeansShape))
        means.set_means(objective=row, by=self.user, values=values, version=version)
        return _answer(row)


def _in_language(values: dict[str, Any]) -> dict[str, Any]:
    """Texts that do not say their language are in the caller's."""
    written = {"language": get_language() or "en"}
    texts: dict[str, Any] = {
        name: [{**written, **one} for one in values[name]] for name in ("effort", "stock") if name in values
    }
    drivers = [
        {**written, **one, "factors": [{**written, **factor} for factor in one.get("factors") or []]}
        for one in values.get("drivers") or []
    ]
    return {**values, **texts, "drivers": drivers}


def _answer(objective: Objective) -> Response:
    own = Measure.objects.alive().filter(objective=objective).first()
    rows = rows_of(objective)
    found = feasibility.assess(facts_of(objective, own, rows))
    frame = rows.frame or Means(version=0)
    factors = rows.factors
    shown: dict[str, Any] = {
        **FrameShape(frame).data,
        "drivers": [
            {**LineShape(one).data, "factors": FactorShape(factors.get(one.pk, ()), many=True).data}
            for one in rows.lines
        ],
        "effort": EffortShape(rows.effort, many=True).data,
        "people": NamedPersonShape(rows.people, many=True).data,
        "stock": StockShape(rows.stock, many=True).data,
        "result": FeasibilityCheckShape(feasibility_of(found)).data,
    }
    answer = Response(shown)
    versions.tag(answer, shown)
    return answer
