"""Who is asking, in which language and on which day."""

from collections.abc import Callable
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.cache import patch_vary_headers

from okrplan.people.requests import welcome


class PersonMiddleware:
    """Gives every request its language, its time zone and `today`; says on the answer which language it is in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        welcome(request)
        response = _as_page(request, self.get_response(request))
        patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or "en")
        return response


def _as_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Sign-in leads back to the page that was asked for, or to the one whose form was sent.

    A fragment whose asker is signed out must not show the sign-in page inside the page: go there as a whole.
    """
    sign_in = resolve_url(settings.LOGIN_URL)
    by_htmx = request.headers.get("HX-Request")
    is_page = request.method in ("GET", "HEAD") and not by_htmx
    if is_page or not response.headers.get("Location", "").startswith(f"{sign_in}?"):
        return response
    came_from = urlsplit(request.headers.get("HX-Current-URL" if by_htmx else "Referer", "/"))
    address = f"{sign_in}?{urlencode({'next': came_from._replace(scheme='', netloc='', fragment='').geturl() or '/'})}"
    return HttpResponse(status=204, headers={"HX-Redirect": address}) if by_htmx else HttpResponseRedirect(address)
