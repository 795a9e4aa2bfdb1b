"""Writing the installation itself: its first day, its facts, and the day of the demo."""

from datetime import date, timedelta
from decimal import Decimal

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from okrplan import audit
from okrplan.people import access
from okrplan.people.models import Department, Installation, Membership, User
from okrplan.people.roles import Role
from okrplan.refusals import Invisible, WrongState

DEMO_START = date(2026, 10, 20)
WEEK = timedelta(days=7)


@transaction.atomic
def set_up(
    *, company: str, currency: str, department: str, language: str, name: str, email: str, password: str
) -> User:
    """The first visit: the company, its first department and its administrator, who also manages that department.

    Refused as soon as anybody exists; two visitors at once wait for each other on the company's row.
    """
    Installation.objects.get_or_create(pk=1)
    installation = Installation.objects.select_for_update().get(pk=1)
    if User.objects.exists():
        raise WrongState(_("This installation is set up already: sign in."))
    installation.name, installation.currency = company.strip(), currency
    installation.save(update_fields=["name", "currency"])
    top = Department.objects.create(name=department.strip(), language=language, time_zone=settings.TIME_ZONE)
    user = User.objects.create_user(
        email=email, password=password, name=name.strip(), language=language, is_administrator=True
    )
    Membership.objects.create(user=user, department=top, role=Role.MANAGER.value)
    audit.write(by=user, noun="installation", row=installation, verb="set up", after={"name": installation.name})
    return user


@transaction.atomic
def change(*, by: User, name: str, currency: str, on_track_from: Decimal, behind_from: Decimal) -> Installation:
    """The company's name and currency, and from which forecast on an objective is on track or behind (0 to 1)."""
    access.administrator(by)
    Installation.objects.get_or_create(pk=1)
    row = Installation.objects.select_for_update().get(pk=1)
    new = {"name": name.strip(), "currency": currency, "on_track_from": on_track_from, "behind_from": behind_from}
    before = {field: getattr(row, field) for field in new}
    for field, value in new.items():
        setattr(row, field, value)
    row.validate_constraints()
    row.save(update_fields=list(new))
    audit.write(by=by, noun="installation", row=row, verb="change", before=before, after=new)
    return row


@transaction.atomic
def move_demo_day(*, by: User | None, to_start: bool) -> date:
    """Move the demo's day on by a week, or back to where it starts. Exists in the demo only."""
    if not settings.DEMO:
        raise Invisible
    row, _made = Installation.objects.get_or_create(pk=1)
    before = row.demo_day or DEMO_START
    row.demo_day = DEMO_START if to_start else before + WEEK
    row.save(update_fields=["demo_day"])
    audit.write(
        by=by, noun="installation", row=row, verb="move day", before={"day": before}, after={"day": row.demo_day}
    )
    return row.demo_day
