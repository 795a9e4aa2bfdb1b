"""Risks of key results, and the departments that share them."""

from typing import Any, ClassVar

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import key_results
from objectives.api.rows import PlanModel, PlanRows, to_revise
from objectives.models import KeyResultShare, Risk
from okrplan.api.filters import RowFilter
from okrplan.api.serializers import Empty
from okrplan.api.views import Changing, Making, Removing, Values

TEXTS = ["title", "title_other", "plan_b", "plan_b_other", "language"]


class RiskShape(PlanModel):
    """A named risk of a key result, with its plan B."""

    class Meta:
        model = Risk
        fields = ["id", "version", "key_result", "kind", *TEXTS, "owner"]
        extra_kwargs: ClassVar = {"owner": {"required": False}}
        on_making = ["key_result"]


class RiskFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives, field_name="key_result__objective")
    key_result = RowFilter(access.visible_key_results)

    class Meta:
        model = Risk
        fields = ["objective", "key_result", "kind"]


class RiskRows(Making, Changing, Removing, PlanRows):
    """Named risks. All kinds but "other" are deadly and are reported first."""

    serializer_class = RiskShape
    filterset_class = RiskFilter
    seen = staticmethod(access.visible_risks)
    door = staticmethod(access.risk_for)
    parents: ClassVar = {"key_result": to_revise(access.key_result_for)}

    def make(self, values: Values) -> Risk:
        return key_results.add_risk(key_result=values.pop("key_result"), by=self.user, values=values)

    def change(self, row: Risk, values: Values, version: int | None) -> None:
        key_results.change_risk(risk=row, by=self.user, version=version, values=values)

    def remove(self, row: Risk, version: int | None) -> None:
        key_results.delete_risk(risk=row, by=self.user, version=version)


class ShareShape(PlanModel):
    """A key result offered to another department, which contributes once it has accepted."""

    class Meta:
        model = KeyResultShare
        fields = ["id", "key_result", "department", "accepted_at", "ended_at"]
        read_only_fields = ["accepted_at", "ended_at"]


class ShareFilter(filters.FilterSet):
    key_result = RowFilter(access.visible_key_results)

    class Meta:
        model = KeyResultShare
        fields = ["key_result"]


class ShareRows(Making, PlanRows):
    """Offers of key results to other departments, and their answers."""

    serializer_class = ShareShape
    filterset_class = ShareFilter
    seen = staticmethod(access.visible_shares)
    door = staticmethod(access.share_for)
    parents: ClassVar = {"key_result": to_revise(access.key_result_for)}

    def make(self, values: Values) -> KeyResultShare:
        return key_results.offer_share(by=self.user, **values)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: int) -> Response:
        """Take part: a manager of the department that the offer was made to."""
        return self._answer_offer(pk, Need.JOIN, key_results.accept_share)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: int) -> Response:
        """Decline an offer or end a share: a manager of either department. Check-ins made so far count on."""
        return self._answer_offer(pk, Need.LEAVE, key_results.end_share)

    def _answer_offer(self, pk: int, need: Need, write: Any) -> Response:
        share = access.share_for(self.user, pk, need)
        self.read(Empty)
        write(share=share, by=self.user)
        return self.answer(pk)
