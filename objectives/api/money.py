"""Budgets and asks: seen by those who see an objective's money."""

from typing import Any, ClassVar

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from objectives import access
from objectives.access import Need
from objectives.actions import asks
from objectives.api.rows import PlanModel, PlanRowField, PlanRows, to_revise
from objectives.core.vocabulary import Answer
from objectives.models import Ask, AskTurn, BudgetEntry
from objectives.models.fields import AMOUNT
from okrplan.api import versions
from okrplan.api.days import today
from okrplan.api.filters import RowFilter
from okrplan.api.serializers import Empty, Strict
from okrplan.api.views import Changing, Making, Removing, Values
from okrplan.people.models import User


class BudgetEntryShape(PlanModel):
    """Money planned for, approved for or spent on an objective. A budget is the sum of its entries."""

    class Meta:
        model = BudgetEntry
        fields = ["id", "objective", "path", "kind", "day", "amount", "currency", "note", "ask"]
        read_only_fields = ["ask"]


class BudgetEntryFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives)

    class Meta:
        model = BudgetEntry
        fields = ["objective", "kind"]


class BudgetEntryRows(Making, PlanRows):
    """Entries of budgets, append-only: a wrong one is balanced by its opposite. Approved money comes from asks."""

    serializer_class = BudgetEntryShape
    filterset_class = BudgetEntryFilter
    seen = staticmethod(access.visible_budget_entries)
    parents: ClassVar = {"objective": to_revise(access.objective_for)}

    def make(self, values: Values) -> BudgetEntry:
        return asks.enter_budget(objective=values.pop("objective"), by=self.user, values=values)


class TurnShape(PlanModel):
    """One turn of the conversation about an ask."""

    class Meta:
        model = AskTurn
        fields = ["kind", "answer", "by", "at", "day", "text", "amount"]
        read_only_fields = fields


class AskShape(PlanModel):
    """A request to a boss: how much, by when, what it brings, what happens without it, and the fallback."""

    turns = TurnShape(many=True, read_only=True)

    class Meta:
        model = Ask
        decided = ["author", "state", "decided_amount", "decided_at"]
        fields = ["id", "version", "objective", *sorted(asks.EDITABLE), *decided, "turns"]
        read_only_fields = decided
        on_making = ["objective"]


class SubmissionShape(Strict):
    """Whom the request is put to, unless it says so itself."""

    decider = PlanRowField(queryset=User.objects.all(), required=False, allow_null=True)


class DecisionShape(Strict):
    """The answer of the person whom the request is addressed to."""

    answer = serializers.ChoiceField([one.value for one in Answer])
    amount = serializers.DecimalField(**AMOUNT, required=False, allow_null=True, help_text="When it is trimmed.")
    text = serializers.CharField(
        max_length=500, required=False, allow_blank=True, help_text="Why it is declined, or the question."
    )


class ReplyShape(Strict):
    """The author's answer to a question."""

    text = serializers.CharField(max_length=500)


class AskFilter(filters.FilterSet):
    objective = RowFilter(access.visible_objectives)
    decider = RowFilter(lambda _user: User.objects.all())

    class Meta:
        model = Ask
        fields = ["objective", "decider", "state", "kind"]


class AskRows(Making, Changing, Removing, PlanRows):
    """Requests to bosses. Managers write and submit them; only the person addressed decides, once, never their own."""

    serializer_class = AskShape
    filterset_class = AskFilter
    door = staticmethod(access.ask_for)
    parents: ClassVar = {"objective": to_revise(access.objective_for)}

    def visible(self) -> Any:
        return access.visible_asks(self.user).prefetch_related("turns")

    def make(self, values: Values) -> Ask:
        return asks.make(objective=values.pop("objective"), by=self.user, values=values)

    def change(self, row: Ask, values: Values, version: int | None) -> None:
        asks.change(ask=row, by=self.user, version=version, values=values)

    def remove(self, row: Ask, version: int | None) -> None:
        asks.delete(ask=row, by=self.user, version=version)

    @extend_schema(request=SubmissionShape)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: int) -> Response:
        """Put the request to its decider."""
        ask = self.open(pk)
        decider = self.read(SubmissionShape).get("decider")
        asks.submit(ask=ask, by=self.user, decider=decider, today=today(request))
        return self.answer(pk)

    @extend_schema(request=DecisionShape)
    @action(detail=True, methods=["post"])
    def decide(self, request: Request, pk: int) -> Response:
        """Approve, trim, decline or ask back. With If-Match only the version that was read is decided on."""
        ask = access.ask_for(self.user, pk, Need.DECIDE)
        version = versions.given(request)
        values = self.read(DecisionShape)
        answer = Answer(values.pop("answer"))
        asks.decide(ask=ask, by=self.user, answer=answer, today=today(request), version=version, **values)
        return self.answer(pk)

    @extend_schema(request=ReplyShape)
    @action(detail=True, methods=["post"], url_path="answer")
    def reply(self, request: Request, pk: int) -> Response:
        """Answer the decider's question; the request waits for its decision again."""
        ask = self.open(pk)
        text = self.read(ReplyShape)["text"]
        asks.answer_question(ask=ask, by=self.user, text=text, today=today(request))
        return self.answer(pk)

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: int) -> Response:
        """Take an open request back."""
        ask = self.open(pk)
        self.read(Empty)
        asks.withdraw(ask=ask, by=self.user, today=today(request))
        return self.answer(pk)
