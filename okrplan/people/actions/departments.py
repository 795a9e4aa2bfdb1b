"""Writing the department tree."""

from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _

from okrplan import audit
from okrplan.people import access, standing
from okrplan.people.models import Department, User
from okrplan.refusals import Refusal, WrongState

FIELDS = ("name", "name_other", "language", "parent_id", "time_zone")


@transaction.atomic
def create(
    *, by: User, name: str, name_other: str = "", language: str, parent: Department | None, time_zone: str
) -> Department:
    """A new department below `parent`, or at the top."""
    access.administrator(by)
    department = Department(
        name=name.strip(), name_other=name_other.strip(), language=language, parent=parent, time_zone=time_zone
    )
    _refuse_taken_name(department)
    department.save()
    audit.write(by=by, noun="department", row=department, verb="create", after=_facts(department))
    return department


@transaction.atomic
def change(
    *,
    by: User,
    department: Department,
    name: str,
    name_other: str,
    language: str,
    parent: Department | None,
    time_zone: str,
) -> Department:
    """Rename a department or move it elsewhere in the tree, with everything below it."""
    access.administrator(by)
    department = Department.objects.select_for_update().get(pk=department.pk)
    if parent and department.pk in standing.above(parent.pk):
        raise Refusal(_("A department cannot be moved below one of its own departments."), field="parent")
    before = _facts(department)
    department.name, department.name_other = name.strip(), name_other.strip()
    department.language, department.parent, department.time_zone = language, parent, time_zone
    _refuse_taken_name(department)
    department.save(update_fields=["name", "name_other", "language", "parent", "time_zone"])
    after = {field: value for field, value in _facts(department).items() if value != before[field]}
    if after:
        changed = {field: before[field] for field in after}
        audit.write(by=by, noun="department", row=department, verb="change", before=changed, after=after)
    return department


@transaction.atomic
def remove(*, by: User, department: Department) -> None:
    """Remove a department in which nobody has a role and that owns nothing."""
    access.administrator(by)
    if department.memberships.exists() or department.children.exists():
        raise WrongState(_("People or departments still belong to this department; move them first."))
    facts, kept = _facts(department), Department.objects.get(pk=department.pk)
    try:
        department.delete()
    except ProtectedError as error:
        raise WrongState(_("This department owns objectives or other work; it stays.")) from error
    audit.write(by=by, noun="department", row=kept, verb="remove", before=facts)


def _refuse_taken_name(department: Department) -> None:
    twins = Department.objects.filter(parent=department.parent, name=department.name).exclude(pk=department.pk)
    if twins.exists():
        raise Refusal(_("There is already a department of this name here."), field="name")


def _facts(department: Department) -> dict[str, Any]:
    return {field: getattr(department, field) for field in FIELDS}
