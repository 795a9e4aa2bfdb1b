"""What the settings pages and the frame read about people; a fixed number of queries each."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from okrplan.people.models import ApiToken, Department, Installation, Membership, User


@dataclass(frozen=True, slots=True)
class Branch:
    """A department in its place in the tree: how deep it stands, and how many people have a role in it."""

    department: Department
    depth: int
    people: int


def installation() -> Installation:
    """The company's row, or an unsaved one with the usual values before it is set up."""
    return Installation.objects.first() or Installation(pk=1)


def people() -> QuerySet[User]:
    """Everybody, active ones first, each with their roles."""
    roles = Membership.objects.select_related("department").order_by("-is_primary", "department__name")
    return User.objects.prefetch_related(Prefetch("memberships", roles)).order_by("-is_active", "name", "id")


def tree() -> list[Branch]:
    """All departments from the top down, children below their parent by name."""
    children: dict[int | None, list[Department]] = defaultdict(list)
    for department in Department.objects.order_by("name"):
        children[department.parent_id].append(department)
    heads: dict[int, int] = defaultdict(int)
    for department_id in Membership.objects.filter(user__is_active=True).values_list("department_id", flat=True):
        heads[department_id] += 1
    return [Branch(one, depth, heads[one.pk]) for one, depth in _walk(children, None, 0)]


def _walk(children: dict[int | None, list[Department]], parent: int | None, depth: int) -> list[tuple[Department, int]]:
    line: list[tuple[Department, int]] = []
    for one in children.get(parent, ()):
        line += [(one, depth), *_walk(children, one.pk, depth + 1)]
    return line


def tokens(user: User) -> QuerySet[ApiToken]:
    """A person's keys for the API that still open something."""
    return ApiToken.objects.filter(user=user, revoked_at=None)
