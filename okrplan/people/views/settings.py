"""Settings, for administrators: people, departments, the installation."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from okrplan.people import access, queries
from okrplan.people.actions import departments as department_actions
from okrplan.people.actions import installation as installation_actions
from okrplan.people.actions import people as people_actions
from okrplan.people.forms import (
    DepartmentForm,
    InstallationForm,
    NewPersonForm,
    PersonForm,
    RoleForm,
    refuse,
)
from okrplan.people.links import password_link
from okrplan.people.models import Department, User
from okrplan.people.requests import PersonRequest
from okrplan.refusals import Refusal, as_refusal

View = Callable[..., HttpResponse]
shown_or_sent = require_http_methods(["GET", "POST"])


def for_administrators(view: View) -> View:
    """Signed out: to sign-in. Signed in without the flag: 403."""

    @login_required
    @wraps(view)
    def guarded(request: PersonRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        access.administrator(request.user)
        return view(request, *args, **kwargs)

    return guarded


def _sent(request: PersonRequest, form: Form, action: Callable[[], Any]) -> bool:
    """Whether the form was sent and its action went through; a refusal is shown in the form."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        action()
    except Exception as error:
        refusal = as_refusal(error)
        if refusal is None or refusal.status != HTTPStatus.BAD_REQUEST:
            raise
        refuse(form, refusal)
        return False
    return True


@for_administrators
@require_GET
def people(request: PersonRequest) -> HttpResponse:
    return render(request, "settings/people.html", {"people": queries.people()})


@for_administrators
@shown_or_sent
def add_person(request: PersonRequest) -> HttpResponse:
    """A new person; the answer shows the link by which they choose their password."""
    form = NewPersonForm(request.POST or None)
    made: list[User] = []
    if _sent(request, form, lambda: made.append(people_actions.add(by=request.user, **form.cleaned_data))):
        return _show_link(request, made[0])
    return render(request, "settings/add_person.html", {"form": form}, status=400 if form.errors else 200)


def _show_link(request: PersonRequest, person: User) -> HttpResponse:
    facts = {"person": person, "link": password_link(request, person)}
    response = render(request, "settings/password_link.html", facts)
    response["Cache-Control"] = "no-store"
    return response


@for_administrators
@shown_or_sent
def person(request: PersonRequest, pk: int) -> HttpResponse:
    """A person's facts and roles."""
    row = access.person_for(request.user, pk)
    form = PersonForm(request.POST or None, initial=_facts(row))
    if _sent(request, form, lambda: people_actions.change(by=request.user, person=row, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("settings_person", pk)
    return _person_page(request, row, form, RoleForm())


def _facts(row: User) -> dict[str, Any]:
    return {field: getattr(row, field) for field in people_actions.FIELDS}


def _person_page(request: PersonRequest, row: User, form: Form, role_form: Form) -> HttpResponse:
    roles = row.memberships.select_related("department")
    facts = {"person": row, "form": form, "role_form": role_form, "roles": roles}
    return render(request, "settings/person.html", facts, status=400 if form.errors or role_form.errors else 200)


@for_administrators
@require_POST
def set_role(request: PersonRequest, pk: int) -> HttpResponse:
    """Give a role or change it; `primary` makes its department the person's own."""
    row = access.person_for(request.user, pk)
    form, primary = RoleForm(request.POST), bool(request.POST.get("primary"))
    if _sent(
        request,
        form,
        lambda: people_actions.set_role(by=request.user, person=row, primary=primary, **form.cleaned_data),
    ):
        messages.success(request, _("Saved."))
        return redirect("settings_person", pk)
    return _person_page(request, row, PersonForm(initial=_facts(row)), form)


@for_administrators
@require_POST
def remove_role(request: PersonRequest, pk: int, membership: int) -> HttpResponse:
    row = access.person_for(request.user, pk)
    people_actions.remove_role(by=request.user, membership=access.membership_for(request.user, row, membership))
    return redirect("settings_person", pk)


@for_administrators
@require_POST
def deactivate(request: PersonRequest, pk: int) -> HttpResponse:
    row = access.person_for(request.user, pk)
    people_actions.deactivate(by=request.user, person=row)
    messages.success(request, _("%(name)s is signed out everywhere and cannot sign in any more.") % {"name": row.name})
    return redirect("settings_person", pk)


@for_administrators
@require_POST
def reactivate(request: PersonRequest, pk: int) -> HttpResponse:
    row = access.person_for(request.user, pk)
    people_actions.reactivate(by=request.user, person=row)
    row.refresh_from_db()
    return _show_link(request, row)


@for_administrators
@require_POST
def new_link(request: PersonRequest, pk: int) -> HttpResponse:
    """A new link for somebody who lost theirs or forgot the password."""
    row = access.person_for(request.user, pk)
    if not row.is_active:
        raise Refusal(_("Reactivate this person first."))
    return _show_link(request, row)


@for_administrators
@require_GET
def departments(request: PersonRequest) -> HttpResponse:
    return render(request, "settings/departments.html", {"branches": queries.tree()})


@for_administrators
@shown_or_sent
def add_department(request: PersonRequest) -> HttpResponse:
    form = DepartmentForm(request.POST or None, initial={"parent": request.GET.get("parent")})
    if _sent(request, form, lambda: department_actions.create(by=request.user, **form.cleaned_data)):
        return redirect("settings_departments")
    return _department_page(request, None, form)


@for_administrators
@shown_or_sent
def department(request: PersonRequest, pk: int) -> HttpResponse:
    row = access.department_for(request.user, pk)
    facts = {field.removesuffix("_id"): getattr(row, field) for field in department_actions.FIELDS}
    form = DepartmentForm(request.POST or None, initial=facts)
    if _sent(request, form, lambda: department_actions.change(by=request.user, department=row, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("settings_departments")
    return _department_page(request, row, form)


def _department_page(request: PersonRequest, row: Department | None, form: Form) -> HttpResponse:
    facts = {"department": row, "form": form}
    return render(request, "settings/department.html", facts, status=400 if form.errors else 200)


@for_administrators
@require_POST
def remove_department(request: PersonRequest, pk: int) -> HttpResponse:
    row = access.department_for(request.user, pk)
    department_actions.remove(by=request.user, department=row)
    messages.success(request, _("Removed."))
    return redirect("settings_departments")


@for_administrators
@shown_or_sent
def installation(request: PersonRequest) -> HttpResponse:
    form = InstallationForm(request.POST or None, initial=InstallationForm.of(queries.installation()))
    if _sent(request, form, lambda: installation_actions.change(by=request.user, **form.cleaned_data)):
        messages.success(request, _("Saved."))
        return redirect("settings_installation")
    return render(request, "settings/installation.html", {"form": form}, status=400 if form.errors else 200)
