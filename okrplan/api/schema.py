"""How the conventions of the API stand in its own description."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from okrplan.api import idempotency, versions
from okrplan.api.serializers import ErrorsShape

AS_OF = OpenApiParameter(
    "as_of", OpenApiTypes.DATE, description="Compute as of this day (default: today), from what was known then."
)


class ApiSchema(AutoSchema):
    """Adds the headers that every POST takes and every change of a versioned row needs, and the shape of errors."""

    def get_override_parameters(self) -> list[Any]:
        found: list[Any] = list(super().get_override_parameters())
        if self.method == "POST" and getattr(self.view, "repeatable", False):
            found.append(_header(idempotency.HEADER, "The same request again with the same key gets the same answer."))
        if self._needs_version():
            found.append(_header(versions.HEADER, 'The version that is changed, such as "3".', required=True))
        return found

    def _get_serializer_name(self, serializer: Any, direction: Any, bypass_extensions: bool = False) -> str:
        """A reader of the description knows paths, not our "PathShape"."""
        return super()._get_serializer_name(serializer, direction, bypass_extensions).replace("Shape", "")

    def _needs_version(self) -> bool:
        action = getattr(self.view, "action", None)
        return action in ("partial_update", "destroy") and getattr(self.view, "versioned", False)

    def _get_response_bodies(self, direction: Any = "response") -> Any:
        return {
            **super()._get_response_bodies(direction),
            "4XX": self._get_response_for_code(ErrorsShape, "4XX", ["application/json"]),
        }


def _header(name: str, description: str, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, required=required, description=description)


def without_enum_ids(result: Any, generator: Any, request: Any, public: bool) -> Any:
    """A last touch: enums stand where they are used, so their generator's marks say nothing to a reader."""
    _strip(result)
    return result


def _strip(node: Any) -> None:
    if isinstance(node, dict):
        node.pop("x-spec-enum-id", None)
    for inner in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _strip(inner)
