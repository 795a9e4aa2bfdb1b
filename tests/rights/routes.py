"""Every route of the URLconf with the methods its view takes, read from the views themselves."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ANSWERED_BEFORE_THE_URLCONF = {"/healthz": {"GET"}, "/readyz": {"GET"}}  # by okrplan.health, whatever the method


def shape(path: str) -> str:
    """A path with every placeholder as "{}", without query: how rows of the table and routes are matched."""
    plain = re.sub(r"\{[^}]*\}|\(\?P<\w+>[^)]*\)|<[^>]*>", "{}", path)
    return plain.partition("?")[0].replace("^", "").replace("$", "")


def offered() -> dict[str, set[str]]:
    """Methods by route shape, HEAD and OPTIONS aside."""
    found: dict[str, set[str]] = {path: set(methods) for path, methods in ANSWERED_BEFORE_THE_URLCONF.items()}
    for path, view in _views(get_resolver().url_patterns, "/"):
        found.setdefault(shape(path), set()).update(_methods(path, view))
    return found


def _views(patterns: list[Any], above: str) -> Iterator[tuple[str, Any]]:
    for one in patterns:
        path = above + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _views(one.url_patterns, path)
        else:
            assert isinstance(one, URLPattern)
            yield path, one.callback


def _methods(path: str, view: Any) -> set[str]:
    """What a view takes. A plain view that names no methods takes a change by GET: it fails here."""
    if actions := getattr(view, "actions", None):
        return {method.upper() for method in actions} & set(METHODS)
    if kind := getattr(view, "view_class", None):
        return {one for one in METHODS if one.lower() in kind.http_method_names and hasattr(kind, one.lower())}
    required = _required(view)
    assert required, f"{path}: the view does not say which methods it takes"
    return required & set(METHODS)


def _required(view: Any) -> set[str]:
    """The methods given to `require_http_methods` (and its like) anywhere around the view."""
    while view is not None:
        code = getattr(view, "__code__", None)
        for name, cell in zip(code.co_freevars if code else (), view.__closure__ or (), strict=True):
            if name == "request_method_list":
                return set(cell.cell_contents)
        view = getattr(view, "__wrapped__", None)
    return set()
