"""Confirming a plan, the answers to what is open about it, and who has seen it."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import acknowledging, confirming
from objectives.api.rows import PlanModel, PlanRows
from objectives.core.vocabulary import SmartCode
from objectives.models import Acknowledgement, FindingAnswer
from okrplan.api import versions
from okrplan.api.days import today
from okrplan.api.filters import RowFilter
from okrplan.api.serializers import Empty, KeyField, Strict
from okrplan.refusals import Invisible


class AnswerShape(PlanModel):
    """A sentence that an open finding is answered with, by whom, and on which day."""

    class Meta:
        model = FindingAnswer
        fields = ["version", "code", "text", "text_other", "language", "by", "day"]
        read_only_fields = ["version", "code", "by", "day"]


class NewAnswerShape(AnswerShape):
    """An answer that is given while confirming."""

    code = serializers.ChoiceField([one.value for one in SmartCode])

    class Meta(AnswerShape.Meta):
        read_only_fields = ["version", "by", "day"]


class ConfirmShape(Strict):
    """Sentences for questions that are still open; whatever has none stays open."""

    answers = serializers.ListField(child=NewAnswerShape(), required=False, max_length=50)


class Confirming:
    """Actions of an objective around its confirmation."""

    @extend_schema(request=ConfirmShape)
    @action(detail=True, methods=["post"])
    def confirm(self: Any, request: Request, pk: int) -> Response:
        """Draft to active: keeps the answers, freezes the plan as a version, and tells everyone with a part in it.

        Only a missing number, date or owner, or a baseline that is the target, is refused: everything at once.
        """
        row = self.open(pk)
        told = self.read(ConfirmShape).get("answers", [])
        answers = {SmartCode(one.pop("code")): one for one in told}
        version = versions.given(request)
        confirming.confirm(objective=row, by=self.user, today=today(request), version=version, answers=answers)
        return self.answer(pk)

    @extend_schema(request=AnswerShape, responses=AnswerShape)
    @action(detail=True, methods=["put"], url_path="answers/<str:code>")
    def finding_answer(self: Any, request: Request, pk: int, code: str) -> Response:
        """Answer an open finding of SMART in a sentence, or change the answer. The finding stays what it is."""
        row, chosen = self.open(pk), _code(code)
        version, values = versions.given(request), self.read(AnswerShape)
        saved = confirming.answer(
            objective=row, code=chosen, by=self.user, today=today(request), version=version, values=values
        )
        return Response(AnswerShape(saved).data)

    @extend_schema(request=None, responses={status.HTTP_204_NO_CONTENT: None})
    @finding_answer.mapping.delete
    def take_back_answer(self: Any, request: Request, pk: int, code: str) -> Response:
        """Take an answer back: the question is open again."""
        confirming.take_back(objective=self.open(pk), code=_code(code), by=self.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _code(text: str) -> SmartCode:
    try:
        return SmartCode(text)
    except ValueError as error:
        raise Invisible from error


class AcknowledgementShape(PlanModel):
    """Somebody who was told of a confirmed plan. `part` says what they had to do with it then."""

    objective = KeyField(source="plan_version.objective_id")
    plan_version = serializers.IntegerField(source="plan_version.number", read_only=True)

    class Meta:
        model = Acknowledgement
        told = ["user", "part", "told_at", "seen_at", "question", "asked_at", "answer", "answered_by", "answered_at"]
        fields = ["id", "version", "objective", "plan_version", *told]
        read_only_fields = fields


class PlanQuestionShape(Strict):
    """A question, or its answer."""

    text = serializers.CharField(max_length=500)


class AcknowledgementFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives, field_name="plan_version__objective")

    class Meta:
        model = Acknowledgement
        fields = ["objective", "user"]


class AcknowledgementRows(PlanRows):
    """Who was told of a confirmed plan: one's own rows, and all of one's departments and one's own objectives."""

    serializer_class = AcknowledgementShape
    filterset_class = AcknowledgementFilter
    seen = staticmethod(access.visible_acknowledgements)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def acknowledge(self, request: Request, pk: int) -> Response:
        """ "I have seen it": by whom it waits for; the second time changes nothing."""
        row = access.acknowledgement_for(self.user, pk, Need.OWN)
        self.read(Empty)
        acknowledging.acknowledge(acknowledgement=row, by=self.user)
        return self.answer(pk)

    @extend_schema(request=PlanQuestionShape)
    @action(detail=True, methods=["post"])
    def ask(self, request: Request, pk: int) -> Response:
        """Ask the plan's owner a question about it."""
        row = access.acknowledgement_for(self.user, pk, Need.OWN)
        acknowledging.ask(acknowledgement=row, by=self.user, text=self.read(PlanQuestionShape)["text"])
        return self.answer(pk)

    @extend_schema(request=PlanQuestionShape)
    @action(detail=True, methods=["post"], url_path="answer")
    def reply(self, request: Request, pk: int) -> Response:
        """Answer somebody's question; they are told."""
        row = access.acknowledgement_for(self.user, pk, Need.ANSWER)
        acknowledging.answer(acknowledgement=row, by=self.user, text=self.read(PlanQuestionShape)["text"])
        return self.answer(pk)
