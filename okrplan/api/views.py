"""Base classes of the API's resources.

A resource says which rows its caller sees (`visible`), opens one for a purpose (`open`), and adds the mixins for what
may be done: each hands clean values to one action. Who may not see a row gets the 404 of an unknown id, who sees it
but may not do this a 403 before anything of the body is judged.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from rest_framework import status
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from okrplan.api import idempotency, versions
from okrplan.api.pagination import Pages
from okrplan.api.parsing import StrictJSONParser
from okrplan.api.schema import ApiSchema
from okrplan.people.models import User
from okrplan.refusals import Invisible
from okrplan.texts import Written

Values = dict[str, Any]
Row = TypeVar("Row", bound=Model)


class ApiView(APIView):
    """Any answer of the API: strict JSON in, an ETag where one versioned row goes out, POSTs done once."""

    schema = ApiSchema()
    parser_classes = [StrictJSONParser]
    repeatable: ClassVar[bool] = True  # a POST honours the Idempotency-Key

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if self.repeatable and request.method == "POST" and idempotency.HEADER in request.headers:
            handler = getattr(self, "post", None)
            if handler is not None:
                vars(self)["post"] = partial(idempotency.once, handler)

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Response:
        if isinstance(response, Response) and not response.exception:
            versions.tag(response, response.data)
        return super().finalize_response(request, response, *args, **kwargs)

    @property
    def user(self) -> User:
        """Who asks; only signed-in people get this far."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def read(self, shape: type[BaseSerializer[Any]], row: Any = None, **options: Any) -> Values:
        """The body's values in this shape. Raises ValidationError (400)."""
        serializer = shape(row, data=self.request.data, context={"request": self.request, "view": self}, **options)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)


class Rows(ListModelMixin, ApiView, GenericViewSet[Any]):
    """Rows of one kind, as a list and one by one."""

    lookup_value_converter = "int"
    pagination_class = Pages
    versioned: ClassVar[bool] = True

    def visible(self) -> QuerySet[Any]:
        """The rows that the caller sees, with what their shape needs."""
        raise NotImplementedError

    def open(self, pk: int) -> Any:
        """A row to be changed or removed. Raises Invisible or Forbidden."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        if getattr(self, "swagger_fake_view", False):  # the description is made without anybody asking
            return self.serializer_class.Meta.model.objects.none()  # type: ignore[union-attr]
        return self.visible()

    def retrieve(self, request: Request, pk: int) -> Response:
        return self.answer(pk)

    def answer(self, pk: int, code: int = status.HTTP_200_OK) -> Response:
        """The row as its readers see it now."""
        row = self.get_queryset().filter(pk=pk).first()
        if row is None:
            raise Invisible
        return Response(self.get_serializer(row).data, status=code)


class Making:
    """POST on the list. `parents`: the fields that name what the new row belongs to, opened before all else."""

    parents: ClassVar[Mapping[str, Any]] = {}  # field: door(user, pk) that raises Invisible or Forbidden

    def create(self: Any, request: Request) -> Response:
        self.open_parents()
        values = self.read(self.get_serializer_class())
        if issubclass(self.get_serializer_class().Meta.model, Written):
            values.setdefault("language", get_language())
        return self.answer(self.make(values).pk, status.HTTP_201_CREATED)

    def open_parents(self: Any) -> None:
        """Refuse whoever may not add to what they name; ids nobody knows are left to the shape."""
        for field, door in self.parents.items():
            pk = self.request.data.get(field) if isinstance(self.request.data, Mapping) else None
            if isinstance(pk, int) and not isinstance(pk, bool):
                try:
                    door(self.user, pk)
                except Invisible:
                    continue

    def make(self, values: Values) -> Model:
        """Hand the values to the action that makes the row."""
        raise NotImplementedError


class Changing:
    """PATCH on one row, with the version it was made on."""

    def partial_update(self: Any, request: Request, pk: int) -> Response:
        row = self.open(pk)
        version = versions.required(request) if self.versioned else None
        values = self.read(self.get_serializer_class(), row, partial=True)
        self.change(row, values, version)
        return self.answer(pk)

    def change(self, row: Any, values: Values, version: int | None) -> None:
        """Hand the values to the action that changes the row."""
        raise NotImplementedError


class Removing:
    """DELETE on one row, with the version that was seen."""

    def destroy(self: Any, request: Request, pk: int) -> Response:
        row = self.open(pk)
        version = versions.required(request) if self.versioned else None
        self.remove(row, version)
        return Response(status=status.HTTP_204_NO_CONTENT)

    def remove(self, row: Any, version: int | None) -> None:
        """Hand the row to the action that removes it."""
        raise NotImplementedError
