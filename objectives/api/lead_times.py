"""Lead times: the chain behind an objective's deadline with its ways out, and the company's templates."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import lead_times
from objectives.api.answers.lead_times import WaysShape, ways_shown
from objectives.api.frame import FrameRows
from objectives.api.rows import PlanModel
from objectives.models import LeadTimeChain, LeadTimeStep, LeadTimeTemplate, LeadTimeTemplateStep, Objective
from objectives.queries import lead_times as queries
from okrplan.api import versions
from okrplan.api.days import as_of, today
from okrplan.api.schema import AS_OF
from okrplan.api.serializers import DayField, Strict
from okrplan.api.views import Removing, Values

LINK = ["id", *queries.COPIED]
DAYS = {"days": {"min_value": 1, "max_value": 1000}}


class LeadTimeStepShape(PlanModel):
    """One link of the chain of lead times behind the deadline."""

    class Meta:
        model = LeadTimeStep
        fields = [*LINK, "started_on"]
        extra_kwargs: ClassVar = DAYS


class LeadTimeShape(PlanModel):
    """The whole chain: what has to be there by which day (null: the objective's due day), and its steps in order."""

    steps = serializers.ListField(child=LeadTimeStepShape(), max_length=60)

    class Meta:
        model = LeadTimeChain
        fields = ["version", "template", *sorted(lead_times.CHAIN), "steps"]
        read_only_fields = ["template"]


class TemplateChoiceShape(PlanModel):
    """Which template to fill the chain from."""

    class Meta:
        model = LeadTimeChain
        fields = ["template"]
        extra_kwargs = {"template": {"required": True, "allow_null": False}}  # as DRF wants it


class ShorterShape(Strict):
    """The new days of one step."""

    step = serializers.IntegerField(min_value=1)
    days = serializers.IntegerField(min_value=1, max_value=1000)


class ShortenShape(Strict):
    """Other days for some steps."""

    steps = serializers.ListField(child=ShorterShape(), min_length=1, max_length=60)


class LaterShape(Strict):
    """The day by which everything has to be there; after the due day, the objective is due then."""

    needed_by = DayField()


class LeadTimes:
    """The chain of lead times of one objective."""

    @extend_schema(request=None, responses=LeadTimeShape)
    @action(detail=True, url_path="lead-time")
    def lead_time(self: Any, request: Request, pk: int) -> Response:
        """The chain of lead times behind the deadline, in order."""
        return self.show_chain(access.objective_for(self.user, pk))

    @extend_schema(request=LeadTimeShape, responses=LeadTimeShape)
    @lead_time.mapping.put
    def set_lead_time(self: Any, request: Request, pk: int) -> Response:
        """Replace the chain of lead times; an If-Match is held against the chain's own version."""
        row = self.open(pk)
        values = self.read(LeadTimeShape)
        steps = [{"language": get_language(), **one} for one in values.pop("steps")]
        lead_times.set_chain(
            objective=row,
            by=self.user,
            steps=steps,
            today=today(request),
            values=values,
            version=versions.given(request),
        )
        return self.show_chain(row)

    @extend_schema(request=TemplateChoiceShape, responses=LeadTimeShape)
    @action(detail=True, methods=["post"], url_path="lead-time/template")
    def fill_lead_time(self: Any, request: Request, pk: int) -> Response:
        """Fill the chain from a template; what has started stays."""
        row = self.open(pk)
        template = self.read(TemplateChoiceShape)["template"]
        lead_times.use_template(objective=row, by=self.user, template=template, version=versions.given(request))
        return self.show_chain(row)

    @extend_schema(request=ShortenShape, responses=LeadTimeShape)
    @action(detail=True, methods=["post"], url_path="lead-time/shorten")
    def shorten_lead_time(self: Any, request: Request, pk: int) -> Response:
        """Give some steps other days."""
        row = self.open(pk)
        left = {one["step"]: one["days"] for one in self.read(ShortenShape)["steps"]}
        lead_times.shorten(objective=row, by=self.user, left=left, version=versions.given(request))
        return self.show_chain(row)

    @extend_schema(request=LaterShape, responses=LeadTimeShape)
    @action(detail=True, methods=["post"], url_path="lead-time/later")
    def move_lead_time(self: Any, request: Request, pk: int) -> Response:
        """Need everything by another day."""
        row = self.open(pk)
        day = self.read(LaterShape)["needed_by"]
        lead_times.need_by(objective=row, by=self.user, day=day, version=versions.given(request))
        return self.show_chain(row)

    @extend_schema(parameters=[AS_OF], responses=WaysShape)
    @action(detail=True, url_path="lead-time/ways-out")
    def ways_out(self: Any, request: Request, pk: int) -> Response:
        """What would make a chain fit that can no longer be kept: shorter steps, other transport, a later day."""
        objective, day = access.objective_for(self.user, pk, Need.READ), as_of(request)
        chain = queries.chain_of(objective, day)
        return Response(ways_shown(chain, queries.ways_of(self.user, objective, chain, day)))

    def show_chain(self: Any, objective: Objective) -> Response:
        chain: Any = queries.chain_row(objective)
        chain.steps = list(LeadTimeStep.objects.filter(objective=objective))
        return Response(LeadTimeShape(chain).data)


class TemplateStepShape(PlanModel):
    """One step of a template."""

    class Meta:
        model = LeadTimeTemplateStep
        fields = LINK
        extra_kwargs: ClassVar = DAYS


class LeadTimeTemplateShape(PlanModel):
    """What a delivery takes as a rule, by one kind of transport, its steps in order."""

    steps = serializers.ListField(child=TemplateStepShape(), max_length=60)

    class Meta:
        model = LeadTimeTemplate
        fields = ["id", "version", *sorted(lead_times.TEMPLATE), "steps"]

    def to_representation(self, instance: LeadTimeTemplate) -> dict[str, Any]:
        fields = {name: field for name, field in self.fields.items() if name != "steps"}
        shown = {name: field.to_representation(field.get_attribute(instance)) for name, field in fields.items()}
        return {**shown, "steps": TemplateStepShape(list(instance.steps.all()), many=True).data}


class LeadTimeTemplateRows(Removing, FrameRows):
    """Templates of lead times. Administrators write them."""

    serializer_class = LeadTimeTemplateShape

    def visible(self) -> QuerySet[LeadTimeTemplate]:
        return access.lead_time_templates(self.user).prefetch_related("steps")

    def make(self, values: Values) -> LeadTimeTemplate:
        steps = _with_language(values.pop("steps"))
        return lead_times.make_template(by=self.user, values=values, steps=steps)

    def change(self, row: LeadTimeTemplate, values: Values, version: int | None) -> None:
        steps = _with_language(values.pop("steps")) if "steps" in values else None
        lead_times.change_template(template=row, by=self.user, version=version, values=values, steps=steps)

    def remove(self, row: LeadTimeTemplate, version: int | None) -> None:
        lead_times.delete_template(template=row, by=self.user, version=version)


def _with_language(steps: list[Values]) -> list[Values]:
    return [{"language": get_language(), **one} for one in steps]
