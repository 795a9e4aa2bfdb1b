"""Where a person stands in the department tree, with roles inherited downwards.

Two queries, kept on the person for the length of a request: their memberships and the tree.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from okrplan.people.models import Department, Membership, User
from okrplan.people.roles import Role


@dataclass(frozen=True, slots=True)
class Standing:
    """Ids of the departments in which a person has a role, own or inherited from above."""

    managed: frozenset[int] = frozenset()
    led: frozenset[int] = frozenset()  # as a boss
    staffed: frozenset[int] = frozenset()  # as staff

    @property
    def all(self) -> frozenset[int]:
        return self.managed | self.led | self.staffed


def of(user: User) -> Standing:
    """The standing of a person; remembered on the instance."""
    kept: Standing | None = getattr(user, "_standing", None)
    if kept is None:
        kept = _read(user)
        user._standing = kept  # type: ignore[attr-defined]
    return kept


def below(roots: Iterable[int]) -> frozenset[int]:
    """Ids of these departments and of all below them (one query)."""
    return _spread(roots, _children())


def above(department_id: int) -> list[int]:
    """Ids of a department and of all above it, nearest first (one query)."""
    parents = dict(Department.objects.values_list("id", "parent_id"))
    line: list[int] = []
    one: int | None = department_id
    while one is not None and one not in line:
        line.append(one)
        one = parents.get(one)
    return line


def bosses_above(department_id: int) -> list[User]:
    """Active people who are a boss of the department or of one above it, nearest first."""
    line = above(department_id)
    order = {one: place for place, one in enumerate(line)}
    found = Membership.objects.filter(
        department_id__in=line, role=Role.BOSS.value, user__is_active=True
    ).select_related("user")
    return list(dict.fromkeys(one.user for one in sorted(found, key=lambda one: order[one.department_id])))


def managers_of(department_id: int) -> list[User]:
    """Active managers of the department; where it has none of its own, those of the nearest one above."""
    line = above(department_id)
    found = Membership.objects.filter(
        department_id__in=line, role=Role.MANAGER.value, user__is_active=True
    ).select_related("user")
    nearest = next((one for one in line if any(each.department_id == one for each in found)), None)
    return [one.user for one in found if one.department_id == nearest]


def _read(user: User) -> Standing:
    roots: dict[Role, set[int]] = defaultdict(set)
    for role, department in Membership.objects.filter(user=user).values_list("role", "department_id"):
        roots[Role(role)].add(department)
    if not roots:
        return Standing()
    children = _children()
    return Standing(
        managed=_spread(roots[Role.MANAGER], children),
        led=_spread(roots[Role.BOSS], children),
        staffed=_spread(roots[Role.STAFF], children),
    )


def _children() -> dict[int, list[int]]:
    children: dict[int, list[int]] = defaultdict(list)
    for one, parent in Department.objects.values_list("id", "parent_id"):
        if parent is not None:
            children[parent].append(one)
    return children


def _spread(roots: Iterable[int], children: dict[int, list[int]]) -> frozenset[int]:
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(children[one])
    return frozenset(found)
