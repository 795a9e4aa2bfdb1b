"""Cycles, strategies and the metric glossary: what every plan stands in. Everybody signed in reads them."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django_filters import rest_framework as filters
from rest_framework import serializers

from objectives import access
from objectives.actions import frame
from objectives.api.rows import PlanModel
from objectives.models import Cycle, Metric, Strategy
from objectives.queries import glossary
from okrplan.api.views import Changing, Making, Rows, Values
from okrplan.refusals import Invisible


class RateField(serializers.DecimalField):
    """A rate kept as the text it was given in."""

    def to_internal_value(self, data: Any) -> Any:
        return f"{super().to_internal_value(data):f}"

    def to_representation(self, value: Any) -> str:
        return f"{Decimal(value):f}"


class CycleShape(PlanModel):
    """A planning period. `plan_rates`: units of the company's currency for one unit of another, {"USD": "0.92"}."""

    plan_rates = serializers.DictField(child=RateField(max_digits=15, decimal_places=8), required=False)

    class Meta:
        model = Cycle
        fields = ["id", "version", *sorted(frame.CYCLE)]


class StrategyShape(PlanModel):
    """What the company wants in a year."""

    class Meta:
        model = Strategy
        fields = ["id", "version", *sorted(frame.STRATEGY)]


class MetricShape(PlanModel):
    """A word of the glossary with its one definition."""

    class Meta:
        model = Metric
        fields = ["id", "version", *sorted(frame.METRIC)]


class StrategyFilter(filters.FilterSet):
    year = filters.NumberFilter()

    class Meta:
        model = Strategy
        fields = ["year"]


class MetricFilter(filters.FilterSet):
    """`near`: metrics of nearly the same name, in either language; ask before defining another one."""

    near = filters.CharFilter(method="nearly_the_same")

    class Meta:
        model = Metric
        fields = ["near"]

    def nearly_the_same(self, rows: QuerySet[Metric], name: str, value: str) -> QuerySet[Metric]:
        return rows.filter(pk__in=[one.pk for one in glossary.near(self.request.user, value)])


class FrameRows(Making, Changing, Rows):
    """Rows of the frame: seen by all, written by those whom `may_write` lets pass."""

    def may_write(self) -> None:
        """Raise Forbidden for whoever may not write here."""
        access.require_administrator(self.user)

    def open_parents(self) -> None:
        self.may_write()

    def open(self, pk: int) -> Any:
        row = self.visible().filter(pk=pk).first()
        if row is None:
            raise Invisible
        self.may_write()
        return row


class CycleRows(FrameRows):
    """Planning periods. Administrators write them."""

    serializer_class = CycleShape

    def visible(self) -> QuerySet[Cycle]:
        return access.cycles(self.user)

    def make(self, values: Values) -> Cycle:
        return frame.make_cycle(by=self.user, values=values)

    def change(self, row: Cycle, values: Values, version: int | None) -> None:
        frame.change_cycle(cycle=row, by=self.user, version=version, values=values)


class StrategyRows(FrameRows):
    """Strategies of the company. Administrators write them."""

    serializer_class = StrategyShape
    filterset_class = StrategyFilter

    def visible(self) -> QuerySet[Strategy]:
        return access.strategies(self.user)

    def make(self, values: Values) -> Strategy:
        return frame.make_strategy(by=self.user, values=values)

    def change(self, row: Strategy, values: Values, version: int | None) -> None:
        frame.change_strategy(strategy=row, by=self.user, version=version, values=values)


class MetricRows(FrameRows):
    """The metric glossary. Managers write it."""

    serializer_class = MetricShape
    filterset_class = MetricFilter

    def visible(self) -> QuerySet[Metric]:
        return access.metrics(self.user)

    def may_write(self) -> None:
        access.require_planner(self.user)

    def make(self, values: Values) -> Metric:
        return frame.make_metric(by=self.user, values=values)

    def change(self, row: Metric, values: Values, version: int | None) -> None:
        frame.change_metric(metric=row, by=self.user, version=version, values=values)
