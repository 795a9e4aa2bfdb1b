"""Check-ins: append-only. What was wrong is corrected or taken back, and stays readable."""

from typing import Any, ClassVar

from django.db.models import Q, QuerySet, prefetch_related_objects
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import check_ins
from objectives.api.rows import PlanModel, PlanRows
from objectives.core.vocabulary import CheckInSource
from objectives.models import CheckIn, Measure, Objective
from okrplan.api.days import today
from okrplan.api.filters import RowFilter
from okrplan.api.pagination import NewestFirst
from okrplan.api.serializers import NO_SUCH_ROW, Empty, Strict
from okrplan.api.views import Making, Values
from okrplan.people.models import User
from okrplan.refusals import Refusal

AT_ONCE = 200  # check-ins in one call
LARGEST_KEY = 2**63 - 1


class CheckInShape(PlanModel):
    """The value of a measure on a day. For running totals it is the total so far, not what was added."""

    stands = serializers.SerializerMethodField(help_text="False once it was corrected or taken back.")

    class Meta:
        model = CheckIn
        fields = [
            "id",
            "measure",
            "department",
            "day",
            "value",
            "confidence",
            "note",
            "author",
            "source",
            "recorded_at",
            "supersedes",
            "retracted_at",
            "stands",
        ]
        read_only_fields = ["department", "author", "source", "recorded_at", "supersedes", "retracted_at"]

    @extend_schema_field(bool)
    def get_stands(self, row: CheckIn) -> bool:
        return row.retracted_at is None and all(one.retracted_at for one in row.corrections.all())


class BulkEntryShape(PlanModel):
    """One check-in of many."""

    measure = serializers.IntegerField(min_value=1, max_value=LARGEST_KEY)

    class Meta:
        model = CheckIn
        fields = ["measure", "day", "value", "confidence", "note"]


class BulkShape(Strict):
    """Many check-ins: all are recorded, or none."""

    check_ins = serializers.ListField(child=BulkEntryShape(), allow_empty=False, max_length=AT_ONCE)


class BulkAnswerShape(serializers.Serializer[Any]):
    """The check-ins that were recorded, in the order of the request."""

    check_ins = CheckInShape(many=True)


class CorrectionShape(PlanModel):
    """The value that stands in place of a wrong one."""

    class Meta:
        model = CheckIn
        fields = ["value", "note"]


class CheckInFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives, method="of_objective")
    key_result = RowFilter(access.visible_key_results, field_name="measure__key_result")
    measure = RowFilter(access.visible_measures)
    author = RowFilter(lambda _user: User.objects.all())
    day_from = filters.DateFilter(field_name="day", lookup_expr="gte")
    day_to = filters.DateFilter(field_name="day", lookup_expr="lte")

    class Meta:
        model = CheckIn
        fields = ["objective", "key_result", "measure", "author"]

    def of_objective(self, rows: QuerySet[CheckIn], name: str, value: Objective) -> QuerySet[CheckIn]:
        """Check-ins of the objective's own measure and of those of its key results."""
        return rows.filter(Q(measure__objective=value) | Q(measure__key_result__objective=value))


class CheckInRows(Making, PlanRows):
    """Values of measures, newest first. Owners of a measure and managers of contributing departments record them."""

    serializer_class = CheckInShape
    filterset_class = CheckInFilter
    pagination_class = NewestFirst
    door = staticmethod(access.check_in_for)
    parents: ClassVar = {"measure": lambda user, pk: access.measure_for(user, pk, Need.CHECK_IN)}

    def visible(self) -> QuerySet[CheckIn]:
        return access.visible_check_ins(self.user).prefetch_related("corrections")

    def make(self, values: Values) -> CheckIn:
        return check_ins.record(by=self.user, today=today(self.request), source=CheckInSource.API, **values)

    @extend_schema(request=BulkShape, responses={201: BulkAnswerShape})
    @action(detail=False, methods=["post"], filterset_class=None, pagination_class=None)
    def bulk(self, request: Request) -> Response:
        """Record many check-ins at once: all of them, or none and a sentence that says which one is wrong."""
        entries = self.read(BulkShape)["check_ins"]
        self._fill_in_measures(entries)
        try:
            made = check_ins.record_many(entries=entries, by=self.user, today=today(request), source=CheckInSource.API)
        except Refusal as refusal:
            refusal.field = f"check_ins.{refusal.field}"
            raise
        prefetch_related_objects(made, "corrections")  # none yet; asked once rather than for each row
        rows = CheckInShape(made, many=True, context=self.get_serializer_context())
        return Response({"check_ins": rows.data}, status=status.HTTP_201_CREATED)

    def _fill_in_measures(self, entries: list[Values]) -> None:
        """Rows in place of ids, read together; an id that the caller does not see is refused like an unknown one."""
        wanted = {one["measure"] for one in entries}
        found: dict[int, Measure] = access.visible_measures(self.user).in_bulk(wanted)
        missing = {
            f"check_ins.{place}.measure": [NO_SUCH_ROW]
            for place, one in enumerate(entries)
            if one["measure"] not in found
        }
        if missing:
            raise ValidationError(missing)
        for one in entries:
            one["measure"] = found[one["measure"]]

    @extend_schema(request=CorrectionShape, responses={201: CheckInShape})
    @action(detail=True, methods=["post"])
    def correct(self, request: Request, pk: int) -> Response:
        """Put another value in place of this one. The answer is the new check-in; both stay readable."""
        check_in = access.check_in_for(self.user, pk, Need.OWN)
        values = self.read(CorrectionShape)
        better = check_ins.correct(check_in=check_in, by=self.user, today=today(request), **values)
        return self.answer(better.pk, status.HTTP_201_CREATED)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def retract(self, request: Request, pk: int) -> Response:
        """Take a check-in back: it stays readable and counts no more."""
        check_in = access.check_in_for(self.user, pk, Need.OWN)
        self.read(Empty)
        check_ins.retract(check_in=check_in, by=self.user)
        return self.answer(pk)
