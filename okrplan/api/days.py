"""The day a question is about."""

from datetime import date

from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from okrplan.api.serializers import DayField


def as_of(request: Request) -> date:
    """`?as_of=2026-10-20`, or today where the caller is. Raises ValidationError for anything but a day."""
    text = request.query_params.get("as_of")
    if text is None:
        return today(request)
    try:
        return DayField().run_validation(text)
    except ValidationError as error:
        raise ValidationError({"as_of": error.detail}) from error


def today(request: Request) -> date:
    """The present day where the caller is."""
    return request._request.today  # type: ignore[attr-defined]
