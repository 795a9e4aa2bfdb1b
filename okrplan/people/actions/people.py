"""Writing people and their roles. Administrators do all of it but the choice of a language."""

from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from okrplan import audit
from okrplan.people import access, tokens
from okrplan.people.models import Department, Membership, User
from okrplan.people.roles import Role
from okrplan.refusals import Refusal, WrongState

FIELDS = ("name", "email", "language", "time_zone", "is_administrator")


@transaction.atomic
def add(
    *,
    by: User,
    name: str,
    email: str,
    department: Department,
    role: Role,
    language: str = "",
    time_zone: str = settings.TIME_ZONE,
    is_administrator: bool = False,
) -> User:
    """A new person with a role in their primary department; they choose a password through `links.password_link`."""
    access.administrator(by)
    email = _free_address(email)
    person = User.objects.create_user(
        email=email, name=name.strip(), language=language, time_zone=time_zone, is_administrator=is_administrator
    )
    audit.write(by=by, noun="person", row=person, verb="add", after=_facts(person))
    set_role(by=by, person=person, department=department, role=role, primary=True)
    return person


@transaction.atomic
def change(
    *, by: User, person: User, name: str, email: str, language: str, time_zone: str, is_administrator: bool
) -> User:
    """Correct a person's own facts. The last administrator stays one."""
    access.administrator(by)
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_administrator and not is_administrator:
        _refuse_last_administrator(person, field="is_administrator")
    before = _facts(person)
    email = _free_address(email, but=person)
    if email != person.email:
        # Sign-in would still take an address that it remembers from before.
        EmailAddress.objects.filter(user=person).delete()
    person.name, person.email = name.strip(), email
    person.language, person.time_zone = language, time_zone
    person.is_administrator = is_administrator
    person.save(update_fields=FIELDS)
    _note_change(by, person, before)
    return person


@transaction.atomic
def set_role(*, by: User, person: User, department: Department, role: Role, primary: bool = False) -> Membership:
    """Give a person a role in a department, or change it; the first one, or a `primary` one, becomes their primary."""
    access.administrator(by)
    held = {one.department_id: one for one in person.memberships.select_for_update()}
    membership = held.get(department.pk)
    primary = primary or not held or (membership is not None and membership.is_primary)
    if primary:
        person.memberships.exclude(department=department).update(is_primary=False)
    before = {"role": membership.role} if membership else {}
    membership = membership or Membership(user=person, department=department)
    membership.role, membership.is_primary = role.value, primary
    membership.save()
    after = {"person": person.pk, "department": department.pk, "role": role.value, "primary": primary}
    audit.write(by=by, noun="role", row=membership, verb="set", before=before, after=after)
    return membership


@transaction.atomic
def remove_role(*, by: User, membership: Membership) -> None:
    """Take a role away; another one becomes the primary if this was it."""
    access.administrator(by)
    person = membership.user
    before = {"person": person.pk, "department": membership.department_id, "role": membership.role}
    audit.write(by=by, noun="role", row=membership, verb="remove", before=before)
    membership.delete()
    following = person.memberships.first()
    if following and not person.memberships.filter(is_primary=True).exists():
        following.is_primary = True
        following.save(update_fields=["is_primary"])


@transaction.atomic
def deactivate(*, by: User, person: User) -> None:
    """Let a person in no more: every session and token ends now, and the password opens nothing later either.

    A session is bound to the password's hash, so replacing that ends all of them, on every device.
    """
    access.administrator(by)
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.pk == by.pk:
        raise WrongState(_("You cannot deactivate yourself; ask another administrator."))
    if not person.is_active:
        return
    _refuse_last_administrator(person)
    person.is_active = False
    person.set_unusable_password()
    person.save(update_fields=["is_active", "password"])
    tokens.revoke_all(user=person, by=by)
    audit.write(by=by, noun="person", row=person, verb="deactivate")


@transaction.atomic
def reactivate(*, by: User, person: User) -> None:
    """Let a person back in; they choose a new password through a link."""
    access.administrator(by)
    if User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        audit.write(by=by, noun="person", row=person, verb="reactivate")


@transaction.atomic
def set_language(*, by: User, language: str) -> None:
    """Speak `language` to this person from now on, on every device and in messages."""
    if language not in dict(settings.LANGUAGES):
        raise Refusal(_("This language is not offered."), field="language")
    if by.language == language:
        return
    audit.write(
        by=by,
        noun="person",
        row=by,
        verb="set language",
        before={"language": by.language},
        after={"language": language},
    )
    by.language = language
    by.save(update_fields=["language"])


def _free_address(email: str, but: User | None = None) -> str:
    """The address in one spelling; refused when somebody else signs in with it."""
    email = email.strip().lower()
    holder = User.objects.filter(email__iexact=email).first()
    if holder and holder != but:
        raise Refusal(_("Somebody already signs in with this address."), field="email")
    return email


def _refuse_last_administrator(person: User, field: str | None = None) -> None:
    others = User.objects.select_for_update().filter(is_administrator=True, is_active=True).exclude(pk=person.pk)
    if person.is_administrator and person.is_active and not others.exists():
        raise Refusal(_("This is the last administrator; make somebody else one first."), field=field)


def _facts(person: User) -> dict[str, Any]:
    return {field: getattr(person, field) for field in FIELDS}


def _note_change(by: User, person: User, before: dict[str, Any]) -> None:
    after = {field: value for field, value in _facts(person).items() if value != before[field]}
    if after:
        audit.write(
            by=by,
            noun="person",
            row=person,
            verb="change",
            before={field: before[field] for field in after},
            after=after,
        )
