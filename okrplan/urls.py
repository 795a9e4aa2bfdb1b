"""The root of the URL tree."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.http import require_safe


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Nothing here is for search engines."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain")


urlpatterns: list[URLPattern | URLResolver] = [
    path("robots.txt", robots, name="robots"),
    path("", include("okrplan.people.urls")),
    path("", include("okrplan.messages.urls")),
    path("", include("objectives.urls.api")),
    path("", include("objectives.urls")),
    path("", include("reports.urls")),
]
