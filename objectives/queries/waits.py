"""What a task waits for, by the codes of the breakdown."""

from collections.abc import Mapping
from dataclasses import dataclass

from objectives.core import wbs
from objectives.models import Dependency, Objective, Task


@dataclass(frozen=True, slots=True)
class Wait:
    """A link of a task to one before it."""

    link: Dependency
    code: str


def codes_of(objective: Objective) -> dict[int, str]:
    """Codes of an objective's tasks by key (one query)."""
    places = Task.objects.alive().filter(objective=objective).values_list("pk", "parent_id", "position")
    return {int(key): code for key, code in wbs.codes(wbs.Place(*place) for place in places).items()}


def waits_of(task: Task, codes: Mapping[int, str]) -> list[Wait]:
    """The links to living tasks (one query)."""
    rows = Dependency.objects.filter(successor=task, predecessor__deleted_at__isnull=True)
    return [Wait(one, codes.get(one.predecessor_id, "")) for one in rows.select_related("predecessor")]
