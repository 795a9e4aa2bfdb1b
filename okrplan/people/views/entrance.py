"""Before and around sign-in: the first page, set-up, the language, the demo's doors."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from okrplan.people import demo, standing
from okrplan.people.actions import installation
from okrplan.people.actions import people as people_actions
from okrplan.people.forms import SetUpForm, refuse
from okrplan.people.models import User
from okrplan.refusals import Refusal

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Where a person's day begins; signed out, the way in."""
    if isinstance(request.user, User):
        return redirect(_first_place(request.user))
    if settings.DEMO:
        return render(request, "people/demo.html", {"people": demo.choices()})
    return redirect("setup" if not User.objects.exists() else "account_login")


def _first_place(user: User) -> str:
    stands = standing.of(user)
    if stands.managed:
        return "/objectives/"
    return "/reports/" if stands.led else "/my-work/" if stands.staffed else "/objectives/"


@require_http_methods(["GET", "POST"])
def setup(request: HttpRequest) -> HttpResponse:
    """The first visit to a new installation; gone for everybody once somebody exists."""
    if User.objects.exists():
        raise Http404
    form = SetUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = installation.set_up(**form.cleaned_data, language=get_language() or "en")
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            login(request, user, backend=BACKEND)
            messages.success(request, _("Your installation is ready. Add the people of your team next."))
            return redirect("settings_people")
    return render(request, "people/setup.html", {"form": form}, status=400 if form.errors else 200)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language: kept on the person, or in a cookie before sign-in."""
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        raise Refusal(_("This language is not offered."), field="language")
    if isinstance(request.user, User):
        people_actions.set_language(by=request.user, language=chosen)
    response = _back(request)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response


@require_POST
def demo_enter(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the demo's people with one click. Exists in the demo only."""
    person = demo.person(request.POST.get("person", "")) if settings.DEMO else None
    if person is None:
        raise Http404
    login(request, person, backend=BACKEND)
    return redirect("home")


@require_POST
def demo_day(request: HttpRequest) -> HttpResponse:
    """Move the demo's day on by a week, or back to its start. Exists in the demo only."""
    if not settings.DEMO:
        raise Http404
    by = request.user if isinstance(request.user, User) else None
    installation.move_demo_day(by=by, to_start=request.POST.get("to") == "start")
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page the button stood on, if it is one of ours."""
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        target, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(target if safe else "/")
