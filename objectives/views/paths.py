"""Paths: candidates, their estimates, ranks by hand, parking."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from objectives import access
from objectives.access import Need
from objectives.actions import objectives
from objectives.actions import paths as actions
from objectives.forms.paths import ParkForm, PathForm, PinForm
from objectives.models import Objective, Path
from objectives.views.boards import after, board_address, refused
from objectives.views.objectives import address
from objectives.views.shared import Sheet, deleted, done, fills, sent, show_form, writes
from okrplan.people.requests import PersonRequest


def _open_path(request: PersonRequest, pk: int) -> Path:
    path = access.path_for(request.user, pk, Need.REVISE)
    objectives.require_open(path.objective)
    return path


def _home(request: PersonRequest, objective: Objective) -> str:
    """Where the button stood: the board, or the plan."""
    return board_address(objective) if request.POST.get("from") == "board" else address(objective)


@fills
def new(request: PersonRequest, pk: int) -> HttpResponse:
    """A candidate for objective `pk`."""
    objective = access.objective_for(request.user, pk, Need.REVISE)
    objectives.require_open(objective)
    form = PathForm(sent(request), objective=objective)
    made = form.submit(lambda values: actions.make(objective=objective, by=request.user, values=values))
    if made is not None:
        return done(request, address(objective), _("Saved."))
    lead = _("Title first; without estimates it has no score and stands last.")
    return show_form(request, form, Sheet(_("New path"), address(objective), lead=lead))


@fills
def edit(request: PersonRequest, pk: int) -> HttpResponse:
    path = _open_path(request, pk)
    form = PathForm(sent(request), objective=path.objective, row=path)
    saved = form.submit(
        lambda values: actions.change(path=path, by=request.user, version=form.seen_version, values=values)
    )
    if saved is not None:
        return done(request, address(path.objective), _("Saved."))
    delete_at = reverse("objectives:delete_path", args=[pk])
    return show_form(request, form, Sheet(_("Path"), address(path.objective), delete=delete_at))


@fills
def pin(request: PersonRequest, pk: int) -> HttpResponse:
    """A rank by hand, with its reason."""
    path = _open_path(request, pk)
    form = PinForm(sent(request), row=path)
    saved = form.submit(
        lambda values: actions.change(path=path, by=request.user, version=form.seen_version, values=values)
    )
    if saved is not None:
        return after(request, path.objective, _("Saved."), _home(request, path.objective))
    return refused(request, form, Sheet(_("Set the rank by hand"), address(path.objective), lead=path.title))


@fills
def park(request: PersonRequest, pk: int) -> HttpResponse:
    """Park a path, and say where its key results go."""
    path = _open_path(request, pk)
    form = ParkForm(sent(request), path=path)
    saved = form.submit(
        lambda values: actions.park(path=path, by=request.user, version=form.seen_version, move_to=values["move_to"])
    )
    if saved is not None:
        return after(request, path.objective, _("Parked: the idea is kept."), _home(request, path.objective))
    sheet = Sheet(_("Park this path"), address(path.objective), _("Park it"), path.title)
    return show_form(request, form, sheet)


@writes
def unpark(request: PersonRequest, pk: int) -> HttpResponse:
    path = _open_path(request, pk)
    actions.change(path=path, by=request.user, version=None, values={"parked": False})
    return after(request, path.objective, _("Ranked again."), _home(request, path.objective))


@writes
def delete(request: PersonRequest, pk: int) -> HttpResponse:
    path = _open_path(request, pk)
    actions.delete(path=path, by=request.user)
    undo = reverse("objectives:restore_path", args=[pk])
    return deleted(request, address(path.objective), _("Path deleted: %(title)s") % {"title": path.title}, undo)


@writes
def restore(request: PersonRequest, pk: int) -> HttpResponse:
    path = access.deleted_for(request.user, Path, pk)
    actions.restore(path=path, by=request.user)
    return done(request, address(path.objective), _("Brought back."))
