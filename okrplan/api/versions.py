"""Optimistic locking over HTTP: a row's version is its ETag, and a change says in If-Match which one it was made on."""

import re
from http import HTTPStatus
from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from okrplan.refusals import Refusal

HEADER = "If-Match"
LARGEST = 2**31 - 1


class VersionMissing(Refusal):
    """A change that does not say which version it was made on: 428."""

    status = HTTPStatus.PRECONDITION_REQUIRED
    code = "version_missing"


def required(request: Request) -> int:
    """The version in If-Match. Raises VersionMissing without it."""
    version = given(request)
    if version is None:
        raise VersionMissing(
            _('Say in the header If-Match which version you change: the ETag of your last read, such as "3".')
        )
    return version


def given(request: Request) -> int | None:
    """The version in If-Match, or None. Raises Refusal for anything that is not a version."""
    text = request.headers.get(HEADER)
    if text is None:
        return None
    match = re.fullmatch(r'(?:W/)?"?([0-9]{1,10})"?', text.strip())
    if match is None or int(match[1]) > LARGEST:
        raise Refusal(
            _('If-Match carries one version as the ETag gives it, such as "3", quotes included.'), code="version"
        )
    return int(match[1])


def tag(response: Response, data: Any) -> None:
    """Give the answer the ETag of the one versioned row that it carries."""
    if isinstance(data, dict) and isinstance(data.get("version"), int):
        response["ETag"] = f'"{data["version"]}"'
