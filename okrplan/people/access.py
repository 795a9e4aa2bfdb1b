"""The doors to people, departments and settings: administrators only."""

from typing import TypeVar

from django.db.models import Model

from okrplan.people.models import Department, Membership, User
from okrplan.refusals import Forbidden, Invisible

Row = TypeVar("Row", bound=Model)


def administrator(user: User) -> None:
    """Let administrators pass; everybody else is refused with 403."""
    if not user.is_administrator:
        raise Forbidden


def person_for(user: User, pk: int) -> User:
    """A person's row for an administrator."""
    administrator(user)
    return _found(User.objects.filter(pk=pk).first())


def department_for(user: User, pk: int) -> Department:
    """A department's row for an administrator."""
    administrator(user)
    return _found(Department.objects.filter(pk=pk).first())


def membership_for(user: User, person: User, pk: int) -> Membership:
    """One of a person's roles, for an administrator."""
    administrator(user)
    return _found(person.memberships.filter(pk=pk).select_related("department", "user").first())


def _found(row: Row | None) -> Row:
    if row is None:
        raise Invisible
    return row
