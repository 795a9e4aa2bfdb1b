"""What every page's frame shows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from okrplan.people import demo

# The first part of an address, and the place of the top bar that it belongs to.
PLACES = {
    "objectives": "objectives",
    "key-results": "objectives",
    "measures": "objectives",
    "check-ins": "objectives",
    "my-work": "work",
    "reports": "reports",
    "asks": "reports",
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """The place of the current page, today, and in the demo the people of its bar. Asks the database nothing."""
    first = request.path_info.strip("/").partition("/")[0]
    return {
        "place": PLACES.get(first, ""),
        "here": _here(request),
        "today": getattr(request, "today", None),
        "demo": settings.DEMO,
        "demo_people": demo.choices() if settings.DEMO else [],
    }


def _here(request: HttpRequest) -> str:
    """Where to come back to: this page, or the one whose form it answers (its own address may take forms only)."""
    return request.get_full_path() if request.method in ("GET", "HEAD") else request.headers.get("Referer", "/")
