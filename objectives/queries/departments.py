"""The names of departments and where they stand in the tree."""

from collections import defaultdict
from dataclasses import dataclass

from okrplan.people.models import Department


@dataclass(frozen=True, slots=True)
class Tree:
    """All departments by key."""

    rows: dict[int, Department]

    def line(self, key: int | None) -> list[Department]:
        """A department with everything above it below the top, top down: Europe, Germany site."""
        line: list[Department] = []
        while key in self.rows and len(line) <= len(self.rows):
            line.append(self.rows[key])
            key = line[-1].parent_id
        return line[::-1][1:] if len(line) > 1 else line

    def walk(self) -> list[tuple[int, int]]:
        """Keys from the top down, children below their parent by name, each with its depth."""
        children: dict[int | None, list[int]] = defaultdict(list)
        for row in self.rows.values():
            children[row.parent_id].append(row.pk)
        found: list[tuple[int, int]] = []
        waiting = [(key, 0) for key in reversed(children[None])]
        while waiting:
            key, depth = waiting.pop()
            found.append((key, depth))
            waiting.extend((child, depth + 1) for child in reversed(children[key]))
        return found


def tree() -> Tree:
    """The whole tree (one query)."""
    return Tree({one.pk: one for one in Department.objects.order_by("name")})
