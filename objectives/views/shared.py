"""What the views of a plan share: how a form is shown, and where one goes after a write.

A form is a page of its own; asked for by htmx it is a sheet over the page it was opened from, and a successful write
then shows that page anew.
"""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from objectives.forms.base import PlanForm
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Sentence


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands around a form. `back` is the page it belongs to; `delete` is where its row is deleted."""

    title: Sentence
    back: str
    button: Sentence = field(default_factory=lambda: _("Save"))
    lead: Sentence = ""
    delete: str = ""
    keeps_page: bool = True  # False: the page below is old by now, so that cancelling shows it anew


def reads(view: Any) -> Any:
    """A page for everybody who is signed in."""
    return login_required(require_GET(view))


def fills(view: Any) -> Any:
    """A form: shown by GET, sent by POST."""
    return login_required(require_http_methods(["GET", "POST"])(view))


def writes(view: Any) -> Any:
    """A button: POST only."""
    return login_required(require_POST(view))


def sent(request: PersonRequest) -> Any:
    """What a form was sent with, nothing when it is only to be shown; an empty form that is sent was sent too."""
    return request.POST if request.method == "POST" else None


def show_form(request: PersonRequest, form: PlanForm, sheet: Sheet, **facts: Any) -> HttpResponse:
    """The form as a page or as a sheet; with what was refused, 400, or 412 when somebody else saved meanwhile."""
    template = "objectives/_sheet.html" if by_htmx(request) else "objectives/sheet.html"
    return render(request, template, {"form": form, "sheet": sheet, **facts}, status=form.status)


def done(request: PersonRequest, back: str, said: Sentence = "") -> HttpResponse:
    """After a write: to the page it belongs to, which keeps its place when it is the one that is open."""
    if said:
        messages.success(request, str(said))
    if not by_htmx(request):
        return redirect(back)
    here = (request.htmx.current_url_abs_path or "").partition("#")[0].partition("?")[0]  # type: ignore[attr-defined]
    page = back.partition("#")[0]
    if here == page or here.startswith((f"{page}guide/", f"{page}paths/")):  # these go on where they are
        return HttpResponseClientRefresh()
    return HttpResponseClientRedirect(back)


def deleted(request: PersonRequest, back: str, said: Sentence, undo: str) -> HttpResponse:
    """After deleting: the same, with a button that brings the row back."""
    note = render_to_string("objectives/_undo.html", {"said": said, "undo": undo}, request=request)
    messages.success(request, mark_safe(note))  # our own template, which escapes what people wrote
    return done(request, back)


def by_htmx(request: PersonRequest) -> bool:
    """Whether a script asked, which wants a part of a page."""
    return bool(request.htmx)  # type: ignore[attr-defined]
