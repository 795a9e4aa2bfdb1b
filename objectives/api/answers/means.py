"""The target against money, people and stock: every check with its calculations line by line."""

from typing import Any

from rest_framework import serializers

from objectives.api.answers.words import WordField
from objectives.core.feasibility import Feasibility
from objectives.core.vocabulary import Achievability, Figure, OfferKind, Operator, Resource
from okrplan.api.serializers import NumberField

Output = serializers.Serializer[Any]


class CalculationStepShape(Output):
    """One line of a calculation; `operator` is null where it starts, `factor` the place of a factor of one's own."""

    figure = WordField(Figure)
    operator = WordField(Operator, allow_null=True)
    operand = NumberField()
    unit = serializers.CharField()
    result = NumberField()
    result_unit = serializers.CharField()
    factor = serializers.IntegerField(source="name", allow_null=True)


class CalculationShape(Output):
    """Steps to one result. `line` is the place of the row it was made from, null for the whole."""

    line = serializers.IntegerField(source="key", allow_null=True)
    steps = CalculationStepShape(many=True)
    result = NumberField()


class CheckShape(Output):
    """One resource (of stock: one product, `line` is its place): what is needed against what there is."""

    resource = WordField(Resource)
    line = serializers.IntegerField(source="key", allow_null=True)
    unit = serializers.CharField()
    needed = NumberField()
    available = NumberField()
    coverage = NumberField()
    missing = NumberField()
    verdict = WordField(Achievability)
    needs = CalculationShape(many=True)
    there = CalculationShape(many=True)


class OfferShape(Output):
    """A way out of a target that does not fit."""

    kind = WordField(OfferKind)
    amount = NumberField(allow_null=False)
    unit = serializers.CharField()
    resource = WordField(Resource, allow_null=True)
    line = serializers.IntegerField(source="key", allow_null=True)


class BindingShape(Output):
    """The check with the least coverage."""

    resource = WordField(Resource)
    line = serializers.IntegerField(source="key", allow_null=True)


class FeasibilityCheckShape(Output):
    """The target against money, people and stock; `parts_fit`: whether the parts of the drivers make it up."""

    verdict = WordField(Achievability)
    checks = CheckShape(many=True)
    binding = BindingShape(allow_null=True)
    customers = NumberField()
    largest_target = NumberField()
    parts_fit = serializers.BooleanField()
    offers = OfferShape(many=True)


def feasibility_of(found: Feasibility) -> dict[str, Any]:
    """The checks as FeasibilityCheckShape shows them."""
    names = [str(name) for name in FeasibilityCheckShape().fields]
    return {name: getattr(found, name) for name in names}
