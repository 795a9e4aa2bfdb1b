"""Strict shapes: unknown fields are refused, ids name rows the caller sees, numbers and days are ordinary ones.

Decimals travel as strings without trailing zeros, days as ISO dates.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail, ValidationError

from okrplan.people.models import Calendar, Department, User

NO_SUCH_ROW = _("There is no such row, or it is not shared with you.")
UNKNOWN = _("This field is not known here, or cannot be set.")
# What the database's small column holds on every engine; SQLite alone would take more.
SMALLEST, LARGEST = -32768, 32767

Door = Callable[[User], "models.QuerySet[Any]"]


class Strict(serializers.Serializer[Any]):
    """A shape that takes its own fields and no others."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping) and (unknown := [name for name in data if name not in self.settable()]):
            raise ValidationError({str(name): [ErrorDetail(str(UNKNOWN), code="unknown")] for name in unknown})
        return super().to_internal_value(data)

    def settable(self) -> set[str]:
        """Names of the fields that this request may carry."""
        return {name for name, field in self.fields.items() if not field.read_only}


class Empty(Strict):
    """The body of an action that needs none."""


class RowField(serializers.PrimaryKeyRelatedField[Any]):
    """The id of a row that the caller sees. Any other id gets the same answer as one that does not exist."""

    doors: ClassVar[dict[type[models.Model], Door]] = {
        User: lambda _user: User.objects.all(),
        Department: lambda _user: Department.objects.all(),
        Calendar: lambda _user: Calendar.objects.all(),
    }
    default_error_messages: ClassVar = {
        "does_not_exist": NO_SUCH_ROW,
        "incorrect_type": _("Give the id, a whole number."),
    }

    def get_queryset(self) -> Any:
        """What the caller sees of the model; the given queryset only names the model."""
        named: Any = vars(self)["queryset"]
        return self.doors[named.model](self.context["request"].user)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("incorrect_type")
        return super().to_internal_value(data)


class DayField(serializers.DateField):
    """A day in the years that calendars know."""

    default_error_messages: ClassVar = {"outside": _("Enter a day between 1950 and 2100.")}

    def to_internal_value(self, value: Any) -> date:
        day = super().to_internal_value(value)
        if not 1950 <= day.year <= 2100:
            self.fail("outside")
        return day


class NumberField(serializers.DecimalField):
    """A figure we computed, with every digit it has."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"max_digits": None, "decimal_places": None, "read_only": True, "allow_null": True, **options}
        )

    def to_representation(self, value: Any) -> Any:
        return f"{Decimal(value).normalize():f}"


class StrictModel(Strict, serializers.ModelSerializer[Any]):
    """A row as the API shows it. `Meta.on_making`: fields set once, when the row is made."""

    serializer_related_field = RowField
    serializer_field_mapping: ClassVar = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateField: DayField,
    }

    def settable(self) -> set[str]:
        fixed: Iterable[str] = getattr(self.Meta, "on_making", ()) if self.instance is not None else ()  # type: ignore[attr-defined]
        return super().settable() - set(fixed)

    def get_validators(self) -> list[Any]:
        """None: the row's own constraints are held by the action, under its lock."""
        return []

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        kind, options = super().build_standard_field(field_name, model_field)
        # Uniqueness is the action's to hold, with the sentence of the constraint.
        options.pop("validators", None)
        if isinstance(model_field, models.DecimalField):
            options["normalize_output"] = True
        if isinstance(model_field, models.SmallIntegerField | models.PositiveSmallIntegerField):
            is_signed = isinstance(model_field, models.SmallIntegerField) and not isinstance(
                model_field, models.PositiveSmallIntegerField
            )
            options["min_value"] = SMALLEST if is_signed else 0
            options["max_value"] = min(options.get("max_value", LARGEST), LARGEST)
        return kind, options


class ErrorShape(serializers.Serializer[Any]):
    """One thing that is wrong: the field it belongs to (null: to none), a code for programs, a sentence for people."""

    field = serializers.CharField(allow_null=True)
    code = serializers.CharField()
    message = serializers.CharField()


class ErrorsShape(serializers.Serializer[Any]):
    """Every answer that is not what was asked for looks like this."""

    errors = ErrorShape(many=True)  # type: ignore[assignment]  # the name of a serializer's own property


@extend_schema_field(OpenApiTypes.INT)
class KeyField(serializers.IntegerField):
    """The id of a row, in an answer."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"read_only": True, **options})
