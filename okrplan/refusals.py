"""Refusals: a readable sentence, the field it belongs to, and the status it answers with, for pages and the API.

Actions raise them. Forms catch a plain `Refusal` and show it beside its field; what nobody catches becomes a page
here (or a fragment, for htmx) and JSON in the API: `{"errors": [{"field", "code", "message"}]}`.
"""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from okrplan import triggers

if TYPE_CHECKING:
    from rest_framework.response import Response

Sentence = str | Promise
NOT_ALLOWED: Promise = _("Your role does not allow this.")
SAVED_MEANWHILE: Promise = _(
    "Somebody else has saved this in the meantime. Nothing of yours is lost: compare and save again."
)


class Refusal(Exception):
    """An action was refused because of what was asked: 400, with a sentence that says what to do instead."""

    status = HTTPStatus.BAD_REQUEST
    code = "invalid"

    def __init__(self, message: Sentence, *, field: str | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.code = code or type(self).code

    def errors(self) -> list[dict[str, Any]]:
        """The refusal as the API says it; `field` is null when it belongs to none."""
        return [{"field": self.field, "code": self.code, "message": str(self.message)}]

    def within(self, place: str) -> "Refusal":
        """The same refusal of a part of a body: of "owner" within "risk" is of "risk.owner"."""
        self.field = f"{place}.{self.field}" if self.field else place
        return self


class Forbidden(Refusal):
    """Visible, but this person may not do it: 403."""

    status = HTTPStatus.FORBIDDEN
    code = "forbidden"

    def __init__(self, message: Sentence = NOT_ALLOWED, *, field: str | None = None) -> None:
        super().__init__(message, field=field)


class WrongState(Refusal):
    """Allowed, but not now (decided already, closed): 409."""

    status = HTTPStatus.CONFLICT
    code = "wrong_state"


class Stale(Refusal):
    """Somebody else saved in between: 412. `changes` lists what they changed, field by field.

    Each change is a dict with "field", "theirs" (as it stands now) and, where known, "yours" and "by".
    """

    status = HTTPStatus.PRECONDITION_FAILED
    code = "stale"

    def __init__(self, message: Sentence = SAVED_MEANWHILE, *, changes: Iterable[dict[str, Any]] = ()) -> None:
        super().__init__(message)
        self.changes = list(changes)

    def errors(self) -> list[dict[str, Any]]:
        return [{**error, "changes": self.changes} for error in super().errors()]


class Invisible(Http404):
    """Not there, or not shared with this person: the same 404 for both."""


class Several(Refusal):
    """More than one sentence at once (a validated form or row): 400."""

    def __init__(self, refusals: list[Refusal]) -> None:
        super().__init__(refusals[0].message, field=refusals[0].field, code=refusals[0].code)
        self.refusals = refusals

    def errors(self) -> list[dict[str, Any]]:
        return [error for refusal in self.refusals for error in refusal.errors()]

    def within(self, place: str) -> Refusal:
        self.refusals = [one.within(place) for one in self.refusals]
        return self


def from_validation(error: ValidationError) -> Refusal:
    """What Django's `full_clean` found, as a refusal."""
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    refusals = [
        Refusal(_joined(one), field=None if field == NON_FIELD_ERRORS else field, code=one.code or "invalid")
        for field, found in by_field.items()
        for one in found
    ]
    return refusals[0] if len(refusals) == 1 else Several(refusals)


def _joined(error: ValidationError) -> str:
    return " ".join(error.messages)


def from_integrity(error: IntegrityError) -> Refusal | None:
    """The sentence of the named constraint or trigger that refused a write, or None for a fault of ours."""
    name = _constraint_name(error)
    if name and (said := triggers.sentence(name)):
        return WrongState(said, code=name)
    constraint = _constraint(name, str(error))
    if constraint is None:
        return None
    message = str(constraint.get_violation_error_message())
    return Refusal(message, field=_only_field(constraint), code=constraint.name)


def _constraint_name(error: IntegrityError) -> str:
    diagnosis = getattr(error.__cause__, "diag", None)
    if diagnosis is not None:
        return diagnosis.constraint_name or ""
    # SQLite: "CHECK constraint failed: <name>", "UNIQUE constraint failed: index '<name>'", or a trigger's bare name.
    found = re.fullmatch(r"(?:CHECK constraint failed: |UNIQUE constraint failed: index )?'?(\w+)'?", str(error))
    return found[1] if found else ""


def _constraint(name: str, text: str) -> models.BaseConstraint | None:
    columns = set(re.findall(r"\w+\.\w+", text.partition("UNIQUE constraint failed: ")[2]))
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name or (columns and columns == _columns(model, constraint)):
                return constraint
    return None


def _columns(model: type[models.Model], constraint: models.BaseConstraint) -> set[str]:
    """ "table.column" of a unique constraint: all SQLite says about a broken one."""
    if not isinstance(constraint, models.UniqueConstraint):
        return set()
    table, columns = model._meta.db_table, {field.name: field.column for field in model._meta.concrete_fields}
    return {f"{table}.{columns[name]}" for name in constraint.fields}


def _only_field(constraint: models.BaseConstraint) -> str | None:
    fields = getattr(constraint, "fields", ())
    return fields[-1] if fields else None


def as_refusal(error: Exception) -> Refusal | None:
    """Any exception that stands for a refusal, as one; None for everything else."""
    if isinstance(error, Refusal):
        return error
    if isinstance(error, ValidationError):
        return from_validation(error)
    if isinstance(error, IntegrityError):
        return from_integrity(error)
    if isinstance(error, PermissionDenied):
        return Forbidden(str(error)) if str(error) else Forbidden()
    return None


class RefusalMiddleware:
    """Turns what a view did not catch into a page with the sentence, or into a fragment for htmx."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and not response.content:
            return _not_allowed(request, response)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = as_refusal(error)
        return respond(request, refusal) if refusal else None


def _not_allowed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Somebody opened the address of a form: Django's own answer to that is an empty page."""
    page = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
    page["Allow"] = response["Allow"]
    return page


def respond(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The refusal as a page; for htmx as a message that leaves the form as it was typed."""
    if not request.headers.get("HX-Request"):
        return render(request, "refusal.html", {"refusal": refusal}, status=refusal.status)
    response = render(request, "partials/refused.html", {"refusal": refusal}, status=refusal.status)
    response["HX-Retarget"] = "#messages"
    response["HX-Reswap"] = "innerHTML"
    return response


def api_exception_handler(error: Exception, context: dict[str, Any]) -> "Response | None":
    """DRF's exception handler: the same refusals, the same statuses, one shape."""
    # Imported here: DRF loads our token sign-in with its views, and that raises refusals itself.
    from rest_framework.response import Response
    from rest_framework.views import exception_handler as rest_handler
    from rest_framework.views import set_rollback

    refusal = as_refusal(error)
    if refusal is not None:
        set_rollback()
        return Response({"errors": refusal.errors()}, status=refusal.status)
    response = rest_handler(error, context)
    if response is not None:
        response.data = {"errors": _rest_errors(error)}
    return response


def _rest_errors(error: Exception) -> list[dict[str, Any]]:
    from rest_framework import exceptions as rest

    if isinstance(error, Http404):
        error = rest.NotFound()
    details = error.get_full_details() if isinstance(error, rest.APIException) else {"message": str(error)}
    return list(_flat(details, None))


def _flat(details: Any, field: str | None) -> Iterable[dict[str, Any]]:
    """DRF nests its details by field and index; each leaf becomes one error with a dotted field ("items.3.value")."""
    if isinstance(details, list):
        for index, one in enumerate(details):
            yield from _flat(one, field if _is_leaf(one) else f"{field}.{index}" if field else str(index))
    elif _is_leaf(details):
        yield {"field": field, "code": details["code"], "message": str(details["message"])}
    else:
        for key, inner in details.items():
            name = None if key == "non_field_errors" else f"{field}.{key}" if field else str(key)
            yield from _flat(inner, name)


def _is_leaf(details: Any) -> bool:
    return isinstance(details, dict) and set(details) == {"message", "code"}
