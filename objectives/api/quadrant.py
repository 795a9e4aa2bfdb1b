"""The priority quadrant: many positions in one call, and what placements led to."""

from typing import Any, ClassVar

from django.utils.translation import get_language
from django_filters import rest_framework as filters
from django_filters.utils import translate_validation
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ErrorDetail, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import asks
from objectives.actions import quadrant as actions
from objectives.api.answers.words import WordField
from objectives.api.rows import PlanModel, PlanRowField, PlanRows
from objectives.core.quadrant import FULL
from objectives.core.vocabulary import Consequence, Quadrant
from objectives.models import Ask, KeyResult, QuadrantDecision, Risk, Task
from objectives.queries import quadrants
from objectives.queries.quadrants import Field, Scope, Spot
from okrplan.api.days import today
from okrplan.api.filters import RowFilter
from okrplan.api.serializers import NO_SUCH_ROW, UNKNOWN, Empty, KeyField, NumberField, Strict
from okrplan.api.views import ApiView
from okrplan.people.models import Department
from okrplan.refusals import Forbidden, Refusal

AT_ONCE = 500  # positions in one call
LARGEST_KEY = 2**63 - 1
Output = serializers.Serializer[Any]


class PositionShape(Strict):
    """Where a key result is put: 0 to 100 on both axes, null for not placed, on the version that was seen."""

    key_result = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY)
    version = serializers.IntegerField(min_value=1, max_value=2**31 - 1)
    control = serializers.IntegerField(min_value=0, max_value=FULL, allow_null=True)
    impact = serializers.IntegerField(min_value=0, max_value=FULL, allow_null=True)


class PositionsShape(Strict):
    """Many positions: all are saved, or none."""

    positions = serializers.ListField(child=PositionShape(), allow_empty=False, max_length=AT_ONCE)


class PlacedShape(Output):
    """A key result with where it stands; `weight_share` is its part of its objective (1 is all of it)."""

    key_result = KeyField()
    objective = KeyField()
    version = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    title_other = serializers.CharField()
    parked = serializers.BooleanField()
    weight_share = NumberField(allow_null=False)
    control = serializers.IntegerField(allow_null=True)
    impact = serializers.IntegerField(allow_null=True)
    quadrant = WordField(Quadrant, allow_null=True)
    borderline = serializers.BooleanField()
    may_move = serializers.BooleanField()


class QuadrantShape(Output):
    """Key results in their order, and how much of the placed weight stands in low control."""

    key_results = PlacedShape(many=True)
    low_control = NumberField()
    out_of_hand = serializers.BooleanField(help_text="Over half the placed weight stands in low control.")


class QuadrantFilter(filters.FilterSet):
    """Of one objective, else of a cycle (the present one) and perhaps of a department with all below it."""

    objective = RowFilter(access.visible_objectives)
    cycle = RowFilter(access.cycles, field_name="objective__cycle")
    department = RowFilter(lambda _user: Department.objects.all(), field_name="objective__department")

    class Meta:
        model = KeyResult
        fields = ["objective", "cycle", "department"]


SCOPE = [
    OpenApiParameter("objective", int, description="Of this objective alone."),
    OpenApiParameter("cycle", int, description="Of this cycle; the present one when nothing is said."),
    OpenApiParameter("department", int, description="Of this department and all below it."),
]


class QuadrantView(ApiView):
    """The priority quadrant, read and written in one call."""

    @extend_schema(operation_id="quadrant_retrieve", parameters=SCOPE, responses=QuadrantShape)
    def get(self, request: Request) -> Response:
        """Every key result of an objective, or of a cycle and department, as far as the caller sees it."""
        return Response(_quadrant(quadrants.field_of(self.user, self._scope(request))))

    @extend_schema(operation_id="quadrant_update", request=PositionsShape, responses=QuadrantShape)
    def put(self, request: Request) -> Response:
        """Place many key results at once: all of them, or none and a sentence that says which one is wrong."""
        positions = self.read(PositionsShape)["positions"]
        actions.place_many(moves=self._moves(positions), by=self.user)
        keys = tuple(one["key_result"] for one in positions)
        return Response(_quadrant(quadrants.field_of(self.user, Scope(key_results=keys))))

    def _scope(self, request: Request) -> Scope:
        asked = QuadrantFilter(request.query_params, queryset=KeyResult.objects.none(), request=request)
        if not asked.is_valid():
            raise translate_validation(asked.errors)
        found = {name: row.pk for name, row in asked.form.cleaned_data.items() if row}
        if "objective" in found:
            return Scope(objective=found["objective"])
        cycle = quadrants.cycle_meant(self.user, found.get("cycle"), today(request))
        return Scope(cycle=cycle.pk if cycle else None, department=found.get("department"))

    def _moves(self, positions: list[dict[str, Any]]) -> list[actions.Move]:
        """Rows in place of ids, read together; an id that the caller does not see is refused like an unknown one."""
        rows = access.visible_key_results(self.user).in_bulk({one["key_result"] for one in positions})
        missing = {
            f"positions.{place}.key_result": [NO_SUCH_ROW]
            for place, one in enumerate(positions)
            if one["key_result"] not in rows
        }
        if missing:
            raise ValidationError(missing)
        if not all(access.may_revise(self.user, one.objective) for one in rows.values()):
            raise Forbidden
        return [
            actions.Move(rows[one["key_result"]], one["version"], one["control"], one["impact"]) for one in positions
        ]


def _quadrant(field: Field) -> Any:
    said = {
        "key_results": [_placed(one) for one in field.spots],
        "low_control": field.low_control,
        "out_of_hand": field.is_out_of_hand,
    }
    return QuadrantShape(said).data


def _placed(spot: Spot) -> dict[str, Any]:
    row, placement = spot.row, spot.placement
    return {
        "key_result": row.pk,
        "objective": row.objective_id,
        **{
            name: getattr(row, name)
            for name in ("version", "code", "title", "title_other", "parked", "control", "impact")
        },
        "weight_share": spot.share,
        "quadrant": placement.quadrant.value if placement else None,
        "borderline": bool(placement and placement.borderline),
        "may_move": spot.may_move,
    }


# --- what placements led to --------------------------------------------------------------------------------------


# What is made of a placement, by the name that its values have in a body.
MADE = {Consequence.PLAN_B: "risk", Consequence.ASK: "ask", Consequence.TASK: "task"}


class MadeRiskShape(PlanModel):
    """A risk that is not in our hands, with its plan B."""

    class Meta:
        model = Risk
        fields = ["kind", "title", "title_other", "plan_b", "plan_b_other", "language", "owner"]
        extra_kwargs: ClassVar = {"owner": {"required": False}, "plan_b": {"required": True}}


class MadeAskShape(PlanModel):
    """A draft request."""

    class Meta:
        model = Ask
        fields = sorted(asks.EDITABLE - {"key_result"})


class MadeTaskShape(PlanModel):
    """A task of one person."""

    class Meta:
        model = Task
        fields = ["title", "title_other", "language", "responsible", "accountable", "duration", "due_on"]
        extra_kwargs: ClassVar = {
            "responsible": {"required": True, "allow_null": False},
            "accountable": {"required": True, "allow_null": False},
        }


class DrawShape(Strict):
    """What is decided of a key result: `risk` for plan B, `ask` or `task` as the kind says; parking takes none."""

    key_result = PlanRowField(queryset=KeyResult.objects.all())
    kind = serializers.ChoiceField([one.value for one in Consequence])
    risk = MadeRiskShape(required=False)
    ask = MadeAskShape(required=False)
    task = MadeTaskShape(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        name = MADE.get(Consequence(attrs["kind"]))
        given = {one for one in ("risk", "ask", "task") if one in attrs}
        if name and name not in given:
            raise ValidationError({name: [self.fields[name].error_messages["required"]]})
        if surplus := given - {name}:
            raise ValidationError({one: [ErrorDetail(str(UNKNOWN), code="unknown")] for one in sorted(surplus)})
        return {**attrs, "values": dict(attrs.get(name, {})) if name else {}}


class QuadrantDecisionShape(PlanModel):
    """What a placement led to, with the row that was made; a parked key result keeps the weight it had."""

    class Meta:
        model = QuadrantDecision
        fields = ["id", "key_result", "kind", "risk", "ask", "task", "weight_before", "made_by", "made_at"]
        read_only_fields = fields


class QuadrantDecisionFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives, field_name="key_result__objective")
    key_result = RowFilter(access.visible_key_results)

    class Meta:
        model = QuadrantDecision
        fields = ["objective", "key_result", "kind"]


class QuadrantDecisionRows(PlanRows):
    """Consequences that stand. Managers of the owning department draw them and take them back."""

    serializer_class = QuadrantDecisionShape
    filterset_class = QuadrantDecisionFilter
    versioned = False
    seen = staticmethod(access.visible_decisions)
    door = staticmethod(access.decision_for)

    @extend_schema(request=DrawShape, responses={201: QuadrantDecisionShape})
    def create(self, request: Request) -> Response:
        """Draw a consequence: its row is made in the same transaction."""
        asked = request.data.get("key_result") if isinstance(request.data, dict) else None
        if isinstance(asked, int) and not isinstance(asked, bool) and 0 < asked <= LARGEST_KEY:
            seen = access.visible_key_results(self.user).filter(pk=asked).first()
            if seen is not None:
                access.key_result_for(self.user, asked, Need.REVISE)
        told = self.read(DrawShape)
        told["values"].setdefault("language", get_language())
        kind = Consequence(told["kind"])
        try:
            made = actions.decide(key_result=told["key_result"], by=self.user, kind=kind, values=told["values"])
        except Refusal as refusal:
            if refusal.field and kind in MADE:
                refusal = refusal.within(MADE[kind])
            raise refusal from None
        return self.answer(made.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: int) -> Response:
        """Take back exactly what was made; 409 when somebody has worked on it meanwhile."""
        decision = access.decision_for(self.user, pk, Need.REVISE)
        self.read(Empty)
        actions.undo(decision=decision, by=self.user)
        return Response(status=status.HTTP_204_NO_CONTENT)
