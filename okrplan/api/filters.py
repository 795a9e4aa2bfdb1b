"""Filters of lists. An id in a filter obeys the same rule as in a body: what one does not see does not exist."""

from typing import Any

from django_filters import rest_framework as filters
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from okrplan.api.serializers import NO_SUCH_ROW, Door


@extend_schema_field(OpenApiTypes.INT)
class RowFilter(filters.ModelChoiceFilter):
    """`?objective=5`: rows of an objective the caller sees; any other id is refused like an unknown one."""

    def __init__(self, door: Door, **options: Any) -> None:
        super().__init__(
            queryset=lambda request: door(request.user), error_messages={"invalid_choice": NO_SUCH_ROW}, **options
        )
