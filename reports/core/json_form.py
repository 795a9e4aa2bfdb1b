"""Frozen dataclasses to JSON values and back, led by their annotations."""

import dataclasses
import types
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def dump(value: Any) -> Any:
    """JSON values: Decimals as strings, days and times in ISO form, enums by value, tuples as lists."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name.name: dump(getattr(value, name.name)) for name in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [dump(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    return value


def load(kind: Any, form: Any) -> Any:
    """The value of an annotated type from its JSON form; absent fields take their defaults."""
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (option for option in get_args(kind) if option is not type(None))
        return None if form is None else load(kind, form)
    if get_origin(kind) is tuple:
        return tuple(load(get_args(kind)[0], item) for item in form)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: load(hints[name], item) for name, item in form.items() if name in hints})
    if kind in (date, datetime):
        return kind.fromisoformat(form)
    return kind(form) if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)) else form


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
