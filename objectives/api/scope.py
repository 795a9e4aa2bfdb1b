"""The words of scope that the company uses. Everybody signed in reads them."""

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.actions import scope
from objectives.api.frame import FrameRows
from objectives.api.rows import PlanModel, PlanRowField
from objectives.models import ScopeTag
from okrplan.api import versions
from okrplan.api.serializers import Strict
from okrplan.api.views import Removing, Values


class ScopeTagShape(PlanModel):
    """A word of scope, in one language or both. `language` is that of `name`, as its characters say.

    Objectives carry their scope as lines of such words (`sites`, `channels`, `products`, `segment`); writing a line
    adds the words that nobody used before.
    """

    class Meta:
        model = ScopeTag
        fields = ["id", "version", *sorted(scope.EDITABLE), "language"]
        read_only_fields = ["language"]
        on_making = ["kind"]


class MergeShape(Strict):
    """The word that stays."""

    into = PlanRowField(queryset=ScopeTag.objects.all())


class ScopeTagFilter(filters.FilterSet):
    class Meta:
        model = ScopeTag
        fields = ["kind"]


class ScopeTagRows(Removing, FrameRows):
    """Words of scope. Administrators and managers write them; a word that objectives use is merged, not deleted."""

    serializer_class = ScopeTagShape
    filterset_class = ScopeTagFilter

    def visible(self) -> QuerySet[ScopeTag]:
        return access.scope_tags(self.user)

    def may_write(self) -> None:
        access.require_keeper_of_scope_tags(self.user)

    def make(self, values: Values) -> ScopeTag:
        return scope.make(by=self.user, values=values)

    def change(self, row: ScopeTag, values: Values, version: int | None) -> None:
        scope.change(tag=row, by=self.user, version=version, values=values)

    def remove(self, row: ScopeTag, version: int | None) -> None:
        scope.delete(tag=row, by=self.user, version=version)

    @extend_schema(request=MergeShape, responses=ScopeTagShape)
    @action(detail=True, methods=["post"])
    def merge(self, request: Request, pk: int) -> Response:
        """Make one word of two: objectives that use this one use the other from now on. Answers with that one."""
        row = self.open(pk)
        into = self.read(MergeShape)["into"]
        scope.merge(tag=row, into=into, by=self.user, version=versions.given(request))
        return self.answer(into.pk)
