"""The words that plans share: tags of scope (administrators and managers), and the glossary as it is looked up."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from objectives import access
from objectives.actions import scope as actions
from objectives.forms.frame import MergeForm, ScopeTagForm
from objectives.models import ScopeTag
from objectives.queries import terms
from objectives.queries.glossary import look_up as find
from objectives.views.shared import Sheet, deleted, done, fills, reads, sent, show_form, writes
from okrplan.people.requests import PersonRequest
from okrplan.texts import said

LONGEST = 200  # characters of a typed name that are looked up


@reads
def look_up(request: PersonRequest) -> HttpResponse:
    """What the glossary has for a typed name, under the field in which it is typed."""
    chosen = request.GET.get("metric", "")
    found = find(request.user, request.GET.get("name", "")[:LONGEST], int(chosen) if _is_id(chosen) else None)
    return render(request, "objectives/_metric_found.html", {"found": found})


def _is_id(text: str) -> bool:
    return text.isdecimal() and len(text) < 12


@reads
def tags(request: PersonRequest) -> HttpResponse:
    """All words of scope by kind, with how many objectives use them."""
    access.require_keeper_of_scope_tags(request.user)
    return render(request, "objectives/scope_tags.html", {"groups": terms.groups(get_language() or "en")})


@fills
def new_tag(request: PersonRequest) -> HttpResponse:
    access.require_keeper_of_scope_tags(request.user)
    form = ScopeTagForm(sent(request), initial={"kind": request.GET.get("kind", "")})
    made = form.submit(lambda values: actions.make(by=request.user, values=values))
    back = reverse("objectives:scope_tags")
    return done(request, back, _("Saved.")) if made else show_form(request, form, Sheet(_("New word"), back))


@fills
def edit_tag(request: PersonRequest, pk: int) -> HttpResponse:
    """Another name, or one in the other language."""
    tag = _tag(request, pk)
    form = ScopeTagForm(sent(request), row=tag)
    saved = form.submit(
        lambda values: actions.change(tag=tag, by=request.user, version=form.seen_version, values=values)
    )
    back = reverse("objectives:scope_tags")
    if saved is not None:
        return done(request, back, _("Saved."))
    lead = _("Every objective that uses this word takes the new one. Confirmed versions of plans stay as they were.")
    sheet = Sheet(_name(tag), back, lead=lead, delete=reverse("objectives:delete_scope_tag", args=[pk]))
    return show_form(request, form, sheet)


@fills
def merge_tag(request: PersonRequest, pk: int) -> HttpResponse:
    """Two words for one thing become one."""
    tag = _tag(request, pk)
    form = MergeForm(sent(request), user=request.user, tag=tag)
    kept = form.submit(lambda values: actions.merge(tag=tag, into=values["into"], by=request.user))
    back = reverse("objectives:scope_tags")
    if kept is not None:
        return done(request, back, _("Merged into “%(name)s”.") % {"name": _name(kept)})
    lead = _("Every objective that uses “%(name)s” uses the other word from now on.") % {"name": _name(tag)}
    return show_form(request, form, Sheet(_("Merge two words"), back, button=_("Merge"), lead=lead))


@writes
def delete_tag(request: PersonRequest, pk: int) -> HttpResponse:
    tag = _tag(request, pk)
    actions.delete(tag=tag, by=request.user)
    undo = reverse("objectives:restore_scope_tag", args=[pk])
    return deleted(request, reverse("objectives:scope_tags"), _("Deleted: %(title)s") % {"title": _name(tag)}, undo)


@writes
def restore_tag(request: PersonRequest, pk: int) -> HttpResponse:
    access.require_keeper_of_scope_tags(request.user)
    tag = get_object_or_404(ScopeTag, pk=pk, deleted_at__isnull=False)
    actions.restore(tag=tag, by=request.user)
    return done(request, reverse("objectives:scope_tags"), _("Brought back."))


def _tag(request: PersonRequest, pk: int) -> ScopeTag:
    access.require_keeper_of_scope_tags(request.user)
    return get_object_or_404(access.scope_tags(request.user), pk=pk)


def _name(tag: ScopeTag) -> str:
    return said(tag, "name", get_language() or "en").text
