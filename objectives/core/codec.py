"""Frozen dataclasses to JSON and back: Decimals and days as text, enums by value, tuples as lists."""

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def dump(value: Any) -> Any:
    """The value as JSON knows it. Dataclasses become objects of their fields."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: dump(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, list | tuple):
        return [dump(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): dump(one) for key, one in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def load(kind: type[T], data: Mapping[str, Any]) -> T:
    """A dataclass of `kind` from what `dump` made of one. Fields it does not know are passed over: they are older."""
    hints = _hints(cast(Any, kind))
    return kind(**{name: _value(hints[name], one) for name, one in data.items() if name in hints})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, data: Any) -> Any:
    if data is None:
        return None
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _value(next(one for one in get_args(hint) if one is not type(None)), data)
    if origin is tuple:
        return _tuple(get_args(hint), data)
    if hint is Decimal:
        return Decimal(data)
    if hint is date:
        return date.fromisoformat(data)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(data)
    return load(hint, data) if isinstance(hint, type) and is_dataclass(hint) else data


def _tuple(kinds: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_value(kinds[0], one) for one in data)
    return tuple(_value(kind, one) for kind, one in zip(kinds, data, strict=True))
