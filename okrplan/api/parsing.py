"""Reading a body: JSON as its standard has it."""

import json
from decimal import Decimal
from typing import IO, Any, NoReturn

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

NOT_JSON = _("The body is not JSON. NaN and Infinity are not numbers.")


class StrictJSONParser(JSONParser):
    """Numbers keep every digit they were written with; NaN and Infinity are refused."""

    def parse(self, stream: IO[Any], media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            return json.loads(stream.read().decode(), parse_float=Decimal, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:  # also: not UTF-8, a whole number of thousands of digits
            raise ParseError(NOT_JSON) from error


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)
